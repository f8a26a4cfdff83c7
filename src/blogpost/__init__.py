"""Blog posts as typed objects: read Blogger pages and pasted text, write JSON and Markdown, and back, exactly."""

from blogpost.errors import BlogpostError, NoPostError, ParseError, SeveralPostsError, UnknownFormatError
from blogpost.formats import (
    detect,
    from_dict,
    from_json,
    from_markdown,
    iter_captures,
    iter_posts,
    json_schema,
    parse,
    to_blogger_atom,
    to_dict,
    to_html,
    to_json,
    to_markdown,
    to_text,
    to_wxr,
)
from blogpost.model import Comment, Post
from blogpost.tables import arrow_schema, from_arrow, read_warc_arrow, to_arrow, to_rows, to_table
from blogpost.values import Blog, Byline, Capture, Location, Quote
from blogpost.version import __version__ as __version__

__all__ = [
    "Blog",
    "BlogpostError",
    "Byline",
    "Capture",
    "Comment",
    "Location",
    "NoPostError",
    "ParseError",
    "Post",
    "Quote",
    "SeveralPostsError",
    "UnknownFormatError",
    "arrow_schema",
    "detect",
    "from_arrow",
    "from_dict",
    "from_json",
    "from_markdown",
    "iter_captures",
    "iter_posts",
    "json_schema",
    "parse",
    "read_warc_arrow",
    "to_arrow",
    "to_blogger_atom",
    "to_dict",
    "to_html",
    "to_json",
    "to_markdown",
    "to_rows",
    "to_table",
    "to_text",
    "to_wxr",
]
