"""Posts from entries and comments: two passes over the documents join every comment to its post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from typing import Self

from attrs import evolve

from blogpost.addresses import address_of
from blogpost.canonical import MAX_DEPTH
from blogpost.content import Block
from blogpost.databases import Database
from blogpost.errors import ParseError
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Page, read_blocks, read_lines
from blogpost.markup.dom import Element, has_class, parse_html
from blogpost.model import Comment, Post
from blogpost.readers.archives.entries import LOG, CommentEntry, Document, PostEntry, byline_of, report_unread
from blogpost.readers.credits import Extracted, extract_credits
from blogpost.readers.threads import BODY_DEPTH, FlatComment, build_threads, is_removal_notice
from blogpost.values import Blog

# ------------------------------------------------------------------------------------------------ comments on their way

_FIELDS = ", ".join(CommentEntry._fields)
_PLACES = ", ".join("?" for _ in CommentEntry._fields)
_BATCH_SIZE = 1_000

_CACHE = 16_000  # KB
_TABLES = (  # comments are sorted by post, then by arrival
    f"CREATE TABLE comments ({_FIELDS}, number INTEGER, PRIMARY KEY (post, number)) WITHOUT ROWID",
    "CREATE TABLE posts (key PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE best (key PRIMARY KEY, document, worth, url) WITHOUT ROWID",
)


class Spool:
    """Comments that wait for their posts, and the keys of the posts so far, in a private temporary database."""

    def __init__(self) -> None:
        self._rows = Database(*_TABLES, cache=_CACHE)
        self._numbers = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def add(self, comments: Iterable[CommentEntry]) -> None:
        """Add comments; if their iterator raises an error, those before it.

        Raises:
            OSError: the disk is full.
        """
        batch: list[tuple[object, ...]] = []
        try:
            for comment in comments:
                batch.append((*comment, next(self._numbers)))
                if len(batch) == _BATCH_SIZE:
                    self._insert(batch)
                    batch = []
        finally:
            self._insert(batch)

    def _insert(self, rows: list[tuple[object, ...]]) -> None:
        if rows:
            self._rows.write_all(f"INSERT INTO comments VALUES ({_PLACES}, ?)", rows)  # noqa: S608  our own names

    def take(self, post: str) -> list[CommentEntry]:
        """Remove and return the comments on a post, oldest first."""
        rows = list(self._rows.read(f"SELECT {_FIELDS} FROM comments WHERE post = ?", (post,)))  # noqa: S608
        if rows:
            self._rows.write("DELETE FROM comments WHERE post = ?", (post,))
        return sorted(map(CommentEntry._make, rows), key=_by_time)

    def is_new(self, entry: PostEntry) -> bool:
        """Whether a post is new, by its key or its number on Blogger, or else its id, address, day and title.

        Raises:
            OSError: the disk is full.
        """
        key = _key(entry)
        if key is None:
            return True
        return self._rows.write("INSERT OR IGNORE INTO posts VALUES (?)", (key,)) > 0

    def note(self, number: int, entry: PostEntry) -> None:
        """Note that a document has a post, how much it states of it, and its permalink.

        Raises:
            OSError: the disk is full.
        """
        url = entry.url if _is_absolute(entry.url) else None
        self._rows.write(
            "INSERT INTO best VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET url = ifnull(url, ?4), "
            "document = iif(?3 > worth, ?2, document), worth = max(?3, worth)",
            (_key(entry), number, _worth(entry), url),
        )

    def best(self, entry: PostEntry) -> tuple[int, str | None] | None:
        """The number of the document that states most of a post, and its permalink in any; None if it wasn't noted."""
        row = self._rows.read_one("SELECT document, url FROM best WHERE key = ?", (_key(entry),))
        return row and (row[0], row[1])

    def left(self) -> Iterator[list[CommentEntry]]:
        """Remove and return the remaining comments, post by post, in the order of each post's first comment."""
        posts = list(self._rows.read("SELECT post FROM comments GROUP BY post ORDER BY min(number)"))
        for (post,) in posts:
            yield self.take(post)


def _key(entry: PostEntry) -> str | None:
    """A key that is the same for one post in several documents; None if nothing identifies it."""
    if entry.id is None or entry.key is not None or entry.id.isdecimal():
        return entry.key or entry.id
    return f"{entry.id}\n{entry.url}\n{entry.published}\n{entry.title}"


