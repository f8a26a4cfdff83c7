"""Find the place for comments of a page whose names don't show it: by its words, its form and its links.

Over comments is a heading that counts them, and below them one that asks for a new one, with a form. Each comment has a
link to itself, which ends in its number. The elements around all of these, without the post, are the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from blogpost.addresses import parts_of
from blogpost.language.comments import counts_comments, heads_comments
from blogpost.language.system_words import invites_comment
from blogpost.markup.dom import Element, text_of
from blogpost.readers.page.general.comments.extents import COMMENT
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline

_LONGEST = 250  # characters of a heading with the post's title in it
_OWN_LINK = re.compile(rf"#(?:.*[-_])?(?:c|comm|cmt|comments?[-_]?id|{COMMENT})[-_]?(\d{{1,20}})$", re.IGNORECASE | re.ASCII)
# Forms send a comment to the system under these names, whatever its theme calls the elements.
_FIELDS = re.compile(r"(?:^|[\[_-])(?:comment|comments|comment_?body|comment_?post_?id|kommentar|comentario)(?:$|[\]_-])")


def mark_unnamed_places(outline: Outline, *, url: str | None, language: str) -> None:
    """Gives the part of comments to the elements that are their place, if no element is named for comments.

    Args:
        outline: the page.
        url: its address, to which the links of its comments lead.
        language: its BCP 47 tag.
    """
    if next(outline.having(Part.COMMENTS), None) is None and (marks := [*_marks(outline, url, language)]):
        for element in _around(outline, marks):
            outline.add_part(element, Part.COMMENTS)


def find_own_links(outline: Outline, url: str | None) -> list[tuple[Element, str]]:
    """The links of comments to themselves, each with the comment's number.

    Lists of a blog's newest comments lead to them, too, in asides or by the post's title. If the page's own address
    isn't known, all such links must lead to one page.
    """
    headings = {line.text for line in outline.lines if line.level}
    found: list[tuple[Element, str]] = []
    pages: set[tuple[str, str]] = set()
    for link in outline.root.iter("a"):
        href = link.get("href") or ""
        if "#" not in href or (match := _OWN_LINK.search(href)) is None or not outline.order(link):
            continue
        page = _page(href)
        if url is None or not any(page) or page == _page(url):
            is_elsewhere = next(link.iterancestors("aside", "nav"), None) is not None
            if not is_elsewhere and text_of(link) not in headings:
                found.append((link, match[1]))
                pages.add(page)
    return found if url is not None or len(pages) == 1 else []


def _page(url: str | None) -> tuple[str, str]:
    """What all addresses of a page share."""
    parts = parts_of(url)
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/")


# ------------------------------------------------------------------------------------------------ marks


def _marks(outline: Outline, url: str | None, language: str) -> Iterator[Element]:
    """The elements that show where comments are, in no order; none if there is neither a form nor a link and a heading.

    A heading counts if it is the last one before the first link, or before the form: posts have such headings, too.
    """
    links = [link for link, _ in find_own_links(outline, url)]
    forms = [form for form in outline.root.iter("form") if outline.order(form) and _is_form(form)]
    below = [outline.span(each[0])[0] for each in (links, forms) if each]
    headings = [heading for number in below if (heading := _last_heading(outline, number, language)) is not None]
    if forms or headings:
        yield from (*headings, *links, *forms)


def _last_heading(outline: Outline, number: int, language: str) -> Element | None:
    """The last heading over comments before a line."""
    before = (outline.lines[each] for each in range(number - 1, -1, -1))
    return next((line.block for line in before if line.level and _is_heading(line, language)), None)


def _is_heading(line: Line, language: str) -> bool:
    """Whether a heading is over comments, or asks for one."""
    if len(line.text) > _LONGEST or 2 * line.linked > len(line.text):
        return False
    known = (counts_comments(line.text, language=language), heads_comments(line.text, language=language))
    return any(known) or invites_comment(line.text, language)


def _is_form(form: Element) -> bool:
    """Whether a form is for comments, by the names under which it sends what is written."""
    if next(form.iter("textarea"), None) is None:
        return False
    return any(_FIELDS.search((field.get("name") or "").lower()) for field in form.iter("textarea", "input"))


# ------------------------------------------------------------------------------------------------ places


def _around(outline: Outline, marks: list[Element]) -> Iterator[Element]:
    """The innermost element around all marks or, if the post is in it, its children from the first mark to the last."""
    marks.sort(key=outline.order)
    paths = [_path(mark) for mark in marks]
    depth = sum(1 for _ in takewhile(lambda level: all(each is level[0] for each in level), zip(*paths, strict=False)))
    holder = paths[0][depth - 1]
    if holder in marks or not _holds_post(outline, holder, marks[0]):
        yield holder
        return
    last = paths[-1][depth]
    for element in (paths[0][depth], *paths[0][depth].itersiblings(etree.Element)):
        if not _holds_post(outline, element, marks[0]):
            yield element
        if element is last:
            return


def _path(element: Element) -> list[Element]:
    """An element and those around it, from the page's root down."""
    return [*reversed([element, *element.iterancestors()])]


def _holds_post(outline: Outline, element: Element, mark: Element) -> bool:
    """Whether there is text of the post in an element, before the first mark."""
    first, _ = outline.span(element)
    before, _ = outline.span(mark)
    return any(line.is_prose or line.level == 1 for line in outline.lines[first:before])
