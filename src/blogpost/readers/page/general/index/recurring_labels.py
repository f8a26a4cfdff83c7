"""Find the labels of posts in a list: links that recur in several posts, but don't lead to one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from blogpost.language.folding import folded
from blogpost.readers.page.general.index.anchors import Signature, signature
from blogpost.readers.page.general.index.links import SiteLink, SiteLinks
from blogpost.readers.page.general.index.post_addresses import text_of_link
from blogpost.readers.page.general.index.units import Unit
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.permalinks import is_permalink_word
from blogpost.values import Byline

_FEWEST, _MANY = 2, 5
_LONGEST = 60  # characters


class Recurring:
    """The links that recur in the posts of a list.

    Args:
        outline: the page's.
        links: the page's.
        units: the posts.
    """

    def __init__(self, outline: Outline, links: SiteLinks, units: Sequence[Unit]) -> None:
        self._outline = outline
        self._links = links
        self._own = frozenset(unit.url for unit in units)
        self._uses = Counter(url for unit in units for url in {link.url for link in self._candidates(unit)})
        self._everywhere = len(units) if len(units) >= _MANY else len(units) + 1
        self._kinds = {self._kind(link) for unit in units for link in self._candidates(unit) if self._recurs(link)}

    def labels(self, unit: Unit, byline: Byline | None) -> tuple[str, ...]:
        """The labels of a post that others have, too; its author's page is not among them."""
        names = frozenset(map(folded, byline.names if byline else ()))
        texts = (
            text_of_link(link) for link in self._candidates(unit) if _FEWEST <= self._uses[link.url] < self._everywhere
        )
        return tuple(dict.fromkeys(text for text in texts if _may_be_label(text) and folded(text) not in names))

    def _recurs(self, link: SiteLink) -> bool:
        return _FEWEST <= self._uses[link.url] < self._everywhere

    def _kind(self, link: SiteLink) -> Signature:
        """The markup of a link's line."""
        return signature(self._outline.lines[link.number].block)

    def _candidates(self, unit: Unit) -> Iterator[SiteLink]:
        for link in self._links.between(unit.first, unit.last):
            line = self._outline.lines[link.number]
            if not (line.is_prose or line.level or link.is_empty or link.leads_to_comments or link.url in self._own):
                yield link


def _may_be_label(text: str) -> bool:
    return 1 < len(text) <= _LONGEST and any(map(str.isalpha, text)) and not is_permalink_word(text)
