"""A post → text as a reader of its page would copy it, in the words of any language that Blogger speaks."""

from __future__ import annotations

from blogpost.writers.text.plainness import is_plain
from blogpost.writers.text.writing import dumps

__all__ = ["dumps", "is_plain"]
