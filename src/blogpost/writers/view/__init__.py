"""A post as a page for checking by eye: every field, the quotations in their places, the comments in their threads."""

from blogpost.writers.view.page import dumps

__all__ = ["dumps"]
