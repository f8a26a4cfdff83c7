"""A damaged document of XML → a sound one with every entry that is whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from lxml import etree

from blogpost.errors import ParseError
from blogpost.markup.xml import Opener, read_text

MAX_ENTRY = 64 << 20
"""The maximum length of an entry in a damaged document, in characters. Longer ones have lost their end."""

_START = re.compile(r"<(?:[\w-]+:)?(?:entry|item)(?=[\s>])")
_END = re.compile(r"</(?:[\w-]+:)?(?:entry|item)\s*>")
_RAW_AMPERSAND = re.compile(r"&(?!#\d+;|#x[0-9A-Fa-f]+;|(?:amp|lt|gt|quot|apos);)")
_LONGEST_START = 100  # characters of a start that the end of a chunk may cut

Report = Callable[[int, str], None]
"""Called with the line and the reason of each entry that is skipped."""


def salvage(opened: Opener, target: BinaryIO, report: Report) -> None:
    """Copy a document without the entries that are damaged. Ampersands that begin nothing are kept as text.

    Args:
        opened: the document.
        target: the file for the copy, in UTF-8.
        report: called for each skipped entry.

    Raises:
        ParseError: the document is damaged before its first entry.
        OSError: the disk is full.
    """
    pieces = _pieces(read_text(opened))
    line, head = next(pieces)
    try:
        around = _Around(head)
    except ParseError as error:
        head = _without_fields(head, error)
        around = _Around(head)
        report(error.line or line, "the fields before the first entry are damaged")
    target.write(head.encode())
    for line, piece in pieces:
        end = _END.search(piece)
        whole = piece[: end.end()] if end else piece
        problem = around.problem(whole) if end else "it has no end"
        if problem:
            whole = _RAW_AMPERSAND.sub("&amp;", whole)
            problem = around.problem(whole) if end else problem
        if problem:
            report(line, problem)
        else:
            target.write(whole.encode())
            if end and _END.search(piece, end.end()):
                report(line + piece.count("\n", 0, end.end()), "its beginning is damaged")
    target.write(around.closing.encode())


_ROOT = re.compile(r"<(?:[\w-]+:)?(?:feed|rss|RDF)\b[^<>]*>(?:\s*<channel\b[^<>]*>)?")


def _without_fields(head: str, error: ParseError) -> str:
    """The beginning of a document up to its first field, if that is left.

    Raises:
        ParseError: it isn't.
    """
    root = _ROOT.search(head)
    if root is None:
        raise error
    return head[: root.end()]


def _pieces(chunks: Iterator[str]) -> Iterator[tuple[int, str]]:
    """The line and text of the head, and of each entry with everything up to the next."""
    line, text, searched, is_lost = 1, "", 0, False
    for chunk in chunks:
        text += chunk
        while start := _START.search(text, max(searched, 1)):
            if not is_lost:
                yield line, text[: start.start()]
            line += text.count("\n", 0, start.start())
            text, searched, is_lost = text[start.start() :], 1, False
        searched = max(1, len(text) - _LONGEST_START)
        if len(text) > MAX_ENTRY:
            if not is_lost:
                yield line, ""
            line += text.count("\n", 0, searched)
            text, searched, is_lost = text[searched:], 1, True
    if not is_lost:
        yield line, text


class _Around:
    """The markup around each entry: the elements that the document opens before its first entry.

    Raises:
        ParseError: they are damaged.
    """

    def __init__(self, head: str) -> None:
        parser = etree.XMLPullParser(events=("start", "end"), huge_tree=True, resolve_entities=False, no_network=True)
        opened = []
        try:
            parser.feed(head.encode())
            for event, element in parser.read_events():
                if event == "start":
                    opened.append(element)
                else:
                    opened.pop()
        except etree.XMLSyntaxError as error:
            raise ParseError(f"expected XML before the first entry: {error.msg}", error.lineno or None) from None
        names = [_name_of(element) for element in opened]
        spaces = [_namespaces_of(element) for element in opened]
        self._opening = "".join(f"<{name}{space}>" for name, space in zip(names, spaces, strict=True))
        self.closing: str = "".join(f"</{name}>" for name in reversed(names))
        if problem := _problem(head + self.closing):  # the parser may still wait for the end of a tag
            raise ParseError(f"expected XML before the first entry: {problem}")

    def problem(self, entry: str) -> str | None:
        """The reason why an entry isn't well-formed; None if it is."""
        return _problem(f"{self._opening}{entry}{self.closing}")


def _problem(document: str) -> str | None:
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    try:
        etree.fromstring(document.encode(), parser)
    except etree.XMLSyntaxError as error:
        fatal = [each for each in parser.error_log if each.level == etree.ErrorLevels.FATAL]
        return str(fatal[0].message) if fatal else _unless_harmless(error)
    return None


def _unless_harmless(error: etree.XMLSyntaxError) -> str | None:
    return None if error.code == etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE else str(error.msg)


def _name_of(element: etree._Element) -> str:
    local = str(element.tag).rpartition("}")[2]  # `QName` refuses a namespace with a bracket in it
    return f"{element.prefix}:{local}" if element.prefix else local


def _namespaces_of(element: etree._Element) -> str:
    """The declarations of an element's namespaces."""
    spaces = ((f"xmlns:{prefix}" if prefix else "xmlns", uri) for prefix, uri in element.nsmap.items())
    return "".join(f" {name}={quoteattr(uri)}" for name, uri in spaces)
