"""Posts → a book in EPUB 3 (https://www.w3.org/TR/epub-33/), with a page per post and chapters by year or label."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from html import escape
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from attrs import frozen

from blogpost.addresses import joined, parts_of
from blogpost.blogger import blog_host
from blogpost.documents import ChapterKind, Move, Spool
from blogpost.language.date_printing import print_day
from blogpost.language.interface import Interface, interface
from blogpost.language.locale import FALLBACK
from blogpost.markup.html import tag, write_blocks
from blogpost.model import Comment, Post
from blogpost.writers.book_pages import Pages, outside, picture_in, picture_of
from blogpost.writers.gathering import Document, OneBlog
from blogpost.writers.xml import DECLARATION, element


@frozen(order=True)
class _Place:
    """The place of a post in the book: its chapter, then its time there. Pages come first, in no chapter."""

    is_post: bool
    is_in_chapter: bool
    chapter: str
    time: str
    number: int


@frozen
class _Entry:
    """A post's entry in the table of contents.

    Attributes:
        place: its place.
        chapter: the title of its chapter; empty for none.
        title: its title.
        key: its key in the spool.
    """

    place: _Place
    chapter: str
    title: str
    key: int

    @property
    def name(self) -> str:
        """The name of its page."""
        return f"p{self.place.number:06}.xhtml"


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
        self._entries: list[_Entry] = []
        self._names: dict[str, str] = {}
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
        entry = self._entry(post)
        self._entries.append(entry)
        if post.url:
            self._names.setdefault(_key(post.url), entry.name)
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

    def _entry(self, post: Post) -> _Entry:
        chapter = self._chapter(post) if post.kind == "post" else ""
        time = post.published.isoformat() if post.published else ""
        place = _Place(post.kind == "post", bool(chapter), chapter.casefold(), time, len(self._entries) + 1)
        return _Entry(place, chapter, _title(post), self._spool.add(post))

    def _chapter(self, post: Post) -> str:
        if self._chapters == "labels":
            return post.labels[0] if post.labels else ""
        return f"{post.published.year:04}" if post.published else ""

    # -------------------------------------------------------------------------------------------- the file

    def _write(self, file: BinaryIO) -> None:
        entries = sorted(self._entries, key=lambda entry: entry.place)
        language = self._language or "und"
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            _put(archive, "mimetype", b"application/epub+zip", ZIP_STORED)
            _put(archive, "META-INF/container.xml", _CONTAINER.encode())
            _put(archive, "book/style.css", _STYLE.encode())
            pictures = _Pictures(archive, self._read_image)
            for entry in entries:
                page = self._page(self._spool.read(entry.key), entry.title, pictures, language)
                _put(archive, f"book/{entry.name}", page.encode())
            title = self._blog.value.title or "Blog"
            _put(archive, "book/nav.xhtml", _nav(title, entries, language).encode())
            _put(archive, "book/book.opf", self._package(title, entries, pictures, language).encode())

    def _package(self, title: str, entries: Sequence[_Entry], pictures: _Pictures, language: str) -> str:
        blog = self._blog.value
        source = outside(blog.url) if blog.url else None
        identifier = uuid5(NAMESPACE_URL, blog.url or blog.id or title).urn
        lines = [
            DECLARATION,
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            element("dc:identifier", identifier, id="id"),
            element("dc:title", title),
            element("dc:language", language),
            *(element("dc:creator", name) for name, _ in self._authors.most_common(_MAX_AUTHORS)),
            element("dc:source", source) if source else "",
            element("meta", f"{self._made.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}", property="dcterms:modified"),
            "</metadata>",
            "<manifest>",
            _item("nav", "nav.xhtml", _XHTML, "nav"),
            _item("style", "style.css", "text/css"),
            *(_item(entry.name.partition(".")[0], entry.name, _XHTML) for entry in entries),
            *(_item(f"i{number}", name, kind) for number, (name, kind) in enumerate(pictures.kinds.items())),
            "</manifest>",
            "<spine>",
            element("itemref", idref="nav"),
            *(element("itemref", idref=entry.name.partition(".")[0]) for entry in entries),
            "</spine>",
            "</package>",
        ]
        return "\n".join((*filter(None, lines), ""))

    # -------------------------------------------------------------------------------------------- pages

    def _page(self, post: Post, title: str, pictures: _Pictures, language: str) -> str:
        base = post.url or (post.blog.url if post.blog else None) or self._blog.value.url

        def resolve(href: str) -> str | None:
            url = joined(base, href)
            return self._names.get(_key(url)) or outside(url)

        pages = Pages(resolve, pictures.store)
        words = interface(post.language or FALLBACK)
        body = [
            tag("h1", escape(title, quote=False)),
            tag("p", escape(post.headline, quote=False), class_="headline") if post.headline else "",
            tag("p", _line(post, words), class_="line"),
            pages.convert(write_blocks(post.body)),
            *_comments(post, pages, words),
        ]
        return _xhtml(title, "\n".join(filter(None, body)), _tag(post.language) or language)


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


def _xhtml(title: str, body: str, language: str) -> str:
    head = f'<title>{escape(title, quote=False)}</title><link rel="stylesheet" type="text/css" href="style.css"/>'
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    start = f'<html {names} lang="{language}" xml:lang="{language}">'
    return f"{DECLARATION}\n<!DOCTYPE html>\n{start}\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n"


# ------------------------------------------------------------------------------------------------ the table of contents


def _nav(title: str, entries: Sequence[_Entry], language: str) -> str:
    """The table of contents: each chapter with its posts, and those in no chapter by themselves."""
    lines = "\n".join(_chapters(entries)) or tag("li", tag("span", escape(title, quote=False)))
    heading = tag("h1", escape(title, quote=False))
    return _xhtml(title, f'<nav epub:type="toc" id="toc">{heading}\n<ol>\n{lines}\n</ol></nav>', language)


def _chapters(entries: Iterable[_Entry]) -> Iterator[str]:
    open_chapter: str | None = None
    for entry in entries:
        chapter = entry.place.chapter
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

    Attributes:
        kinds: the media type of each file.
    """

    def __init__(self, archive: ZipFile, read_image: Callable[[str], bytes | None] | None) -> None:
        self._archive = archive
        self._read_image = read_image
        self.kinds: dict[str, str] = {}

    def store(self, src: str) -> str | None:
        """Store an image, and return its file's name; None if it isn't here."""
        picture = picture_in(src)
        if picture is None and self._read_image and (data := self._read_image(src)) is not None:
            picture = picture_of(data)
        if picture is None:
            return None
        name = f"images/{blake2b(picture.data, digest_size=10).hexdigest()}{picture.ending}"
        if name not in self.kinds:
            self.kinds[name] = picture.media_type
            _put(self._archive, f"book/{name}", picture.data, ZIP_STORED)
        return name


def _put(archive: ZipFile, name: str, data: bytes, packing: int = ZIP_DEFLATED) -> None:
    """Add a file. All have the same time, so the same posts give the same book."""
    member = ZipInfo(name)
    member.external_attr = 0o644 << 16
    archive.writestr(member, data, packing)
