"""Old templates that mark nothing: what their posts consist of is found and marked, to be read like any other page.

A classic template is anybody's HTML with Blogger's tags in it. Whatever its classes, the number of a post stands in an
anchor, its permalink beside its author and time, and a link to its comments below it; since 2004 Blogger puts an empty
``div`` that clears floats before the text and another one behind it. The body is what stands between those two, or else
the longest stretch of text between the other landmarks.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

from attrs import frozen
from lxml import etree

from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.interface_lines import comment_count
from blogpost.markup.content import Element
from blogpost.markup.dom import text_of
from blogpost.readers.page.authors import read_credit
from blogpost.readers.page.selectors import POST_ID
from blogpost.readers.page.themes import MARKED_BODY, MARKED_CREDIT, MARKED_PERMALINK, MARKED_POST

_LONGEST_CREDIT = 200  # characters: a line that names an author, and not the text
_CLEARING = re.compile(r"\s*clear: ?both;?\s*(padding-bottom: ?0?\.25em;?)?\s*", re.IGNORECASE)
_COMMENT_LINK = re.compile(r"\.blogger\.com/comment\.g\?|haloscan\.com/comments", re.IGNORECASE)
_PERMALINK_WORDS = frozenset(("#", "link", "permalink", "permanent link", "perma-link", "*", "¶", "+"))
_COMMENT_LISTS = frozenset(("comments", "blogComments", "blogComment", "comments-block"))
# "4/19/2005 02:47:00 AM": how templates before 2006 print the time, unless told otherwise.
_STANDARD_STAMP = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M", re.ASCII)
_HOLDERS = frozenset(("article", "blockquote", "body", "center", "div", "li", "section", "td"))
_INLINES = frozenset("abbr b big em font i p small span strong tt u".split())
_SILENT = frozenset(("form", "head", "noscript", "script", "select", "style", "textarea"))
_HEADINGS = ("h1", "h2", "h3", "h4")


class _Kind(Enum):
    """What a landmark is."""

    ANCHOR = auto()
    CREDIT = auto()
    COMMENTS = auto()
    START = auto()
    END = auto()


@frozen(eq=False)
class _Landmark:
    """A thing that stands beside a body, and how many characters of text stand before its beginning and its end."""

    element: Element
    kind: _Kind
    begin: int
    end: int


def mark_posts(root: Element, *, language: str, is_bloggers: bool) -> None:
    """Marks posts, their bodies, credits and permalinks by classes, as far as a page has them.

    On a page that nothing else shows to be Blogger's, only a time in its old standard form is a post's.
    """
    offsets = _offsets(root)
    landmarks = sorted(
        (_Landmark(element, kind, *offsets[element]) for element, kind in _found(root, language)),
        key=lambda mark: (mark.begin, mark.end),
    )
    for mark in landmarks:
        if mark.kind is _Kind.CREDIT:
            _add_class(mark.element, MARKED_CREDIT)
    for holder, around in _posts(_keys(landmarks, language, is_bloggers=is_bloggers), landmarks, offsets):
        before, behind = _edges(around, offsets[holder])
        body = _gathered(holder, before, behind)
        if body is not None:
            _add_class(holder, MARKED_POST)
            _add_class(body, MARKED_BODY)


# ------------------------------------------------------------------------------------------------ landmarks


def _offsets(root: Element) -> dict[Element, tuple[int, int]]:
    """For each element, how many characters that are no space stand before its beginning and its end."""
    offsets: dict[Element, tuple[int, int]] = {}
    begun: list[int] = []
    seen = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            begun.append(seen)
            if element.tag in _SILENT:
                walk.skip_subtree()
            else:
                seen += _length(element.text)
            continue
        if event == "end":
            offsets[element] = (begun.pop(), seen)
        seen += _length(element.tail)
    return offsets


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _found(root: Element, language: str) -> Iterator[tuple[Element, _Kind]]:
    """The landmarks of a page; what a list of comments holds is none."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in _SILENT:
            walk.skip_subtree()
        elif element.get("id") == "comments" or not _COMMENT_LISTS.isdisjoint((element.get("class") or "").split()):
            yield element, _Kind.COMMENTS
            walk.skip_subtree()
        elif element.tag == "div" and (clearing := _CLEARING.fullmatch(element.get("style") or "")):
            yield element, _Kind.END if clearing[1] else _Kind.START
        elif element.tag == "a":
            yield from _found_by_link(element, language)


