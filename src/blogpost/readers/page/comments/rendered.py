"""Comments as readers of a page see them, and the number that the page reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import frozen

from blogpost.addresses import web_address
from blogpost.blogger import (
    CommentPermalink,
    as_served,
    comment_id,
    instant_of_id,
    leads_to_comments,
    parse_comment_permalink,
)
from blogpost.content import Block
from blogpost.language.comments import parse_commenter
from blogpost.language.dates import parse_moment, parse_time
from blogpost.language.interface import comment_count
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import Element, has_class, line_of, text_of
from blogpost.markup.texts import text_without
from blogpost.readers.page.comments.lists import NOTICES, Holder, find_holders
from blogpost.readers.page.post_fields import absolute
from blogpost.readers.page.regions import Region
from blogpost.readers.threads import BODY_DEPTH, FlatComment, is_removal_notice
from blogpost.values import Byline

# ------------------------------------------------------------------------------------------------ comments

_AUTHORS = frozenset("user comment-author comment-poster comment-data commenter byline".split())
_TIMES = frozenset("datetime comment-timestamp comment-time comment-date comment-data comment-footer byline".split())
_BOILERPLATE = frozenset("item-control avatar-image-container comment-actions comment-icon byline".split())
_TIME_BEGINS = re.compile(r":\s+|\s[|–—-]\s|,\s+")
_MAX_AUTHOR_LINE_LENGTH = 200  # characters
_DELETED_BODY = frozenset(("delete",))  # outside of bodies, a link that deletes a comment has this class
_NAMES_ALONE = frozenset(("user", "anon-comment-author", "fn"))
_AUTHOR_MARKS = frozenset(("author", "creator"))
_TIME_ATTRIBUTES = ("datetime", "content", "data-time")
_TIME_MARKS = frozenset(("dateCreated", "datePublished"))


@frozen
class Context:
    """The values of a page that its comments are read with.

    Attributes:
        language: the page's language, to read dates and interface words in.
        base: the address of the page.
        reference_date: a day close to the post's publication, if known. It settles the order of numeric dates.
    """

    language: str
    base: str | None = None
    reference_date: dt.date | None = None


def read_comments(roots: Iterable[Element], context: Context) -> list[FlatComment]:
    """Every comment in some parts of a page, in their order. `parent` is the comment that one replies to."""
    comments = []
    ids: dict[Element, str | None] = {}
    page = Page(context.base)
    for root in roots:
        for holder in find_holders(root):
            comment = _read(holder, context, page)
            if holder.item is not None:
                ids[holder.item] = comment.id
                comment.parent = next((ids[above] for above in holder.item.iterancestors() if above in ids), None)
            comments.append(comment)
    return comments


def _read(holder: Holder, context: Context, page: Page) -> FlatComment:
    link, permalink = _permalink(holder)
    line = _author_line(holder)
    body = read_blocks(holder.body, page=page, skip=_is_boilerplate, depth_left=BODY_DEPTH)
    deleted = is_removed(holder.body, body, context.language, may_be_marked=holder.may_be_removed)
    number = permalink.id if permalink else _own_id(holder)
    return FlatComment(
        id=number,
        author=_author(line, link, context) if line is not None else None,
        published=(permalink.instant if permalink else None) or _printed(holder, link, number, line, context),
        url=web_address(context.base, as_served(link.get("href") or "")) if link is not None else None,
        body=() if deleted else body,
        deleted=deleted,
    )


def is_removed(element: Element, body: Sequence[Block], language: str, *, may_be_marked: bool = True) -> bool:
    """Whether the body is the page's notice that a comment was removed, as its class or its words say."""
    if has_class(element, _DELETED_BODY):
        return True
    notices = element.iter("span", "div", "p", "dd", "i", "em") if may_be_marked else ()
    return any(has_class(inner, NOTICES) for inner in notices) or is_removal_notice(body, language=language)


# ------------------------------------------------------------------------------------------------ parts of a comment


def _permalink(holder: Holder) -> tuple[Element | None, CommentPermalink | None]:
    """The link of a comment to itself and its parsed address; a link with an instant is preferred."""
    first: tuple[Element | None, CommentPermalink | None] = (None, None)
    for link in holder.links:
        href = link.get("href")
        permalink = parse_comment_permalink(href) if href and "#" in href else None
        if permalink is None or holder.wrote(link):
            continue
        if permalink.instant:
            return link, permalink
        if first[0] is None:
            first = link, permalink
    return first


def _own_id(holder: Holder) -> str | None:
    """The number of a comment from the ids and names of its elements."""
    candidates = (holder.item, *holder.parts) if holder.item is not None else holder.parts
    numbers = (comment_id(element.get(name)) for element in candidates for name in ("id", "name"))
    return next(filter(None, numbers), None)


def _author_line(holder: Holder) -> Element | None:
    """The element that names the author: by its class, in microdata, or as the term of a definition."""
    in_microdata: Element | None = None
    for inner in holder.parts:
        if has_class(inner, _AUTHORS):
            return inner
        if in_microdata is None and inner.get("itemprop") in _AUTHOR_MARKS:
            in_microdata = inner
    if in_microdata is None and holder.elements[0].tag == "dt":
        return holder.elements[0]
    return in_microdata


