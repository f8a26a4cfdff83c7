"""Posts → a book in EPUB 3 (https://www.w3.org/TR/epub-33/), with a page per post and chapters by year or label.

The order of posts and the addresses of their pages are known only after the last one. So they wait on disk, and memory
doesn't grow with the posts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from html import escape
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from attrs import astuple, fields, frozen

from blogpost.addresses import joined, parts_of
from blogpost.blogger import blog_host
from blogpost.databases import Database
from blogpost.documents import ChapterKind, Move, Spool
from blogpost.language.date_printing import print_day
from blogpost.language.interface import Interface, interface
from blogpost.language.locale import FALLBACK
from blogpost.markup.html import tag, write_blocks
from blogpost.model import Comment, Post
from blogpost.writers.book_pages import Pages, outside, picture_in, picture_of
from blogpost.writers.gathering import Document, OneBlog
from blogpost.writers.packing import ZipWriter
from blogpost.writers.xml import DECLARATION, element


@frozen
class _Entry:
    """A post's entry in the table of contents. The first fields are its place: pages come first, in no chapter.

    Attributes:
        is_post: whether it isn't a page.
        is_in_chapter: whether it is in a chapter.
        chapter_key: the title of its chapter in lower case.
        time: its time as text.
        number: its number among all posts.
        chapter: the title of its chapter; empty for none.
        title: its title.
        key: its key in the spool.
    """

    is_post: bool
    is_in_chapter: bool
    chapter_key: str
    time: str
    number: int
    chapter: str
    title: str
    key: int

    @property
    def name(self) -> str:
        """The name of its page."""
        return _page_name(self.number)


_PLACE = "is_post, is_in_chapter, chapter_key, time, number"
_FIELDS = [field.name for field in fields(_Entry)]
_TABLES = (
    f"CREATE TABLE entries ({', '.join(_FIELDS)}, PRIMARY KEY ({_PLACE})) WITHOUT ROWID",
    "CREATE TABLE addresses (key PRIMARY KEY, number) WITHOUT ROWID",
    "CREATE TABLE images (name UNIQUE, kind)",
)
_ADD_ENTRY = f"INSERT INTO entries VALUES ({', '.join('?' for _ in _FIELDS)})"  # noqa: S608  our own names
_ALL_ENTRIES = f"SELECT * FROM entries ORDER BY {_PLACE}"  # noqa: S608  our own names


class Epub:
    """A book in the making.

    Args:
        chapters: what makes a chapter.
        spool: keeps the posts until their order is known.
        read_image: reads an image, given its address; None if no images come along.

    Attributes:
        changed: counts of changes; empty.
        moves: none, since a book has no addresses.
    """

    def __init__(
        self, chapters: ChapterKind, spool: Spool, read_image: Callable[[str], bytes | None] | None = None
    ) -> None:
        self.changed: Counter[str] = Counter()
        self.moves: tuple[Move, ...] = ()
        self._chapters = chapters
        self._spool = spool
        self._read_image = read_image
        self._blog = OneBlog()
        self._rows = Database(*_TABLES)
        self._count = 0
        self._authors: Counter[str] = Counter()
        self._language: str | None = None
        self._made = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

    def add(self, post: Post) -> None:
        """Add a post.

        Raises:
            BlogpostError: it is from another blog than those before.
            OSError: the disk is full.
        """
        self._blog.add(post.blog)
        self._count += 1
        self._rows.write(_ADD_ENTRY, astuple(self._entry(post), recurse=False))
        if post.url:
            self._rows.write("INSERT OR IGNORE INTO addresses VALUES (?, ?)", (_key(post.url), self._count))
        self._language = self._language or _tag(post.language)
        self._authors.update(post.byline.names if post.byline else ())
        for moment in (post.published, post.updated):
            if isinstance(moment, dt.datetime) and moment.tzinfo:
                self._made = max(self._made, moment)

    def documents(self) -> Iterator[Document]:
        """The finished book."""
        yield self._write

    def close(self) -> None:
        """Delete the posts."""
        self._spool.close()
        self._rows.close()

    def _entry(self, post: Post) -> _Entry:
        chapter = self._chapter(post) if post.kind == "post" else ""
        time = post.published.isoformat() if post.published else ""
        place = (post.kind == "post", bool(chapter), chapter.casefold(), time, self._count)
        return _Entry(*place, chapter, _title(post), self._spool.add(post))

    def _chapter(self, post: Post) -> str:
        if self._chapters == "labels":
            return post.labels[0] if post.labels else ""
        return f"{post.published.year:04}" if post.published else ""

    # -------------------------------------------------------------------------------------------- the file

    def _write(self, file: BinaryIO) -> None:
        language = self._language or "und"
        with ZipWriter(file) as book:
            book.add("mimetype", b"application/epub+zip", is_packed=False)
            book.add("META-INF/container.xml", _CONTAINER.encode())
            book.add("book/style.css", _STYLE.encode())
            self._rows.write("DELETE FROM images")
            pictures = _Pictures(book, self._rows, self._read_image)
            for entry in self._entries():
                page = self._page(self._spool.read(entry.key), entry.title, pictures, language)
                book.add(f"book/{entry.name}", page.encode())
            title = self._blog.value.title or "Blog"
            book.add_pieces("book/nav.xhtml", _nav(title, self._entries(), language))
            book.add_pieces("book/book.opf", (f"{line}\n" for line in self._package(title, language) if line))

    def _entries(self) -> Iterator[_Entry]:
        """The posts in the order of the book."""
        return (_Entry(*row) for row in self._rows.read(_ALL_ENTRIES))

    def _package(self, title: str, language: str) -> Iterator[str]:
        blog = self._blog.value
        source = outside(blog.url) if blog.url else None
        identifier = uuid5(NAMESPACE_URL, blog.url or blog.id or title).urn
        yield DECLARATION
        yield '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        yield '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        yield element("dc:identifier", identifier, id="id")
        yield element("dc:title", title)
        yield element("dc:language", language)
        yield from (element("dc:creator", name) for name, _ in self._authors.most_common(_MAX_AUTHORS))
        yield element("dc:source", source) if source else ""
        yield element("meta", f"{self._made.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}", property="dcterms:modified")
        yield "</metadata>"
        yield "<manifest>"
        yield _item("nav", "nav.xhtml", _XHTML, "nav")
        yield _item("style", "style.css", "text/css")
        yield from (_item(_id(entry), entry.name, _XHTML) for entry in self._entries())
        images = self._rows.read("SELECT name, kind FROM images ORDER BY rowid")
        yield from (_item(f"i{number}", name, kind) for number, (name, kind) in enumerate(images))
        yield "</manifest>"
        yield "<spine>"
        yield element("itemref", idref="nav")
        yield from (element("itemref", idref=_id(entry)) for entry in self._entries())
        yield "</spine>"
        yield "</package>"

    # -------------------------------------------------------------------------------------------- pages

    def _page(self, post: Post, title: str, pictures: _Pictures, language: str) -> str:
        base = post.url or (post.blog.url if post.blog else None) or self._blog.value.url

        def resolve(href: str) -> str | None:
            url = joined(base, href)
            return self._page_at(url) or outside(url)

        pages = Pages(resolve, pictures.store)
        words = interface(post.language or FALLBACK)
        body = [
            tag("h1", escape(title, quote=False)),
            tag("p", escape(post.headline, quote=False), class_="headline") if post.headline else "",
            tag("p", _line(post, words), class_="line"),
            pages.convert(write_blocks(post.body)),
            *_comments(post, pages, words),
        ]
        return "".join(_xhtml(title, ["\n".join(filter(None, body))], _tag(post.language) or language))

    def _page_at(self, url: str) -> str | None:
        """The page that the post with this address has in the book."""
        row = self._rows.read_one("SELECT number FROM addresses WHERE key = ?", (_key(url),))
        return _page_name(row[0]) if row else None


_XHTML = "application/xhtml+xml"
_MAX_AUTHORS = 20
_MAX_TITLE_LENGTH = 60  # characters of a post's beginning that serve as its title
_CONTAINER = f"""{DECLARATION}
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
_STYLE = """body { margin: 5%; }
img { max-width: 100%; }
.line, figcaption { font-style: italic; }
.headline { font-weight: bold; }
.reply { margin-left: 1.5em; }
"""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)


