"""Eleventy: https://www.11ty.dev/docs/."""

from __future__ import annotations

import json
import re

from blogpost.values import Blog, without_none
from blogpost.writers.site.bodies import Dialect
from blogpost.writers.site.tool import Entry, Places, Tool, address_of, fields_of, yaml_head


def _new_path(path: str) -> str:
    """Eleventy writes only files with an ending, so other paths become folders."""
    last = path.rpartition("/")[2]
    return path if not last or "." in last else f"{path}/"


def _head(entry: Entry) -> str:
    post = entry.post
    is_hidden = entry.shown != "live"  # Eleventy doesn't wait for a date to come
    fields = fields_of(
        entry,
        updated=post.updated,
        draft=is_hidden or None,
        permalink=False if is_hidden else _new_path(entry.path) if entry.path else None,
        dynamicPermalink=False if "{" in (entry.path or "") else None,  # otherwise the path is a template
        eleventyExcludeFromCollections=is_hidden or None,
    )
    fields["tags"] = list(map(_tag, post.labels)) or None
    # Otherwise the text would be read as a template in Liquid.
    return yaml_head({**fields, "templateEngineOverride": "md"})


def _tag(label: str) -> str:
    """A label as the name of a collection. A space of no width keeps it from being a property that all objects have."""
    return f"{label}\u200b" if _OF_OBJECTS.fullmatch(label) else label


_OF_OBJECTS = re.compile(
    r"constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|to(?:Locale)?String|valueOf|"
    r"__(?:proto|(?:define|lookup)[GS]etter)__"
)


def _config(blog: Blog, language: str | None) -> str:
    about = json.dumps(
        without_none(title=blog.title, url=(address_of(blog) or "").rstrip("/"), language=language),
        ensure_ascii=False,
        indent=2,
    )
    # JavaScript before 2019 has two line ends that JSON lacks.
    about = about.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\n", "\n  ")
    return f"""export default function (config) {{
  config.addGlobalData("blog", {about});
  config.addPassthroughCopy({{ public: "/" }});
  // Files in content/posts and content/pages can name another layout, or a posts.json next to them.
  config.addGlobalData("layout", "post.njk");
}}

export const config = {{
  dir: {{ input: "content", includes: "../_includes", data: "../_data" }},
}};
"""


_LAYOUT = """<!doctype html>
<html lang="{{ blog.language or 'en' }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ title or blog.title }}</title>
</head>
<body>
<p><a href="/">{{ blog.title }}</a></p>
<main>
<h1>{{ title }}</h1>
{{ content | safe }}
{% if tags %}<p>{% for tag in tags %}<i>{{ tag }}</i> {% endfor %}</p>{% endif %}
</main>
</body>
</html>
"""
_INDEX = """---
title: ""
permalink: /index.html
eleventyExcludeFromCollections: true
---
<ul>
{% for post in collections.all | reverse %}<li><a href="{{ post.url }}">{{ post.data.title or post.url }}</a></li>
{% endfor %}</ul>
"""

ELEVENTY = Tool(
    name="eleventy",
    places=Places(pages="content/pages", posts="content/posts", data="_data/comments", media="public/media"),
    head=_head,
    config=("eleventy.config.mjs", _config),
    new_path=_new_path,
    templates={"_includes/post.njk": _LAYOUT, "content/index.njk": _INDEX},
    # Addresses in angle brackets, which markdown-it shows decoded. Otherwise it reads CommonMark and nothing else.
    dialect=Dialect(re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:"), is_commonmark=True, has_heading_ids=False),
)
