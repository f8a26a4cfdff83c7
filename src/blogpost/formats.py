"""The one table of formats, and the public functions that read and write through it.

A format's reader, codec or writer is loaded when it is first used, so that reading a page does not pay for YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from attrs import frozen

from blogpost.canonical import address
from blogpost.copies import Copies, report_copy
from blogpost.errors import NoPostError, ParseError, SeveralPostsError, UnknownFormatError
from blogpost.model import Post, length_of_fields
from blogpost.sniffing import sniff
from blogpost.sources import Given, Source

if TYPE_CHECKING:
    from blogpost.writers.site import Placing, Site

# ------------------------------------------------------------------------------------------------ the table


@frozen
class Format:
    """A format by its name: what reads it, and what writes it, as far as it can be read or written.

    Attributes:
        read: from a source and the address it is from, to the posts in it.
        write: one post to one document.
        suffix: the usual ending of such a file's name.
    """

    name: str
    read: Callable[[Source, str | None], Iterator[Post]] | None = None
    write: Callable[[Post], str] | None = None
    suffix: str = ""


def _read_html(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.page import read_posts

    return read_posts(source.document, url=url)


def _read_text(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.markup.dom import decode
    from blogpost.readers.text import read_posts

    document = source.document
    return read_posts(document if isinstance(document, str) else decode(document), url=url)


def _read_feed(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_feed

    return read_feed(source, url)


def _read_gdata_json(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_gdata_json

    return read_gdata_json(source, url)


def _read_takeout(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_takeout

    return read_takeout(source, url)


def _read_api(source: Source, url: str | None) -> Iterator[Post]:
    from blogpost.readers.archives import read_api

    return read_api(source, url)


def _read_json(source: Source, _: str | None) -> Iterator[Post]:
    yield from_json(_own_text(source, "JSON"))


def _read_jsonl(source: Source, _: str | None) -> Iterator[Post]:
    from blogpost.codecs.json import read_lines

    with source.open() as file:
        yield from read_lines(file)


def _read_markdown(source: Source, _: str | None) -> Iterator[Post]:
    yield from_markdown(_own_text(source, "Markdown"))


def _own_text(source: Source, name: str) -> str:
    """The text of a document in one of our own formats, which are UTF-8."""
    document = source.document
    if isinstance(document, str):
        return document
    try:
        return document.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = document.count(b"\n", 0, error.start) + 1
        raise ParseError(f"expected {name} in UTF-8", line) from None


def _write_jsonl(post: Post) -> str:
    return to_json(post) + "\n"


def _write_markdown(post: Post) -> str:
    return to_markdown(post)


def _write_json(post: Post) -> str:
    return to_json(post, indent=2) + "\n"


def _write_text(post: Post) -> str:
    return to_text(post, language=post.language or "en")


def _write_html(post: Post) -> str:
    return to_html(post)


def _write_view(post: Post) -> str:
    from blogpost.writers.view import dumps

    return dumps(post)


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("html", _read_html, _write_html, ".html"),
        Format("text", _read_text, _write_text, ".txt"),
        Format("markdown", _read_markdown, _write_markdown, ".md"),
        Format("json", _read_json, _write_json, ".json"),
        Format("jsonl", _read_jsonl, _write_jsonl, ".jsonl"),
        Format("atom", _read_feed),
        Format("rss", _read_feed),
        Format("gdata-json", _read_gdata_json),
        Format("export", _read_feed),
        Format("takeout", _read_takeout),
        Format("api", _read_api),
        Format("view", write=_write_view, suffix=".view.html"),
    )
}

# ------------------------------------------------------------------------------------------------ reading


def parse(source: Given, *, url: str | None = None, format: str | None = None) -> Post:  # noqa: A002  the plain word
    """The one post that a document holds.

    Args:
        source: the document itself as a string or bytes; or where it is, as a path object or an open binary file.
        url: the address that the document is from, where it does not tell it itself.
        format: one of `FORMATS`; told from the document (see `detect`) where not given.

    Raises:
        NoPostError: there is no post in it.
        SeveralPostsError: there are more posts than one: use `iter_posts`.
        ParseError: it breaks the rules of its format, or is beyond a limit; or `url` isn't an address.
        UnknownFormatError: `format` is the name of none.
    """
    posts = iter_posts(source, url=url, format=format)
    post = next(posts)
    if next(posts, None) is not None:
        raise SeveralPostsError("expected one post, and there are more: blogpost.iter_posts gives all of them")
    return post


def iter_posts(source: Given, *, url: str | None = None, format: str | None = None) -> Iterator[Post]:  # noqa: A002
    """Every post that a document holds, in its order, one at a time: see `parse` for the arguments.

    Raises:
        NoPostError: there is none.
        ParseError: it breaks the rules of its format, or is beyond a limit; or `url` isn't an address.
        UnknownFormatError: `format` is the name of none.
    """
    return read_source(Source(source), url=url, format=format)


def read_source(source: Source, *, url: str | None = None, format: str | None = None) -> Iterator[Post]:  # noqa: A002
    """`iter_posts` of a source that may have been looked at before: what can be read once is read once."""
    home = _kept(url)
    name = sniff(source) if format is None else format
    read = FORMATS[name].read if name in FORMATS else None
    if read is None:
        raise UnknownFormatError(f"expected one of {', '.join(readable())}, not {name!r}")
    return _posts(read(source, home), name)


def _kept(url: str | None) -> str | None:
    """The address the document is from, if posts can have it."""
    try:
        kept = address(url)
        urlsplit(kept or "")  # which refuses what no browser would go to
    except ValueError as error:
        raise ParseError(f"expected the address of the document as url: {error}") from None
    return kept


def _posts(posts: Iterator[Post], name: str) -> Iterator[Post]:
    copies = Copies()
    found = False
    while (post := _next(posts, copies, is_first=not found)) is not None:
        found = True
        yield post
    if not found:
        raise NoPostError(f"there is no post in this {name}")


def _next(posts: Iterator[Post], copies: Copies, *, is_first: bool) -> Post | None:
    """The next post, read with an eye on what it copies of the document: of all but the first, its own fields, too."""
    with copies.counting():
        post = next(posts, None)
        if post is not None and not is_first:
            report_copy(length_of_fields(post))
    return post


def readable() -> tuple[str, ...]:
    """The names of the formats that can be read."""
    return tuple(row.name for row in FORMATS.values() if row.read)


def writable() -> tuple[str, ...]:
    """The names of the formats that a single post can be written in."""
    return tuple(row.name for row in FORMATS.values() if row.write)


def detect(source: Given) -> str:
    """The name of the format that a document is in, by how it begins; by a file's ending where that leaves it open.

    Whatever looks like nothing else is ``text``: a copy of a page has no mark of its own. An open file that can seek is
    returned to the position it had.
    """
    given = Source(source)
    try:
        return sniff(given)
    finally:
        given.give_back()


# ------------------------------------------------------------------------------------------------ our own formats


def to_json(post: Post, *, indent: int | None = None, quotes: bool = True) -> str:
    """The post as JSON (docs/json.md).

    Args:
        post: any post.
        indent: spaces for each level; None for one line. Content that nests so deep that most of the JSON would be
            spaces is written on one line, too.
        quotes: whether to write `Post.quotes` too, for those who read the JSON; `from_json` passes them over.
    """
    from blogpost.codecs.json import dumps

    return dumps(post, indent=indent, quotes=quotes)


def from_json(text: str) -> Post:
    """The post that `to_json` wrote, exactly.

    Raises:
        ParseError: the text is no JSON, or not of the contract; it tells every problem of the document with its path.
    """
    from blogpost.codecs.json import loads

    return loads(text)


def to_dict(post: Post, *, quotes: bool = True) -> dict[str, Any]:
    """The JSON tree of a post: dicts, lists, strings and numbers."""
    from blogpost.codecs import json

    return json.to_dict(post, quotes=quotes)


def from_dict(tree: dict[str, Any]) -> Post:
    """The post that a JSON tree describes.

    Raises:
        ParseError: the tree is not of the contract; it tells every problem with its path.
    """
    from blogpost.codecs import json

    return json.from_dict(tree)


def json_schema() -> dict[str, Any]:
    """The JSON Schema, 2020-12, of what `to_json` writes."""
    from blogpost.codecs.json_schema import schema

    return schema()


def to_markdown(post: Post) -> str:
    """The post as CommonMark with GFM tables and strikethrough, under a YAML front matter (docs/markdown.md)."""
    from blogpost.codecs.markdown import dumps

    return dumps(post)


def from_markdown(text: str) -> Post:
    """The post that `to_markdown` wrote, exactly; or what a Markdown file of Hugo's or Jekyll's kind says.

    Raises:
        ParseError: the front matter is no YAML mapping, or has values that its keys cannot have; or the comments that
            stand below the post are not those that it tells of.
    """
    from blogpost.codecs.markdown import loads

    return loads(text)


# ------------------------------------------------------------------------------------------------ sites

SITES = ("hugo", "jekyll", "pelican")
"""The tools that a whole site can be written for."""


def open_site(folder: Path, *, tool: str, comments: Placing = "inline", hosts: Collection[str] = ()) -> Site:
    """A site in a folder, to which posts are added, until it is finished (docs/sites.md).

    Args:
        folder: the site's; it is made if need be.
        tool: one of `SITES`.
        comments: ``inline`` below their posts, as ``data`` for a theme, or ``none``.
        hosts: the blog's hosts, besides those that its posts name: see `find_hosts`.
    """
    from blogpost.codecs.spool import Spool
    from blogpost.writers import site

    return site.Site(folder, site.TOOLS[tool], spool=Spool(), comments=comments, hosts=hosts)


def count_blogs(source: Given | Source) -> int:
    """How many blogs' posts a document holds, as far as it tells before it is read: a takeout may hold several."""
    given = source if isinstance(source, Source) else Source(source)
    if sniff(given) != "takeout":
        return 1
    from blogpost.readers.archives.takeout import count_blogs

    return count_blogs(given)


