"""XML to elements, one at a time: a document of any length, in the memory of one element. Nothing is fetched."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias

from lxml import etree

from blogpost.copies import report_read
from blogpost.errors import ParseError
from blogpost.markup.decoders import decoder
from blogpost.markup.dom import Element
from blogpost.markup.encodings import BOMS, DECLARED_WITHIN, SEVEN_BIT, declared_encoding
from blogpost.sniffing import end_of_prolog


class Readable(Protocol):
    """A binary file, as far as it takes to read it."""

    def read(self, size: int = -1, /) -> bytes: ...


Opener: TypeAlias = Callable[[], AbstractContextManager[Readable]]
"""Opens a document at its beginning, as often as it is asked to."""

_DEPTH_OF_ENTRIES = 2  # feed/entry, or rss/channel/item


def read_elements(opened: Opener, names: Iterable[str]) -> Iterator[Element]:
    """The elements of these names, in any namespace, in a document's root, or in its root's child.

    An element is complete when it is yielded. Elements before it can be read at the first one. All of them are released
    when the next one is requested. Prefixes that are not declared stay as they are, ``app:draft``.

    Raises:
        ParseError: the document isn't XML from this line on, after the elements before it. Or it has a document type
            declaration, since those can declare entities.
    """
    with opened() as file:
        walk = etree.iterparse(
            _Utf8(file, _encoding(opened)),
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            encoding="utf-8",
            huge_tree=True,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        holder: Element | None = None
        try:
            for _, element in walk:
                parent = element.getparent()
                if parent is not holder and sum(1 for _ in element.iterancestors()) > _DEPTH_OF_ENTRIES:
                    continue
                holder = parent
                yield element
                if parent is not None:
                    _release_before(element, parent)
        except etree.XMLSyntaxError as error:
            _raise_unless_harmless(error, walk.error_log)


def read_text(opened: Opener) -> Iterator[str]:
    """The text of a document without characters that XML forbids, in chunks, with UTF-8 as its declared encoding.

    Raises:
        ParseError: the document has a document type declaration.
    """
    with opened() as file:
        utf8 = _Utf8(file, _encoding(opened))
        while data := utf8.read():
            yield data.decode()


def _release_before(element: Element, parent: Element) -> None:
    """Release everything before an element."""
    while (before := element.getprevious()) is not None:
        parent.remove(before)


def _raise_unless_harmless(error: etree.XMLSyntaxError, log: Iterable[etree._LogEntry]) -> None:
    """Raises what ended the document; an undeclared prefix, as copies of archives have, ended nothing."""
    fatal = [entry for entry in log if entry.level == etree.ErrorLevels.FATAL]
    if fatal:
        raise ParseError(f"expected XML: {_in_plain_words(fatal[0].message)}", fatal[0].line) from None
    if error.code != etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE:
        raise ParseError(f"expected XML: {error.msg}", error.lineno or None) from None


_CUT_OFF = re.compile(r"Premature end of data in tag (\S+) line \d+")


def _in_plain_words(message: str) -> str:
    """The parser's message. The commonest one is about a download that is incomplete."""
    match = _CUT_OFF.fullmatch(message)
    return f"the file ends within <{match[1]}>, so it seems to be cut off" if match else message


# ------------------------------------------------------------------------------------------------ bytes

_CHUNK = 1 << 16
MAX_PROLOG = 1 << 20  # characters
# Controls that XML 1.0 allows in no document, but archives have, from titles that were pasted.
_FORBIDDEN = bytes(sorted(set(range(0x20)) - set(b"\t\n\r")))


def _encoding(opened: Opener) -> str:
    """The encoding by byte order mark, else UTF-8 if that is declared, or none is, or all is valid UTF-8."""
    with opened() as file:
        head = file.read(DECLARED_WITHIN)
        for bom, name in BOMS:
            if head.startswith(bom):
                return name
        declared = declared_encoding(head) or "utf-8"
        return "utf-8" if declared == "utf-8" or (declared not in SEVEN_BIT and _is_utf8(head, file)) else declared


# The standard has labels that XML does not allow as names, such as "iso_8859-1:1987".
_DECLARED = re.compile(r"""\A(\s*<\?xml\b[^>]*?\bencoding\s*=\s*)(?:"[^"<>]*"|'[^'<>]*')""")


def _is_open(beginning: str) -> bool:
    """Whether more text is needed to decide about the tag that begins here, or its end."""
    return beginning in ("", "<", "<!", "<!-") or beginning.startswith(("<?", "<!--"))


def _is_utf8(head: bytes, file: Readable) -> bool:
    valid = codecs.getincrementaldecoder("utf-8")()
    try:
        valid.decode(head)
        while chunk := file.read(_CHUNK):
            valid.decode(chunk)
        valid.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class _Utf8:
    """A document as UTF-8, without characters that would end it and that no post can hold.

    Raises:
        ParseError: it has a document type declaration.
    """

    def __init__(self, file: Readable, encoding: str) -> None:
        self._file = file
        self._decoder = decoder(encoding)
        self._waiting = self._prolog()

    def _prolog(self) -> str:
        """The document as far as to the root's name."""
        text = self._text().removeprefix("\ufeff")
        while _is_open(text[(end := end_of_prolog(text)) : end + 4]):
            if len(text) > MAX_PROLOG:
                raise ParseError(f"expected an element within the first {MAX_PROLOG:,} characters")
            more = self._text()
            if not more:
                break  # the parser will say what is wrong with it
            text += more
        if text.startswith("<!", end):
            line = text.count("\n", 0, end) + 1
            raise ParseError("a document type declaration, which can declare entities, is not read", line)
        return _DECLARED.sub(r"\1'utf-8'", text, count=1)

    def read(self, _size: int = -1) -> bytes:
        """The next part; nothing at the end, and only there."""
        while text := self._waiting or self._text():
            self._waiting = ""
            text = text.replace("\ufffe", "").replace("\uffff", "")
            if data := text.encode("utf-8", "replace").translate(None, _FORBIDDEN):
                return data
        return b""

    def _text(self) -> str:
        while chunk := self._file.read(_CHUNK):
            report_read(len(chunk))
            if text := self._decoder.decode(chunk):
                return text
        return self._decoder.decode(b"", final=True)
