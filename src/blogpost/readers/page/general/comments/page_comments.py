"""Read the comments on a page, in their threads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from attrs import define, evolve

from blogpost.language.comments import begins_pingback, is_control
from blogpost.language.detection import likely_languages
from blogpost.markup.dom import Element
from blogpost.model import Comment
from blogpost.readers.page.general.comments.comment_heads import Head, read_head
from blogpost.readers.page.general.comments.comment_lines import CommentText, read_lines
from blogpost.readers.page.general.comments.comment_texts import clear, find_text, read_body
from blogpost.readers.page.general.comments.extents import Unit, is_item
from blogpost.readers.page.general.comments.marks import Mark
from blogpost.readers.page.general.comments.records import answers_in, read_json_ld, read_state
from blogpost.readers.page.general.comments.threads import find_parents
from blogpost.readers.page.general.comments.times import Context
from blogpost.readers.page.general.comments.units import Units, find_units, names_of
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.threads import FlatComment, build_threads
from blogpost.remembering import remembered

_PINGBACK = re.compile(
    r"(?:^|[-_])(?:pingbacks?|trackbacks?|pings?|pinglist|tracklist|webmentions?|linkbacks?)(?:$|[-_])|"
    r"^[pu]-(?:like|repost|bookmark|mention)(?:-of)?$"
)
_REVIEW = re.compile(
    r"(?:^|\s)(?:(?:product|customer|user|shop|store)?[-_]?reviews?(?:[-_](?:item|list|container|wrapper))?|"
    r"woocommerce-reviews|judgeme\S*|yotpo\S*)(?:\s|$)|schema\.org/Review\b",
    re.IGNORECASE,
)
_OF_REVIEWS = ("review", "judgeme", "yotpo")  # one of which all such names have
# The excerpt that WordPress shows of a page with a link to the post: text between two ellipses.
_EXCERPT = re.compile(r"\W{0,3}\[(?:…|\.\.\.)\].{1,900}?\[(?:…|\.\.\.)\]\W{0,3}", re.DOTALL)
_CITED = frozenset(("p-comment", "u-comment", "p-reply", "u-in-reply-to"))
_ENOUGH = 0.5
_SAMPLE, _MOST_LANGUAGES = 20, 2  # comments to detect a language from, and languages to try
_LONGEST_HEAD = 150  # characters
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_UNITS = 2


@define(eq=False)
class _Read:
    unit: Unit
    comment_text: CommentText
    head: Head


def read_comments(
    outline: Outline, stated: Stated, extent: Extent, context: Context, *, count: int | None
) -> tuple[Comment, ...]:
    """The comments on a page, in their threads; empty if most of the possible comments have no author.

    This changes the page: comments that are read are removed.

    Args:
        outline: the page.
        stated: its machine-readable statements.
        extent: where the post is.
        context: what is known about the page.
        count: the number of comments that the page states.
    """
    has_place = next(outline.having(Part.COMMENTS), None) is not None
    for group in find_units(outline, extent, context) if has_place else ():
        read = _read_in_its_language(outline, answers_in(group.units), context)
        if _are_reviews(read):
            return ()
        own = [each for each in read if not _is_pingback(each, context)]
        if read and not own and group.is_sure:
            return ()  # all of them are pingbacks
        if own and _are_comments(own, group, count):
            comments = _with_texts(outline, own, context)
            read_state(stated.scripts_with_state).complete(comments)
            return build_threads(comments)
    return build_threads(read_json_ld(stated.article.get("comment"), stated.graph.names))


def _read_in_its_language(outline: Outline, units: Sequence[Unit], context: Context) -> list[_Read]:
    """The heads, read in the page's language. If most have no date then, in the language of their own words."""
    read = _read_heads(outline, units, context)
    undated = [each for each in read if each.head.published is None]
    if 2 * len(undated) <= len(read):
        return read
    texts = (
        line.text for each in undated[:_SAMPLE] for line in each.comment_text.lines if len(line.text) <= _LONGEST_HEAD
    )
    lines = [text for text in texts if _YEAR.search(text)]
    if not lines:
        return read
    others = (language for language in likely_languages(lines)[:_MOST_LANGUAGES] if language != context.language)
    readings = (_read_heads(outline, units, evolve(context, language=language)) for language in others)
    return max((read, *readings), key=lambda each: sum(one.head.published is not None for one in each))


