"""Find the post's labels: the tags and categories that the page shows around the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from blogpost.language.folding import folded
from blogpost.markup.dom import Element, text_of
from blogpost.readers.page.general import entries
from blogpost.readers.page.general.candidates import LABELS, Candidate, choose
from blogpost.readers.page.general.comment_addresses import leads_to_comments
from blogpost.readers.page.general.entries import marked
from blogpost.readers.page.general.field_sources import Sources
from blogpost.readers.page.general.introductions import introduces_labels, labels_after
from blogpost.readers.page.general.json_ld import text
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.paths import leads_to_author, leads_to_label
from blogpost.readers.page.general.pieces import pieces_of
from blogpost.readers.page.general.scope import Neighbourhood

_LONGEST = 80
_MOST = 60
_FEW_LEVELS = 5
_FEW_ABOVE = 3  # lines and lists above the title that are about the post
_FEW_LINKS = 5  # in such a line or list
_CLOUD = 40  # links: more than any post has
_MOST_WITHOUT_LINKS = 240  # characters
_IN = re.compile(
    r"(?:^|\s)(?:in|under|unter|dans|en|em|na|in de|i|w|в|in category|categor(?:y|ies|ie)|topic):?\s*$", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:[,;/|&·•]|and|und|et|y|e|och|og|en|и)?\s*", re.IGNORECASE)
_DIVIDER = re.compile(r"[|•·–—/]")
_DATE = re.compile(r"\d.*(?:19|20)\d\d\b.*\d:\d\d|\b(?:19|20)\d\d-\d\d-\d\d\b")
_COUNTED = re.compile(r"[(\[]\d+[)\]]$", re.ASCII)
_COUNT = re.compile(r"\d")
_LONGEST_FILED = 240  # characters
_NO_PAGE = re.compile("(?:javascript|mailto):", re.IGNORECASE)
_NOT_LABELS = frozenset(
    """
    #, edit, more, permalink, all, tags, categories, no comments, comments, uncategorised posts, home, blog,
    leave a comment, comment, reply, share, print, email, trackback, rss, next, previous, follow, +, …
    """.replace("\n    ", " ")
    .strip()
    .split(", ")
)
_ARROWS = tuple("«»‹›←→")
_TRIM = " \t,#·|•;:/*»›–—-"


def find_labels(sources: Sources) -> tuple[str, ...]:
    """The labels in the order of the page; if it shows none, those stated for machines."""
    chosen = choose((each for each in _candidates(sources) if each.value), LABELS, same=lambda labels: labels)
    return chosen[0].value[:_MOST] if chosen else ()


def _candidates(sources: Sources) -> Iterator[Candidate[tuple[str, ...]]]:
    displayed, stated = _displayed(sources.outline, sources.neighbourhood), sources.stated
    of_entry = _unique(sources.entry.labels)
    if set(displayed) < set(of_entry):  # not all stated labels are links
        displayed = of_entry
    yield Candidate(displayed, "displayed")
    if displayed:
        return
    values = (
        each.get("content") or text_of(each) for each in marked(sources.outline, sources.neighbourhood, entries.LABELS)
    )
    yield Candidate(_unique(part for value in values for part in value.split(",")), "entry")
    yield Candidate(_unlinked(sources.neighbourhood), "text")
    yield Candidate(_unique(stated.state.labels), "state")
    yield Candidate(_unique(stated.properties.get("article:tag", ())), "article_tag")
    yield Candidate(_unique(_keywords(stated.article.get("keywords"))), "json_ld")


def _keywords(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else (text(value) or "").split(","):
        if isinstance(each, str):
            yield each


def _unique(labels: Iterable[str]) -> tuple[str, ...]:
    cleaned = (" ".join(label.split()).strip(_TRIM) for label in labels)
    return tuple(dict.fromkeys(label for label in cleaned if label and len(label) <= _LONGEST))


# ------------------------------------------------------------------------------------------------ displayed


def _displayed(outline: Outline, neighbourhood: Neighbourhood) -> tuple[str, ...]:
    rels = set(outline.having_attribute("rel", ("tag", "category")))
    labels: dict[str, None] = {}
    for element in _without_clouds(_links(outline, neighbourhood, rels)):
        label = text_of(element).strip(_TRIM)
        is_word = folded(label) in _NOT_LABELS or introduces_labels(label) or _is_date(label) or _is_arrow(element)
        if label and len(label) <= _LONGEST and (element in rels or not is_word):
            labels[label] = None
    return tuple(labels)


def _is_arrow(link: Element) -> bool:
    """Whether a link has an arrow: it leads to the next or the previous post."""
    return text_of(link).strip().startswith(_ARROWS) or text_of(link).strip().endswith(_ARROWS)


def _is_date(label: str) -> bool:
    return _DATE.search(label) is not None


def _links(outline: Outline, neighbourhood: Neighbourhood, rels: set[Element]) -> Iterator[tuple[Element, bool]]:
    """The links to pages of labels in the lines around the body, in order, and whether they are sure."""
    marked_elements = set(outline.having(Part.LABELS))
    introduced = _introduced(outline, neighbourhood)
    beyond = frozenset(neighbourhood.beyond)
    far = beyond.union(_far_above(neighbourhood))
    for number in sorted({*neighbourhood.head, *neighbourhood.tail, *neighbourhood.foot, *introduced}):
        line = outline.lines[number]
        filed = _filed(neighbourhood.links(number), line)
        for link in neighbourhood.links(number):
            href = link.get("href")
            if not href or _NO_PAGE.match(href) or leads_to_comments(href) or _is_of_author(link, outline):
                continue
            is_sure = number in introduced or link in filed or (number not in beyond and link in rels)
            if is_sure or (number not in far and _is_label(link, number, line, neighbourhood, marked_elements)):
                yield link, is_sure


def _is_of_author(link: Element, outline: Outline) -> bool:
    """Whether a link leads to an author's page, or is marked as one: blogs have tags for authors, too."""
    around = (link, *islice(link.iterancestors("span", "a", "cite"), 1))
    return leads_to_author(link) or any(outline.parts.get(each, NO_PART) & Part.AUTHOR for each in around)


