"""Tell what stands within a post's body and is not the author's: share bars, related posts, author boxes, forms."""

from __future__ import annotations

import re
from collections.abc import Callable

from blogpost.markup.content import Element
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.heading import Heading
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Outline

_SHARE = re.compile(
    r"//(?:www\.|m\.)?(?:facebook\.com/(?:sharer|share\.php|dialog)|twitter\.com/(?:share|intent|home\?status)|x\.com/intent|"
    r"linkedin\.com/share|pinterest\.com/pin/create|reddit\.com/submit|(?:api\.)?whatsapp\.com/send|tumblr\.com/share|"
    r"digg\.com/submit|stumbleupon\.com/submit|delicious\.com/(?:save|post)|del\.icio\.us/post|plus\.google\.com/share|"
    r"t\.me/share|news\.ycombinator\.com/submitlink|getpocket\.com/save|vk\.com/share|addtoany\.com/|b\.hatena\.ne\.jp/)"
    r"|^(?:mailto:\?|whatsapp:|javascript:)|[?&]share=\w|/print/?$",
    re.IGNORECASE,
)
_GONE = Part.ASIDE | Part.COMMENTS | Part.BOILERPLATE | Part.META
_HALF = 0.5
_EDGE = 6  # lines at the edges of a body
_LONGEST_META = 400  # characters
_FORMS = frozenset(("form", "button", "nav", "aside", "dialog"))
_SEE_ALSO = re.compile(
    r"\W*(?:(?:also )?(?:read|see)(?: also| more| next)?|related|more on this|(?:lesen|sehen) sie (?:auch|hier|dazu)|mehr (?:zum thema|dazu|lesen)|"
    r"auch interessant|zum weiterlesen|schon gelesen|passend dazu|(?:vea|ver|lea|lee|mira|mire)(?: también| además| más| aquí)?|"
    r"le puede interesar|te puede interesar|[àa] lire (?:aussi|également)|lire aussi|voir aussi|leia (?:também|mais)|veja (?:também|mais)|"
    r"leggi anche|guarda anche|lees ook|zie ook|läs också|læs også|les også|czytaj (?:też|także|więcej)|zobacz (?:też|także)|"
    r"читайте (?:также|ещ[её])|см\. также|関連記事|あわせて読みたい|相关阅读)\b[^:|–—»]{0,30}[:|–—»>]\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:related(?: posts| articles| stories)?|you (?:may|might) also (?:like|enjoy).*|share (?:this|on).*|share|more from .*|"
    r"like this|like loading.*|advertisements?|sharing is caring.*|read (?:more|next)|recommended(?: for you)?|filed under.*|"
    r"about the author|tags?:?|ähnliche beiträge|das könnte .*|teilen.*|gefällt mir.*|werbung|wird geladen.*|compartir.*|"
    r"me gusta.*|cargando.*|partager.*|articles similaires|similaire|関連記事|相关文章|похожие (?:записи|статьи)|поделиться.*|"
    r"leia também|compartilhe.*|gerelateerd|delen.*)\W*$",
    re.IGNORECASE,
)


