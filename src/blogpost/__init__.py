"""Blog posts as typed objects: read pages, archives and pasted text; write JSON, Markdown, HTML and more.

    from pathlib import Path
    import blogpost

    post = blogpost.parse(Path("page.html"))  # or a str or bytes with the document itself
    print(post.title, post.byline, post.published)
    for quote in post.quotes:
        print(quote.speaker, "said", quote.text)
    for comment in post.all_comments():
        print(comment.author, comment.text)

    text = blogpost.to_markdown(post)
    assert blogpost.from_markdown(text) == post

`iter_posts` reads archives, feeds and pages with several posts. `blogpost.content` has the parts of a body. The manual
is in the folder docs: docs/tutorial.md to begin, docs/fields.md for each field, docs/api.md for all names.
"""

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


def __dir__() -> list[str]:
    """The public names, which the prompt offers."""
    return [*__all__, "__version__", "content"]
