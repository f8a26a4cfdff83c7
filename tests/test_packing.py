"""Zip files in the making: the bytes of `zipfile`, in little memory, and of any size."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from blogpost.writers.packing import ZipWriter

NAMES = st.text("abc/._-", min_size=1, max_size=20)
MEMBERS = st.dictionaries(NAMES, st.tuples(st.binary(max_size=2_000), st.booleans()), max_size=5)


def info(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = 0o644 << 16
    return member


@given(MEMBERS)
def test_the_bytes_are_those_of_the_standard_library(members: dict[str, tuple[bytes, bool]]) -> None:
    ours, theirs = io.BytesIO(), io.BytesIO()
    with ZipWriter(ours) as made, zipfile.ZipFile(theirs, "w") as expected:
        for name, (data, is_packed) in members.items():
            made.add(name, data, is_packed=is_packed)
            expected.writestr(info(name), data, zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED)
    assert ours.getvalue() == theirs.getvalue()


@given(st.lists(st.text(max_size=50)))
def test_pieces_are_one_member(pieces: list[str]) -> None:
    file = io.BytesIO()
    with ZipWriter(file) as made:
        made.add_pieces("a", (piece.encode("utf-8", "replace").decode() for piece in pieces))
        made.add("b", b"x")
    with zipfile.ZipFile(file) as found:
        assert found.testzip() is None
        assert found.read("a").decode() == "".join(pieces).encode("utf-8", "replace").decode()
        assert found.read("b") == b"x"


def test_more_members_than_the_old_format_can_count() -> None:
    file = io.BytesIO()
    with ZipWriter(file) as made:
        for number in range(66_000):
            made.add(str(number), b"", is_packed=False)
    with zipfile.ZipFile(file) as found:
        assert len(found.namelist()) == 66_000


def test_members_after_four_gigabytes(tmp_path: Path) -> None:
    place = tmp_path / "large.zip"
    with place.open("wb") as file, ZipWriter(file) as made:
        made.add("a", b"a")
        made._position = file.seek(5 << 30)  # a hole in the file
        made.add("b", b"b")
    with zipfile.ZipFile(place) as found:
        assert [found.read(name) for name in "ab"] == [b"a", b"b"]


def test_sizes_above_four_gigabytes_are_in_the_extra_field() -> None:
    file = io.BytesIO()
    with ZipWriter(file) as made:
        made._add("a", 0, 0, 5 << 30, 6 << 30)
        made._position += 5 << 30
    with zipfile.ZipFile(Holed(file.getvalue(), 5 << 30)) as found:
        [member] = found.infolist()
        assert (member.compress_size, member.file_size) == (5 << 30, 6 << 30)


class Holed(io.BytesIO):
    """A file with a hole after its first header, so its size is that of the members."""

    def __init__(self, data: bytes, hole: int) -> None:
        super().__init__(data)
        self._hole, self._start = hole, data.index(b"PK\x01\x02")

    def seek(self, place: int, whence: int = 0) -> int:
        if whence == 0 and place > self._start:
            place -= self._hole
        found = super().seek(place, whence)
        return found + self._hole if found >= self._start else found

    def tell(self) -> int:
        found = super().tell()
        return found + self._hole if found >= self._start else found


def test_an_error_leaves_the_file_incomplete() -> None:
    file = io.BytesIO()
    made = ZipWriter(file)
    made.add("a", b"a")
    made.__exit__(KeyError, KeyError(), None)
    assert not zipfile.is_zipfile(file)
