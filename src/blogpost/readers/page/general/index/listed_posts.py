"""Read the posts of a page that lists several."""

from __future__ import annotations

from attrs import evolve

from blogpost.language.locale import FALLBACK
from blogpost.model import Post
from blogpost.readers.page.general.index.card_posts import Cards, read_card
from blogpost.readers.page.general.index.decision import find_index
from blogpost.readers.page.general.index.rest import ends_cut, is_plain
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.stated import Stated

_FEW = 3
_MOSTLY = 0.8
_SHORT = 300  # characters


def read_index(outline: Outline, stated: Stated, *, stated_language: str | None) -> list[Post]:
    """The posts of a page that lists several, in its order; empty if it doesn't.

    This changes the page's tree: each post moves to a tree of its own.

    Args:
        outline: the page's.
        stated: what it states about itself.
        stated_language: the BCP 47 tag of its language, if it states one.
    """
    index = find_index(outline, stated, stated_language or FALLBACK)
    if index is None:
        return []
    cards = Cards(outline, stated, index, stated_language)
    return _with_excerpts([read_card(cards, unit) for unit in index.listing.units])


def _with_excerpts(posts: list[Post]) -> list[Post]:
    """The posts, those with excerpts marked as truncated, judged by all of them together.

    A single ellipsis proves nothing, as authors end posts with it, too.
    """
    texts = [post for post in posts if post.body]
    if _are_excerpts(texts):
        return [evolve(post, truncated=True) for post in posts]
    cut = [post for post in texts if ends_cut(post.body)]
    if 2 * len(cut) <= len(texts):
        cut = [post for post in cut if post.title and len(post.body) == 1]
    cut_ids = frozenset(map(id, cut))
    return [evolve(post, truncated=True) if id(post) in cut_ids else post for post in posts]


def _are_excerpts(texts: list[Post]) -> bool:
    """Whether the texts are plain paragraphs below titles, so they are not whole posts."""
    if not texts or not all(post.title and len(post.body) == 1 for post in texts):
        return False
    if sum(is_plain(post.body) for post in texts) < _MOSTLY * len(texts):
        return False
    return len(texts) >= _FEW or all(len(post.text) <= _SHORT for post in texts)
