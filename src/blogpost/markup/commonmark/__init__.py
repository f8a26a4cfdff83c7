"""Content as Markdown, and back: what `codecs.markdown` puts its files together from."""
