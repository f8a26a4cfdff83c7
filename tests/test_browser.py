"""What is written of attacks, in a real browser: no script runs, and nothing leads to one.

Needs Chromium, as Debian's package `chromium` is; without it these tests are skipped.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from html import unescape
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

import blogpost
from attacks import ADDRESSES, BREAKING, RUNNING, SCRIPT, around
from blogpost import Blog, BlogpostError, Byline, Comment, Location, Post
from blogpost.content import Block, CodeBlock, List, Paragraph
from blogpost.formats import FORMATS
from building import BUILDS
from pathological import FRAMES
from test_sites import write_site

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next(filter(None, map(shutil.which, _NAMES)), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")

_OPTIONS = (
    *(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-extensions",
    ),
    *("--allow-file-access-from-files", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=3000"),
)
# Looks at the page as the browser has understood it, and follows the links that lead to no other page.
_LOOK = """<script>
const seen = [...document.querySelectorAll("*")].filter(element => element !== document.currentScript);
const addressed = seen.flatMap(element => ["href", "src", "action", "data"].map(name => [element, name]))
  .filter(([element, name]) => typeof element[name] === "string" && element[name]);
const protocol = address => URL.parse(address)?.protocol ?? "";
const report = {
  elements: [...new Set(seen.map(element => element.localName))],
  handlers: seen.flatMap(element => [...element.attributes].map(attribute => attribute.name))
    .filter(name => name.startsWith("on") || name === "srcdoc"),
  schemes: [...new Set(addressed.map(([element, name]) => `${element.localName} ${protocol(element[name])}`))],
};
for (const link of document.links) if (!/^((https?|file|mailto|tel):)?$/.test(protocol(link.href))) link.click();
document.documentElement.dataset.report = JSON.stringify(report);
</script>"""


def looked_at(html: str, folder: Path) -> tuple[bool, dict[str, list[str]]]:
    """Whether a script ran in a page; and what it had in it."""
    page = folder / "page.html"
    page.write_text(f"{html}\n{_LOOK}", encoding="utf-8")
    command = [str(BROWSER), *_OPTIONS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    report = re.search('data-report="([^"]*)"', shown)
    assert report, "it is a page, and looked at to its end"
    return "data-ran=" in shown, json.loads(unescape(report[1]))


@pytest.mark.parametrize(
    "attack",
    [f"<img src=x onerror='{SCRIPT}'>", f"<script>{SCRIPT}</script>", f"<a href='java\tscript:{SCRIPT}'>x</a>"],
)
def test_an_attack_is_seen(attack: str, tmp_path: Path) -> None:
    """The test can fail."""
    ran, _ = looked_at(f"<!DOCTYPE html><body>{attack}", tmp_path)
    assert ran


def attacks() -> Iterator[str]:
    yield from RUNNING
    for url in ADDRESSES:
        yield from around(url)


@cache
def attacked() -> Post:
    """A post of what is left of all attacks, by every reader that knows markup; and of texts that are attacks."""
    body: list[Block] = []
    for frame in ("the body of a page", "the content of a feed", "a resource", "Markdown"):
        for attack in attacks():
            with suppress(BlogpostError):
                for post in blogpost.iter_posts(FRAMES[frame].document(attack), format=FRAMES[frame].format):
                    body.extend(post.body)
    body = list(dict.fromkeys(body))
    text = " ".join((*BREAKING, *RUNNING))
    texts = [Paragraph(piece) for piece in BREAKING]
    comment = Comment(id=text, author=Byline(text), body=[*texts, *body[:100]])
    return Post(
        id=text,
        title=text,
        headline=text,
        byline=Byline(text),
        language=text,
        labels=BREAKING,
        body=[*texts, *body],
        comments=[comment],
    )


def _rendered(post: Post) -> str:
    body = blogpost.to_markdown(post).split("\n---\n", 1)[1]
    shown: str = cmarkgfm.markdown_to_html_with_extensions(
        body, options=Options.CMARK_OPT_UNSAFE, extensions=["table", "strikethrough", "autolink"]
    )
    return shown


def _html(post: Post) -> str:
    return blogpost.to_html(post)


def _view(post: Post) -> str:
    """Without its own policy, by which a browser would run no script whatever the page had in it."""
    write = FORMATS["view"].write
    assert write is not None
    return re.sub("<meta http-equiv[^>]*>", "", write(post))


_WRITERS = {"html": _html, "view": _view, "markdown": _rendered}


@pytest.mark.parametrize(("tool", "build"), BUILDS)
def test_no_script_runs_on_a_site(tool: str, build: Callable[[Path], Path], tmp_path: Path) -> None:
    name = f"\"'><script>{SCRIPT}</script>&colon;; x"
    body = [CodeBlock("x", f'"><script>{SCRIPT}</script>'), *attacked().body]
    comment = Comment(id="1", author=Byline(name, url="javascript&colon;x"), body=[*body[:1], List(items=[body[:1]])])
    post = Post(
        title=name,
        headline=name,
        byline=Byline([name, f"{{{{< {name} >}}}}"]),
        blog=Blog(title=f"{name}'''\\n", url="http://a.example/"),
        labels=[name],
        location=Location(name),
        id=name,
        language="en",
        url="/2012/05/x.html",
        published=dt.date(2012, 5, 1),
        body=body,
        comments=[comment],
    )
    write_site([post], tmp_path, tool)
    page = (build(tmp_path) / "2012/05/x.html").read_text(encoding="utf-8")
    ran, report = looked_at(page, tmp_path)
    assert not ran
    assert report["handlers"] == []
    assert not {scheme for scheme in report["schemes"] if "script:" in scheme}


# The last two: that of the page itself, and that of what leads nowhere, as "http://[".
_SAFE = frozenset(("http:", "https:", "mailto:", "tel:", "file:", ""))


@pytest.mark.parametrize("written", _WRITERS)
def test_no_script_runs(written: str, tmp_path: Path) -> None:
    ran, report = looked_at(_WRITERS[written](attacked()), tmp_path)
    assert not ran
    assert report["handlers"] == []
    assert not {"object", "embed", "form", "svg", "math", "base", "template", "noscript"} & set(report["elements"])
    schemes = {tuple(scheme.split(" ")) for scheme in report["schemes"]}
    assert not [
        (name, scheme) for name, scheme in schemes if scheme not in _SAFE and (name, scheme) != ("img", "data:")
    ]
    assert {("a", "http:"), ("a", "file:")} <= schemes or written == "view", "there are links to look at"
