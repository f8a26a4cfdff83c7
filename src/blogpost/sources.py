"""The user's input as the text or bytes a reader needs. No format is known here."""

from __future__ import annotations

import errno
import os
import select
import stat
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from blogpost.errors import ParseError
from blogpost.remembering import cached_property

Given: TypeAlias = "str | bytes | bytearray | memoryview | os.PathLike[str] | BinaryIO"
"""A document as text or bytes; or where it is: a path object, or an open binary file."""


class Source:
    """A document, read only as far as needed.

    A regular file is opened as often as a reader asks. A pipe, a device or an open file can be read only once, so its
    bytes are kept.

    Raises:
        TypeError: the argument is neither a document, a path nor a file.
    """

    def __init__(self, given: Given) -> None:
        self.path: Path | None = None
        self.given = given
        if isinstance(given, str | bytes | bytearray | memoryview):
            return
        if isinstance(given, os.PathLike):
            self.path = Path(os.fsdecode(given))
        elif not hasattr(given, "read"):
            raise TypeError(
                f"expected a document (str or bytes), a path object or a binary file, not {type(given).__name__}"
            )

    @cached_property
    def document(self) -> str | bytes:
        """All of it: the text that was given as text, or the bytes.

        Raises:
            ParseError: it is a stream longer than `MAX_STREAM`.
        """
        if isinstance(self.given, str):
            return self.given
        if isinstance(self.given, bytes | bytearray | memoryview):
            return bytes(self.given)
        if self.path is None:
            return self._stream.all()
        if self._is_regular:
            return self.path.read_bytes()
        with self.path.open("rb", buffering=0) as file:
            return _Stream(file).all()

    def utf8(self, name: str) -> str:
        """The text of a document in one of our own formats, which are always UTF-8.

        Raises:
            ParseError: it isn't UTF-8. The error has the format's name.
        """
        document = self.document
        if isinstance(document, str):
            return document
        try:
            return document.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = document.count(b"\n", 0, error.start) + 1
            raise ParseError(f"expected {name} in UTF-8", line) from None

    def head(self, size: int) -> bytes:
        """The first bytes, at most `size` of them; of text, its beginning in UTF-8."""
        if self._can_be_opened_again:
            with self.open() as file:
                return file.read(size)
        if self._is_open_file:
            return self._stream.head(size)
        document = self.document
        return document[:size].encode("utf-8", "replace") if isinstance(document, str) else document[:size]

    def open(self) -> BinaryIO:
        """A binary file of it, from the beginning; a regular file is opened, and not read at once."""
        if self.path is not None and self._can_be_opened_again:
            return self.path.open("rb")
        document = self.document
        return BytesIO(document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document)

    def give_back(self) -> None:
        """Returns an open file to the position it had, if it can seek."""
        if self._is_open_file:
            self._stream.give_back()

    @property
    def _is_open_file(self) -> bool:
        return self.path is None and not isinstance(self.given, str | bytes | bytearray | memoryview)

    @property
    def _can_be_opened_again(self) -> bool:
        """Whether opening the path starts at the beginning each time, and the document isn't here already."""
        return self.path is not None and "document" not in self.__dict__ and self._is_regular

    @cached_property
    def _is_regular(self) -> bool:
        """Whether the path is a regular file; a folder, or a file that is missing, says so when it is opened."""
        return self.path is not None and (self.path.is_file() or self.path.is_dir() or not self.path.exists())

    @cached_property
    def _stream(self) -> _Stream:
        return _Stream(self.given)


# ------------------------------------------------------------------------------------------------ streams

MAX_STREAM = 512 << 20
"""The most bytes read from a stream that doesn't say where it ends: /dev/zero never does."""

_CHUNK = 1 << 16
_PAUSES = tuple(0.001 * 1.5**number for number in range(16))  # seconds between attempts, about one in all


class _Stream:
    """A file that is read once, from its current position.

    Args:
        file: has `read(size)`, which may return fewer bytes than asked for, or None if there are none yet.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self._most = None if _is_finite(file) else MAX_STREAM
        self._chunks: list[bytes] = []
        self._size = 0

    def head(self, size: int) -> bytes:
        """The first bytes, at most `size` of them."""
        while self._size < size and self._read(size - self._size):
            pass
        return b"".join(self._chunks)[:size]

    def all(self) -> bytes:
        """Everything, including the head.

        Raises:
            ParseError: it is longer than `MAX_STREAM`.
        """
        while self._read(_CHUNK):
            if self._most is not None and self._size > self._most:
                self._chunks.clear()
                raise ParseError(
                    f"expected at most {self._most:,} bytes in a stream: save it, and pass the file's path"
                )
        self._chunks = [b"".join(self._chunks)]
        return self._chunks[0]

    def give_back(self) -> None:
        """Returns the file to the position it had, if it can seek."""
        with suppress(AttributeError, OSError, ValueError):
            self._file.seek(-self._size, os.SEEK_CUR)

    def _read(self, size: int) -> bool:
        """Read more, and return whether there was any."""
        chunk = self._next(size)
        if not isinstance(chunk, bytes | bytearray | memoryview):
            raise TypeError("expected a file opened in binary mode: open(path, 'rb')")
        if chunk:
            self._chunks.append(bytes(chunk))
            self._size += len(self._chunks[-1])
        return bool(chunk)

    def _next(self, size: int) -> Any:
        """The next bytes of the file. Waits for a stream without data."""
        for pause in _PAUSES:
            if (chunk := self._file.read(size)) is not None:
                return chunk
            self._wait(pause)
        raise BlockingIOError(errno.EAGAIN, "no data arrives in the stream")

    def _wait(self, pause: float) -> None:
        """Waits until the system has data; a file that isn't the system's is left alone for a moment."""
        try:
            select.select([self._file], [], [])
        except (OSError, TypeError, ValueError):
            time.sleep(pause)


def _is_finite(file: Any) -> bool:
    """Whether a file has an end: it is in memory, or regular."""
    if isinstance(file, BytesIO):
        return True
    try:
        return stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (AttributeError, OSError, TypeError, ValueError):
        return False
