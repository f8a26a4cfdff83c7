"""Posts kept out of memory, as lines of JSON in a temporary file, until somebody asks for them again."""

from __future__ import annotations

import os
import tempfile
from typing import BinaryIO

from blogpost.codecs.json import dumps, loads
from blogpost.model import Post


class Spool:
    """A temporary file of posts. It is made when the first post comes."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None

    def add(self, post: Post) -> int:
        """Write a post and return its key for `read`.

        Raises:
            OSError: the disk is full.
        """
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        key = self._file.seek(0, os.SEEK_END)
        self._file.write(dumps(post, quotes=False).encode() + b"\n")
        return key

    def read(self, key: int) -> Post:
        """Return the post that `add` returned this key for.

        Raises:
            KeyError: nothing has been added, or the spool is closed.
        """
        if self._file is None:
            raise KeyError(key)
        self._file.seek(key)
        return loads(self._file.readline().decode())

    def close(self) -> None:
        """Delete the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
