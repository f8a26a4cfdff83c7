"""What markup means: bytes to trees to content, and content to HTML. Knows no blog."""
