"""Quotations in running text: their places, kinds and speakers, and the evidence for the speakers."""
