"""Read and write content as CommonMark with GFM's tables and strikethrough."""
