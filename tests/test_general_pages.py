"""Pages of any blog: what lines beside a post say, and how candidates for a field are chosen between."""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost.markup.dom import parse_html
from blogpost.readers.page.general import read_post
from blogpost.readers.page.general.candidates import BYLINE, ORDERS, Candidate, choose
from blogpost.readers.page.general.introductions import introduces_labels, labels_after
from blogpost.readers.page.general.json_ld import read_graph, text
from blogpost.readers.page.general.metalines import read_meta, read_times
from blogpost.readers.page.general.moments import machine_moment
from blogpost.readers.page.general.paths import in_path
from blogpost.readers.page.general.state import read_state

CASES_IN = Path(__file__).parent / "cases"
INPUTS = (Path(__file__).parent.parent / "docs" / "inputs.md").read_text(encoding="utf-8")
LINES = tomllib.loads((CASES_IN / "meta_lines.toml").read_text(encoding="utf-8"))["line"]


PAGES = tomllib.loads((CASES_IN / "general_pages.toml").read_text(encoding="utf-8"))["case"]
FIELDS = ("kind", "title", "byline", "published", "updated", "url", "labels")


def seen_on(page: str) -> dict[str, Any]:
    (post,) = blogpost.iter_posts(page, format="html")
    said = blogpost.to_dict(post, quotes=False)
    said["byline"] = said.get("byline", {}).get("names")
    return {"labels": [], **{name: said[name] for name in FIELDS if said.get(name)}}


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["why"])
def test_what_is_around_the_text(case: dict[str, Any]) -> None:
    expected = {name: case[name] for name in FIELDS if name in case}
    seen = seen_on(case["page"])
    assert {name: seen.get(name, "none") for name in expected} == expected


def said_by(case: dict[str, Any]) -> dict[str, Any]:
    arguments = case["text"], case.get("language", "en"), case.get("month")
    said, times = read_meta(*arguments), read_times(*arguments)
    found = {
        "names": list(said.byline.names) if said.byline else None,
        "moment": str(said.moment).replace(" ", "T") if said.moment else None,
        "updated": str(times.updated).replace(" ", "T") if times.updated else None,
        "time": str(times.time) if times.time else None,
        "own": said.is_own or None,
    }
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize("case", LINES, ids=lambda case: case["text"][:50])
def test_lines_beside_a_post(case: dict[str, Any]) -> None:
    expected = {name: value for name, value in case.items() if name not in ("text", "language", "month")}
    assert said_by(case) == expected


@given(st.text(max_size=200))
def test_any_line_is_read(line: str) -> None:
    read_meta(" ".join(line.split()), "en")
    introduces_labels(line)
    labels_after(line)


# ------------------------------------------------------------------------------------------------ choices


def names(*candidates: tuple[str, str]) -> str:
    return choose([Candidate(name, source) for name, source in candidates], BYLINE, same=str.lower)[0].value


def test_surest_source_is_believed() -> None:
    assert names(("Jo", "meta"), ("Jane", "credit")) == "Jane"


def test_two_that_agree_beat_a_surer_one() -> None:
    assert names(("Jo", "author_class"), ("Jane", "name_by_date"), ("Jane", "json_ld")) == "Jane"


def test_sources_that_copy_each_other_count_once() -> None:
    assert names(("Jo", "credit"), ("Jane", "json_ld"), ("Jane", "json_ld_page"), ("Jane", "meta")) == "Jo"


def test_of_what_agrees_the_surest_spelling_is_taken() -> None:
    assert names(("JANE", "meta"), ("Jane", "credit")) == "Jane"


def test_nothing_is_chosen_from_nothing() -> None:
    assert choose([], BYLINE, same=str) == []


@pytest.mark.parametrize("field", ORDERS)
def test_manual_has_the_order_of_every_field(field: str) -> None:
    row = f"| {field} | {'; '.join(source.description for source in ORDERS[field].sources)} |"
    assert row in INPUTS


