"""Blogger's pages, of all generations → posts."""

from __future__ import annotations

from blogpost.readers.page.page_reader import read_posts

__all__ = ["read_posts"]
