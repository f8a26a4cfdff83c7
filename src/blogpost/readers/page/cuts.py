"""Tell where an index page shows only the beginning of a post, whatever its theme calls that."""

from __future__ import annotations

from collections.abc import Sequence

from blogpost.addresses import without_fragment
from blogpost.content import Block, Inline, LineBreak, Link, Paragraph, Text
from blogpost.markup.dom import Element, text_of

_CUT = ("…", "...")
_FEWEST = 2


def are_snippets(bodies: Sequence[Element]) -> bool:
    """Whether all bodies of an index are snippets: plain text that ends with an ellipsis.

    One alone proves nothing: authors end posts so, too.
    """
    if len(bodies) < _FEWEST:
        return False
    return all(next(body.iter("a", "img", "br"), None) is None and text_of(body).endswith(_CUT) for body in bodies)


def without_link_to_rest(body: Sequence[Block], url: str | None) -> tuple[Block, ...]:
    """The body without a last line that consists of links to the post's own page, as themes have on indexes."""
    leads_on = (
        len(body) > 1 and url is not None and isinstance(body[-1], Paragraph) and _leads_on(body[-1].content, url)
    )
    return tuple(body[:-1]) if leads_on else tuple(body)


def _leads_on(line: Sequence[Inline], url: str) -> bool:
    """Whether a line consists of links to a page, with nothing but signs and numbers between."""
    links = [node for node in line if isinstance(node, Link)]
    others = (node for node in line if not isinstance(node, Link))
    return bool(links) and all(without_fragment(link.href) == url for link in links) and all(map(_says_nothing, others))


def _says_nothing(node: Inline) -> bool:
    return isinstance(node, LineBreak) or (isinstance(node, Text) and not any(map(str.isalpha, node.text)))