def _read_heads(outline: Outline, units: Sequence[Unit], context: Context) -> list[_Read]:
    others = {element for unit in units for element in unit.elements}
    read = []
    for unit in units:
        comment_text = read_lines(unit.elements, others, shown=outline.orders, with_tails=unit.with_tails)
        read.append(_Read(unit, comment_text, read_head(comment_text, unit.number, context)))
    return read


def _is_pingback(read: _Read, context: Context) -> bool:
    """Whether this is a pingback, by its class, its list or its first word."""
    element: Element | None = read.unit.root
    for _ in range(3):
        if element is None or element.tag == "body":
            break
        names = element.get("class") or ""
        if _names_pingbacks(names) or _names_pingbacks(element.get("id") or ""):
            return True
        if not _CITED.isdisjoint(names.split()):
            break  # an answer in a list of webmentions
        element = element.getparent()
    lines = read.comment_text.lines
    if any(begins_pingback(line.text, language=context.language) for line in lines[:2]):
        return True
    texts = (line.text for line in lines if line.first not in read.head.pieces)
    text = " ".join(each for each in texts if not is_control(each, language=context.language))
    return _EXCERPT.fullmatch(text) is not None


@remembered(1024)
def _names_pingbacks(names: str) -> bool:
    """Whether a class or an id means pingbacks; "comments-and-pings" doesn't."""
    words = names.lower().split()[:30]
    return any(map(_PINGBACK.search, words)) and not any("comments" in word for word in words)


def _are_reviews(read: Sequence[_Read]) -> bool:
    """Whether most are reviews of products, by the names of their elements or of those around them."""
    named: dict[Element, bool] = {}  # most of them are in the same elements
    return sum(_is_review(each.unit.root, named) for each in read) > _ENOUGH * len(read)


def _is_review(root: Element, named: dict[Element, bool]) -> bool:
    if root.get("itemtype") and is_item(root):
        return False  # comments have the type of a review, too, for search engines
    for around in (root, *islice(root.iterancestors(), 3)):
        is_named = named.get(around)
        if is_named is None:
            is_named = named[around] = _is_named_review(f"{names_of(around)} {around.get('itemtype') or ''}")
        if is_named:
            return True
    return False


def _is_named_review(names: str) -> bool:
    return any(map(names.lower().__contains__, _OF_REVIEWS)) and _REVIEW.search(names) is not None


def _are_comments(read: Sequence[_Read], group: Units, count: int | None) -> bool:
    """Whether most have an author and some a text. Those found by structure alone need dates and texts, too.

    A single comment found by structure counts only if the page states one comment.
    """
    authors = sum(each.head.author is not None for each in read)
    dates = sum(each.head.published is not None for each in read)
    if authors <= _ENOUGH * len(read):
        return False
    with_text = sum(_has_text(each) for each in read)
    if group.is_sure:
        return with_text > 0
    return min(dates, with_text) > _ENOUGH * len(read) and (len(read) >= _LEAST_UNITS or count == 1)


def _has_text(read: _Read) -> bool:
    """Whether there is text outside the head and outside links: gadgets link to the blog's newest comments."""
    pieces = enumerate(read.comment_text.pieces)
    return any(piece.link is None and n not in read.head.pieces and piece.text.strip() for n, piece in pieces)


def _with_texts(outline: Outline, read: Sequence[_Read], context: Context) -> list[FlatComment]:
    """The comments with their texts, read from the last to the first: a reply is removed before its parent is read."""
    parents = find_parents([each.unit for each in read], [each.head.replies_to for each in read])
    comments = []
    for each in reversed(read):
        text = find_text(each.comment_text, each.head)
        clear(each.comment_text, each.head, text, context)
        body, deleted = read_body(each.unit, text, context, outline.orders)
        comments.append(
            FlatComment(
                id=each.unit.number,
                author=each.head.author,
                published=each.head.published,
                url=each.head.url,
                body=body,
                deleted=deleted or (not body and any(each.comment_text.marked(Mark.DELETED))),
            )
        )
        _remove(each.unit)
    comments.reverse()
    for comment, parent in zip(comments, parents, strict=True):
        comment.parent = comments[parent] if parent is not None else None
    return comments


def _remove(unit: Unit) -> None:
    for element in unit.elements:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
