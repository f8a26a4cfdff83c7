"""Posts → the files from which Hugo, Jekyll or Pelican builds a site."""

from __future__ import annotations

from blogpost.writers.site.hugo import HUGO
from blogpost.writers.site.jekyll import JEKYLL
from blogpost.writers.site.pelican import PELICAN
from blogpost.writers.site.site import Placing, Site
from blogpost.writers.site.tool import Tool

__all__ = ["TOOLS", "Placing", "Site", "Tool"]

TOOLS = {tool.name: tool for tool in (HUGO, JEKYLL, PELICAN)}
"""The supported tools by name."""
