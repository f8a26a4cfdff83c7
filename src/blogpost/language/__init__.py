"""What words mean: text and a language in, a typed value or None out. Knows no markup and no blog."""
