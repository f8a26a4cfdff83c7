"""What the user hands in, as the text or the bytes that a reader wants: nothing here knows a format."""

from __future__ import annotations

import os
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeAlias

Given: TypeAlias = "str | bytes | bytearray | memoryview | os.PathLike[str] | BinaryIO"
"""A document as text or bytes; or where it is: a path object, or an open binary file."""


class Source:
    """A document, read only as far as it is asked for.

    Raises:
        TypeError: what was given is no document and no place of one.
    """

    def __init__(self, given: Given) -> None:
        self.path: Path | None = Path(given) if isinstance(given, os.PathLike) else None
        self._given = given
        if not isinstance(given, str | bytes | bytearray | memoryview | os.PathLike) and not hasattr(given, "read"):
            raise TypeError(
                f"expected a document (str or bytes), a path object or a binary file, not {type(given).__name__}"
            )

    @cached_property
    def document(self) -> str | bytes:
        """All of it: the text that was given as text, or the bytes."""
        if isinstance(self._given, str):
            return self._given
        if isinstance(self._given, bytes | bytearray | memoryview):
            return bytes(self._given)
        if self.path is not None:
            return self.path.read_bytes()
        read = self._given.read()  # type: ignore[union-attr]  # it has one, as the constructor found
        if not isinstance(read, bytes):
            raise TypeError("expected a file opened in binary mode, since bytes tell their encoding and text does not")
        return read

    def head(self, size: int) -> bytes:
        """The first bytes, at most `size` of them; of text, its beginning in UTF-8."""
        if self.path is not None and "document" not in self.__dict__:
            with self.path.open("rb") as file:
                return file.read(size)
        document = self.document
        return document[:size].encode("utf-8", "replace") if isinstance(document, str) else document[:size]

    def open(self) -> BinaryIO:
        """A binary file of it, from the beginning; a path is opened, and not read at once."""
        if self.path is not None and "document" not in self.__dict__:
            return self.path.open("rb")
        document = self.document
        return BytesIO(document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document)