def _found_by_link(link: Element, language: str) -> Iterator[tuple[Element, _Kind]]:
    href = link.get("href") or ""
    if POST_ID.fullmatch(link.get("name") or ""):
        yield link, _Kind.ANCHOR
    elif href and (_COMMENT_LINK.search(href) or comment_count(text_of(link), language) is not None):
        yield link, _Kind.COMMENTS
    elif href and _is_permalink(link, language):
        _add_class(link, MARKED_PERMALINK)
        yield _line_around(link), _Kind.CREDIT


def _is_permalink(link: Element, language: str) -> bool:
    """Whether a link is a post's to itself: its text is the time of the post, or says that it is permanent."""
    text = text_of(link)
    if link.get("title") == "permanent link" or text.lower() in _PERMALINK_WORDS:
        return True
    whole = isinstance(parse_moment(text, language=language), dt.datetime)
    return whole or parse_time(text, language=language) is not None


def _line_around(link: Element) -> Element:
    """The line that a permalink stands in: what is around it up to the next block, while it is short."""
    line = link
    while (around := line.getparent()) is not None and around.tag in _INLINES:
        if len(text_of(around)) > _LONGEST_CREDIT:
            break
        line = around
    return line


# ------------------------------------------------------------------------------------------------ posts


def _keys(landmarks: list[_Landmark], language: str, *, is_bloggers: bool) -> list[_Landmark]:
    """A landmark for each post: the anchors with the posts' numbers; without such, the credits that name an author."""
    anchors = [mark for mark in landmarks if mark.kind is _Kind.ANCHOR] if is_bloggers else []
    return anchors or [
        mark
        for mark in landmarks
        if mark.kind is _Kind.CREDIT
        and _is_signed(mark.element, language)
        and (is_bloggers or _STANDARD_STAMP.search(text_of(mark.element)))
    ]


def _posts(
    keys: list[_Landmark], landmarks: list[_Landmark], offsets: dict[Element, tuple[int, int]]
) -> Iterator[tuple[Element, list[_Landmark]]]:
    """What holds each post, and the landmarks in it."""
    keyed = Counter(ancestor for key in keys for ancestor in key.element.iterancestors())
    begins = [mark.begin for mark in landmarks]
    for number, key in enumerate(keys):
        for holder in key.element.iterancestors(*_HOLDERS):
            begin, end = offsets[holder]
            if keyed[holder] > 1:
                begin = key.begin if key.kind is _Kind.ANCHOR else (keys[number - 1].end if number else begin)
                if key.kind is _Kind.ANCHOR and number + 1 < len(keys):
                    end = min(end, keys[number + 1].begin)
            around = [
                mark
                for mark in landmarks[bisect_left(begins, begin) : bisect_left(begins, end + 1)]
                if mark.end <= end and holder in mark.element.iterancestors()
            ]
            if _is_whole(around, begin, end):
                yield holder, around
                break


def _is_signed(line: Element, language: str) -> bool:
    credit = read_credit(text_of(line), language)
    return credit is not None and credit.by_word is not None and credit.when is not None


def _is_whole(around: Sequence[_Landmark], begin: int, end: int) -> bool:
    """Whether this holds a post: its author or its comments, and some text beside them."""
    ends = any(mark.kind in (_Kind.CREDIT, _Kind.COMMENTS) for mark in around)
    return ends and end - begin > sum(mark.end - mark.begin for mark in around if mark.kind is not _Kind.ANCHOR)


