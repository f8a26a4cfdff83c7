"""The comments that stand on a page, whatever the shape of their list (docs/inputs.md, "Comments").

Blogger's lists differ in tags and classes, but each comment has a body, a line that names its author, and a link to
itself. So a comment is found by its body, and the rest is looked for in what holds that body and no other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin

from attrs import frozen
from lxml import etree

from blogpost.canonical import address
from blogpost.content import Block, plain_text
from blogpost.language.comments import parse_commenter, removal_notices
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.interface_lines import comment_count
from blogpost.markup.content import Element, read_blocks
from blogpost.markup.dom import text_of
from blogpost.markup.styles import parse_style
from blogpost.readers.page.regions import Region
from blogpost.readers.threads import BODY_DEPTH, Found
from blogpost.values import Byline

# Classes, as Blogger's own templates and the commonest others have them.
_BODIES = frozenset("comment-body comment-content comment-text commentbody comment_body commentContent".split())
_WHOLE = frozenset(("blogComment", "blogcomment"))  # a comment that has no element for its body
_AUTHORS = frozenset("user comment-author comment-poster comment-data commenter byline".split())
_TIMES = frozenset("datetime comment-timestamp comment-time comment-date comment-data byline".split())
_CHROME = frozenset("item-control avatar-image-container comment-actions comment-icon byline".split())
_DELETED = frozenset(("deleted-comment", "deleted"))
# The pages that link to this one stand in a list like that of the comments.
_OTHERS = frozenset(("backlinks-container", "comment-form", "comment-editor"))

_ID = re.compile(r"c?(\d{8,21})", re.ASCII)
_PERMALINK = re.compile(r"(?:[?&]showComment=(\d+))?#c?(\d{8,21})$", re.ASCII)


@frozen
class _Holder:
    """What belongs to one comment, and its item in the list of comments, where replies are items within items."""

    elements: tuple[Element, ...]
    body: Element
    item: Element | None


def read_comments(
    roots: Iterable[Element], *, language: str, base: str | None = None, near: dt.date | None = None
) -> list[Found]:
    """Every comment in some parts of a page, in their order; what each replies to is told by its `parent`.

    Args:
        roots: the parts of the page.
        language: the page's, to read dates and interface words in.
        base: the address of the page.
        near: a day of the time of the post, where known: it settles the order of numeric dates.
    """
    reader = _Reader(language, base, near)
    comments = []
    ids: dict[Element, str | None] = {}
    for root in roots:
        for holder in _holders(root):
            comment = reader.read(holder)
            if holder.item is not None:
                ids[holder.item] = comment.id
                comment.parent = next((ids[above] for above in holder.item.iterancestors("li") if above in ids), None)
            comments.append(comment)
    return comments


# ------------------------------------------------------------------------------------------------ finding


def _holders(root: Element) -> Iterator[_Holder]:
    bodies = list(_bodies(root))
    shared = Counter(ancestor for body in bodies for ancestor in body.iterancestors())
    for body in bodies:
        item = next((item for item in (body, *body.iterancestors("li")) if "comment" in _classes(item)), None)
        elements = _definition(body) or (_around(body, root, shared),)
        yield _Holder(elements, body, item if item is not body else None)


def _bodies(root: Element) -> Iterator[Element]:
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        classes = _classes(element)
        if element.tag in ("form", "script", "iframe") or element.get("id") in _OTHERS or _is_hidden(element):
            walk.skip_subtree()
        elif classes & _BODIES or (classes & _WHOLE and not any(_classes(inner) & _BODIES for inner in element.iter())):
            yield element
            walk.skip_subtree()


def _is_hidden(element: Element) -> bool:
    return parse_style(element.get("style")).hidden


def _definition(body: Element) -> tuple[Element, ...]:
    """The ``dt`` and the ``dd`` that belong to a body in a definition list; nothing where it stands in none."""
    if body.tag != "dd":
        return ()
    above = next((before for before in body.itersiblings("dt", preceding=True)), None)
    if above is None:
        return ()
    group = [above]
    for after in above.itersiblings():
        if after.tag == "dt":
            break
        group.append(after)
    return tuple(group)


def _around(body: Element, root: Element, shared: Counter[Element]) -> Element:
    """The outermost element within the root that holds this body and no other, and is no more than a comment."""
    around = body
    while not _is_comment(around):
        parent = around.getparent()
        if parent is None or parent is root or shared[parent] > 1:
            break
        around = parent
    return around


def _is_comment(element: Element) -> bool:
    return bool(_classes(element) & (_WHOLE | {"comment"})) or _ID.fullmatch(element.get("id") or "") is not None


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


# ------------------------------------------------------------------------------------------------ reading


@frozen
class _Reader:
    language: str
    base: str | None
    near: dt.date | None

    def read(self, holder: _Holder) -> Found:
        link, line = _permalink(holder), _author_line(holder)
        url = urljoin(self.base or "", link.get("href") or "") if link is not None else None
        body = read_blocks(holder.body, base=self.base, skip=_is_chrome, room=BODY_DEPTH)
        deleted = self._is_deleted(holder.body, body)
        number = (_target(url) or _own_id(holder)) if url else _own_id(holder)
        return Found(
            id=number,
            author=self._author(line, link) if line is not None else None,
            published=_instant(url) or self._printed(holder, link, number),
            url=url,
            body=() if deleted else body,
            deleted=deleted,
        )

    def _is_deleted(self, element: Element, body: Sequence[Block]) -> bool:
        """Whether the page's notice stands in the place of what the author wrote."""
        return any(_classes(inner) & _DELETED for inner in element.iter("span", "div", "p", "dd")) or (
            len(body) == 1 and plain_text(body) in removal_notices(self.language)
        )

    def _author(self, line: Element, permalink: Element | None) -> Byline | None:
        """The name in the line that names the author: of a link to a profile, else what the line says but its words."""
        for link in line.iter("a"):
            name = text_of(link)
            if name and link is not permalink and not _PERMALINK.search(link.get("href") or ""):
                return Byline(name, url=_profile(self.base, link.get("href")))
        name = parse_commenter(_text_but(line, permalink), language=self.language)
        return Byline(name) if name else None

    def _printed(self, holder: _Holder, link: Element | None, number: str | None) -> dt.datetime | dt.date | None:
        """The time as the page prints it. Where it prints the time of day only, an old id may tell the rest."""
        for text in _times(holder, link):
            if moment := parse_moment(text, language=self.language, near=self.near):
                return moment
            time = parse_time(text, language=self.language)
            if time is not None and (instant := _instant_of_id(number)) and time.minute == instant.minute:
                return instant
        return None