def _author(line: Element, permalink: Element | None, context: Context) -> Byline | None:
    """The author in the line that names them.

    The name is the text of a link to a profile; else of an element for the name alone; else the line without the
    interface's words and the time.
    """
    for link in line.iter("a"):
        if link is permalink:
            continue
        name = text_of(link)
        if name and not parse_comment_permalink(link.get("href")):
            return Byline(name, url=web_address(context.base, link.get("href")))

    def is_no_name(inner: Element) -> bool:
        return inner is permalink or _is_boilerplate(inner) or _is_time(inner, context)

    alone = next(filter(_is_name, line.iter("*")), None)
    if alone is not None and (name := text_without(alone, is_no_name)):
        return Byline(name)
    commenter = parse_commenter(_without_time(text_without(line, is_no_name), context), language=context.language)
    return Byline(commenter) if commenter else None


def _is_name(element: Element) -> bool:
    return has_class(element, _NAMES_ALONE) or "name" in (element.get("itemprop") or "").split()


def _is_time(element: Element, context: Context) -> bool:
    if _is_for_time(element) or has_class(element, _TIMES):
        return True
    return (
        not len(element)
        and parse_moment(text_of(element), language=context.language, reference_date=context.reference_date) is not None
    )


def _is_for_time(element: Element) -> bool:
    """Whether an element is for the time, by anything but its class."""
    marks = (element.get("itemprop") or "").split()
    return element.tag == "time" or element.get("data-time") is not None or not _TIME_MARKS.isdisjoint(marks)


def _without_time(line: str, context: Context) -> str:
    """The line up to a time without a link: "posted by Jane: Tue Feb 14, 12:51:57 PM PST"."""
    for end in _TIME_BEGINS.finditer(line[:_MAX_AUTHOR_LINE_LENGTH]):
        when = line[end.end() :]
        if parse_moment(when, language=context.language, reference_date=context.reference_date) or parse_time(
            when, language=context.language
        ):
            return line[: end.start()]
    return line


def _printed(
    holder: Holder, link: Element | None, number: str | None, line: Element | None, context: Context
) -> dt.datetime | dt.date | None:
    """The time as the page prints it. If it prints only the time of day, an old id may have the day."""
    for text in _times(holder, link, line):
        if moment := parse_moment(text, language=context.language, reference_date=context.reference_date):
            return moment
        time = parse_time(text, language=context.language)
        if time is not None and (instant := instant_of_id(number)) and time.minute == instant.minute:
            return instant
    return None


def _times(holder: Holder, link: Element | None, line: Element | None) -> Iterator[str]:
    if link is not None:
        yield text_of(link)
    for element in holder.parts:
        if _is_for_time(element) or has_class(element, _TIMES):
            yield from filter(None, (element.get(name) for name in _TIME_ATTRIBUTES))
            text = text_of(element)
            yield text
            yield text.rpartition(": ")[2]  # "posted by Jane: 05 August, 2008 05:05"
    yield from (text_of(inner) for inner in line.iter("*") if inner is not line) if line is not None else ()


def _is_boilerplate(element: Element) -> bool:
    return has_class(element, _BOILERPLATE)


# ------------------------------------------------------------------------------------------------ how many there are

_WIDGETS, _FOR_POSTS = frozenset(("widget",)), frozenset(("Blog",))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NUMBER_IN_HEADING = re.compile(r"^\(?(\d{1,6})\)?(?!\d)(?!\s*[/.:-]\d)|\((\d{1,6})\)$|[:\s](\d{1,6})$", re.ASCII)
_MAX_HEADING_LENGTH = 100  # characters


def count_comments(region: Region, language: str, url: str | None) -> int | None:
    """The number of comments that the page reports: above the list, else in a link to it, marked or not."""
    for text in chain(_counts(region), _links_to_comments(region, url)):
        if (count := _count_in(text, language)) is not None:
            return count
    return next(_other_counts(region, language), None)


def _counts(region: Region) -> Iterator[str]:
    for root in region.comments:
        if number := root.get("data-num-comments"):
            yield number
        yield from map(_line, root.iter(*_HEADINGS))
    yield from (_line(place.element) for place in region.all(region.theme.comment_link))


def _links_to_comments(region: Region, url: str | None) -> Iterator[str]:
    """The texts of links in the post's own element that lead to the comments on its page."""
    links = region.container.iter("a") if region.container is not None and url else ()
    to_comments = (link for link in links if leads_to_comments(link.get("href") or ""))
    return (_line(link) for link in to_comments if absolute(region, link.get("href")) == url)


def _other_counts(region: Region, language: str) -> Iterator[int]:
    """The counts in headings around the body on the page of one post: the one above its comments may be anywhere."""
    if not region.page.is_blogger_page or not region.page.is_of_one_post:
        return
    own = region.body.element
    for heading in own.getroottree().iter(*_HEADINGS):
        count = comment_count(_line(heading), language)
        if count is not None and not any(around is own or _is_gadget(around) for around in heading.iterancestors()):
            yield count


def _is_gadget(element: Element) -> bool:
    return has_class(element, _WIDGETS) and not has_class(element, _FOR_POSTS)


def _line(element: Element) -> str:
    return line_of(element, longest=_MAX_HEADING_LENGTH)


def _count_in(text: str, language: str) -> int | None:
    """The number in a heading or link: in the interface's words, or at the beginning or end of others."""
    if len(text) > _MAX_HEADING_LENGTH:
        return None
    if (count := comment_count(text, language)) is not None:
        return count
    match = _NUMBER_IN_HEADING.search(text)
    return int(next(filter(None, match.groups()))) if match else None
