"""Pelican: https://docs.getpelican.com/en/stable/content.html. Its Markdown is that of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from html.entities import html5

from blogpost.values import Blog
from blogpost.writers.relinking import encoded
from blogpost.writers.site.bodies import EDGE_SPACE, Dialect
from blogpost.writers.site.tool import Entry, Places, Tool, address_of

_MAX_TITLE_LENGTH = 60  # characters of a post's beginning that serve as its title


def _head(entry: Entry) -> str:
    return "\n".join(_lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    """The metadata, a key and a value on each line."""
    post = entry.post
    yield f"Title: {_shown(post.title or _beginning(entry))}"
    if post.headline:
        yield f"Subtitle: {_shown(post.headline)}"
    if entry.day:
        yield f"Date: {(post.published or entry.day).isoformat()}"
    if post.updated:
        yield f"Modified: {post.updated.isoformat()}"
    yield f"Slug: {entry.name}"
    yield from _address(entry.path) if entry.shown == "live" else _status(entry)
    yield from _values("Authors", entry.authors)
    yield from _values("Tags", post.labels)
    if post.location and post.location.name:
        yield f"Location: {_shown(post.location.name)}"
    if post.id:
        yield f"Blogger_id: {_shown(post.id)}"
    if entry.comments:
        yield f"Comments_file: {entry.comments}"


def _beginning(entry: Entry) -> str:
    """A title for a post without one, which Pelican requires: the first words, or the file name."""
    first = entry.post.text.partition("\n")[0]
    if len(first) > _MAX_TITLE_LENGTH:
        first = f"{first[:_MAX_TITLE_LENGTH].rpartition(' ')[0] or first[:_MAX_TITLE_LENGTH]}…"
    return first or entry.name


def _status(entry: Entry) -> Iterator[str]:
    """The status of a hidden post. If it had an address, Pelican would publish even a draft there."""
    # Pelican doesn't wait for a date to come, so a scheduled post is a draft.
    yield "Status: skip" if entry.post.status == "trashed" else "Status: draft"


def _address(path: str | None) -> Iterator[str]:
    if path:
        yield f"URL: {encoded(path.lstrip('/'))}"
        yield f"Save_as: {path.lstrip('/')}{'index.html' if path.endswith('/') else ''}"


def _values(key: str, values: Sequence[str]) -> Iterator[str]:
    """A list separated by semicolons, with one at the end to keep Pelican from splitting at commas."""
    if values:
        yield f"{key}: {'; '.join(map(_listed, values))};"


def _listed(text: str) -> str:
    """A value of a list as HTML. Pelican splits lists at semicolons, so it contains neither them nor entities.

    A space of no width keeps ``<`` and ``&`` from beginning a tag or an entity. A quotation mark, which could end an
    attribute, is a curly one, and a semicolon is the wide one of East Asian scripts.
    """
    return _TAG_OR_ENTITY.sub("\\g<0>\u200b", text).translate(_OUTSIDE_OF_LISTS)


_ENTITIES_WITHOUT_END = "|".join(name for name in html5 if not name.endswith(";"))
_TAG_OR_ENTITY = re.compile(f"<(?=[A-Za-z/!?])|&(?=#|{_ENTITIES_WITHOUT_END})")
_OUTSIDE_OF_LISTS = str.maketrans({";": "；", '"': "”"})


def _shown(text: str) -> str:
    """A text as HTML, for themes that neither escape names and titles nor leave them escaped.

    Pelican's own theme prints some through ``striptags``, which undoes the escaping, in elements and in attributes:
    there, a space of no width keeps ``<`` from beginning a tag, and a curly quotation mark the attribute from ending.
    """
    harmless = _TAG.sub("<\u200b", text.replace('"', "”") if "=" in text else text)
    return escape(harmless, quote=False).replace('"', "&quot;")


_TAG = re.compile("<(?=[A-Za-z/!?])")


def _config(blog: Blog, language: str | None) -> str:
    settings = {
        "SITENAME": _shown(blog.title or ""),  # themes print it as HTML
        "SITEURL": (address_of(blog) or "").rstrip("/"),
        "PATH": "content",
        "ARTICLE_PATHS": ["posts"],
        "PAGE_PATHS": ["pages"],
        "TIMEZONE": blog.time_zone or "UTC",
        "DEFAULT_LANG": (language or "en").partition("-")[0],
        "DEFAULT_DATE": "fs",
        "USE_FOLDER_AS_CATEGORY": False,
        "DEFAULT_CATEGORY": _shown(blog.title or "blog"),
        # Pelican stops if two feeds have one name, as an author's and the blog's may. So authors' feeds are in
        # a folder of their own, and the only category has none: that would be the feed of all posts again.
        "CATEGORY_FEED_ATOM": None,
        "AUTHOR_FEED_ATOM": "feeds/authors/{slug}.atom.xml",
        "AUTHOR_FEED_RSS": "feeds/authors/{slug}.rss.xml",
    }
    return "".join(f"{name} = {value!r}\n" for name, value in settings.items())


PELICAN = Tool(
    name="pelican",
    places=Places(pages="content/pages", posts="content/posts", data="data/comments", media="content/images"),
    head=_head,
    config=("pelicanconf.py", _config),
    # Attributes and templates; numbers with brackets, which don't begin lists here; tables; tildes, which aren't marks
    # here; titles and marks in an address; definitions; footnotes and abbreviations; and characters that
    # Python-Markdown can't escape.
    dialect=Dialect(
        re.compile(
            r"""[{|~]|^\d+\)[ ]|\]\([^()\n`"\\<]*+[(`"\\<]|^[ \t]*:|\[\^|\*\[|\\[^\\`*_\[\]()>#+\-.!\n]""",
            re.MULTILINE,
        ),
        misread_code=EDGE_SPACE,
        hard_break="  \n",
    ),
)
