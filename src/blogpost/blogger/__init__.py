"""Facts about Blogger that readers, markup and writers share: its addresses, and how it serves images."""
