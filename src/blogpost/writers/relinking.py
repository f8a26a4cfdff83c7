"""Links between a blog's posts, changed to lead to its new site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias
from urllib.parse import quote, unquote

from attrs import evolve

from blogpost.addresses import parts_of
from blogpost.blogger import blog_host, is_permalink_path
from blogpost.content import Block, links
from blogpost.model import Comment, Post
from blogpost.writers.rewriting import Rewriting

MAX_PART = 200  # bytes: file systems allow 255, and a tool may add an ending
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\<>:"|?*]')  # characters that some file system forbids


def path_of(url: str | None) -> str | None:
    """The decoded path of a permalink; None if a site made of files can't have it, as for ``/?p=1``.

    Paths that change when they are decoded again are None, too, since some tool may do that.
    """
    parts = parts_of(url)
    path = unquote(parts.path)
    segments = path.split("/")
    if parts.query or not path.startswith("/") or not path.strip("/") or _UNSAFE.search(path):
        return None
    is_kept = all(segment not in (".", "..") and len(segment.encode()) <= MAX_PART for segment in segments)
    return path if is_kept and "//" not in path and unquote(path) == path else None


def encoded(path: str) -> str:
    """A path encoded for an address."""
    return quote(path, safe="/-._~!$&'()*+,;=@")


Hosts: TypeAlias = frozenset[str]


def own_hosts(post: Post, others: Iterable[str] = ()) -> Hosts:
    """The hosts of a post's blog.

    Args:
        post: a post. Its address and its blog's address name a host.
        others: other hosts of the blog, such as Blogger's if the blog has its own domain.
    """
    urls = (post.url, post.blog.url if post.blog else None, *(f"//{host}" for host in others))
    return frozenset(blog_host(url) for url in urls if url) - {""}


NewPath: TypeAlias = Callable[[str], "str | None"]
"""The decoded path of a post in the new place, given its old one; None if it isn't there."""


def relinked(blocks: tuple[Block, ...], own: Hosts, new_path: NewPath, home: str | None = "/") -> tuple[Block, ...]:
    """The blocks with relative links to other posts of the blog.

    Args:
        blocks: the content.
        own: the blog's hosts.
        new_path: where the other posts are now.
        home: the path of the blog's first page; None if there is none.
    """
    if not any(_new(link.href, own, new_path, home) for link in links(blocks)):
        return blocks
    return Rewriting(href=lambda href: _new(href, own, new_path, home) or href).blocks(blocks)


def relinked_comments(
    comments: tuple[Comment, ...], own: Hosts, new_path: NewPath, home: str | None = "/"
) -> tuple[Comment, ...]:
    """Comments and their replies with such links."""
    return tuple(
        evolve(
            comment,
            body=relinked(comment.body, own, new_path, home),
            replies=relinked_comments(comment.replies, own, new_path, home),
        )
        for comment in comments
    )


def own_paths(blocks: tuple[Block, ...], own: Hosts) -> Iterator[str]:
    """The decoded path of each link to a post or page of the same blog."""
    for link in links(blocks) if own else ():
        if blog_host(link.href) in own and is_permalink_path(path := parts_of(link.href).path):
            yield unquote(path)


def _new(href: str, own: Hosts, new_path: NewPath, home: str | None) -> str | None:
    """The new address of a link; None if it doesn't change."""
    if blog_host(href) not in own:
        return None
    parts = parts_of(href)
    if parts.path in ("", "/") and not parts.query:
        return home
    path = unquote(parts.path)
    new = new_path(path) if is_permalink_path(parts.path) else None
    if new is None:
        return None
    return (parts.path if new == path else encoded(new)) + (f"#{parts.fragment}" if parts.fragment else "")
