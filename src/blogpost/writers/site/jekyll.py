"""Jekyll: https://jekyllrb.com/docs/front-matter/."""

from __future__ import annotations

import re

from blogpost.content import JumpBreak
from blogpost.markup import yaml
from blogpost.values import Blog, without_none
from blogpost.writers.site.bodies import EDGE_SPACE, Dialect
from blogpost.writers.site.tool import Entry, Places, Tool, address_of, fields_of, yaml_head

_JUMP = "<!--more-->"


def _folder(entry: Entry) -> str:
    """Jekyll has folders for posts and drafts. Posts without a day must be drafts, since a post's file name has one."""
    if entry.post.kind == "page":
        return "pages"
    return "_drafts" if entry.shown == "draft" or entry.day is None else "_posts"


def _prefix(entry: Entry) -> str:
    return f"{entry.day}-" if _folder(entry) == "_posts" else ""


def _head(entry: Entry) -> str:
    post = entry.post
    fields = fields_of(
        entry,
        last_modified_at=post.updated,
        published=False if post.kind == "page" and entry.shown == "draft" else None,
        permalink=entry.path,
        excerpt_separator=_JUMP if JumpBreak() in post.body else None,
    )
    return yaml_head({"layout": post.kind, **fields})


def _config(blog: Blog, language: str | None) -> str:
    return yaml.dumps(
        without_none(title=blog.title, url=(address_of(blog) or "").rstrip("/"), lang=language, timezone=blog.time_zone)
    )


JEKYLL = Tool(
    name="jekyll",
    places=Places(pages="pages", posts="_posts", data="_data/comments", media="media"),
    folder=_folder,
    prefix=_prefix,
    publishes=lambda entry: entry.shown == "live" and _folder(entry) != "_drafts",
    head=_head,
    config=("_config.yml", _config),
    # Liquid and attributes; bars, which make tables; mathematics; guillemets; definitions; footnotes and abbreviations;
    # tags in which kramdown reads no Markdown; and characters that it can't escape.
    dialect=Dialect(
        re.compile(
            r"[{|]|^\d+\) |\$\$|<<|>>|^[ \t]*:|\[\^|\*\[|<(?:s|mark|code|q|a)\b|<u>(?![\w ]*+</u>)|"
            r"\\[^\\`*_\[\]()>#+\-.!<~\n]",
            re.MULTILINE,
        ),
        misread_code=EDGE_SPACE,
        hard_break="  \n",
    ),
)
