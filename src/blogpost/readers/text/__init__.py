"""Text that somebody copied out of a page → posts."""

from __future__ import annotations

from blogpost.readers.text.posts import read_posts

__all__ = ["read_posts"]
