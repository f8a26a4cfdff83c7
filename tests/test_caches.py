"""Nothing is remembered without a bound: every cache of the library is listed here, with what bounds it."""

from __future__ import annotations

import ast
import gc
import pickle
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import ref

import attrs
import pytest

import blogpost
from blogpost.content import Paragraph
from blogpost.language.calendar import order_in
from blogpost.language.locale import known, load, nearest
from blogpost.remembering import MAX_LENGTH_REMEMBERED, remembered
from source import MODULES, SOURCE

# Bounds: a number of answers to short calls; "locale": one for each locale there is, as its argument is the tag of one;
# "once"; "code": what its arguments can be stands in the library's source; "object": it goes with the object.
CACHES: dict[str, int | str] = {
    "canonical._address_before": 1024,
    "codecs.json._reader": "code",
    "codecs.json._writer": "once",
    "codecs.notations.loads_json.end": "object",
    "language.bylines.beside._counts": "locale",
    "language.bylines.beside._label": "locale",
    "language.bylines.beside.common_words": "locale",
    "language.bylines.credits._further": "locale",
    "language.bylines.credits._updated": "locale",
    "language.bylines.filing._end": "locale",
    "language.bylines.filing._filed": "locale",
    "language.bylines.filing._glued": "locale",
    "language.bylines.filing._introduction": "locale",
    "language.bylines.filing._opening": "locale",
    "language.bylines.filing._unsure_end": "locale",
    "language.bylines.introductions._following": "locale",
    "language.bylines.introductions._foreign": "once",
    "language.bylines.introductions._labelled": "locale",
    "language.bylines.introductions._others": "locale",
    "language.bylines.introductions._pattern": "locale",
    "language.bylines.kinds._compound": "locale",
    "language.bylines.kinds._is_job": 4096,
    "language.bylines.kinds.is_name_shaped": 4096,
    "language.bylines.kinds.kind_of": 512,
    "language.bylines.lexicon._words": "locale",
    "language.bylines.lexicon.gazetteer": "once",
    "language.bylines.moments._ago": "locale",
    "language.bylines.moments._signs": "locale",
    "language.bylines.naming._companion": "locale",
    "language.bylines.naming._conjunction": "locale",
    "language.bylines.naming._place_preposition": "locale",
    "language.bylines.naming._preposition": "locale",
    "language.bylines.naming._section_word": "locale",
    "language.bylines.naming._with_guests": "locale",
    "language.bylines.people._preposition": "locale",
    "language.bylines.pieces._date_label": "locale",
    "language.bylines.pieces._glued_link": "locale",
    "language.bylines.pieces._glued_tail": "locale",
    "language.bylines.pieces._joints": "locale",
    "language.bylines.pieces._tail": "locale",
    "language.bylines.prefilter._signs": "locale",
    "language.bylines.several_lines._ands": "locale",
    "language.bylines.several_lines._only_date": "locale",
    "language.bylines.several_lines._unfinished": "locale",
    "language.calendar._calendar": "locale",
    "language.comments._ago": "locale",
    "language.comments._around_names": "locale",
    "language.comments._around_names_elsewhere": "locale",
    "language.comments._commenter": 1024,
    "language.comments._heading_words": "locale",
    "language.comments._headings": "once",
    "language.comments._none": "locale",
    "language.comments._phrases": "locale",
    "language.comments._plain": 4096,
    "language.comments._without_name": "locale",
    "language.comments.count_forms": "locale",
    "language.credit_lines._between": "locale",
    "language.credit_lines._introducers": "locale",
    "language.credit_lines.by_words": "locale",
    "language.credit_lines.parse_account": 1024,
    "language.credit_lines.parse_footer": 1024,
    "language.date_parts._grammar": "locale",
    "language.date_parts.vocabulary": "locale",
    "language.dates._moment": 1024,
    "language.dates._numbers": "code",
    "language.dates._read": 1024,
    "language.detection._evidence_in": 16384,
    "language.detection._phrases": "code",
    "language.interface._at_end": "locale",
    "language.interface._at_start": "locale",
    "language.interface._count": 1024,
    "language.interface._counts": "locale",
    "language.interface._interface": "locale",
    "language.interface._keys": "locale",
    "language.interface._rows": "locale",
    "language.interface.removal_notices": "locale",
    "language.line_kinds.around_times": "locale",
    "language.line_kinds._edges": "locale",
    "language.line_kinds._kinds_of_short": 16384,
    "language.line_kinds._moment_in": 4096,
    "language.line_kinds.time_in": 4096,
    "language.locale.by_locale.kept": "locale",
    "language.locale.known": "once",
    "language.locale.load": "locale",
    "language.locale.nearest": 256,
    "language.posting_days._section": "locale",
    "language.posting_days.day_stated_in": 4096,
    "language.quotations.ranking._weights": "once",
    "language.quotations.tagging.Tagger.__missing__": 20_000,
    "language.quotations.tagging._lexicon_of": "locale",
    "language.quotations.tagging._little_words": "once",
    "language.system_words._controls": "locale",
    "language.system_words._counts": "locale",
    "language.system_words._invitations": "locale",
    "language.system_words._labels": "locale",
    "language.system_words._says": "locale",
    "language.system_words._sentences": "locale",
    "language.system_words._systems": "once",
    "language.system_words._wholes": "locale",
    "language.system_words.section_words": "locale",
    "markup.commonmark.reading._markdown": "once",
    "markup.content.blocks._is_plain": 1024,
    "markup.decoders._missing_in_big5": "once",
    "markup.decoders._table": "code",
    "markup.pictures.is_class_of_figure": 1024,
    "markup.social._post_class": 1024,
    "markup.styles.parse_style": 1024,
    "model.images": "object",
    "model.links": "object",
    "model.quotes": "object",
    "model.text": "object",
    "readers.archives.entries.byline_of": 1024,
    "readers.archives.feeds._feed": "object",
    "readers.archives.settings.zone_of": 64,
    "readers.credits._parsed": 1024,
    "readers.page.boilerplate._credit_in": 512,
    "readers.page.boilerplate._length": "object",
    "readers.page.general.boilerplate._linked_headings": "object",
    "readers.page.general.comments.marks._mark_of_class": 4096,
    "readers.page.general.comments.page_comments._names_pingbacks": 1024,
    "readers.page.general.comments.times._first_date": 1024,
    "readers.page.general.comments.units._item_names": 1024,
    "readers.page.general.extent._around_title": "object",
    "readers.page.general.index.card_posts.addresses": "object",
    "readers.page.general.index.card_posts.article": "object",
    "readers.page.general.index.card_posts.base": "object",
    "readers.page.general.index.card_posts.graph": "object",
    "readers.page.general.index.card_posts.home": "object",
    "readers.page.general.index.card_posts.site_name": "object",
    "readers.page.general.index.card_posts.system": "object",
    "readers.page.general.index.card_posts.web_page": "object",
    "readers.page.general.index.days._months": "locale",
    "readers.page.general.index.links._hosts": "object",
    "readers.page.general.index.links._numbers": "object",
    "readers.page.general.index.links.all": "object",
    "readers.page.general.index.links.has_feed": "object",
    "readers.page.general.introductions.introduces_labels": 1024,
    "readers.page.general.line_dates._languages_by_month": "once",
    "readers.page.general.metalines._introducers": "locale",
    "readers.page.general.metalines.read_meta": 1024,
    "readers.page.general.metalines.read_times": 1024,
    "readers.page.general.names._part_of_token": 8192,
    "readers.page.general.names.part_of_class": 4096,
    "readers.page.general.names.part_of_id": 4096,
    "readers.page.general.other_kinds._is_of_another": 1024,
    "readers.page.general.outline._by_name": "object",
    "readers.page.general.outline._by_parts": "object",
    "readers.page.general.outline.headings": "object",
    "readers.page.general.pages.language": "object",
    "readers.page.general.pages.outline": "object",
    "readers.page.general.pages.stated": "object",
    "readers.page.general.paths.is_author_path": 1024,
    "readers.page.general.paths.is_label_path": 1024,
    "readers.page.general.person_names.clean_name": 1024,
    "readers.page.general.scope._around_labels": "object",
    "readers.page.general.scope._links": "object",
    "readers.page.general.scope._named_lines": "object",
    "readers.page.general.scope._prose": "object",
    "readers.page.general.scope._titles_before": "object",
    "readers.page.general.scope._typed": "object",
    "readers.page.general.scope.beyond": "object",
    "readers.page.general.scope.foot": "object",
    "readers.page.general.scope.head": "object",
    "readers.page.general.scope.lists": "object",
    "readers.page.general.scope.tail": "object",
    "readers.page.general.scope.whole": "object",
    "readers.page.general.stated.addresses": "object",
    "readers.page.general.stated.article": "object",
    "readers.page.general.stated.base": "object",
    "readers.page.general.stated.body_classes": "object",
    "readers.page.general.stated.canonical": "object",
    "readers.page.general.stated.feeds": "object",
    "readers.page.general.stated.graph": "object",
    "readers.page.general.stated.home": "object",
    "readers.page.general.stated.site_name": "object",
    "readers.page.general.stated.state": "object",
    "readers.page.general.stated.system": "object",
    "readers.page.general.stated.title_parts": "object",
    "readers.page.general.stated.titles": "object",
    "readers.page.general.stated.trackback": "object",
    "readers.page.general.stated.web_page": "object",
    "readers.page.metadata._page_data": "object",
    "readers.page.metadata.base": "object",
    "readers.page.metadata.blog_id": "object",
    "readers.page.metadata.blog_title": "object",
    "readers.page.metadata.canonical": "object",
    "readers.page.metadata.has_texts_of_styles": "object",
    "readers.page.metadata.is_blogger_page": "object",
    "readers.page.metadata.is_of_one_post": "object",
    "readers.page.metadata.is_static": "object",
    "readers.page.metadata.kind": "object",
    "readers.page.metadata.language": "object",
    "readers.page.metadata.scripts": "object",
    "readers.page.metadata.stated_language": "object",
    "readers.page.metadata.structured_data": "object",
    "readers.page.metadata.words": "object",
    "readers.page.microformats.h_entry.article": "object",
    "readers.page.microformats.h_entry.contents": "object",
    "readers.page.microformats.h_entry.is_note": "object",
    "readers.page.microformats.h_entry.language": "object",
    "readers.page.microformats.h_entry.url": "object",
    "readers.page.regions.article": "object",
    "readers.page.regions.comments": "object",
    "readers.page.regions.is_static": "object",
    "readers.page.regions.signed_article": "object",
    "readers.page.selectors._Meanings.__missing__": 512,
    "readers.page.selectors._meanings": "code",
    "readers.page.selectors._needed": "code",
    "readers.page.selectors._present_among": 64,
    "readers.page.selectors._tags": "code",
    "readers.page.selectors.selector": "code",
    "readers.page.signatures._introduced": "locale",
    "readers.page.themes.bodies": "code",
    "readers.page.themes.closed": "code",
    "readers.page.themes.known": "code",
    "readers.page.unmarked.landmarks._posted_by": "locale",
    "readers.text.lines.when": "object",
    "readers.text.cleaning._test_for_page.languages": "object",
    "readers.text.glued_credits._beginnings": "locale",
    "readers.text.glued_credits._credit_before_link": "locale",
    "readers.text.lines.credit": "object",
    "readers.text.lines.moment": "object",
    "remembering.Answers.__missing__": 1024,
    "remembering.decorate.kept": "code",
    "sources._is_regular": "object",
    "sources._stream": "object",
    "sources.document": "object",
}
_MAKERS = {"cache", "lru_cache", "cached_property", "kept_property", "remembered", "by_locale"}
_CHANGES = {"append", "add", "extend", "insert", "setdefault", "update"}