def _worth(entry: PostEntry) -> int:
    """How much a document states of a post: its whole body counts most, then each field."""
    stated = (entry.title, entry.author, entry.published, entry.updated, entry.language, entry.labels, entry.location)
    fields = sum(bool(value) for value in (*stated, entry.comment_count is not None, _is_absolute(entry.url)))
    return 100 * (bool(entry.html) and not entry.truncated) + fields


def _is_absolute(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://"))


def _by_time(comment: CommentEntry) -> tuple[bool, float]:
    """A key for sorting: comments without an instant come last."""
    return comment.instant is None, comment.instant or 0.0


# ------------------------------------------------------------------------------------------------ posts


def read_documents(documents: Sequence[Document], *, is_joined: bool = False) -> Iterator[Post]:
    """Read every post of the documents, each with its comments from all documents.

    Args:
        documents: the documents, each of which is read twice.
        is_joined: whether the documents can have the same posts and state different things of them. They are read once
            more then. Each post comes from the document that states most of it, with its permalink from any.

    Comments on missing posts come last, on placeholders: posts without a body, with the fields that the comments state.
    A post or comment that exceeds a limit is reported to the logger `blogpost.archives` and skipped.

    Raises:
        ParseError: a document breaks its format's rules from here on; or none of its posts can be read.
        OSError: the disk is full, and the comments need a temporary file.
    """
    with Spool() as spool:
        for document in documents:
            with suppress(ParseError):  # the second pass will raise it again
                spool.add(document.comments())
        survey = _Survey(documents, spool) if is_joined else None
        errors: list[ParseError] = []
        is_empty = True
        for post in _posts(documents, spool, survey, errors):
            is_empty = False
            yield post
        if is_empty and errors:
            raise errors[0]


class _Survey:
    """All documents' statements about each post and each blog."""

    def __init__(self, documents: Iterable[Document], spool: Spool) -> None:
        self._spool = spool
        self._blogs: dict[str, Blog] = {}
        for number, document in enumerate(documents):
            with suppress(ParseError):
                for entry in document.posts():
                    if _key(entry) is not None and entry.error is None:
                        spool.note(number, entry)
                    if entry.blog and entry.blog.id:
                        self._blogs[entry.blog.id] = _merged(self._blogs.get(entry.blog.id), entry.blog)

    def is_best(self, number: int, entry: PostEntry) -> bool:
        """Whether no other document states more of a post."""
        best = self._spool.best(entry) if entry.error is None else None
        return best is None or best[0] == number

    def completed(self, entry: PostEntry) -> PostEntry:
        """The post with the permalink and the blog that any document states."""
        blog = self._blogs.get(entry.blog.id, entry.blog) if entry.blog and entry.blog.id else entry.blog
        best = self._spool.best(entry)
        url = entry.url
        if not _is_absolute(url):
            url = (best and best[1]) or (address_of(url, blog.url) if blog and blog.url else None) or url
        return evolve(entry, blog=blog, url=url)


def _merged(blog: Blog | None, other: Blog) -> Blog:
    if blog is None:
        return other
    return Blog(blog.id, blog.title or other.title, blog.url or other.url, blog.time_zone or other.time_zone)


def _posts(
    documents: Sequence[Document], spool: Spool, survey: _Survey | None, errors: list[ParseError]
) -> Iterator[Post]:
    """The posts, then the placeholders. Errors of unreadable posts are added to `errors`."""
    for number, document in enumerate(documents):
        for entry in document.posts():
            if survey and not survey.is_best(number, entry):
                LOG.info("posts that the inputs have twice")
                continue
            try:
                post = _post(survey.completed(entry) if survey else entry, spool)
            except ParseError as error:
                errors.append(error)
                report_unread(f"post {entry.id} ({entry.title or 'untitled'})", error)
            else:
                yield from post
    for comments in spool.left():
        yield _missing_post(comments)


def _post(entry: PostEntry, spool: Spool) -> tuple[Post, ...]:
    """The post of an entry; empty if the archive had the post before.

    Raises:
        ParseError: its content exceeds a limit.
    """
    if entry.error is not None:
        raise entry.error
    boilerplate = _Boilerplate(entry.url, entry.html)
    language = entry.language or FALLBACK
    extracted = _extracted(entry, boilerplate, language)
    if not spool.is_new(entry):
        LOG.info("posts that the archive has twice")
        return ()
    key = entry.key or entry.id
    comments = spool.take(key) if key else ()
    post = Post(
        id=entry.id,
        kind=entry.kind,
        status=entry.status,
        blog=entry.blog,
        title=entry.title,
        headline=extracted.headline,
        byline=extracted.byline or entry.author,
        posted_by=entry.author,
        published=entry.published or extracted.published,
        updated=entry.updated,
        url=entry.url,
        language=entry.language,
        labels=entry.labels,
        location=entry.location,
        truncated=entry.truncated or boilerplate.is_cut,
        comment_count=entry.comment_count,
        body=extracted.body,
        comments=_comments(comments, entry.url, language),
    )
    return (post,)


def _extracted(entry: PostEntry, boilerplate: _Boilerplate, language: str) -> Extracted:
    if entry.is_exact:
        return Extracted(_exact_body(entry.html))
    body = _body(entry.html, Page(entry.base, entry.url, entry.language), skip=boilerplate.skip)
    return extract_credits(body, title=entry.title, language=language, url=entry.url)


def _missing_post(comments: Sequence[CommentEntry]) -> Post:
    first = comments[0]
    url = next((comment.post_url for comment in comments if comment.post_url), None)
    return Post(
        id=first.post,
        blog=Blog(first.blog),
        url=url,
        truncated=True,
        comments=_comments(comments, url, FALLBACK),
    )


def _comments(comments: Iterable[CommentEntry], base: str | None, language: str) -> tuple[Comment, ...]:
    return build_threads(_readable(comments, base, language))


def _readable(comments: Iterable[CommentEntry], base: str | None, language: str) -> Iterator[FlatComment]:
    for comment in comments:
        try:
            flat = _flat_comment(comment, base, language)
        except ParseError as error:
            report_unread(f"comment {comment.id or comment.key} on post {comment.post}", error)
        else:
            yield flat


def _flat_comment(comment: CommentEntry, base: str | None, language: str) -> FlatComment:
    body: tuple[Block, ...] = ()
    if not comment.deleted:
        body = _exact_body(comment.html) if comment.is_exact else _body(comment.html, Page(base), depth_left=BODY_DEPTH)
    deleted = comment.deleted or is_removal_notice(body, language=language)
    return FlatComment(
        id=comment.id,
        key=comment.key,
        parent=comment.parent,
        author=byline_of(comment.name, comment.uri),
        published=_moment(comment.published) if comment.published else None,
        url=comment.url,
        body=() if deleted else body,
        deleted=deleted,
    )


def _moment(text: str) -> dt.date:
    """The time of a comment, which the database has as Python writes it."""
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def _body(
    html: str, page: Page, *, depth_left: int = MAX_DEPTH, skip: Callable[[Element], bool] | None = None
) -> tuple[Block, ...]:
    if (lines := read_lines(html, depth_left=depth_left)) is not None:
        return lines
    root = parse_html(html) if html.strip() else None
    return () if root is None else read_blocks(root, page=page, depth_left=depth_left, skip=skip)


def _exact_body(html: str) -> tuple[Block, ...]:
    root = parse_html(f"<div>{html}</div>")
    return () if root is None else read_blocks(root[0][0], exact=True)


_FOOTERS = frozenset(("blogger-post-footer", "feedflare"))


class _Boilerplate:
    """The parts of a post's content that feeds add: a footer of the blog, and a link to the rest of the post.

    Args:
        url: the post's address.
        html: the content.

    Attributes:
        is_cut: whether the content had a link to the rest.
    """

    def __init__(self, url: str | None, html: str) -> None:
        self._rest = f"{url}#more" if url and "#more" in html else None
        self._may_have_footers = any(name in html for name in _FOOTERS)
        self.is_cut: bool = False

    @property
    def skip(self) -> Callable[[Element], bool] | None:
        """A test for elements to skip; None if the content can have none, as in most posts."""
        return self._skips if self._rest or self._may_have_footers else None

    def _skips(self, element: Element) -> bool:
        if element.tag == "a" and self._rest is not None and element.get("href") == self._rest:
            self.is_cut = True
            return True
        return has_class(element, _FOOTERS)
