"""Resources of the Blogger API, version 3: a post or page, lists of them, comments and lists of those → posts.

https://developers.google.com/blogger/docs/3.0/reference
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from blogpost.model import Post, PostKind
from blogpost.readers.archives.entries import (
    CommentEntry,
    PostEntry,
    byline_of,
    count_of,
    has_place,
    instant_of,
    is_removed,
    location_of,
    moment_of,
    post_status,
    report_unknown,
)
from blogpost.readers.archives.permalinks import plain_address
from blogpost.readers.archives.posts import read_documents
from blogpost.readers.archives.settings import tag_of
from blogpost.readers.archives.trees import members, read_trees, text_of
from blogpost.sources import Source
from blogpost.values import Blog

Resource: TypeAlias = Mapping[str, Any]

_POSTS: dict[str, PostKind] = {"blogger#post": "post", "blogger#page": "page"}
_OF_BLOGGER = "blogger#"
_NO_POSTS = frozenset(
    (
        *("blogger#blog", "blogger#comment", "blogger#user", "blogger#page_views"),
        *("blogger#blogList", "blogger#commentList", "blogger#pageList", "blogger#postList"),
        *("blogger#blogPerUserInfo", "blogger#postPerUserInfo"),
    )
)
"""Which kinds of resources have no post of their own, as they are lists, or tell of something else."""
_LISTS = ("items", "posts", "pages", "replies")  # what holds other resources


def read_api(source: Source, url: str | None = None) -> Iterator[Post]:  # noqa: ARG001  each resource has its address
    """Every post of the resources that a document holds: one, a list of some, or one after the other.

    Raises:
        ParseError: the document is no JSON.
    """
    yield from read_documents([_Resources(list(read_trees(source.document)))])


class _Resources:
    """A document of resources."""

    def __init__(self, trees: list[Any]) -> None:
        self._trees = trees
        self._blogs = {text_of(one, "id"): one for one in self._all() if text_of(one, "kind") == "blogger#blog"}

    def comments(self) -> Iterator[CommentEntry]:
        """Every comment, also those within posts."""
        for resource in self._all():
            if text_of(resource, "kind") == "blogger#comment" and has_place(text_of(resource, "status")):
                yield _comment(resource)

    def posts(self) -> Iterator[PostEntry]:
        """Every post and page."""
        for resource in self._all():
            said = text_of(resource, "kind")
            if kind := _POSTS.get(said):
                yield _post(resource, kind, self._blogs.get(text_of(resource, "blog", "id"), {}))
            elif said.startswith(_OF_BLOGGER) and said not in _NO_POSTS:
                report_unknown("resources", said)

    def _all(self) -> Iterator[Resource]:
        waiting = list(reversed(self._trees))
        while waiting:
            tree = waiting.pop()
            if isinstance(tree, list):
                waiting.extend(reversed(tree))
            elif isinstance(tree, dict):
                yield tree
                waiting.extend(tree[name] for name in reversed(_LISTS) if name in tree)


def _post(post: Resource, kind: PostKind, blog: Resource) -> PostEntry:
    url = plain_address(text_of(post, "url"))
    place = members(post, "location")
    locale = members(blog, "locale")
    return PostEntry(
        id=text_of(post, "id") or None,
        kind=kind,
        status=post_status(text_of(post, "status")),
        blog=Blog(text_of(post, "blog", "id"), text_of(blog, "name"), plain_address(text_of(blog, "url"))),
        title=text_of(post, "title"),
        author=byline_of(_unescaped(post, "author", "displayName"), text_of(post, "author", "url") or None),
        published=moment_of(text_of(post, "published")),
        updated=moment_of(text_of(post, "updated")),
        url=url,
        language=tag_of("-".join(filter(None, (text_of(locale, "language"), text_of(locale, "country"))))),
        labels=_labels(post),
        location=location_of(text_of(place, "name"), place.get("lat"), place.get("lng")),
        truncated="content" not in post,
        comment_count=count_of(text_of(post, "replies", "totalItems")),
        html=text_of(post, "content"),
        base=url,
    )


def _labels(post: Resource) -> tuple[str, ...]:
    labels = post.get("labels")
    named = labels if isinstance(labels, list) else []
    return tuple(dict.fromkeys(html.unescape(label) for label in named if isinstance(label, str)))


def _comment(comment: Resource) -> CommentEntry:
    published = moment_of(text_of(comment, "published"))
    return CommentEntry(
        post=text_of(comment, "post", "id"),
        id=text_of(comment, "id") or None,
        parent=text_of(comment, "inReplyTo", "id") or None,
        name=_unescaped(comment, "author", "displayName"),
        uri=text_of(comment, "author", "url") or None,
        instant=instant_of(published),
        published=published.isoformat() if published else None,
        deleted=is_removed(text_of(comment, "status")),
        html=text_of(comment, "content"),
        blog=text_of(comment, "blog", "id") or None,
    )


def _unescaped(resource: Resource, *path: str) -> str | None:
    """A name; the API has those of people and labels as HTML, unlike titles."""
    return html.unescape(text_of(resource, *path)).strip() or None
