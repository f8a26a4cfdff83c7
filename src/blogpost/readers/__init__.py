"""Somebody else's formats → posts: liberal, and one way."""
