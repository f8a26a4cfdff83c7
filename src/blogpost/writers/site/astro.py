"""Astro: https://docs.astro.build/en/guides/content-collections/."""

from __future__ import annotations

import json
import re

from blogpost.values import Blog
from blogpost.writers.site.bodies import MARKED_ADDRESS, Dialect
from blogpost.writers.site.tool import Entry, Places, Tool, address_of, fields_of, yaml_head


def _new_path(path: str) -> str:
    """Astro's pages end in ``.html`` or are folders."""
    return path if path.endswith((".html", "/")) else f"{path}/"


def _head(entry: Entry) -> str:
    fields = fields_of(
        entry,
        updated=entry.post.updated,
        draft=entry.shown != "live" or None,  # a page waits for no date
        permalink=_new_path(entry.path) if entry.path else None,
    )
    return yaml_head(fields)


def _config(blog: Blog, language: str | None) -> str:  # noqa: ARG001  the pages' templates have the language
    site = address_of(blog)
    line = f"  site: {json.dumps(site)},\n" if site else ""
    return f"""import {{ readdir, rename }} from 'node:fs/promises';
import {{ basename, dirname, join }} from 'node:path';
import {{ fileURLToPath }} from 'node:url';
import {{ defineConfig }} from 'astro/config';

// Addresses that end in a slash: see routeOf in src/blog.js.
async function renamePages({{ dir }}) {{
  for (const name of await readdir(dir, {{ recursive: true }})) {{
    const page = join(fileURLToPath(dir), name);
    if (basename(page) === '_index_.html') await rename(page, join(dirname(page), 'index.html'));
  }}
}}

export default defineConfig({{
{line}  build: {{ format: 'file' }}, // keeps addresses that end in .html
  markdown: {{ smartypants: false }},
  integrations: [{{ name: 'folders', hooks: {{ 'astro:build:done': renamePages }} }}],
}});
"""


_COLLECTIONS = r"""import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

const files = (base: string) =>
  glob({ base, pattern: '*.md', generateId: ({ entry }) => entry.replace(/\.md$/, '') });

export const collections = {
  posts: defineCollection({ loader: files('./src/content/posts') }),
  pages: defineCollection({ loader: files('./src/content/pages') }),
};
"""
_BLOG = r"""import { getCollection } from 'astro:content';

export const addressOf = (entry) => entry.data.permalink ?? `/${entry.collection}/${entry.id}.html`;
export const routeOf = (entry) => addressOf(entry).slice(1).replace(/\.html$/, '').replace(/\/$/, '/_index_');

export async function published(name) {
  const entries = await getCollection(name, ({ data }) => !data.draft);
  return entries.sort((a, b) => (b.data.date ?? 0) - (a.data.date ?? 0));
}
"""
_PAGE = """---
import { render } from 'astro:content';
import { published, routeOf } from '../blog.js';

export async function getStaticPaths() {
  const entries = [...(await published('posts')), ...(await published('pages'))];
  return entries.map((entry) => ({ params: { path: routeOf(entry) }, props: { entry } }));
}

const { entry } = Astro.props;
const { Content } = await render(entry);
---
<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{entry.data.title}</title>
</head>
<body>
<main>
<h1>{entry.data.title}</h1>
<Content />
<p>{(entry.data.tags ?? []).map((tag) => <><i>{tag}</i>{' '}</>)}</p>
</main>
</body>
</html>
"""
_INDEX = """---
import { addressOf, published } from '../blog.js';

const posts = await published('posts');
---
<!doctype html>
<meta charset="utf-8">
<title>Posts</title>
<ul>
{posts.map((post) => <li><a href={addressOf(post)}>{post.data.title || addressOf(post)}</a></li>)}
</ul>
"""

ASTRO = Tool(
    name="astro",
    places=Places(pages="src/content/pages", posts="src/content/posts", data="src/data/comments", media="public/media"),
    head=_head,
    config=("astro.config.mjs", _config),
    new_path=_new_path,
    templates={
        "src/content.config.ts": _COLLECTIONS,
        "src/blog.js": _BLOG,
        "src/pages/[...path].astro": _PAGE,
        "src/pages/index.astro": _INDEX,
    },
    # Footnotes; images in files, which Astro wants to find among its own; and marks and references right after a bare
    # address, which it makes part of the link.
    dialect=Dialect(
        re.compile(rf"(?<!\\)\[\^|\]\((?!<?(?:https?:/)?/)|{MARKED_ADDRESS}"),
        is_commonmark=True,
        has_heading_ids=False,
    ),
)
