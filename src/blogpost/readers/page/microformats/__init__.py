"""Pages of any system with microformats2 → posts."""

from blogpost.readers.page.microformats.h_entry import Entry, find_entries, read_entry

__all__ = ["Entry", "find_entries", "read_entry"]
