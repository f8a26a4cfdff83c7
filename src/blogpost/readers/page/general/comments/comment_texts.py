"""Read a comment's text: what is left after its head and its controls are removed."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import accumulate

from blogpost.content import Block, plain_text
from blogpost.language.comments import count_forms, is_badge, is_control, is_notice, is_removal
from blogpost.language.folding import folded
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import Element
from blogpost.readers.page.general.comments.comment_heads import Head
from blogpost.readers.page.general.comments.comment_lines import CommentLine, CommentText, Span
from blogpost.readers.page.general.comments.extents import Unit
from blogpost.readers.page.general.comments.marks import Mark, mark_of
from blogpost.readers.page.general.comments.times import Context
from blogpost.readers.threads import BODY_DEPTH

_AVATAR = re.compile(r"avatar|gravatar|userpic|identicon|profile[-_]?(?:img|pic|image)", re.IGNORECASE)
_RATING = re.compile(
    r"^\W*(?:rate this:?|like or dislike:?|rating:|va:[fn]|thumbs? up|thumbs? down|was this (?:comment )?helpful|"
    r"hot debate\b|well-loved\b|poorly-rated\b|report (?:this )?(?:comment|abuse)|\(?\d+ votes?\)?|likes? this|"
    r"twitter: ?@?\w+$|"
    r".{1,60}'s? last (?:blog )?(?:post|article)\b.{0,4}\.\.|.{1,60} recently posted\W|(?:[+-]?\d+\W*){1,3}$)",
    re.IGNORECASE,
)
_LONGEST_BOILERPLATE = 120  # characters
_EDGE = 4  # lines at each end of a comment that may be controls


def find_text(comment_text: CommentText, head: Head) -> Span | None:
    """The largest of the outermost elements that are named for the text and hold nothing of the head."""
    heads = [0, *accumulate(number in head.pieces for number in range(len(comment_text.pieces)))]
    lengths = [
        0,
        *accumulate(0 if piece.marks & Mark.BOILERPLATE else len(piece.text.strip()) for piece in comment_text.pieces),
    ]
    best: Span | None = None
    end = most = 0
    for span in comment_text.marked(Mark.TEXT):
        if span.first < end or heads[span.last] > heads[span.first]:
            continue
        end = span.last
        length = lengths[span.last] - lengths[span.first]
        if best is None or length > most:
            best, most = span, length
    return best


def clear(comment_text: CommentText, head: Head, text: Span | None, context: Context) -> None:
    """Removes everything around the comment's text from the page: its head and its controls."""
    for number in head.pieces:
        comment_text.pieces[number].blank()
    for span in comment_text.links:
        if span.last > span.first and head.pieces.issuperset(range(span.first, span.last)):
            span.element.attrib.pop("href", None)  # it would link to a place in the comment
    own = [
        line
        for line in comment_text.lines
        if not head.pieces.issuperset(range(line.first, line.last))
        and (text is None or (text.first <= line.first and line.last <= text.last))
    ]
    for line in dict.fromkeys((*own[:_EDGE], *own[-_EDGE:])):
        if _is_boilerplate(comment_text, line, context):
            _remove(comment_text, line)


def _is_boilerplate(comment_text: CommentText, line: CommentLine, context: Context) -> bool:
    if len(line.text) > _LONGEST_BOILERPLATE:
        return False
    language = context.language
    if is_notice(line.text, language=language) or is_removal(line.text, language=language):
        return is_notice(line.text, language=language)
    if is_control(line.text, language=language):
        is_sentence = line.text.endswith((".", "!", "?", "。"))
        return any(piece.link is not None for piece in comment_text.pieces[line.first : line.last]) or not is_sentence
    if is_badge(line.text, language=language):
        return len(comment_text.lines) > 2
    if count_forms(language)[0].fullmatch(folded(line.text)):
        return any(piece.link is not None for piece in comment_text.pieces[line.first : line.last])
    return _RATING.match(line.text) is not None and len(comment_text.lines) > 1


def _remove(comment_text: CommentText, line: CommentLine) -> None:
    for piece in comment_text.pieces[line.first : line.last]:
        piece.blank()
    if line.block is not None and sum(each.block is line.block for each in comment_text.lines) == 1:
        for image in [*line.block.iter("img")]:
            image.attrib.clear()


def read_body(
    unit: Unit, text: Span | None, context: Context, shown: Container[Element]
) -> tuple[tuple[Block, ...], bool]:
    """The content of a comment, and whether it is only a removal notice."""
    whole = text.element if text is not None else _as_one(unit)

    def skips(element: Element) -> bool:
        if element.tag == "img":
            return _is_avatar(element)
        return element not in shown or (element is not whole and bool(mark_of(element) & Mark.BOILERPLATE))

    body = read_blocks(whole, page=Page(context.base or context.url), skip=skips, depth_left=BODY_DEPTH)
    deleted = is_removal(plain_text(body).strip(), language=context.language)
    return (() if deleted else body), deleted


def _as_one(unit: Unit) -> Element:
    """The elements of a comment, wrapped in one element."""
    root = unit.root
    if len(unit.elements) == 1 and not unit.with_tails:
        return root
    parent = root.getparent()
    whole: Element = root.makeelement("div", {}, None)
    if parent is None:
        return root
    parent.insert(parent.index(root), whole)
    for element in unit.elements:
        tail = None if unit.with_tails else element.tail
        whole.append(element)
        if tail is not None:
            element.tail = None
    unit.elements = [whole]
    return whole


def _is_avatar(image: Element) -> bool:
    values = (image.get(name) or "" for name in ("class", "src", "data-src", "id"))
    return any(_AVATAR.search(value[:300]) for value in values)
