"""Our own formats, both directions in one file each: strict, and exact."""
