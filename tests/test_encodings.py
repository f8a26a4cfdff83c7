"""Every label of the Encoding Standard is read as browsers read it.

`encodings.json` has what Chromium's own decoders say.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import webencodings

import blogpost
from blogpost import BlogpostError
from blogpost.markup.decoders import decoder
from blogpost.markup.dom import decode
from blogpost.markup.encodings import declared_encoding

BROWSER = json.loads((Path(__file__).parent / "encodings.json").read_text(encoding="utf-8"))
LABELS = sorted(webencodings.LABELS)
_PAGE = (
    b"<html><head>%s<meta content='blogger' name='generator'></head><body><div class='post hentry'>"
    b"<h3 class='post-title'>T</h3><div class='post-body'>%s</div>"
)
_FEED = (
    b"<?xml version='1.0' encoding='%s'?><feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>%s</title>"
)


def sample(encoding: str) -> tuple[bytes, str]:
    """Some letters in an encoding, which are not UTF-8, and their text."""
    if encoding in BROWSER["one_byte"]:
        table = BROWSER["one_byte"][encoding]
        # Hebrew has its letters at the end, and those after it are open: a byte that is a letter in all of them.
        byte = next(each for each in range(0xE0, 0x100) if table[each - 0x80].isalpha() or encoding == "x-user-defined")
        return bytes([byte, 0x21]), f"{table[byte - 0x80]}!"
    if encoding in BROWSER["more_bytes"]:
        data, text = next(iter(BROWSER["more_bytes"][encoding].items()))
        return bytes.fromhex(data) + b"!", f"{text}!"
    return "é!".encode(), "é!"  # declared in ASCII, it is none of UTF-16


def test_there_are_all_labels() -> None:
    assert len(LABELS) == 228
    known = {*BROWSER["one_byte"], *BROWSER["more_bytes"], "utf-8", "utf-16le", "utf-16be", "replacement"}
    assert set(webencodings.LABELS.values()) == known


@pytest.mark.parametrize("encoding", BROWSER["one_byte"])
def test_each_byte_is_the_browsers_character(encoding: str) -> None:
    ascii_half = bytes(range(0x80))
    assert decoder(encoding).decode(ascii_half, final=True) == ascii_half.decode("ascii")
    assert decoder(encoding).decode(bytes(range(0x80, 0x100)), final=True) == BROWSER["one_byte"][encoding]


@pytest.mark.parametrize("encoding", BROWSER["more_bytes"])
def test_sequences_of_bytes_are_the_browsers_characters(encoding: str) -> None:
    for sequence, text in BROWSER["more_bytes"][encoding].items():
        data = bytes.fromhex(sequence) + b"!"
        assert decoder(encoding).decode(data, final=True) == f"{text}!"
        parts = decoder(encoding)
        assert "".join(parts.decode(data[i : i + 1]) for i in range(len(data))) + parts.decode(b"", final=True) == (
            f"{text}!"
        )


@pytest.mark.parametrize("encoding", [name for name in BROWSER["more_bytes"] if name != "iso-2022-jp"])
def test_broken_sequences_lose_nothing_behind_them(encoding: str) -> None:
    for broken in (b"\xff", b"\x81", b"\xfe\xff"):
        text = decoder(encoding).decode(broken + b"<p>", final=True)
        assert "\ufffd" in text
        assert text.endswith("p>")  # a byte that leads may take the next one with it


@pytest.mark.parametrize("label", LABELS)
def test_a_page_in_any_encoding(label: str) -> None:
    data, text = sample(webencodings.LABELS[label])
    for meta in (
        f"<meta charset={label}>",
        f"<meta http-equiv=Content-Type content='text/html; charset={label.upper()}'>",
    ):
        page = _PAGE % (meta.encode(), data)
        if webencodings.LABELS[label] == "replacement":
            with pytest.raises(BlogpostError):
                blogpost.parse(_PAGE % (meta.encode(), b"\xe9"), format="html")
        elif webencodings.LABELS[label] == "x-user-defined":
            assert blogpost.parse(page, format="html").text == data.decode("windows-1252")
        else:
            assert blogpost.parse(page, format="html").text == text


@pytest.mark.parametrize("label", LABELS)
def test_a_feed_in_any_encoding(label: str) -> None:
    data, text = sample(webencodings.LABELS[label])
    feed = _FEED % (label.encode(), data) + b"</entry></feed>"
    if webencodings.LABELS[label] == "replacement":
        with pytest.raises(BlogpostError):
            blogpost.parse(feed, format="atom")
    else:
        assert blogpost.parse(feed, format="atom").title == text


@pytest.mark.parametrize("label", LABELS)
def test_any_bytes_that_declare_an_encoding(label: str) -> None:
    """As text copies, settings and others' JSON are decoded."""
    data, text = sample(webencodings.LABELS[label])
    if webencodings.LABELS[label] not in ("replacement", "x-user-defined"):
        assert decode(f"<meta charset={label}>".encode() + data) == f"<meta charset={label}>{text}"


def test_labels_are_not_python_names() -> None:
    """Python knows many more names for its codecs, and others for the standard's."""
    for label in ("utf_7", "rot13", "punycode", "cp037", "latin_1", "hex"):
        assert declared_encoding(f"<meta charset={label}>".encode()) is None


@pytest.mark.parametrize("label", ["hz-gb-2312", "iso-2022-kr", "iso-2022-cn"])
def test_what_shifts_to_an_encoding_that_is_not_read_is_not_taken_for_ascii(label: str) -> None:
    for shifted in (b"~{<:Ky2;6~}", b"\x1b$)C\x0e0!\x0f"):
        with pytest.raises(BlogpostError):
            blogpost.parse(_PAGE % (f"<meta charset={label}>".encode(), shifted), format="html")
    assert blogpost.parse(_PAGE % (f"<meta charset={label}>".encode(), "é".encode()), format="html").text == "é"
