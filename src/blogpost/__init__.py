"""Blog posts as typed objects: read Blogger pages and pasted text, write JSON and Markdown, and back, exactly."""

__version__ = "0.1.0"

from blogpost.errors import BlogpostError, NoPostError, ParseError, SeveralPostsError, UnknownFormatError
from blogpost.model import Comment, Post
from blogpost.values import Blog, Byline, Location, Quote

__all__ = [
    "Blog",
    "BlogpostError",
    "Byline",
    "Comment",
    "Location",
    "NoPostError",
    "ParseError",
    "Post",
    "Quote",
    "SeveralPostsError",
    "UnknownFormatError",
]
