"""Many posts → one document, or several within a size limit.

A document's head can depend on all its posts, so their pieces wait in a temporary file until the last one is known.
Memory doesn't grow with the posts.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import BinaryIO, Protocol, TypeAlias

from attrs import Factory, define, frozen

from blogpost.blogger import blog_host
from blogpost.databases import Database
from blogpost.documents import Move
from blogpost.errors import BlogpostError
from blogpost.model import Post
from blogpost.values import Blog

Document: TypeAlias = Callable[[BinaryIO], None]
"""Writes a finished document to a file."""

# ------------------------------------------------------------------------------------------------ documents of text


@frozen
class Piece:
    """A post as a piece of a document.

    Attributes:
        text: the piece.
        declares: lines that the document's head needs for this piece.
        moves: the post's new address, if it has another one.
    """

    text: str
    declares: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()


class Pieces(Protocol):
    """A format for documents of text: a head, pieces, and a foot.

    Attributes:
        between: the text between two pieces.
        changed: counts of changes to content that the format can't represent.
    """

    @property
    def between(self) -> str: ...

    @property
    def changed(self) -> Counter[str]: ...

    def piece(self, post: Post) -> Piece:
        """A post as a piece.

        Raises:
            BlogpostError: the document can't have this post.
        """

    def head(self, declared: Iterable[str]) -> str:
        """The beginning of a document, known only after its pieces, with each line that they declare."""

    def foot(self) -> Iterator[str]:
        """The end of a document, in pieces."""


def join(pieces: Pieces, posts: Iterable[Post]) -> str:
    """All posts as one document, as a string.

    Raises:
        BlogpostError: the document can't have one of the posts.
    """
    made = [pieces.piece(post) for post in posts]
    declared = dict.fromkeys(line for piece in made for line in piece.declares)
    return pieces.head(declared) + pieces.between.join(piece.text for piece in made) + "".join(pieces.foot())


class Listed:
    """The pieces of a JSON array.

    Args:
        write: writes a post as a JSON object.
    """

    between = ",\n"

    def __init__(self, write: Callable[[Post], str]) -> None:
        self.changed: Counter[str] = Counter()
        self._write = write

    def piece(self, post: Post) -> Piece:
        return Piece(self._write(post))

    def head(self, _: Iterable[str]) -> str:
        return "[\n"

    def foot(self) -> Iterator[str]:
        yield "\n]\n"


_HEAD_SIZE = 4096  # bytes of a head without declared lines, at most, unless the blog's title is a novel


@define
class _Part:
    """A document's pieces within the temporary file."""

    start: int
    end: int
    declared: dict[str, None] = Factory(dict)
    size: int = _HEAD_SIZE


class TextGathering:
    """Documents of text in the making.

    Args:
        pieces: the format.
        max_size: the maximum size of a document in bytes. A single larger piece has a document of its own.
    """

    def __init__(self, pieces: Pieces, max_size: int | None = None) -> None:
        self._pieces = pieces
        self._max_size = max_size
        self._between = pieces.between.encode()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        self._parts = [_Part(0, 0)]
        self._moves = Database("CREATE TABLE moves (old, new)")

    @property
    def changed(self) -> Counter[str]:
        """Counts of changes to content that the format can't represent."""
        return self._pieces.changed

    @property
    def moves(self) -> Iterator[Move]:
        """The posts that aren't where they were."""
        return (Move(*row) for row in self._moves.read("SELECT * FROM moves ORDER BY rowid"))

    def add(self, post: Post) -> None:
        """Add a post.

        Raises:
            BlogpostError: the document can't have this post.
            OSError: the disk is full.
        """
        piece = self._pieces.piece(post)
        text = piece.text.encode()
        part = self._part_for(piece, len(text))
        if part.end > part.start:
            text = self._between + text
        self._file.write(text)
        part.end += len(text)
        part.size += len(text) + _size_of_new(piece, part)
        for move in piece.moves:
            self._moves.write("INSERT INTO moves VALUES (?, ?)", (move.old, move.new))
        part.declared.update(dict.fromkeys(piece.declares))

    def documents(self) -> Iterator[Document]:
        """The finished documents, of which there is more than one only if the size is limited."""
        return (partial(self._write, part) for part in self._parts)

    def close(self) -> None:
        """Delete the temporary files."""
        self._file.close()
        self._moves.close()

    def _part_for(self, piece: Piece, size: int) -> _Part:
        """The last part, or a new one if the piece doesn't fit."""
        last = self._parts[-1]
        is_full = self._max_size is not None and last.size + size + _size_of_new(piece, last) > self._max_size
        if is_full and last.end > last.start:
            self._parts.append(_Part(last.end, last.end))
        return self._parts[-1]

    def _write(self, part: _Part, file: BinaryIO) -> None:
        file.write(self._pieces.head(part.declared).encode())
        self._file.seek(part.start)
        _copy(self._file, file, part.end - part.start)
        file.writelines(piece.encode() for piece in self._pieces.foot())


def _size_of_new(piece: Piece, part: _Part) -> int:
    return sum(len(line.encode()) for line in piece.declares if line not in part.declared)


_CHUNK = 1 << 16


def _copy(source: BinaryIO, target: BinaryIO, size: int) -> None:
    target.writelines(source.read(min(_CHUNK, size - start)) for start in range(0, size, _CHUNK))


# ------------------------------------------------------------------------------------------------ the blog


class OneBlog:
    """The blog of a document's posts, with all that they state of it.

    Attributes:
        value: the blog as known so far.
    """

    def __init__(self) -> None:
        self.value: Blog = Blog()

    def add(self, blog: Blog | None) -> None:
        """Add what another post states.

        Raises:
            BlogpostError: it is another blog.
        """
        if blog is None or blog == self.value:
            return
        if _is_other(self.value, blog):
            raise BlogpostError("expected posts of one blog, and these are from several")
        known = self.value
        self.value = Blog(
            known.id or blog.id, known.title or blog.title, known.url or blog.url, known.time_zone or blog.time_zone
        )


def _is_other(blog: Blog, other: Blog) -> bool:
    """Whether two blogs differ in their ids or, if one has none, in their hosts."""
    if blog.id and other.id:
        return blog.id != other.id
    return bool(blog.url and other.url) and blog_host(blog.url or "") != blog_host(other.url or "")
