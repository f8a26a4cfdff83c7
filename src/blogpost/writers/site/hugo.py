"""Hugo: https://gohugo.io/content-management/front-matter/."""

from __future__ import annotations

import json
import re

from blogpost.values import Blog, without_none
from blogpost.writers.site.bodies import MARKED_ADDRESS, Dialect
from blogpost.writers.site.tool import Entry, Places, Tool, address_of, fields_of, yaml_head


def _head(entry: Entry) -> str:
    draft = entry.shown == "draft" or None
    return yaml_head(fields_of(entry, lastmod=entry.post.updated, draft=draft, url=entry.path))


def _config(blog: Blog, language: str | None) -> str:
    fields = without_none(
        baseURL=address_of(blog) or "/",
        title=blog.title,
        # Hugo accepts only lower case here. Versions without `locale` use this instead.
        defaultContentLanguage=language and language.lower(),
        locale=language,
        timeZone=blog.time_zone,
    )
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    # Posts contain HTML for content that Markdown can't represent.
    return "\n".join((*lines, "", "[markup.goldmark.renderer]", "unsafe = true", ""))


HUGO = Tool(
    name="hugo",
    places=Places(pages="content", posts="content/posts", data="data/comments", media="static/media"),
    head=_head,
    config=("hugo.toml", _config),
    # Shortcodes; attributes after a heading; definitions; footnotes; the end of the summary, also in code; marks and
    # references right after a bare address, which Hugo makes part of the link.
    dialect=Dialect(
        re.compile(rf"\{{\{{[<%]|^#.*\}}$|^[ \t]*:[ \t]|(?<!\\)\[\^|<!--\s*more|{MARKED_ADDRESS}", re.MULTILINE),
        is_commonmark=True,
    ),
)
