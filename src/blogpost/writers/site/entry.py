"""A post on its way into a site: under which name, at which address, and whether readers are to see it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from attrs import frozen

from blogpost.model import Post
from blogpost.values import Byline

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