def _far_above(neighbourhood: Neighbourhood) -> Iterator[int]:
    """The numbers of lines above the title that are not about the post.

    They are outside the article, or else the element around title and body; far from the title; or in lists with many
    links.
    """
    outline, holder = neighbourhood.outline, neighbourhood.extent.holder
    article = next((each for each in (holder, *holder.iterancestors()) if each.tag == "article"), holder)
    begin, _ = outline.span(article)
    lists: dict[Element, list[int]] = {}
    for number in neighbourhood.head:
        if number < neighbourhood.title:
            block = outline.lines[number].block
            parent = block.getparent()
            around = parent if parent is not None and block.tag == "li" else block
            lists.setdefault(around, []).append(number)
    is_far = False
    for place, numbers in enumerate(lists.values()):
        links = sum(len(neighbourhood.links(number)) for number in numbers)
        is_far = is_far or place >= _FEW_ABOVE or links > _FEW_LINKS or numbers[-1] < begin
        yield from numbers if is_far else ()


def _filed(links: list[Element], line: Line) -> set[Element]:
    """The links after "in" or "under" in a line with a date, or after "Tags:" anywhere, and those joined to them."""
    filed: set[Element] = set()
    if line.level or len(line.text) > _LONGEST_FILED:
        return filed
    has_digit = any(map(str.isdigit, line.text))
    is_joined = False
    for link in links:
        before = _text_before(link)
        is_introduced = (has_digit and _IN.search(before) is not None) or introduces_labels(_DIVIDER.split(before)[-1])
        is_joined = is_introduced or (is_joined and _AND.fullmatch(before) is not None)
        if is_joined and not leads_to_author(link) and not _COUNT.search(text_of(link)):
            filed.add(link)
    return filed


def _text_before(link: Element) -> str:
    """The text right before a link, in the same element."""
    before = link.getprevious()
    if before is not None:
        return before.tail or ""
    parent = link.getparent()
    return (parent.text or "") if parent is not None else ""


def _is_label(
    link: Element, number: int, line: Line, neighbourhood: Neighbourhood, marked_elements: set[Element]
) -> bool:
    """Whether a link without `rel` is a label, by the names around it or by its path."""
    if line.level or (line.is_prose and 3 * line.linked < len(line.text) and not neighbourhood.may_be_meta(line)):
        return False
    if (
        neighbourhood.is_inside_body(link)
        and not _is_list(line)
        and not (number in neighbourhood.head and len(line.text) <= _LONGEST)
    ):
        return False
    if (
        link in marked_elements
        or link.getparent() in marked_elements
        or (_is_list(line) and text_of(link).lstrip().startswith("#"))
    ):
        return True
    if _is_in(link, marked_elements):
        return not _is_in_menu(link, of_labels=True)
    return leads_to_label(link) and neighbourhood.is_on_site(link) and not _is_in_menu(link)


