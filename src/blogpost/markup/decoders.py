"""Decoders of https://encoding.spec.whatwg.org/: Python's, corrected where its tables differ from the standard's."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

UNKNOWN = "\ufffd"

_Missing: TypeAlias = Callable[[bytes], tuple[str, int]]
"""The bytes that Python's codec refuses, and those after them → their text (nothing if unknown) and length."""


def decoder(encoding: str) -> codecs.IncrementalDecoder:
    """A decoder that reads part by part; undecodable bytes become U+FFFD.

    Args:
        encoding: the standard's name of the encoding, such as ``windows-874``.
    """
    if encoding == "replacement":
        return _Replacement()
    if encoding in _MULTI_BYTE:
        return _MultiByte(encoding)
    if encoding.startswith("utf-"):
        return codecs.getincrementaldecoder(encoding)("replace")
    return _SingleByte(_table(encoding))


class _Replacement(codecs.IncrementalDecoder):
    """Any document is one U+FFFD: the standard reads these encodings no more, since scripts were smuggled in them."""

    _is_replaced = False

    def decode(self, data: ReadableBuffer, final: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002  as inherited
        if self._is_replaced or not bytes(data):
            return ""
        self._is_replaced = True
        return UNKNOWN


# ------------------------------------------------------------------------------------------------ one byte a character

_PYTHON_NAMES = {
    "ibm866": "cp866",
    "iso-8859-8-i": "iso-8859-8",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
}
_CHANGED = {"koi8-u": {0xAE: "ў", 0xBE: "Ў"}, "windows-1255": {0xCA: "\u05ba"}}
_C1 = range(0x80, 0xA0)
_PRIVATE_USE = 0xF780  # where x-user-defined has its upper half


class _SingleByte(codecs.IncrementalDecoder):
    def __init__(self, table: str) -> None:
        super().__init__("replace")
        self._table = table

    def decode(self, data: ReadableBuffer, final: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002  as inherited
        return codecs.charmap_decode(data, "replace", self._table)[0]


@cache
def _table(encoding: str) -> str:
    """The character of each byte."""
    changed = _CHANGED.get(encoding, {})
    return "".join(changed.get(byte) or _character(encoding, byte) for byte in range(0x100))


def _character(encoding: str, byte: int) -> str:
    """The text by Python's codec. The C1 controls that it leaves open are characters in the standard."""
    if encoding == "x-user-defined":
        return chr(byte if byte < 0x80 else _PRIVATE_USE + byte - 0x80)
    text = bytes([byte]).decode(_PYTHON_NAMES.get(encoding, encoding), "ignore")
    return text or (chr(byte) if byte in _C1 else UNKNOWN)


# ------------------------------------------------------------------------------------------------ more bytes


def _nothing(_: bytes) -> tuple[str, int]:
    return "", 1


def _euro(refused: bytes) -> tuple[str, int]:
    return ("€" if refused[0] == 0x80 else ""), 1


def _jis(refused: bytes) -> tuple[str, int]:
    """The rows that NEC and IBM added to JIS X 0208, which only Python's Shift_JIS has: ``①``, ``㈱``, ``髙``."""
    row, cell = refused[0] & 0x7F, refused[-1] & 0x7F
    if len(refused) < 2 or (refused[0] ^ refused[1]) & 0x80 or not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):
        return "", 1
    lead = (row - 0x21) // 2 + (0x81 if row < 0x5F else 0xC1)
    trail = cell + 0x7E if row % 2 == 0 else cell + (0x1F if cell < 0x60 else 0x20)
    text = bytes((lead, trail)).decode("cp932", "replace")
    return ("" if UNKNOWN in text else text), 2


def _big5(refused: bytes) -> tuple[str, int]:
    return _missing_in_big5().get(refused[:2], ""), 2


@cache
def _missing_in_big5() -> Mapping[bytes, str]:
    """Characters of Hong Kong's supplement since 2008, and some duplicates, by their bytes."""
    missing = {}
    for run in (files(__package__) / "big5.txt").read_text(encoding="utf-8").splitlines():
        first, characters = run.split()
        lead, trail = bytes.fromhex(first)
        for character in characters:
            missing[bytes((lead, trail))] = character
            trail += 1 if trail != 0x7E else 0x23
            if trail > 0xFE:
                lead, trail = lead + 1, 0x40
    return missing


@frozen
class _Codec:
    """Python's codec for an encoding, with its missing and its different characters."""

    name: str
    missing: _Missing = _nothing
    instead: Mapping[int, int | str] = {}


# By the Japanese encodings' own tables, and by Windows' ones, which the standard has.
_OF_WINDOWS = str.maketrans("〜‖−¢£¬", "～∥－￠￡￢")
_GB18030 = _Codec(
    "gb18030",
    _euro,
    {
        0xE5E5: "\u3000",
        **dict(zip(range(0xE78D, 0xE794), "︐︒︑︓︔︕︖", strict=True)),
        **dict(zip(range(0xE794, 0xE797), "︗︘︙", strict=True)),
        0xE7C7: "ḿ",
        **dict(zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864), "龴龵龶龷龸龹龺龻", strict=True)),
    },
)
_MULTI_BYTE = {
    "big5": _Codec("big5hkscs", _big5, str.maketrans("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡")),
    "euc-jp": _Codec("euc_jp", _jis, _OF_WINDOWS),
    "euc-kr": _Codec("cp949"),
    "gb18030": _GB18030,
    "gbk": _GB18030,
    "iso-2022-jp": _Codec("iso2022_jp_ext", _jis, _OF_WINDOWS),
    "shift_jis": _Codec("cp932", instead=dict.fromkeys(range(0xF8F0, 0xF8F4), UNKNOWN)),
}


class _MultiByte(codecs.IncrementalDecoder):
    def __init__(self, encoding: str) -> None:
        super().__init__()
        codec = _MULTI_BYTE[encoding]
        self._instead = codec.instead
        self._decoder = codecs.getincrementaldecoder(codec.name)(f"blogpost.{encoding}")

    def decode(self, data: ReadableBuffer, final: bool = False) -> str:  # noqa: FBT001, FBT002  as inherited
        return self._decoder.decode(data, final).translate(self._instead)


def _mended(missing: _Missing, error: UnicodeError) -> tuple[str, int]:
    """The text for bytes that Python's codec refuses, and the place to go on."""
    assert isinstance(error, UnicodeDecodeError), "nothing is encoded with it"
    text, length = missing(error.object[error.start : error.start + 2])
    return (text, error.start + length) if text else (UNKNOWN, error.end)


for _name, _codec in _MULTI_BYTE.items():
    codecs.register_error(f"blogpost.{_name}", partial(_mended, _codec.missing))