def _maker(node: ast.expr) -> tuple[str | None, ast.expr | None]:
    """The name of what makes a function remember, and the bound that it is given."""
    if isinstance(node, ast.Call):
        bound = next(iter([*node.args, *(keyword.value for keyword in node.keywords)]), None)
        return _maker(node.func)[0], bound
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
    return (name if name in _MAKERS else None), None


def _number(node: ast.expr | None) -> int | None:
    return eval(compile(ast.Expression(node), "", "eval")) if node is not None and not _names_in(node) else None


def _names_in(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _set_in(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that some statements set, with what they are set to."""
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, node.value) for target in targets if isinstance(target, ast.Name))


def caches_in(path: Path) -> Iterator[tuple[str, int | None]]:
    """Everything in a module that outlasts a call and can grow, with its bound, where it states a number."""
    module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from ((f"{module}.{name}", bound) for name, bound in _made_in(tree.body))
    of_module = {name for name, _ in _set_in(tree.body)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from ((f"{module}.{name}", bound) for name, bound in _caches_of(node, of_module))
        elif isinstance(node, ast.ClassDef):
            methods = (each.name for each in node.body if isinstance(each, ast.FunctionDef))
            yield from ((f"{module}.{node.name}.{name}", None) for name in methods if name == "__missing__")


def _made_in(body: list[ast.stmt]) -> Iterator[tuple[str, int | None]]:
    """Functions that remember, and are made without a decorator: ``kept = lru_cache(9)(function)``."""
    for name, value in _set_in(body):
        if isinstance(value, ast.Call) and (_maker(value)[0]):
            yield name, _number(_maker(value.func)[1])


def _caches_of(
    function: ast.FunctionDef | ast.AsyncFunctionDef, of_module: set[str]
) -> Iterator[tuple[str, int | None]]:
    """What a function remembers by its decorators, adds to its module, or keeps for a function that it returns."""
    for maker, bound in map(_maker, function.decorator_list):
        if maker:
            yield function.name, _number(bound)
    yield from ((name, None) for name in _changed_in(function) & of_module)
    inner = [node for node in function.body if isinstance(node, ast.FunctionDef)]
    own = {name for name, _ in _set_in(function.body)}
    kept = {name for each in inner for name in _changed_in(each) & own} | dict(_made_in(function.body)).keys()
    returned = {name for node in function.body if isinstance(node, ast.Return) for name in _names_in(node)}
    if returned & {each.name for each in inner}:
        yield from ((f"{function.name}.{name}", None) for name in kept)


def _changed_in(function: ast.AST) -> set[str]:
    """The names of collections that a function adds to, and of what it sets outside of itself."""
    changed: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Global | ast.Nonlocal):
            changed.update(node.names)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
            changed.add(node.value.id)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _CHANGES
            and isinstance(node.func.value, ast.Name)
        ):
            changed.add(node.func.value.id)
    return changed


def found() -> dict[str, int | None]:
    """Every cache in the source."""
    return {name: bound for path in MODULES for name, bound in caches_in(path)}


def test_every_cache_is_listed() -> None:
    assert sorted(found()) == sorted(CACHES)


def test_every_cache_has_the_bound_that_is_listed() -> None:
    stated = {name: bound for name, bound in found().items() if bound is not None}
    assert stated == {
        name: bound for name, bound in CACHES.items() if isinstance(bound, int) and not name.endswith("__missing__")
    }


@pytest.mark.parametrize(
    "source",
    [
        "from functools import cache\n@cache\ndef f(text): ...",
        "import functools\n@functools.lru_cache(maxsize=None)\ndef f(text): ...",
        "from functools import lru_cache\nf = lru_cache(maxsize=9)(len)",
        "class C:\n    @cached_property\n    def f(self): ...",
        "class C(dict):\n    def __missing__(self, key): ...",
        "f = {}\ndef g(text):\n    f[text] = 1",
        "f = set()\ndef g(text):\n    f.add(text)",
        "f: dict[str, int] = {}\nclass C:\n    def g(self, text):\n        return f.setdefault(text, 1)",
        "f = 0\ndef g(text):\n    global f\n    f = text",
        "def decorator(function):\n    f = {}\n    def ask(text):\n        f[text] = 1\n    return ask",
    ],
)
def test_any_kind_of_cache_is_found(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "SOURCE", tmp_path)
    path = tmp_path / "new.py"
    path.write_text(source, encoding="utf-8")
    assert [name for name, _ in caches_in(path)]


# ------------------------------------------------------------------------------------------------ what is remembered


def test_long_calls_are_answered_and_not_remembered() -> None:
    calls: list[str] = []

    @remembered(2)
    def length(text: str, *, more: str = "") -> int:
        calls.append(text)
        return len(text + more)

    assert [length("a"), length("a"), length("a" * 501), length("a" * 501), length("a", more="b" * 500)] == [
        1, 1, 501, 501, 501,
    ]  # fmt: skip
    assert len(calls) == 4
    assert MAX_LENGTH_REMEMBERED == 500


def test_what_a_post_says_is_computed_once_and_goes_with_it() -> None:
    body = [Paragraph("“So it goes,” said Kurt Vonnegut.")]
    post, same = blogpost.Post(body=body, language="en"), blogpost.Post(body=body, language="en")
    before = sys.getsizeof(post), pickle.dumps(post), hash(post), repr(post)
    values = post.text, post.quotes, post.images, post.links
    again = post.text, post.quotes, post.images, post.links
    assert list(map(id, values)) == list(map(id, again))
    assert (sys.getsizeof(post), pickle.dumps(post), hash(post), repr(post)) == before
    assert post == same
    assert pickle.loads(before[1]).quotes == post.quotes
    assert attrs.evolve(post, body=()).quotes == ()
    watched = ref(post.quotes[0])
    del post, values, again
    gc.collect()
    assert watched() is None


def test_any_tag_is_that_of_a_locale() -> None:
    for tag in ("en", "en-x00001", "en_US", "EN-gb-oed", "zu", "", "-", "x" * 1_000_000, "en-" + "x" * 1_000_000, "é"):
        assert nearest(tag) in known()
        assert load(tag) is load(nearest(tag))
    assert nearest("pt-AO") == "pt-PT"
    assert nearest("zh-Hant-HK") == "zh-TW"
    assert nearest("de-" + "x" * 100) == "de"
    assert order_in("en-GB") == "dmy"
    assert order_in("en-US") == "mdy"


_PAGE = """<html lang='{0}'><head><meta content='blogger' name='generator'></head><body><div class='post hentry'>
<h2 class='date-header'>Thursday, January 12, 2012</h2><h3 class='post-title'>T</h3><div class='post-body'>By Jane Roe
<p>“So {1} it goes,” said Kurt {1}.</div>
<div class='post-footer'>Posted by <span class='fn'>N{1}</span> at 7:06 AM</div>
<div class='comments'><a name='c1'></a><dl><dt>Ann{1} said...</dt><dd class='comment-body'>Yes.</dd></dl></div></div>"""
_ENTRY = """<entry xml:lang='{0}'><id>tag:blogger.com,1999:blog-1.post-{1}</id><title>t</title>
<author><name>N{1}</name></author><content type='html'>By Jane Roe&lt;br>x {1}</content></entry>"""
_COPY = (
    "A title{1}\n\nBy Jane Roe\n\nSome words {1}.\n\nPosted by N{1} at 7:06 AM\n\n2 comments:\n\nAnn said...\n\nYes.\n"
)


def _page(tag: str, number: int) -> object:
    return blogpost.parse(_PAGE.format(tag, number), format="html").quotes


def _feed(tag: str, number: int) -> object:
    entries = "".join(_ENTRY.format(f"{tag}-{i}", f"{number}{i}") for i in range(3))
    return list(blogpost.iter_posts(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", format="atom"))


def _json(tag: str, number: int) -> object:
    text = f"“So {number} it goes,” said Kurt Vonne{number}gut."
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    return blogpost.to_json(blogpost.from_dict({"schema": "blogpost/1", "language": tag, "body": [paragraph]}))


def _text(tag: str, number: int) -> object:
    post = blogpost.parse(_COPY.format(tag, number), format="text")
    return blogpost.to_text(post, language=tag)


DOCUMENTS: dict[str, Callable[[str, int], object]] = {"page": _page, "feed": _feed, "json": _json, "text": _text}


def _grown(make: Callable[[str, int], object], numbers: range) -> int:
    """Bytes that are held after reading documents in many languages."""
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for number in numbers:
        make(f"{('en', 'de-x', 'q' * 9)[number % 3]}-x{number:05}", number)
    gc.collect()
    return tracemalloc.get_traced_memory()[0] - before


@pytest.mark.parametrize("name", DOCUMENTS)
def test_new_languages_cost_nothing_that_stays(name: str) -> None:
    """Twenty megabytes in 3,000 documents are 7 KB for each; before, each took 600."""
    make = DOCUMENTS[name]
    make("de", 1)  # all words that are to be loaded
    tracemalloc.start()
    try:
        _grown(make, range(20))
        assert _grown(make, range(20, 120)) < 100 * 7_000
    finally:
        tracemalloc.stop()
