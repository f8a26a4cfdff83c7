"""Blogger's pages, of all generations → posts."""

from __future__ import annotations

from blogpost.readers.page.posts import read_posts

__all__ = ["read_posts"]
