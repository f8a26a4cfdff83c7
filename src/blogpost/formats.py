"""The public functions, and the table of formats they read by.

Each function loads its reader, codec or writer at first use, so reading a page doesn't import YAML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from blogpost import advice, gatherings
from blogpost.addresses import parts_of
from blogpost.canonical import address
from blogpost.copies import Copies, report_copy
from blogpost.documents import Format, LabelKind, Reader
from blogpost.errors import BlogpostError, NoPostError, ParseError, SeveralPostsError, UnknownFormatError
from blogpost.model import Post, length_of_fields
from blogpost.sniffing import sniff
from blogpost.sources import Given, Source
from blogpost.values import Capture

# ------------------------------------------------------------------------------------------------ reading


def parse(source: Given, *, url: str | None = None, format: str | None = None) -> Post:  # noqa: A002  the plain word
    """Read the one post in a document.

    Args:
        source: the document as a string or bytes; or its place, as a path object or an open binary file.
        url: the document's address, if the document doesn't state it; one that isn't of the web is ignored.
        format: one of `FORMATS`; detected from the document if omitted (see `detect`).

    Raises:
        NoPostError: the document has no post.
        SeveralPostsError: it has more than one post. Use `iter_posts`.
        ParseError: it breaks its format's rules or exceeds a limit; or nobody can go to `url`.
        UnknownFormatError: `format` is not a known format.
    """
    posts = read_source(_source(source), url, format)
    post = next(posts)
    if next(posts, None) is not None:
        raise SeveralPostsError("expected one post, and there are more: blogpost.iter_posts gives all of them")
    return post


def iter_posts(
    source: Given | Sequence[Given],
    *,
    url: str | None = None,
    format: str | None = None,  # noqa: A002
    recover: bool = False,
) -> Iterator[Post]:
    """Read every post in a document, in order, one at a time. `parse` explains the arguments.

    A list or tuple has several archives of one blog, which are joined (docs/archives.md): comments find their posts in
    all of them, and each post comes once. With `recover`, damaged entries of archives in XML are skipped and reported.

    Raises:
        NoPostError: the document has no post.
        ParseError: it breaks its format's rules or exceeds a limit; or nobody can go to `url`.
        UnknownFormatError: `format` is not a known format.
    """
    if isinstance(source, list | tuple):
        return join_sources([_source(each) for each in source], url, format, recover=recover)
    return read_source(_source(source), url, format, recover=recover)


def iter_captures(source: Given) -> Iterator[tuple[Capture, tuple[Post, ...] | BlogpostError]]:
    """Read every captured page of a web archive (docs/web-archives.md). Needs the extra ``warc``.

    Records that aren't whole HTML pages with the status 200 are passed over and reported to the logger `blogpost`.

    Args:
        source: a file of WARC, ARC or WACZ: its path, its bytes or an open binary file. Paths are read lazily.

    Returns:
        An iterator of each page's capture and its posts; or, instead of posts, the `NoPostError` or `ParseError` of a
        page, or of a damaged record.

    Raises:
        BlogpostError: warcio isn't installed.
        ParseError: it is a WACZ file that is damaged or has no archive.
    """
    from blogpost.readers.captures import read_captures

    return read_captures(Source(source), _read_page)


def detect(source: Given) -> str:
    """Detect a document's format by how it begins, or by the file's ending if that is ambiguous.

    Text copies have no mark of their own, so every other document is ``text``. An open file that can seek returns to
    its position.

    Returns:
        One of `FORMATS`.
    """
    given = _source(source)
    try:
        return sniff(given)
    finally:
        given.give_back()


def _source(given: Any) -> Source:
    try:
        return Source(given)
    except TypeError as error:
        raise TypeError(f"{error}{advice.on_document(given)}") from None


# ------------------------------------------------------------------------------------------------ our own formats


def to_json(post: Post, *, indent: int | None = None, quotes: bool = True, full: bool = False) -> str:
    """Write a post as JSON (docs/json.md).

    Args:
        post: any post.
        indent: spaces per level; None for one line. Content is also written on one line if it nests so deep that most
            of the JSON would be spaces.
        quotes: whether to include `Post.quotes`, for other readers of the JSON. `from_json` skips them.
        full: whether to include what readers would have to derive: the texts of the post and its comments, fields at
            their default, and empty lists. Only fields without a value are left out. `from_json` reads either form.
    """
    advice.expect_post("to_json", post)
    from blogpost.codecs.json import dumps

    return dumps(post, indent=indent, quotes=quotes, full=full)


def from_json(text: str) -> Post:
    """Read a post from the JSON that `to_json` wrote, exactly as it was.

    Raises:
        ParseError: the text isn't JSON, or breaks the contract. The error lists every problem with its path.
    """
    advice.expect_text("from_json", text, "json")
    from blogpost.codecs.json import loads

    try:
        return loads(text)
    except ParseError:
        if hint := advice.on_no_post(text):
            raise ParseError(hint) from None
        raise


def to_dict(post: Post, *, quotes: bool = True, full: bool = False) -> dict[str, Any]:
    """Write a post as the tree of its JSON: dicts, lists, strings and numbers. `to_json` explains the arguments."""
    advice.expect_post("to_dict", post)
    from blogpost.codecs import json

    return json.to_dict(post, quotes=quotes, full=full)


def from_dict(tree: dict[str, Any]) -> Post:
    """Read a post from the tree that `to_dict` made.

    Raises:
        ParseError: the tree breaks the contract. The error lists every problem with its path.
    """
    from blogpost.codecs import json

    given: Any = tree
    if isinstance(given, str):
        raise ParseError("expected an object, not a string. For text, write from_json(text)", None, "$")
    return json.from_dict(tree)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the documents that `to_json` writes."""
    from blogpost.codecs.json_schema import schema

    return schema()


