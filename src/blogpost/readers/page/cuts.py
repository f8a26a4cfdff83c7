"""Tell where an index page shows only the beginning of a post, whatever its theme calls that."""

from __future__ import annotations

from collections.abc import Sequence

from blogpost.addresses import without_fragment
from blogpost.content import Block, Inline, LineBreak, Link, Paragraph, Text, plain_text, walk

_CUT = ("…", "...")


def without_link_to_rest(body: Sequence[Block], url: str | None) -> tuple[tuple[Block, ...], bool]:
    """The body without a theme's line that leads on to the post's own page, and whether the body is cut.

    Args:
        body: what an index page shows of a post.
        url: the post's permalink.

    Returns:
        The body without a last line that consists of links to the permalink; and whether there was one, or the body is
        a single paragraph without links that ends with an ellipsis.
    """
    if len(body) > 1 and url is not None and isinstance(body[-1], Paragraph) and _leads_on(body[-1].content, url):
        return tuple(body[:-1]), True
    is_snippet = (
        len(body) == 1 and isinstance(body[0], Paragraph) and not any(isinstance(node, Link) for node in walk(body))
    )
    return tuple(body), is_snippet and plain_text(body).rstrip().endswith(_CUT)


def _leads_on(line: Sequence[Inline], url: str) -> bool:
    """Whether a line consists of links to a page, with nothing but signs and numbers between."""
    links = [node for node in line if isinstance(node, Link)]
    others = (node for node in line if not isinstance(node, Link))
    return bool(links) and all(without_fragment(link.href) == url for link in links) and all(map(_says_nothing, others))


def _says_nothing(node: Inline) -> bool:
    return isinstance(node, LineBreak) or (isinstance(node, Text) and not any(map(str.isalpha, node.text)))
