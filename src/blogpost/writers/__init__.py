"""Posts → somebody else's format, one way."""
