"""The record of a static site generator: how it wants its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Literal

from attrs import Factory, frozen

from blogpost.blogger import is_blogspot
from blogpost.markup import yaml
from blogpost.model import Post
from blogpost.values import Blog, Byline, without_none
from blogpost.writers.site.bodies import Dialect

# --------------------------------------------------------------------------------------- posts on their way into a site

Shown = Literal["live", "draft", "scheduled"]


@frozen
class Entry:
    """A post on its way into a site.

    Attributes:
        post: the post.
        name: the name of its file, without an ending.
        path: the decoded path of its permalink; None if the tool chooses one.
        comments: the name of the file with its comments, if they are data.
    """

    post: Post
    name: str
    path: str | None = None
    comments: str | None = None

    @property
    def shown(self) -> Shown:
        """Whether readers see the post. Trashed posts are drafts in a site."""
        status = self.post.status
        return "draft" if status == "trashed" else status

    @property
    def day(self) -> dt.date | None:
        """The local day of the post, or else of its last edit."""
        moment = self.post.published or self.post.updated
        return moment.date() if isinstance(moment, dt.datetime) else moment

    @property
    def authors(self) -> tuple[str, ...]:
        """The post's authors, or else their affiliation."""
        byline: Byline = self.post.byline or Byline()
        return byline.names or ((byline.affiliation,) if byline.affiliation else ())

    @property
    def author(self) -> str | list[str] | None:
        """The authors as a value of front matter: one as a string, several as a list."""
        return self.authors[0] if len(self.authors) == 1 else list(self.authors) or None

    @property
    def location(self) -> str | None:
        """The name of the post's location."""
        return self.post.location.name if self.post.location else None


def fields_of(entry: Entry, *, excerpt_separator: str | None = None, **own: Any) -> dict[str, Any]:
    """The fields of front matter that most tools name alike, with a tool's own after the title and the date."""
    post = entry.post
    return {
        "title": post.title or "",
        "subtitle": post.headline,
        "date": post.published,
        **own,
        "author": entry.author,
        "tags": list(post.labels) or None,
        "location": entry.location,
        "excerpt_separator": excerpt_separator,
        "blogger_id": post.id,
        "comments_file": entry.comments,
    }


def yaml_head(fields: Mapping[str, Any]) -> str:
    """Front matter in YAML, without the fields that are None."""
    return f"---\n{yaml.dumps(without_none(**fields))}---"


# ------------------------------------------------------------------------------------------------ the tool


@frozen
class Places:
    """Where a tool expects files, relative to the site's folder.

    Attributes:
        pages: the folder for pages.
        posts: the folder for posts.
        data: the folder for comments as data.
        media: the folder for images. On the site, it is at the top, by its last name.
    """

    pages: str
    posts: str
    data: str
    media: str

    def folder_of(self, entry: Entry) -> str:
        """The folder of an entry, as its kind says."""
        return self.pages if entry.post.kind == "page" else self.posts


def _no_prefix(_: Entry) -> str:
    return ""


def _is_live(entry: Entry) -> bool:
    return entry.shown == "live"


def _unchanged(path: str) -> str:
    return path


@frozen
class Tool:
    """How a tool wants a site.

    Attributes:
        name: its name on the command line.
        places: where it expects files.
        head: the front matter of an entry.
        config: the name of the tool's settings file, and a function for its text.
        dialect: its kind of Markdown.
        folder: the folder of an entry, if it depends on more than its kind.
        prefix: the beginning of an entry's file name.
        publishes: whether the tool makes a page of an entry, at the entry's path: those that readers see.
        new_path: the decoded path of a page that was at another one; None if the tool can't keep it.
        templates: other files that a new site needs, by their names. They are written along with the settings.
    """

    name: str
    places: Places
    head: Callable[[Entry], str]
    config: tuple[str, Callable[[Blog, str | None], str]]
    dialect: Dialect
    folder: Callable[[Entry], str] | None = None
    prefix: Callable[[Entry], str] = _no_prefix
    publishes: Callable[[Entry], bool] = _is_live
    new_path: Callable[[str], str | None] = _unchanged
    templates: Mapping[str, str] = Factory(dict)

    def folder_of(self, entry: Entry) -> str:
        """The folder of an entry."""
        return self.folder(entry) if self.folder else self.places.folder_of(entry)

    @property
    def media(self) -> tuple[str, str]:
        """The folder for images, and the beginning of their addresses on the site."""
        folder = self.places.media
        return folder, f"/{folder.rpartition('/')[2]}/"


def address_of(blog: Blog) -> str | None:
    """The address of the new site: that of the blog, unless it is on Blogger's host."""
    return None if blog.url is None or is_blogspot(blog.url) else blog.url
