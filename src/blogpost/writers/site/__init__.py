"""Posts → the files from which a static site generator builds a site."""

from __future__ import annotations

from blogpost.writers.site.astro import ASTRO
from blogpost.writers.site.eleventy import ELEVENTY
from blogpost.writers.site.hugo import HUGO
from blogpost.writers.site.jekyll import JEKYLL
from blogpost.writers.site.pelican import PELICAN
from blogpost.writers.site.site import Site
from blogpost.writers.site.tool import Tool
from blogpost.writers.site.zola import ZOLA

__all__ = ["TOOLS", "Site", "Tool"]

TOOLS = {tool.name: tool for tool in (HUGO, JEKYLL, PELICAN, ELEVENTY, ASTRO, ZOLA)}
"""The supported tools by name."""
