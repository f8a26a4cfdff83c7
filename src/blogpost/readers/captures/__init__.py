"""Web archives (WARC, ARC, WACZ) → the captures of pages in them, and what a reader of pages makes of each."""

from __future__ import annotations

from blogpost.readers.captures.captured_pages import read_captures, read_posts

__all__ = ["read_captures", "read_posts"]
