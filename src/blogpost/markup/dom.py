"""The only place that decodes bytes and parses HTML."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import TypeAlias

from lxml import etree

from blogpost.errors import ParseError
from blogpost.markup.decoders import decoder
from blogpost.markup.encodings import BOMS, declared_encoding, encoding_of, is_shifted
from blogpost.markup.endless_tags import MAX_ATTRIBUTES, SEARCHED_FROM, find_endless_tag

Element: TypeAlias = etree._Element  # noqa: SLF001  the class of every element, private by name only


def decode(data: bytes, *, label: str | None = None) -> str:
    """The text of a document's bytes: by BOM, else as UTF-8 if valid, else as declared, else as windows-1252.

    Never fails: what an encoding cannot say becomes U+FFFD. The labels are those of https://encoding.spec.whatwg.org/.

    Args:
        data: the document.
        label: the encoding that the server declared. It counts more than the document's own, unless it is UTF-8
            and the document isn't: many servers declare it for everything.
    """
    labelled = encoding_of(label)
    for bom, name in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_cut(data, error):
            return data[: error.start].decode("utf-8")
    else:
        if not (text.isascii() and is_shifted(data, labelled)):
            return text
    if labelled == "utf-8":
        labelled = declared_encoding(data) or labelled
    return decoder(labelled or declared_encoding(data) or "windows-1252").decode(data, final=True)


def _is_cut(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether this is UTF-8 whose last character was cut off; one odd byte after ASCII doesn't prove UTF-8."""
    return error.reason == "unexpected end of data" and not data[: error.start].isascii()


class _Parsers(threading.local):
    """Each thread's own parser: to make one takes longer than to parse a comment, and archives have thousands."""

    def __init__(self) -> None:
        # UTF-8 rather than str: lxml refuses a str that declares an encoding, as XHTML pages do.
        # A table of ids, which nothing here asks, would be a sixth of the time.
        self.html = etree.HTMLParser(huge_tree=True, encoding="utf-8", collect_ids=False)


_PARSERS = _Parsers()


MAX_COMMENTS = 50_000
"""The most comments and instructions that a document may have: lxml walks over a run of them in quadratic time."""

_SHORTEST_COMMENT = len("<!>")


def parse_html(text: str) -> Element | None:
    """The root of the parsed document; None if it shows nothing.

    Raises:
        ParseError: the document is beyond the parser's limits. A part of it would be lost.
    """
    if len(text) > SEARCHED_FROM and (start := find_endless_tag(text)) is not None:
        raise ParseError(f"expected at most {MAX_ATTRIBUTES} attributes on a tag", text.count("\n", 0, start) + 1)
    parser = _PARSERS.html
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ParseError(f"this HTML cannot be parsed: {error.msg}", error.lineno) from None
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise ParseError(f"this HTML is beyond the parser's limits: {entry.message}", entry.line)
    if root is not None:
        if len(text) > MAX_COMMENTS * _SHORTEST_COMMENT:
            _refuse_many_comments(root)
        _open_body(root)
    return root


_OF_HEAD = frozenset(
    ("title", "meta", "link", "base", "script", "style", "noscript", "template", etree.Comment, etree.PI, etree.Entity)
)


def _open_body(root: Element) -> None:
    """Move what doesn't belong to the head into the body, as HTML does where the tag `body` is omitted.

    The parser does so itself for the elements of HTML 4, but not before `main`, `header` or `article`.
    """
    head = next(root.iterchildren("head"), None)
    if head is None or not len(head) or _OF_HEAD.issuperset([child.tag for child in head]):
        return
    first = next(child for child in head if child.tag not in _OF_HEAD)
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    moved = [first, *first.itersiblings()]
    if body.text:
        moved[-1].tail = settable((moved[-1].tail or "") + body.text)
        body.text = None
    body[:0] = moved


def _refuse_many_comments(root: Element) -> None:
    comments = islice(root.iter(etree.Comment, etree.ProcessingInstruction), MAX_COMMENTS, None)
    if (one_too_many := next(comments, None)) is not None:
        raise ParseError(f"expected at most {MAX_COMMENTS} comments in a document", one_too_many.sourceline)


# Characters that XML excludes: parsing HTML keeps them, but lxml doesn't accept them as text.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def settable(text: str | None) -> str | None:
    """A text, or an attribute's value, that an element can be given: without controls, as posts have it."""
    if text is None or text.isprintable():
        return text
    return _FORBIDDEN.sub(lambda found: " " if found[0] in "\x0b\x0c" else "", text)


_LONGEST_CLASSES = 10_000  # characters


def has_class(element: Element, names: AbstractSet[str]) -> bool:
    """Whether an element has one of some classes."""
    value = element.get("class")
    return value is not None and not names.isdisjoint(value[:_LONGEST_CLASSES].split())


def classes(element: Element) -> list[str]:
    """The classes of an element; of a great many, the first ones."""
    return (element.get("class") or "")[:_LONGEST_CLASSES].split()


_SILENT = frozenset(("script", "style", "noscript", "template", "textarea", "select", "svg"))


def text_of(element: Element | None) -> str:
    """The visible text of an element, each run of white space one space; empty without an element."""
    if element is None:
        return ""
    if not len(element):
        return "" if element.tag in _SILENT else " ".join((element.text or "").split())
    return text_but(element, _is_silent)


def text_but(element: Element, skips: Callable[[Element], bool]) -> str:
    """The text of an element without skipped parts, each run of white space one space."""
    pieces = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        if event == "start":
            if skips(inner):
                walk.skip_subtree()
            else:
                pieces.append(inner.text)
                if inner.tag == "br":
                    pieces.append(" ")
        elif inner is not element:
            pieces.append(inner.tail)
    return " ".join("".join(piece for piece in pieces if piece).split())


def _is_silent(element: Element) -> bool:
    return element.tag in _SILENT


def line_of(element: Element | None, *, longest: int) -> str:
    """`text_of` an element that may be a line; nothing where it is far longer, which costs no more to find out."""
    if element is None or not _may_be_line(element, longest):
        return ""
    return text_of(element)


_SPACE_IN_LINE = 100  # characters of white space, as in indented templates, for each visible one
_WORDS_IN_LINE = 4  # the same of all others: white space within texts counts here, too


def _is_short(element: Element, longest: int) -> bool:
    """Whether all that is in an element is short, even what is not seen; most lines are found out by this."""
    if not len(element):
        return len(element.text or "") <= longest
    length = 0
    for number, inner in enumerate(element.iter()):
        if inner is not element:
            length += len(inner.tail or "")
        if isinstance(inner.tag, str):
            length += len(inner.text or "")
        if length > longest or number > longest:
            return False
    return True


def _may_be_line(element: Element, longest: int) -> bool:
    if _is_short(element, longest):
        return True
    seen = spaces = 0
    for number, inner in enumerate(element.iter()):
        texts = ("" if inner.tag in _SILENT else inner.text, "" if inner is element else inner.tail)
        for text in filter(None, texts):
            words = len(text.strip())
            seen, spaces = seen + words, spaces + len(text) - words
        if number > longest or seen > longest * _WORDS_IN_LINE or spaces > longest * _SPACE_IN_LINE:
            return False
    return True
