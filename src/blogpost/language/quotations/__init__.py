"""Quotations in running text: where they are, what kind each one is, who is quoted and how that is known."""