def _page_name(number: int) -> str:
    return f"p{number:06}.xhtml"


def _id(entry: _Entry) -> str:
    """The id of an entry's page."""
    return entry.name.partition(".")[0]


def _tag(language: str | None) -> str | None:
    """The language, if it is a well-formed tag."""
    return language if language and _LANGUAGE.fullmatch(language) else None


def _key(url: str) -> str:
    """A key for a page's address, the same on all of Blogger's hosts for a blog."""
    return blog_host(url) + parts_of(url).path


def _title(post: Post) -> str:
    """The title, or the first words, or the day."""
    if post.title:
        return post.title
    first = post.text.partition("\n")[0].strip()
    if len(first) > _MAX_TITLE_LENGTH:
        first = f"{first[:_MAX_TITLE_LENGTH].rpartition(' ')[0] or first[:_MAX_TITLE_LENGTH]}…"
    return first or str(post.published or "")[:10] or "…"


def _line(post: Post, words: Interface) -> str:
    """The authors and the day."""
    published = post.published
    day = published.date() if isinstance(published, dt.datetime) else published
    parts = (str(post.byline) if post.byline else "", print_day(day, language=words.tag) if day else "")
    return escape(" · ".join(filter(None, parts)), quote=False)


def _comments(post: Post, pages: Pages, words: Interface) -> Iterator[str]:
    if post.comments:
        heading = tag("h2", escape(words.printed("comments_heading"), quote=False))
        yield tag("section", "\n".join((heading, *(_comment(each, pages, words) for each in post.comments))))


