"""Find the place for comments of a page whose names don't show it: by its words, its form, its links and its dates.

Over comments is a heading that counts them, and below them one that asks for a new one, with a form. Each comment has
a short line with its date, and many have a link to themselves, which ends in their number. The elements around all of
these, without the post, are the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, islice, pairwise, takewhile
from operator import attrgetter

from lxml import etree

from blogpost.addresses import parts_of
from blogpost.language.comments import heads_comments, number_of_comments
from blogpost.language.system_words import invites_comment, name_before_says
from blogpost.markup.dom import Element, text_of
from blogpost.readers.page.general.comment_addresses import comment_number
from blogpost.readers.page.general.comments.times import Context, first_date
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline

_LONGEST = 250  # characters of a heading with the post's title in it
_LONGEST_LINE = 40  # characters of a line that isn't a heading and only counts comments
_LONGEST_HEAD = 150  # characters of a comment's line with a date
_MOST_HEADINGS = 12  # that are compared with the rest of the page
_LEAST_TITLE = 8  # characters
_RIGHT_BEFORE = 2  # lines
_LEAST_DATED = 2  # lines, below a heading without a number
# Forms send a comment to the system under these names, whatever its theme calls the elements.
_FIELDS = re.compile(
    r"(?:^|[\[_-])(?:comment|comments|comment_?body|comment_?post_?id|kommentar|comentario)(?:$|[\]_-])"
)
_ENDS = frozenset(("h1", "h2", "hr", "footer", "nav", "aside"))


def mark_unnamed_places(outline: Outline, *, url: str | None, language: str) -> None:
    """Gives the part of comments to the elements that are their place, if no element is named for comments.

    Args:
        outline: the page.
        url: its address, to which the links of its comments lead.
        language: its BCP 47 tag.
    """
    if next(outline.having(Part.COMMENTS), None) is not None:
        return
    context = Context(language, url=url)
    marks = [*_marks(outline, context)]
    if marks:
        outline.add_part(_around(outline, marks), Part.COMMENTS)


def find_own_links(outline: Outline, url: str | None) -> list[tuple[Element, str]]:
    """The links of comments to themselves, each with the comment's number.

    Lists of a blog's newest comments lead to them, too, in asides or by the post's title. If the page's own address
    isn't known, all such links must lead to one page.
    """
    headings = (line.text for line in outline.lines if line.level and len(line.text) >= _LEAST_TITLE)
    titles = [*islice(headings, _MOST_HEADINGS)]
    found: list[tuple[Element, str]] = []
    pages: set[tuple[str, str]] = set()
    for link in outline.root.iter("a"):
        href = link.get("href") or ""
        if (number := comment_number(href)) is None or not outline.order(link):
            continue
        page = _page(href)
        if url is None or not any(page) or page == _page(url):
            is_elsewhere = next(link.iterancestors("aside", "nav"), None) is not None
            if not is_elsewhere and not any(title in text_of(link) for title in titles):
                found.append((link, number))
                pages.add(page)
    return found if url is not None or len(pages) == 1 else []


def _page(url: str | None) -> tuple[str, str]:
    """Facts that all addresses of a page share."""
    parts = parts_of(url)
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/")


# ------------------------------------------------------------------------------------------------ marks


def _marks(outline: Outline, context: Context) -> Iterator[Element]:
    """The elements that show where comments are, in no order; none if there are only links or a heading.

    Posts have headings such as "3 thoughts on rain", too: a heading counts if it is the last one before the first
    comment or its form, or before as many dates as it says.
    """
    links = [link for link, _ in find_own_links(outline, context.url)]
    forms = [form for form in outline.root.iter("form") if outline.order(form) and _is_form(form)]
    heads = [*_heads(outline, context)]
    below = [outline.span(each[0])[0] for each in (links, heads, forms) if each]
    headings = [heading for number in below if (heading := _last_heading(outline, number, context)) is not None]
    counted = [*_counted(outline, context)]
    if forms or headings or heads or counted:
        yield from (*headings, *counted, *heads, *links, *forms)


def _heads(outline: Outline, context: Context) -> Iterator[Element]:
    """The lines such as "Jane says:" with a date right below."""
    for line, following in pairwise(outline.lines):
        if len(following.text) > _LONGEST_HEAD or not any(map(str.isdigit, following.text)):
            continue
        if name_before_says(line.text, context.language) and _is_dated(following, context):
            yield line.block


def _is_dated(line: Line, context: Context) -> bool:
    return len(line.text) <= _LONGEST_HEAD and first_date(line.text, context) is not None


def _is_form(form: Element) -> bool:
    """Whether a form is for comments, by the names under which it sends what is written."""
    if next(form.iter("textarea"), None) is None:
        return False
    return any(_FIELDS.search((field.get("name") or "").lower()) for field in form.iter("textarea", "input"))


def _last_heading(outline: Outline, number: int, context: Context) -> Element | None:
    """The last heading over comments or their form before a line, or a line right before it that counts them."""
    for each in range(number - 1, -1, -1):
        line = outline.lines[each]
        if (line.level or each >= number - _RIGHT_BEFORE) and _is_heading(line, context.language):
            return line.block
    return None


def _is_heading(line: Line, language: str) -> bool:
    if len(line.text) > _LONGEST or line.linked == len(line.text):
        return False
    if number_of_comments(line.text, language=language) is not None or heads_comments(line.text, language=language):
        return True
    return invites_comment(line.text, language)


def _counted(outline: Outline, context: Context) -> Iterator[Element]:
    """The first heading that counts comments or names them, with the lines with dates below it, if they are enough."""
    is_text = _is_text(outline)
    after_text = dropwhile(lambda each: not is_text(each[1]), enumerate(outline.lines))
    headings = ((number, line, enough) for number, line in after_text if (enough := _enough(line, context.language)))
    for number, line, (least, most) in islice(headings, _MOST_HEADINGS):
        if len(dated := [*_dated(outline, number, context, most=most)]) >= least:
            yield line.block
            yield from dated
            return


def _enough(line: Line, language: str) -> tuple[int, int | None] | None:
    """How many lines with dates must follow a heading over comments, and how many may; None for other lines."""
    if len(line.text) > (_LONGEST if line.level else _LONGEST_LINE) or line.linked == len(line.text):
        return None
    count = number_of_comments(line.text, language=language)
    if count is None:
        return (_LEAST_DATED, None) if line.level and heads_comments(line.text, language=language) else None
    return ((count + 1) // 2, count) if count and (line.level or count >= _LEAST_DATED) else None


def _dated(outline: Outline, number: int, context: Context, *, most: int | None) -> Iterator[Element]:
    """The short lines with dates between a heading and the next one of a higher level.

    Headings of its own level may be those of its comments, with their authors' names, if it says how many there are.
    """
    end = (outline.lines[number].level or 6) - (most is not None)
    following = takewhile(lambda line: not 0 < line.level <= end, outline.lines[number + 1 :])
    return islice((line.block for line in following if _is_dated(line, context)), most)


# ------------------------------------------------------------------------------------------------ places


def _around(outline: Outline, marks: list[Element]) -> Iterator[Element]:
    """The innermost element around all marks or, if the post is in it, its children from the first mark on.

    They end with the last mark or, as its comment may follow it, at the next heading.
    """
    marks.sort(key=outline.order)
    paths = [_path(mark) for mark in marks]
    levels = zip(*paths, strict=False)
    depth = sum(1 for _ in takewhile(lambda level: all(each is level[0] for each in level), levels))
    holder = paths[0][depth - 1]
    if holder in marks or not _holds_post(outline, holder, marks[0]):
        yield holder
        return
    first, last = paths[0][depth], paths[-1][depth]
    is_after = False
    for element in (first, *first.itersiblings(etree.Element)):
        if is_after and (element.tag in _ENDS or last.tag == "form"):
            return
        if not _holds_post(outline, element, marks[0]):
            yield element
        is_after = is_after or element is last


def _path(element: Element) -> Sequence[Element]:
    """An element and those around it, from the page's root down."""
    return [*reversed([element, *element.iterancestors()])]


def _holds_post(outline: Outline, element: Element, mark: Element) -> bool:
    """Whether there is text of the post in an element, before the first mark."""
    first, _ = outline.span(element)
    before, _ = outline.span(mark)
    is_text = _is_text(outline)
    return any(is_text(line) or line.level == 1 for line in outline.lines[first:before])


def _is_text(outline: Outline) -> Callable[[Line], bool]:
    """Whether a line shows where a post is: its prose, or if the page has none, its title and a few words."""
    return attrgetter("is_prose") if outline.total_prose else attrgetter("text")