# ------------------------------------------------------------------------------------------------ parts of a comment


def _inner(holder: _Holder, *tags: str) -> Iterator[Element]:
    """The elements of a comment that are not in its body."""
    for element in holder.elements:
        walk = etree.iterwalk(element, events=("start",))
        for _, inner in walk:
            if inner is holder.body and inner is not holder.elements[0]:
                walk.skip_subtree()
            elif not tags or inner.tag in tags:
                yield inner


def _permalink(holder: _Holder) -> Element | None:
    """The link of a comment to itself."""
    links = [link for link in _inner(holder, "a") if _PERMALINK.search(link.get("href") or "")]
    timed = (link for link in links if "showComment=" in (link.get("href") or ""))
    return next(timed, links[0] if links else None)


def _author_line(holder: _Holder) -> Element | None:
    """What names the author: the element marked so, else the term of a definition."""
    marked = next((inner for inner in _inner(holder) if _classes(inner) & _AUTHORS), None)
    if marked is None and holder.elements[0].tag == "dt":
        return holder.elements[0]
    return marked


def _own_id(holder: _Holder) -> str | None:
    """The id of a comment by what holds it: ``c`` and a number, also as an anchor's name."""
    candidates = (*([holder.item] if holder.item is not None else []), *_inner(holder))
    for element in candidates:
        for name in ("id", "name"):
            if found := _ID.fullmatch(element.get(name) or ""):
                return found[1]
    return None


def _times(holder: _Holder, link: Element | None) -> Iterator[str]:
    if link is not None:
        yield text_of(link)
    for element in _inner(holder):
        if _classes(element) & _TIMES:
            text = text_of(element)
            yield text
            yield text.rpartition(": ")[2]  # "posted by Jane: 05 August, 2008 05:05"


def _text_but(line: Element, left_out: Element | None) -> str:
    """The text of a line without one of its links, avatars and the admin's buttons."""
    pieces = []
    walk = etree.iterwalk(line, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element is left_out or (element is not line and _is_chrome(element)):
                walk.skip_subtree()
            else:
                pieces.append(element.text)
        elif element is not line:
            pieces.append(element.tail)
    return " ".join("".join(piece for piece in pieces if piece).split())


def _is_chrome(element: Element) -> bool:
    return bool(_classes(element) & _CHROME)


# ------------------------------------------------------------------------------------------------ what links say


def _target(url: str | None) -> str | None:
    found = _PERMALINK.search(url or "")
    return found[2] if found else None


def _instant(url: str | None) -> dt.datetime | None:
    """The instant of a comment's publication, which Blogger puts into its address in milliseconds."""
    found = _PERMALINK.search(url or "")
    return _utc(int(found[1]) / 1000) if found and found[1] and len(found[1]) <= _MILLISECONDS else None


def _instant_of_id(number: str | None) -> dt.datetime | None:
    """The instant in an id of 2003 to 2006: of its 18 digits, the first ten are seconds."""
    return _utc(int(number[:10])) if number and len(number) == 18 and number.startswith("1") else None


_MILLISECONDS = 13  # digits, up to the year 2286


def _utc(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def _profile(base: str | None, href: str | None) -> str | None:
    try:
        return address(urljoin(base or "", href)) if href and not href.startswith("#") else None
    except ValueError:
        return None


# ------------------------------------------------------------------------------------------------ counting

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NUMBER_IN_HEADING = re.compile(r"^\(?(\d{1,6})\)?(?!\d)(?!\s*[/.:-]\d)|\((\d{1,6})\)$|[:\s](\d{1,6})$", re.ASCII)
_LONGEST_HEADING = 100  # characters


def count_comments(region: Region, roots: Iterable[Element], language: str) -> int | None:
    """How many comments the page says that there are: at the list's head, else in the link to it."""
    for text in _counts(region, roots):
        if (count := _count_in(text, language)) is not None:
            return count
    return None


def _counts(region: Region, roots: Iterable[Element]) -> Iterator[str]:
    for root in roots:
        if number := root.get("data-num-comments"):
            yield number
        yield from (text_of(heading) for heading in root.iter(*_HEADINGS))
    yield from (text_of(place.element) for place in region.all(region.theme.comment_link))


def _count_in(text: str, language: str) -> int | None:
    """The number in a heading or link: of the interface's words, or of any others that begin or end with a number."""
    if len(text) > _LONGEST_HEADING:
        return None
    if (count := comment_count(text, language)) is not None:
        return count
    found = _NUMBER_IN_HEADING.search(text)
    return int(next(filter(None, found.groups()))) if found else None