def to_markdown(post: Post) -> str:
    """Write a post as CommonMark with GFM tables and strikethrough, under YAML front matter (docs/markdown.md)."""
    advice.expect_post("to_markdown", post)
    from blogpost.codecs.markdown import dumps

    return dumps(post)


def from_markdown(text: str) -> Post:
    """Read a post from the Markdown that `to_markdown` wrote, exactly as it was; or from a file of Hugo or Jekyll.

    Raises:
        NoPostError: the text has neither front matter nor content.
        ParseError: the front matter isn't a mapping, or a key has an impossible value; or the comments below the post
            aren't those that the front matter lists.
    """
    advice.expect_text("from_markdown", text, "markdown")
    from blogpost.codecs.markdown import loads

    return loads(text)


# ------------------------------------------------------------------------------------------------ others' formats


def to_text(post: Post, *, language: str = "en") -> str:
    """Write a post as a reader would copy it from its page, in the words of Blogger's interface.

    Args:
        post: any post.
        language: a BCP 47 tag. The nearest of Blogger's languages is used.
    """
    advice.expect_post("to_text", post)
    from blogpost.writers.text import dumps

    return dumps(post, language=language)


def to_html(post: Post) -> str:
    """Write a post as an HTML page with the classes of h-entry and without any script (docs/html.md)."""
    advice.expect_post("to_html", post)
    from blogpost.writers.html import dumps

    return dumps(post)


def to_blogger_atom(posts: Iterable[Post]) -> str:
    """Write a blog's posts as an archive in Blogger's schema of 2008, which Blogger imports (docs/archives.md).

    Raises:
        BlogpostError: the posts are from several blogs, or the schema cannot represent a value, such as a headline, the
            status ``trashed`` or a time without an offset.
    """
    from blogpost.writers.blogger_atom import dumps

    return dumps(advice.expected_posts("to_blogger_atom", posts))


def to_wxr(posts: Iterable[Post], *, labels: LabelKind = "tags") -> str:
    """Write a blog's posts in WordPress's export format, WXR 1.2 (docs/archives.md).

    Placeholders, which only have comments on missing posts, are left out.

    Args:
        posts: posts and pages of one blog.
        labels: whether labels become WordPress's ``tags`` or ``categories``.

    Raises:
        BlogpostError: the posts are from several blogs.
    """
    from blogpost.writers.wxr import dumps

    return dumps(advice.expected_posts("to_wxr", posts), labels=labels)


# ------------------------------------------------------------------------------------------------ the table