def find_hosts(source: Given | Source) -> dict[str, frozenset[str]]:
    """The hosts of the blogs in an archive, by each of them: the blog's own domain and Blogger's, where it has both."""
    given = source if isinstance(source, Source) else Source(source)
    if sniff(given) not in ("export", "takeout"):
        return {}
    from blogpost.readers.archives.takeout import find_hosts

    return find_hosts(given)


# ------------------------------------------------------------------------------------------------ others' formats


def to_text(post: Post, *, language: str = "en") -> str:
    """The post as a reader of its page would copy it, in the words of Blogger's interface.

    Args:
        post: any post.
        language: a BCP 47 tag; the nearest of Blogger's languages is taken.
    """
    from blogpost.writers.text import dumps

    return dumps(post, language=language)


def to_html(post: Post) -> str:
    """The post as an HTML page with the classes of h-entry; nothing in it can run (docs/html.md)."""
    from blogpost.writers.html import dumps

    return dumps(post)


def to_blogger_atom(posts: Iterable[Post]) -> str:
    """The posts of a blog as an archive in Blogger's schema of 2008, which its import reads (docs/archives.md).

    Raises:
        BlogpostError: the posts are of several blogs, or have what the schema has no word for: a headline, a place in
            the trash, a time without an offset.
    """
    from blogpost.writers.blogger_atom import dumps

    return dumps(posts)
