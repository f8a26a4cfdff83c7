"""Pages that are marked up by microformats2, of whatever system → posts."""

from blogpost.readers.page.microformats.h_entry import Entry, find_entries, read_entry

__all__ = ["Entry", "find_entries", "read_entry"]