def _comment(comment: Comment, pages: Pages, words: Interface) -> str:
    name = comment.author.name if comment.author else None
    who = name or ("" if comment.deleted else words.printed("anonymous"))
    when = str(comment.published)[:16] if comment.published else ""
    text = tag("p", escape(words.printed("removed_author"), quote=False)) if comment.deleted else ""
    body = text or pages.convert(write_blocks(comment.body))
    replies = "\n".join(_comment(reply, pages, words) for reply in comment.replies)
    inner = [
        tag("p", escape(" · ".join(filter(None, (who, when))), quote=False), class_="line"),
        body,
        tag("div", f"\n{replies}\n", class_="reply") if replies else "",
    ]
    return tag("div", "\n".join(filter(None, inner)))


def _xhtml(title: str, body: Iterable[str], language: str) -> Iterator[str]:
    """A page in pieces."""
    head = f'<title>{escape(title, quote=False)}</title><link rel="stylesheet" type="text/css" href="style.css"/>'
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    start = f'<html {names} lang="{language}" xml:lang="{language}">'
    yield f"{DECLARATION}\n<!DOCTYPE html>\n{start}\n<head>{head}</head>\n<body>\n"
    yield from body
    yield "\n</body>\n</html>\n"


# ------------------------------------------------------------------------------------------------ the table of contents


def _nav(title: str, entries: Iterable[_Entry], language: str) -> Iterator[str]:
    """The table of contents: each chapter with its posts, and those in no chapter by themselves."""
    return _xhtml(title, _nav_lines(title, entries), language)


def _nav_lines(title: str, entries: Iterable[_Entry]) -> Iterator[str]:
    heading, is_empty = tag("h1", escape(title, quote=False)), True
    yield f'<nav epub:type="toc" id="toc">{heading}\n<ol>\n'
    for line in _chapters(entries):
        is_empty = False
        yield f"{line}\n"
    if is_empty:
        yield tag("li", tag("span", escape(title, quote=False))) + "\n"
    yield "</ol></nav>"


def _chapters(entries: Iterable[_Entry]) -> Iterator[str]:
    open_chapter: str | None = None
    for entry in entries:
        chapter = entry.chapter_key
        if chapter != (open_chapter or ""):
            if open_chapter:
                yield "</ol></li>"
            yield f"<li><a href={_quoted(entry.name)}>{escape(entry.chapter, quote=False)}</a>\n<ol>"
            open_chapter = chapter
        yield tag("li", tag("a", escape(entry.title, quote=False), href=entry.name))
    if open_chapter:
        yield "</ol></li>"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _item(name: str, href: str, media_type: str, properties: str | None = None) -> str:
    return element("item", id=name, href=href, **{"media-type": media_type}, properties=properties)


# ------------------------------------------------------------------------------------------------ the zip file


class _Pictures:
    """The images of a book, each stored once.

    Args:
        book: the file.
        rows: the database with the images so far.
        read_image: reads an image, given its address; None if no images come along.
    """

    def __init__(self, book: ZipWriter, rows: Database, read_image: Callable[[str], bytes | None] | None) -> None:
        self._book = book
        self._rows = rows
        self._read_image = read_image

    def store(self, src: str) -> str | None:
        """Store an image, and return its file's name; None if it isn't here."""
        picture = picture_in(src)
        if picture is None and self._read_image and (data := self._read_image(src)) is not None:
            picture = picture_of(data)
        if picture is None:
            return None
        name = f"images/{blake2b(picture.data, digest_size=10).hexdigest()}{picture.ending}"
        if self._rows.write("INSERT OR IGNORE INTO images VALUES (?, ?)", (name, picture.media_type)):
            self._book.add(f"book/{name}", picture.data, is_packed=False)
        return name