def _is_in_menu(link: Element, *, of_labels: bool = False) -> bool:
    """Whether the list around a link leads mostly to pages other than those of labels.

    Args:
        link: the link.
        of_labels: whether the list's name says labels, so other paths alone don't count against it.
    """
    around = next((each for each in link.iterancestors("ul", "ol", "nav", "table")), None)
    links = [] if around is None else [*islice(around.iter("a"), _CLOUD)]
    labels = sum(map(leads_to_label, links))
    return 2 * labels < len(links) and not (of_labels and labels == 0)


def _is_list(line: Line) -> bool:
    """Whether a line consists mostly of links."""
    return 4 * line.linked >= 3 * len(line.text)


def _introduced(outline: Outline, neighbourhood: Neighbourhood) -> frozenset[int]:
    """The numbers of the lines introduced by words such as "Filed under:", in the line or in the line before."""
    numbers: set[int] = set(_introduce_themselves(outline, neighbourhood))
    is_open, last, before = False, None, None
    for number in sorted({*neighbourhood.head, *neighbourhood.tail, *neighbourhood.foot, *neighbourhood.beyond}):
        line = outline.lines[number]
        is_open = is_open and before == number - 1  # "Tags:" over no tags introduces nothing that comes later
        before = number
        if introduces_labels(line.text):
            is_open, last = not line.linked, None
        elif is_open and _COUNTED.search(line.text):
            is_open = False  # the blog's labels, with the number of their posts
        elif not line.level and line.linked and _begins_with_label(line, neighbourhood.links(number)):
            numbers.add(number)
            is_open = False
        elif is_open and 2 * line.linked >= len(line.text) - line.text.count(",") and _goes_on(line, last):
            numbers.add(number)
            last = line
        else:
            is_open = False
    return frozenset(numbers)


def _goes_on(line: Line, last: Line | None) -> bool:
    """Whether a line of links belongs to the same list as the last line of labels."""
    if last is None or line.block is last.block or line.block.getparent() is last.block.getparent():
        return True
    own, other = (list(islice(each.block.iterancestors(), 2)) for each in (line, last))
    return line.block.get("class") == last.block.get("class") and own[1:] == other[1:] and own[0].tag == other[0].tag


def _introduce_themselves(outline: Outline, neighbourhood: Neighbourhood) -> Iterator[int]:
    """The numbers of the lines of links in the body whose first element introduces labels: "Tags", "ferry"."""
    for number in neighbourhood.lists:
        line = outline.lines[number]
        is_alone = outline.span(line.block) == (number, number + 1) and line.linked < len(line.text)
        if is_alone and len(line.text) <= _MOST_WITHOUT_LINKS and neighbourhood.is_own(line.block):
            pieces = pieces_of(line)
            if len(pieces) > 1 and introduces_labels(pieces[0]):
                yield number


def _begins_with_label(line: Line, links: list[Element]) -> bool:
    """Whether a line has such words and then a link: "Filed under Ferries", "Tags: ferry, harbour"."""
    after = labels_after(line.text)
    return after is not None and any(after[0].startswith(text_of(link).strip()) for link in links[:1])


def _is_in(link: Element, marked_elements: set[Element]) -> bool:
    return any(around in marked_elements for around in (link, *islice(link.iterancestors(), _FEW_LEVELS)))


def _without_clouds(links: Iterable[tuple[Element, bool]]) -> Iterator[Element]:
    """The links that are surely labels, and others unless they are in a cloud of a blog's labels."""
    pairs = list(links)
    counts = Counter(link.getparent() for link, _ in pairs)
    return (link for link, is_sure in pairs if is_sure or counts[link.getparent()] <= _CLOUD)


def _unlinked(neighbourhood: Neighbourhood) -> tuple[str, ...]:
    """Labels without links: the text after "Tags:" in a line, split at commas."""
    for number in (*neighbourhood.head, *neighbourhood.foot):
        line = neighbourhood.outline.lines[number]
        if len(line.text) > _MOST_WITHOUT_LINKS or line.text.endswith((".", "!", "?")):
            continue
        after = labels_after(line.text)
        if after is not None and after[1]:
            return _unique(re.split(r"[,;|、，·•]|\s#", after[0]))
    return ()
