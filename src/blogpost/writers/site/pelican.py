"""Pelican: https://docs.getpelican.com/en/stable/content.html. Its Markdown is that of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from blogpost.values import Blog
from blogpost.writers.site.addresses import encoded
from blogpost.writers.site.body import Dialect
from blogpost.writers.site.entry import Entry
from blogpost.writers.site.tool import Tool, WriteYaml, address_of

_LONGEST_TITLE = 60  # characters of a post's beginning, where that has to be the title


def _folder(entry: Entry) -> str:
    return "content/pages" if entry.post.kind == "page" else "content/posts"


def _head(entry: Entry, _: WriteYaml) -> str:
    return "\n".join(_lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    """Metadata: a key and a value on each line."""
    post = entry.post
    yield f"Title: {escape(post.title or _beginning(entry), quote=False)}"
    if post.headline:
        yield f"Subtitle: {escape(post.headline, quote=False)}"
    if entry.day:
        yield f"Date: {(post.published or entry.day).isoformat()}"
    if post.updated:
        yield f"Modified: {post.updated.isoformat()}"
    yield f"Slug: {entry.name}"
    yield from _address(entry.path) if entry.shown == "live" else _status(entry)
    yield from _values("Authors", entry.authors)
    yield from _values("Tags", post.labels)
    if post.location and post.location.name:
        yield f"Location: {post.location.name}"
    if post.id:
        yield f"Blogger_id: {post.id}"
    if entry.comments:
        yield f"Comments_file: {entry.comments}"


def _beginning(entry: Entry) -> str:
    """What is there of a title that Pelican must have: the post's first words, else the name of its file."""
    first = entry.post.text.partition("\n")[0]
    if len(first) > _LONGEST_TITLE:
        first = f"{first[:_LONGEST_TITLE].rpartition(' ')[0] or first[:_LONGEST_TITLE]}…"
    return first or entry.name


def _status(entry: Entry) -> Iterator[str]:
    """What keeps a post from its readers. With an address of its own, even a draft would be published there."""
    # Pelican doesn't wait for a date to come, so a scheduled post is a draft.
    yield "Status: skip" if entry.post.status == "trashed" else "Status: draft"


def _address(path: str | None) -> Iterator[str]:
    if path:
        yield f"URL: {encoded(path.lstrip('/'))}"
        yield f"Save_as: {path.lstrip('/')}{'index.html' if path.endswith('/') else ''}"


def _values(key: str, values: Sequence[str]) -> Iterator[str]:
    """A list divided by semicolons, the last one so that commas divide nothing; a semicolon in a value becomes one."""
    if values:
        yield f"{key}: {'; '.join(value.replace(';', ',') for value in values)};"


def _config(blog: Blog, language: str | None, _: WriteYaml) -> str:
    settings = {
        "SITENAME": blog.title or "",
        "SITEURL": (address_of(blog) or "").rstrip("/"),
        "PATH": "content",
        "ARTICLE_PATHS": ["posts"],
        "PAGE_PATHS": ["pages"],
        "TIMEZONE": blog.time_zone or "UTC",
        "DEFAULT_LANG": (language or "en").partition("-")[0],
        "DEFAULT_DATE": "fs",
        "USE_FOLDER_AS_CATEGORY": False,
        "DEFAULT_CATEGORY": blog.title or "blog",
        # Pelican stops if two feeds have one name, as those of an author and of the blog may. So authors' feeds are in
        # a folder of their own, and the only category has none: that would be the feed of all posts again.
        "CATEGORY_FEED_ATOM": None,
        "AUTHOR_FEED_ATOM": "feeds/authors/{slug}.atom.xml",
        "AUTHOR_FEED_RSS": "feeds/authors/{slug}.rss.xml",
    }
    return "".join(f"{name} = {value!r}\n" for name, value in settings.items())


PELICAN = Tool(
    name="pelican",
    folder=_folder,
    prefix=lambda _: "",
    publishes=lambda entry: entry.shown == "live",
    head=_head,
    data="data/comments",
    config=("pelicanconf.py", _config),
    # Attributes and templates; tables; tildes, which are no marks here; titles and marks in an address; definitions;
    # footnotes and abbreviations; and what Python-Markdown has no escape for.
    dialect=Dialect(
        re.compile(r"""[{|~]|\]\([^()\n]*+[(`"\\<]|^[ \t]*:|\[\^|\*\[|\\[^\\`*_\[\]()>#+\-.!\n]""", re.MULTILINE),
        hard_break="  \n",
    ),
)
