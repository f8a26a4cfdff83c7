"""A page that lists posts → the posts, in its order."""

from __future__ import annotations

from attrs import evolve

from blogpost.language.locale import FALLBACK
from blogpost.model import Post
from blogpost.readers.page.general.index.cards import Cards, read_card
from blogpost.readers.page.general.index.decision import find_index
from blogpost.readers.page.general.index.rest import is_plain
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.stated import Stated

_FEW = 3
_SHORT = 300  # characters


def read_index(outline: Outline, stated: Stated, *, stated_language: str | None) -> list[Post]:
    """The posts of a page that lists several, in its order; none where it does not.

    The page's tree is changed: what is shown of each post gets an element of its own.

    Args:
        outline: the page's.
        stated: what it says of itself.
        stated_language: the BCP 47 tag of its language, if it states one.
    """
    index = find_index(outline, stated, stated_language or FALLBACK)
    if index is None:
        return []
    cards = Cards(outline, stated, index, stated_language)
    posts = [read_card(cards, unit) for unit in index.listing.units]
    return [evolve(post, truncated=True) for post in posts] if _are_excerpts(posts) else posts


def _are_excerpts(posts: list[Post]) -> bool:
    """Whether all texts of a list are plain paragraphs below titles: then none is a whole post."""
    texts = [post for post in posts if post.body]
    if not texts or not all(post.title and is_plain(post.body) for post in texts):
        return False
    return len(texts) >= _FEW or all(len(post.text) <= _SHORT for post in texts)