def _read_html(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.page import read_posts

    return read_posts(source.document, url=url)


def _read_text(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.text import is_markdown, read_posts

    document = source.document
    if not isinstance(document, str):
        from blogpost.markup.dom import decode

        document = decode(document)
    if not is_markdown(document):
        return read_posts(document, url=url)
    from blogpost.readers.text.marked import read_marked_lines

    return read_posts(document, url=url, read_lines=read_marked_lines)


def _read_feed(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_feed

    return read_feed(source, url)


def _read_gdata_json(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_gdata_json

    return read_gdata_json(source, url)


def _read_wxr(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_wxr

    return read_wxr(source, url)


def _read_takeout(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_takeout

    return read_takeout(source, url)


def _read_api(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_api

    return read_api(source, url)


def _read_captures(source: Source, _: str | None) -> Iterator[Post]:
    from blogpost.readers.captures import read_posts

    return read_posts(source, _read_page)


def _read_page(page: str, url: str | None) -> Iterator[Post]:
    """Read the posts of a captured page, which is a document of its own."""
    return read_source(Source(page), url, "html")


def _read_json(source: Source, _: str | None) -> Iterator[Post]:
    from blogpost.codecs.json import read_document

    return read_document(source.utf8("JSON"))


def _read_jsonl(source: Source, _: str | None) -> Iterator[Post]:
    from blogpost.codecs.json import read_lines

    with source.open() as file:
        yield from read_lines(file)


def _read_markdown(source: Source, _: str | None) -> Iterator[Post]:
    yield from_markdown(source.utf8("Markdown"))


def _write_jsonl(post: Post) -> str:
    return to_json(post) + "\n"


def _write_json(post: Post) -> str:
    return to_json(post, indent=2) + "\n"


def _write_text(post: Post) -> str:
    return to_text(post, language=post.language or "en")


def _write_view(post: Post) -> str:
    from blogpost.writers.view import dumps

    return dumps(post)


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("html", _read_html, to_html, ".html"),
        Format("text", _read_text, _write_text, ".txt"),
        Format("markdown", _read_markdown, to_markdown, ".md", has_relative_links=True),
        Format("json", _read_json, _write_json, ".json", marks=("[\n", ",\n", "\n]\n")),
        Format("jsonl", _read_jsonl, _write_jsonl, ".jsonl", is_rows=True, marks=("", "", "")),
        Format("atom", _read_feed),
        Format("rss", _read_feed),
        Format("gdata-json", _read_gdata_json),
        Format("export", _read_feed, suffix=".xml", gather=gatherings.export),
        Format(
            *("wxr", _read_wxr, None, ".xml", gatherings.wxr),
            has_addresses=True,
            uploads="/wp-content/uploads/blogger/",
        ),
        Format("takeout", _read_takeout),
        Format("warc", _read_captures),
        Format("wacz", _read_captures),
        Format("api", _read_api),
        Format("view", write=_write_view, suffix=".view.html"),
        Format(
            *("ghost", None, None, ".json", gatherings.ghost),
            has_comments=False,
            has_addresses=True,
            uploads="/content/images/blogger/",
        ),
        Format("epub", suffix=".epub", gather=gatherings.epub, is_public=True),
        Format("json-array", suffix=".json", gather=gatherings.json_array),
        Format("csv", suffix=".csv", gather=gatherings.csv, is_rows=True, stream=gatherings.stream_csv),
        Format("parquet", suffix=".parquet", gather=gatherings.parquet, is_rows=True),
    )
}


def readable() -> tuple[str, ...]:
    """The names of the formats that can be read."""
    return tuple(row.name for row in FORMATS.values() if row.read)


def writable() -> tuple[str, ...]:
    """The names of the formats for writing a single post."""
    return tuple(row.name for row in FORMATS.values() if row.write)


def gathering() -> tuple[str, ...]:
    """The names of the formats for writing many posts as one document."""
    return tuple(row.name for row in FORMATS.values() if row.gather)


# ------------------------------------------------------------------------------------------------ reading by the table


def read_source(source: Source, url: str | None, name: str | None, *, recover: bool = False) -> Iterator[Post]:
    """Read a source that may have been sniffed before, as `iter_posts` does: a stream can be read only once."""
    url = _web_address(url)
    name = sniff(source) if name is None else name
    read = FORMATS[name].read if name in FORMATS else None
    if read is None:
        raise UnknownFormatError(advice.on_unknown("format", name, readable()))
    return _posts(_recovered(source, name, read, url) if recover else read(source, url), name, source.given)


def _recovered(source: Source, name: str, read: Reader, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_recovered

    return read_recovered(source, name, read, url)


def join_sources(sources: Sequence[Source], url: str | None, name: str | None, *, recover: bool) -> Iterator[Post]:
    """Read several archives of one blog, as `iter_posts` does."""
    from blogpost.readers.archives import read_several

    named = [(source, sniff(source) if name is None else name) for source in sources]
    return _posts(read_several(named, _web_address(url), recover=recover), "archive")


WEB_SCHEMES = ("", "http", "https")
"""Schemes of the addresses that a document can be from; none, if the address is relative."""


def _web_address(url: str | None) -> str | None:
    """The document's address, if posts can have it; a file's or a tool's own is nobody's permalink."""
    if url is None or parts_of(url).scheme not in WEB_SCHEMES:
        return None
    try:
        url = address(url)
        urlsplit(url or "")  # raises for addresses that no browser would open
    except ValueError as error:
        raise ParseError(f"expected the address of the document as url: {error}") from None
    return url


def _posts(posts: Iterator[Post], name: str, given: object = None) -> Iterator[Post]:
    copies = Copies()
    try:
        first = _next(posts, copies, is_first=True)
    except (NoPostError, ParseError) as error:
        if hint := advice.on_no_post(given):
            raise type(error)(hint) from None
        raise
    if first is None:
        raise NoPostError(advice.on_no_post(given) or f"there is no post in this {name}")
    yield first
    while (post := _next(posts, copies, is_first=False)) is not None:
        yield post


def _next(posts: Iterator[Post], copies: Copies, *, is_first: bool) -> Post | None:
    """The next post, counting what it copies from the document. From the second post on, its own fields count, too."""
    with copies.counting():
        post = next(posts, None)
        if post is not None and not is_first:
            report_copy(length_of_fields(post))
    return post
