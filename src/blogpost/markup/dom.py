"""The only place that decodes bytes and parses HTML."""

from __future__ import annotations

import codecs
import re

import webencodings
from lxml import etree

from blogpost.errors import ParseError

MAX_ATTRIBUTES = 5_000
"""The most attributes one tag may have: libxml2 compares each with all before it, in quadratic time."""

# Shorter documents cannot hold enough attributes to take a second, and are spared the search.
_SEARCHED_FROM = 128_000
_ATTRIBUTE = r"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++))?+"""
_ENDLESS_TAG = re.compile(rf"<[A-Za-z][^\s>/]*+(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES + 1}}}")

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""<(?:\?xml[^>]*?encoding|meta[^>]*?charset)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # the standard looks at 1024 bytes, but Blogger's themes begin with long comments

# Python's codecs of these names are narrower than what the Encoding Standard, and every browser, means by them.
_WHATWG_CODECS = {
    "shift_jis": "cp932",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "utf-16le": "utf-8",  # declared in ASCII, it cannot be UTF-16
    "utf-16be": "utf-8",
    "x-user-defined": "windows-1252",
}
# What cp1252 says beyond Latin-1; the five bytes it leaves open stay C1 controls, as the standard has it.
_WINDOWS_1252 = {byte: text for byte in range(0x80, 0xA0) if (text := bytes([byte]).decode("cp1252", "ignore"))}


def decode(data: bytes) -> str:
    """The text of a document's bytes: by BOM, else as UTF-8 if valid, else as declared, else as windows-1252.

    Never fails: what an encoding cannot say becomes U+FFFD. The labels are those of https://encoding.spec.whatwg.org/.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    declared = _declared_encoding(data)
    if not (declared == "iso-2022-jp" and b"\x1b" in data):  # seven-bit, and so always valid UTF-8
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            if _is_cut(data, error):
                return data[: error.start].decode("utf-8")
    name = _WHATWG_CODECS.get(declared, declared)
    if name == "windows-1252":
        return data.decode("latin-1").translate(_WINDOWS_1252)
    return data.decode(name, "replace")


def _is_cut(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether this is UTF-8 whose last character was cut off; one odd byte behind ASCII is no proof of UTF-8."""
    return error.reason == "unexpected end of data" and not data[: error.start].isascii()


def _declared_encoding(data: bytes) -> str:
    """The standard's name of the encoding that the document declares; windows-1252 where it declares none."""
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    known = webencodings.lookup(found[1].decode("ascii", "replace")) if found else None
    return known.name if known else "windows-1252"


def parse_html(text: str) -> etree._Element | None:
    """The root of the parsed document; None where it has nothing to show.

    Raises:
        ParseError: the document is beyond the parser's limits, so that a part of it would be lost.
    """
    if len(text) > _SEARCHED_FROM and (found := _ENDLESS_TAG.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        raise ParseError(f"expected at most {MAX_ATTRIBUTES} attributes on a tag", line)
    # UTF-8 rather than str: lxml refuses a str that declares an encoding, as XHTML pages do.
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ParseError(f"this HTML cannot be parsed: {error.msg}", error.lineno) from None
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise ParseError(f"this HTML is beyond the parser's limits: {entry.message}", entry.line)
    return root


_SILENT = frozenset(("script", "style", "noscript", "template", "textarea", "select", "svg"))


def text_of(element: etree._Element | None) -> str:
    """What an element shows as text, each run of white space one space; nothing for no element."""
    if element is None:
        return ""
    pieces = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        if event == "start":
            if inner.tag in _SILENT:
                walk.skip_subtree()
            else:
                pieces.append(inner.text)
                if inner.tag == "br":
                    pieces.append(" ")
        elif inner is not element:
            pieces.append(inner.tail)
    return " ".join("".join(piece for piece in pieces if piece).split())
