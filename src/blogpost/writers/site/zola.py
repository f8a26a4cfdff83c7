"""Zola: https://www.getzola.org/documentation/content/page/."""

from __future__ import annotations

import re

from blogpost.markup import toml
from blogpost.values import Blog, without_none
from blogpost.writers.site.bodies import Dialect
from blogpost.writers.site.tool import Entry, Places, Tool, address_of

_PAGE = ".html"


def _new_path(path: str) -> str:
    """Zola makes a folder for each page, so its address has no ending."""
    return path.removesuffix(_PAGE).rstrip("/") + "/"


def _aliases(path: str) -> list[str] | None:
    """Zola writes a page for each that leads readers to the new address. A folder's address without the slash works."""
    return [path] if path.endswith(_PAGE) else None


def _head(entry: Entry) -> str:
    post = entry.post
    extra = without_none(
        subtitle=post.headline,
        location=entry.location,
        blogger_id=post.id,
        comments_file=entry.comments,
    )
    fields = without_none(
        title=post.title or "",
        date=post.published,
        updated=post.updated,
        draft=entry.shown != "live" or None,  # Zola doesn't wait for a date to come
        path=_new_path(entry.path) if entry.path else None,
        aliases=_aliases(entry.path) if entry.path else None,
        authors=list(entry.authors) or None,
        taxonomies={"tags": list(post.labels)} if post.labels else None,
        extra=extra or None,
    )
    return f"+++\n{toml.dumps(fields)}+++"


def _config(blog: Blog, language: str | None) -> str:
    return toml.dumps(
        without_none(
            base_url=address_of(blog) or "/",
            title=blog.title,
            default_language=language,
            # Most themes have pages for labels. Without templates for them, Zola stops.
            taxonomies=[{"name": "tags", "render": False}],
        )
    )


ZOLA = Tool(
    name="zola",
    places=Places(pages="content", posts="content/posts", data="data/comments", media="static/media"),
    head=_head,
    config=("config.toml", _config),
    new_path=_new_path,
    templates={
        "content/_index.md": "+++\n+++\n",
        "content/posts/_index.md": '+++\nsort_by = "date"\ntransparent = true\n+++\n',
    },
    # Shortcodes; attributes after a heading; footnotes; links within Zola's folders; and its mark for summaries.
    dialect=Dialect(
        re.compile(r"\{[{%]|^#.*\}$|(?<!\\)\[\^|\]\((?!<?(?:https?:/)?/)|<!--\s*more", re.MULTILINE),
        is_commonmark=True,
    ),
)
