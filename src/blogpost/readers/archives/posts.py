"""Entries and comments, brought together as posts, in two passes over their documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from blogpost.canonical import MAX_DEPTH
from blogpost.content import Block, plain_text
from blogpost.errors import ParseError
from blogpost.language.comments import removal_notices
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import Element, has_class, parse_html
from blogpost.model import Comment, Post
from blogpost.readers.archives.entries import LOG, CommentEntry, Document, PostEntry, byline_of, report_unread
from blogpost.readers.archives.spool import Spool
from blogpost.readers.credits import Taken, take_credits
from blogpost.readers.threads import BODY_DEPTH, Found, threaded
from blogpost.values import Blog


def read_documents(documents: Sequence[Document]) -> Iterator[Post]:
    """Every post of the documents, each with its comments from all of them.

    Then, for comments whose posts are in none of them, a placeholder: a post that has what the comments tell of it, and
    no body. A post or comment whose content is beyond a limit is reported to the logger `blogpost.archives` and left
    out.

    Raises:
        ParseError: a document breaks its format's rules, from here on; or none of its posts can be read.
        OSError: there is no room for the comments in a temporary file.
    """
    with Spool() as spool:
        for document in documents:
            with suppress(ParseError):  # the second pass will come to the same place
                spool.add(document.comments())
        errors: list[ParseError] = []
        is_empty = True
        for post in _posts(documents, spool, errors):
            is_empty = False
            yield post
        if is_empty and errors:
            raise errors[0]


def _posts(documents: Sequence[Document], spool: Spool, errors: list[ParseError]) -> Iterator[Post]:
    """The posts, then the placeholders; `errors` gets those of posts that cannot be read."""
    for document in documents:
        for entry in document.posts():
            try:
                post = _post(entry, spool)
            except ParseError as error:
                errors.append(error)
                report_unread(f"post {entry.id} ({entry.title or 'untitled'})", error)
            else:
                yield from post
    for comments in spool.left():
        yield _missing_post(comments)


def _post(entry: PostEntry, spool: Spool) -> tuple[Post, ...]:
    """The post of an entry; nothing if the archive has had it before.

    Raises:
        ParseError: its content is beyond a limit.
    """
    if entry.error is not None:
        raise entry.error
    boilerplate = _Boilerplate(entry.url, entry.html)
    language = entry.language or FALLBACK
    taken = _taken(entry, boilerplate, language)
    if not spool.is_new(entry):
        LOG.info("posts that the archive has twice")
        return ()
    comments = spool.take(entry.id) if entry.id else ()
    post = Post(
        id=entry.id,
        kind=entry.kind,
        status=entry.status,
        blog=entry.blog,
        title=entry.title,
        headline=taken.headline,
        byline=taken.byline or entry.author,
        posted_by=entry.author,
        published=entry.published or taken.published,
        updated=entry.updated,
        url=entry.url,
        language=entry.language,
        labels=entry.labels,
        location=entry.location,
        truncated=entry.truncated or boilerplate.is_cut,
        comment_count=entry.comment_count,
        body=taken.body,
        comments=_comments(comments, entry.url, language),
    )
    return (post,)


def _taken(entry: PostEntry, boilerplate: _Boilerplate, language: str) -> Taken:
    if entry.exact:
        return Taken(_exact_body(entry.html))
    body = _body(entry.html, Page(entry.base, entry.url, entry.language), skip=boilerplate.skip)
    return take_credits(body, title=entry.title, language=language, url=entry.url)


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
    return threaded(_readable(comments, base, language))


def _readable(comments: Iterable[CommentEntry], base: str | None, language: str) -> Iterator[Found]:
    for comment in comments:
        try:
            found = _found(comment, base, language)
        except ParseError as error:
            report_unread(f"comment {comment.id} on post {comment.post}", error)
        else:
            yield found


def _found(comment: CommentEntry, base: str | None, language: str) -> Found:
    body: tuple[Block, ...] = ()
    if not comment.deleted:
        body = _exact_body(comment.html) if comment.exact else _body(comment.html, Page(base), room=BODY_DEPTH)
    deleted = comment.deleted or (len(body) == 1 and plain_text(body) in removal_notices(language))
    return Found(
        id=comment.id,
        parent=comment.parent,
        author=byline_of(comment.name, comment.uri),
        published=_moment(comment.published) if comment.published else None,
        url=comment.url,
        body=() if deleted else body,
        deleted=deleted,
    )


def _moment(text: str) -> dt.date:
    """The time that an entry had, which is kept as Python writes it."""
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def _body(
    html: str, page: Page, *, room: int = MAX_DEPTH, skip: Callable[[Element], bool] | None = None
) -> tuple[Block, ...]:
    root = parse_html(html) if html.strip() else None
    return () if root is None else read_blocks(root, page=page, room=room, skip=skip)


def _exact_body(html: str) -> tuple[Block, ...]:
    root = parse_html(f"<div>{html}</div>")
    return () if root is None else read_blocks(root[0][0], exact=True)


_FOOTERS = frozenset(("blogger-post-footer", "feedflare"))


class _Boilerplate:
    """What feeds put into a post's content: a footer of the blog's, and the link to the rest of the post.

    Args:
        url: the post's address.
        html: the content.

    Attributes:
        is_cut: whether the link to the rest was met.
    """

    def __init__(self, url: str | None, html: str) -> None:
        self._rest = f"{url}#more" if url and "#more" in html else None
        self._may_have_footers = any(name in html for name in _FOOTERS)
        self.is_cut: bool = False

    @property
    def skip(self) -> Callable[[Element], bool] | None:
        """Tells whether an element is no content; None where all are, as in most posts."""
        return self._skips if self._rest or self._may_have_footers else None

    def _skips(self, element: Element) -> bool:
        if element.tag == "a" and self._rest is not None and element.get("href") == self._rest:
            self.is_cut = True
            return True
        return has_class(element, _FOOTERS)
