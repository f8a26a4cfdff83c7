"""A site's tool: a record of how it wants its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from attrs import frozen

from blogpost.blogger.addresses import is_blogspot
from blogpost.model import Post
from blogpost.values import Blog, Byline
from blogpost.writers.site.bodies import Dialect

# --------------------------------------------------------------------------------------- posts on their way into a site

Shown = Literal["live", "draft", "scheduled"]


@frozen
class Entry:
    """A post with what its site decides of it.

    Attributes:
        post: the post.
        name: the name of its file, without an ending.
        path: the path of its permalink, decoded; None where the site is to choose one.
        comments: the name of the file with its comments, if they are in one.
    """

    post: Post
    name: str
    path: str | None = None
    comments: str | None = None

    @property
    def shown(self) -> Shown:
        """Whether and when readers are to see it: what is in the trash is a draft to a site."""
        status = self.post.status
        return "draft" if status == "trashed" else status

    @property
    def day(self) -> dt.date | None:
        """The day of the post on its blog, or else of its last edit."""
        moment = self.post.published or self.post.updated
        return moment.date() if isinstance(moment, dt.datetime) else moment

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote it: people, or else whom the byline names instead."""
        byline: Byline = self.post.byline or Byline()
        return byline.names or ((byline.affiliation,) if byline.affiliation else ())


# ------------------------------------------------------------------------------------------------ the tool


@frozen
class Tool:
    """How a tool wants a site.

    Attributes:
        name: what the command line calls it.
        folder: where an entry belongs.
        prefix: what the name of its file begins with.
        publishes: whether it makes a page of an entry, at the entry's path.
        head: what stands above the body.
        data: the folder for comments that are data.
        config: the name of the tool's settings, and their text for a blog.
        dialect: its kind of Markdown.
    """

    name: str
    folder: Callable[[Entry], str]
    prefix: Callable[[Entry], str]
    publishes: Callable[[Entry], bool]
    head: Callable[[Entry], str]
    data: str
    config: tuple[str, Callable[[Blog, str | None], str]]
    dialect: Dialect


def address_of(blog: Blog) -> str | None:
    """The address that the site will have: the blog's own, if that is its owner's; Blogger's hosts stay Blogger's."""
    return None if blog.url is None or is_blogspot(blog.url) else blog.url
