"""The meaning of markup: bytes to trees to content, and content to HTML. Knows no blog."""
