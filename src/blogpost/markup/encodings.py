"""Which encoding a document's bytes are in, by the labels of https://encoding.spec.whatwg.org/, and their text."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import webencodings

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""The byte order marks, and what they mark."""

DECLARED_WITHIN = 4096
"""How many bytes a document's encoding is looked for in: the standard has 1024, but themes begin with comments."""

_DECLARED = re.compile(rb"""<(?:\?xml[^>]*?encoding|meta[^>]*?charset)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)

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


def declared_encoding(data: bytes) -> str | None:
    """The standard's name of the encoding that a document declares; None where it declares none."""
    found = _DECLARED.search(data, 0, DECLARED_WITHIN)
    known = webencodings.lookup(found[1].decode("ascii", "replace")) if found else None
    return known.name if known else None


def decoder(encoding: str) -> codecs.IncrementalDecoder:
    """What decodes an encoding of the standard's, or a codec, part by part; what it cannot say becomes U+FFFD."""
    name = _WHATWG_CODECS.get(encoding, encoding)
    return _Windows1252("replace") if name == "windows-1252" else codecs.getincrementaldecoder(name)("replace")


class _Windows1252(codecs.IncrementalDecoder):
    def decode(self, data: ReadableBuffer, final: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002  as inherited
        return str(data, "latin-1").translate(_WINDOWS_1252)