@pytest.mark.parametrize("field", ORDERS)
def test_sources_stand_in_the_order_of_their_points(field: str) -> None:
    points = [source.points for source in ORDERS[field].sources]
    assert points == sorted(points, reverse=True)


# ------------------------------------------------------------------------------------------------ for machines


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2012-11-05T01:48:23+01:00", "2012-11-05T01:48:23+01:00"),
        ("2012-11-05 01:48:23", "2012-11-05T01:48:23"),
        ("2012-11-05T01:48:23+0100", "2012-11-05T01:48:23+01:00"),
        ("2022-01-05 10:00:00 +0100 CET", "2022-01-05T10:00:00+01:00"),
        ("20160830T0915-0700", "2016-08-30T09:15:00-07:00"),
        ("Wed, 04 May 2022 02:41:00 GMT", "2022-05-04T02:41:00+00:00"),
        ("2012-11-05", "2012-11-05"),
        ("yesterday", None),
        ("2015-25-09", None),
        ("", None),
    ],
)
def test_times_for_machines(said: str, moment: str | None) -> None:
    found = machine_moment(said, "en")
    assert (found.isoformat() if found else None) == moment


@pytest.mark.parametrize(
    ("path", "month", "day"),
    [
        ("/2012/10/27/salt/", dt.date(2012, 10, 15), dt.date(2012, 10, 27)),
        ("/2012/10/salt.html", dt.date(2012, 10, 15), None),
        ("/blog/2012-10-27-salt", dt.date(2012, 10, 15), dt.date(2012, 10, 27)),
        ("/diary/20121027.html", dt.date(2012, 10, 15), dt.date(2012, 10, 27)),
        ("/2012/13/salt", None, None),
        ("/p/20121399", None, None),
        ("/salt", None, None),
    ],
)
def test_dates_in_addresses(path: str, month: dt.date | None, day: dt.date | None) -> None:
    assert in_path(f"https://blog.example{path}") == (month, day)


# ------------------------------------------------------------------------------------------------ json


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "Article", "author": "Jane"}',
        '{"@type": "Article", "author": {"name": "Jane"},}',
        '[{"@type": "Article", "author": [{"name": "Jane"}, "Jane"]}]',
        '/* by a plugin */ {"@type": "Article", /* who */ "author": "Jane"}',
        '//<![CDATA[\n{"@type": "Article", "author": "Jane"}\n//]]>',
        '<!-- {"@type": "Article", "author": "Jane"} -->',
        '{"@graph": [{"@type": "Article", "author": {"@id": "#j"}}, {"@id": "#j", "@type": "Person", "name": "Jane"}]}',
        '{"@type": "Article", "author": {"name": "Jane"}, "about": "a line\nend in a text"}',
    ],
)
def test_authors_in_json_ld(script: str) -> None:
    graph = read_graph([script])
    (article,) = graph.articles()
    assert graph.names(article["author"]) == ["Jane"]


@pytest.mark.parametrize("script", ["", "{", "[[[", '{"@type": "Article"', "null", "/*" * 50, '"' * 51, "{{author}}"])
def test_json_ld_that_is_none(script: str) -> None:
    assert list(read_graph([script]).articles()) == []


def test_references_in_a_circle() -> None:
    graph = read_graph(['{"@graph": [{"@id": "#a", "@type": "Article", "author": {"@id": "#a"}}]}'])
    (article,) = graph.articles()
    assert graph.names(article["author"]) == []


@pytest.mark.parametrize("placeholder", ["{{author}}", "${name}", "%%name%%", "null", " "])
def test_placeholders_are_no_text(placeholder: str) -> None:
    assert text(placeholder) is None


@pytest.mark.parametrize(
    "script",
    [
        '{"props": {"post": {"title": "Mud", "publishedAt": "2020-01-02", "author": {"name": "Jo"}}}}',
        '__APOLLO_STATE__ = {"P":{"title":"Mud","date": "2020-01-02", "author": {"__ref": "U"}}, "U": {"name": "Jo"}}',
        r'_preloads = JSON.parse("{\"title\":\"Mud\",\"post_date\":\"2020-01-02\",\"author\":{\"name\":\"Jo\"}}")',
        'window.__remixContext = {"state": {"post": {"headline": "mud", "date": "2020-01-02", "authors": ["Jo"]}}};',
    ],
)
def test_post_in_the_state_of_scripts(script: str) -> None:
    state = read_state([script], ["Mud"])
    assert (state.published, state.authors) == ("2020-01-02", ("Jo",))