class Boilerplate:
    """Says of an element in a body whether it is no content, with all that is in it.

    Args:
        outline: the page's.
        extent: where the body is.
        heading: the title, which may be in the body.
        language: the page's.
    """

    def __init__(self, outline: Outline, extent: Extent, heading: Heading, *, language: str) -> None:
        self._outline = outline
        self._heading = heading
        self._prose = max(1, sum(outline.prose(element) for element in extent.elements))
        self._length = max(1, sum(outline.length(element) for element in extent.elements))
        self._title = heading.element
        self._dropped = frozenset(_tail(outline, extent)) | meta_lines(outline, extent, language=language)
        self._dropped |= see_also_lines(outline, extent)

    def skips(self, element: Element) -> bool:
        """Whether an element is not the author's; asked of those with attributes while the body is read."""
        if element is self._title or element in self._dropped:
            return True
        if element.tag == "a":
            return self._skips_link(element)
        if element.tag in _FORMS:
            return not self._holds_much(element)
        parts = self._outline.parts.get(element, NO_PART)
        if parts & _GONE and not self._holds_much(element):
            if parts & Part.BOILERPLATE or parts & (Part.ASIDE | Part.COMMENTS):
                return True
            return self._is_meta(element)
        return self._is_card(element) or self._is_share_bar(element)

    def dropped(self) -> frozenset[Element]:
        """The elements at the foot of the body that end headings such as "Related posts" begin."""
        return self._dropped

    def _skips_link(self, link: Element) -> bool:
        parts = self._outline.parts.get(link, NO_PART)
        if parts & Part.BOILERPLATE:
            return True
        href = link.get("href") or ""
        return _SHARE.search(href) is not None

    def _holds_much(self, element: Element) -> bool:
        outline = self._outline
        return outline.prose(element) >= _HALF * self._prose and outline.length(element) > _LONGEST_META

    def _is_meta(self, element: Element) -> bool:
        length = self._outline.length(element)
        return length <= _LONGEST_META and self._outline.prose(element) <= length // 2

    def _is_card(self, element: Element) -> bool:
        """Whether an article within the body only introduces another page: its heading leads there."""
        if element.tag != "article" or self._holds_much(element):
            return False
        first, last = self._outline.span(element)
        return any(line.level and line.linked == len(line.text) for line in self._outline.lines[first:last])

    def _is_share_bar(self, element: Element) -> bool:
        """Whether all links of a list are there to share the page."""
        if element.tag not in ("ul", "div", "p", "section") or self._outline.length(element) > _LONGEST_META:
            return False
        links = list(element.iter("a"))
        if not 1 <= len(links) <= 20 or self._outline.prose(element):
            return False
        shared = sum(_SHARE.search(link.get("href") or "") is not None for link in links)
        return (
            shared > 0
            and 2 * shared >= len(links)
            and 2 * self._outline.linked(element) >= self._outline.length(element)
        )


def meta_lines(outline: Outline, extent: Extent, *, language: str) -> frozenset[Element]:
    """The elements at the edges of a body that are a system's own line about the post."""
    lines = extent.lines(outline)
    found = set()
    for edge in (lines, lines[::-1]):
        for line in edge[:_EDGE]:
            if line.block in extent.elements and len(extent.elements) == 1:
                break
            if read_meta(line.text, language).is_own and not line.level:
                found.add(line.block)
            elif line.is_prose:
                break
    return frozenset(found)


def see_also_lines(outline: Outline, extent: Extent) -> frozenset[Element]:
    """The paragraphs between those of the author that only lead to another page: "Read also: …"."""
    return frozenset(
        line.block
        for line in extent.lines(outline)
        if line.linked
        and len(line.text) <= _LONGEST_META
        and line.block not in extent.elements
        and (found := _SEE_ALSO.match(line.text))
        and 10 * line.linked >= 9 * (len(line.text) - found.end())
    )


def _tail(outline: Outline, extent: Extent) -> list[Element]:
    """What follows, within its parent, a last heading such as "Related posts" at the foot of the body."""
    dropped: list[Element] = []
    lines = extent.lines(outline)
    total = sum(len(line.text) for line in lines if line.is_prose)
    seen = 0
    for line in lines:
        if line.is_prose:
            seen += len(line.text)
        elif len(line.text) < 60 and _END.match(line.text) and total - seen <= 0.12 * total and seen:
            element = line.block
            while (
                (parent := element.getparent()) is not None
                and parent not in extent.elements
                and outline.length(parent) <= len(line.text) + 2
            ):
                element = parent
            if element in extent.elements:
                continue
            dropped.append(element)
            if line.level:
                dropped += [
                    later for later in element.itersiblings() if isinstance(later.tag, str) and not outline.prose(later)
                ]
    return dropped


def skipping(*rules: Callable[[Element], bool]) -> Callable[[Element], bool]:
    """One rule of several."""
    return lambda element: any(rule(element) for rule in rules)


__all__ = ["Boilerplate", "skipping"]