def _edges(around: list[_Landmark], extent: tuple[int, int]) -> tuple[Element | None, Element | None]:
    """The landmarks that the body stands between; None where it goes to the edge of what holds the post."""
    starts = [mark for mark in around if mark.kind is _Kind.START]
    ends = [mark for mark in around if mark.kind is _Kind.END]
    if starts:
        behind = (
            ends[-1]
            if ends
            else next(
                (mark for mark in around if mark.begin > starts[0].end and mark.kind in (_Kind.CREDIT, _Kind.COMMENTS)),
                None,
            )
        )
        return starts[0].element, behind.element if behind else None
    edges = [mark for mark in around if mark.kind is not _Kind.START]
    gaps = [(behind.begin - before.end, before.element, behind.element) for before, behind in pairwise(edges)]
    first = (edges[0].begin - extent[0], None, edges[0].element)
    last = (extent[1] - edges[-1].end, edges[-1].element, None)
    return max([first, *gaps, last], key=lambda gap: gap[0])[1:]


# ------------------------------------------------------------------------------------------------ marking


def _add_class(element: Element, name: str) -> None:
    element.set("class", f"{element.get('class') or ''} {name}".strip())


def _gathered(holder: Element, before: Element | None, behind: Element | None) -> Element | None:
    """All that stands between two elements within a holder, put into an element of its own in the same place.

    None where that is nothing. A heading that the text begins with stays before it, if a landmark did not set it apart.
    """
    shared = _lowest_shared(holder, before, behind)
    first = 0 if before is None else _child_behind(shared, before)
    last = len(shared) if behind is None else _child_before(shared, behind)
    gathered = etree.Element("div")
    if before is None:
        gathered.text, shared.text = shared.text, None
    elif before.getparent() is shared:
        gathered.text, before.tail = before.tail, None
    children = shared[first:last]
    if not children and not (gathered.text or "").strip():
        return None
    shared.insert(first, gathered)
    gathered.extend(children)
    if before is None or before.tag == "a":
        _release_heading(gathered)
    return gathered


def _lowest_shared(holder: Element, before: Element | None, behind: Element | None) -> Element:
    """The lowest element that holds both edges: the holder itself where one of them is its own edge."""
    if before is None or behind is None:
        return holder
    around = set(before.iterancestors())
    return next(ancestor for ancestor in behind.iterancestors() if ancestor in around)


def _child_behind(shared: Element, edge: Element) -> int:
    """The number of the child with which everything behind the edge begins; an element that holds it is split."""
    child = _child_with(shared, edge)
    if child is not edge:
        _split(child, edge, follows=True)
    return shared.index(child) + 1


def _child_before(shared: Element, edge: Element) -> int:
    """The number of the child before which everything before the edge ends; an element that holds it is split."""
    child = _child_with(shared, edge)
    if child is edge:
        return shared.index(edge)
    _split(child, edge, follows=False)
    return shared.index(child) + 1


def _child_with(shared: Element, edge: Element) -> Element:
    child = edge
    while (parent := child.getparent()) is not shared:
        assert parent is not None, "the edge lies in what is shared"
        child = parent
    return child


def _split(whole: Element, edge: Element, *, follows: bool) -> None:
    """Splits an element in two: what stands behind the edge (or from it on) becomes a sibling of the same tag."""
    node, rest = edge, None
    while node is not whole:
        parent = node.getparent()
        assert parent is not None, "the edge lies in the whole"
        moved = list(node.itersiblings())
        half = etree.Element(parent.tag, {key: value for key, value in parent.items() if key not in ("id", "name")})
        if rest is not None or follows:
            half.text, node.tail = node.tail, None
        if rest is not None:
            rest.tail, half.text = half.text, None
            half.append(rest)
        elif not follows:
            half.append(node)
        half.extend(moved)
        node, rest = parent, half
    if rest is not None:
        whole.addnext(rest)


def _release_heading(body: Element) -> None:
    if len(body) and body[0].tag in _HEADINGS and not (body.text or "").strip():
        heading = body[0]
        body.text, heading.tail = heading.tail, None
        body.addprevious(heading)