@pytest.mark.parametrize("script", ["", "{", "window._preloads = JSON.parse('", "window.__NUXT__ = (function(){})()"])
def test_state_that_is_none(script: str) -> None:
    assert read_state([script], ["Mud"]).published is None


def test_state_of_other_posts_is_not_read() -> None:
    assert read_state(['{"post": {"title": "Silt", "publishedAt": "2020-01-02"}}'], ["Mud"]).published is None


# ------------------------------------------------------------------------------------------------ cost


def work_of(page: str) -> int:
    """How many function calls reading a page takes."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    root = parse_html(page)
    assert root is not None
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_post(root, page, url=None)
    finally:
        sys.setprofile(before)
    return calls


PROSE = "<p>The ferry left before the fog did, and nobody on the quay could say where it had gone.</p>" * 3
REPEATED = {
    "headings": "<h2>By Jane Doe on May 3, 2019</h2>",
    "bylines": '<p class="byline">Posted by Jane Doe on May 3, 2019 in <a href="/tag/a">a</a></p>',
    "nested articles": '<article class="hentry"><h3>Mud</h3><span class="author">Jo</span>',
    "links": '<a href="/tag/a" rel="tag">a</a> <a href="/author/jo">Jo</a> ',
    "dates": '<time datetime="2019-05-03">3 May</time> ',
    "microdata": '<div itemscope itemtype="http://schema.org/Comment"><b itemprop="author">Jo</b></div>',
    "json-ld": '<script type="application/ld+json">{"@type":"Person","@id":"#a","name":"Jo"}</script>',
}


@pytest.mark.parametrize("name", REPEATED)
def test_work_grows_with_the_page(name: str) -> None:
    few, many = (work_of(f"<h1>Mud</h1>{PROSE}{REPEATED[name] * count}") for count in (200, 800))
    assert many < 6 * few


@pytest.mark.parametrize(
    ("feed", "blog"),
    [
        ("Weir Notes Full Atom Feed", "Weir Notes"),
        ("Weir Notes » Comments Feed", "Weir Notes"),
        ("Weir Notes - RSS 2.0", "Weir Notes"),
        ("Signposts", "Signposts"),
    ],
)
def test_a_feed_is_called_as_its_blog_with_words_after_it(feed: str, blog: str) -> None:
    page = f"""<title>Foo</title><link rel="alternate" type="application/atom+xml" title="{feed}" href="/feed">
        <meta name="generator" content="WordPress 6"><article><h1>Foo</h1><p>May 6, 2023 by Jane Doe</p>
        <p>{"The ferry left before the fog did, and nobody could say where it had gone. " * 5}</p></article>"""
    (post,) = blogpost.iter_posts(page, format="html")
    assert post.blog == blogpost.Blog(title=blog)


@pytest.mark.parametrize("begin", ["", "<html><head>", "<head>"])
@pytest.mark.parametrize("tag", ["main", "article", "section", "header", "nav", "div"])
def test_pages_may_omit_the_tag_of_the_body(begin: str, tag: str) -> None:
    text = "The ferry left before the fog did, and nobody could say where it had gone. " * 3
    page = f"""<!doctype html>{begin}<title>Foo</title><meta name="generator" content="Hugo 0.120"><script>1</script>
        <{tag}>Coast</{tag}><article><h1>Foo</h1><p>May 6, 2023 by Jane Doe</p><p>{text}</p><p>{text}</p></article>"""
    (post,) = blogpost.iter_posts(page, format="html")
    assert (post.title, str(post.published), len(post.body)) == ("Foo", "2023-05-06", 2)
