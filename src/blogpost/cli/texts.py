"""Destinations of posts as text: standard output, one file, or a folder with a file for each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TextIO

from blogpost.cli.inputs import Input
from blogpost.cli.items import AsTexts, Destination, Item, Written, as_they_are, expect_no_input, path_for
from blogpost.cli.streams import write_output
from blogpost.errors import BlogpostError
from blogpost.formats import FORMATS
from blogpost.model import Post
from blogpost.sites import open_copier, open_linked_files
from blogpost.writers.files import Names, name_of, slug, whole_file, whole_folder, write_whole
from blogpost.writers.summary import Summary

if TYPE_CHECKING:
    from blogpost.writers.media_files import Media


class _Joined:
    """Texts that are one document, with marks around and between them if there are several.

    Args:
        write: writes a string.
        to: the name of the format.
    """

    def __init__(self, write: Callable[[str], object], to: str) -> None:
        self._write = write
        self._marks = FORMATS[to].marks
        self._first: str | None = None
        self.count = 0

    def add(self, text: str) -> None:
        self.count += 1
        if self._marks is None or not any(self._marks):
            self._write(text)
        elif self.count == 1:
            self._first = text  # whether it is the only one shows later
        else:
            before, between, _ = self._marks
            if self._first is not None:
                self._write(before + self._first.rstrip("\n"))
                self._first = None
            self._write(between + text.rstrip("\n"))

    def end(self) -> None:
        if self._first is not None:
            self._write(self._first)
            self._first = None
        elif self._marks is not None and self.count > 1:
            self._write(self._marks[2])


class StandardOutput(Destination):
    """Prints posts one after the other.

    Args:
        to: the name of the format.
    """

    is_printed = True

    def __init__(self, to: str) -> None:
        super().__init__(AsTexts(to))
        self._joined = _Joined(write_output, to)

    def put(self, items: Iterator[Item], source: Input) -> None:  # noqa: ARG002  output has no name
        for written in _texts(items):
            self._joined.add(written.text)
            self.summary.include(written.counts)

    def finish(self) -> None:
        self._joined.end()


class PrintedRows(Destination):
    """Prints the rows of posts as they come.

    Args:
        stream: the document's head, and a function that writes the rows of a post.
    """

    is_printed = True

    def __init__(self, stream: tuple[str, Callable[[Post], str]]) -> None:
        super().__init__()
        self._head, self._write = stream

    def put(self, items: Iterator[Item], source: Input) -> None:  # noqa: ARG002  output has no name
        for item in items:
            assert isinstance(item, Post), "rows are numbered here"
            write_output(self._head + self._write(item))
            self._head = ""
            self.summary.add(item, comments=sum(1 for _ in item.all_comments()))


class OneFile(Destination):
    """Writes all posts into one file, which appears when it is complete.

    Args:
        path: the file.
        to: the name of the format.
    """

    def __init__(self, path: Path, to: str) -> None:
        super().__init__(AsTexts(to))
        self._path = path
        self._has_several = FORMATS[to].marks is not None
        self._stack = ExitStack()
        self._file: TextIO | None = None
        self._joined = _Joined(self._append, to)
        self._error: Exception | None = None

    def put(self, items: Iterator[Item], source: Input) -> None:  # noqa: ARG002  the file has its name
        if self._error is not None:
            raise self._error
        for written in _texts(items):
            try:
                self._add(written)
            except (BlogpostError, OSError) as error:  # the file would lack a post
                self._error = error
                self._stack.__exit__(type(error), error, error.__traceback__)
                raise
            self.summary.include(written.counts)

    def finish(self) -> None:
        if self._error is None:
            self._joined.end()
        self._stack.close()

    def close(self) -> None:
        self._stack.__exit__(GeneratorExit, GeneratorExit(), None)

    def _add(self, written: Written) -> None:
        if self._joined.count and not self._has_several:
            self._summary = Summary()  # nothing is written
            raise BlogpostError(
                f"{self._path.name} can have one post, and here are more: name a folder, such as -o {self._path.stem}/"
            )
        self._joined.add(written.text)

    def _append(self, text: str) -> None:
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._stack.enter_context(whole_file(self._path))
        self._file.write(text)


class Folder(Destination):
    """Writes a file per post. An input's only post is named after the input, others by their address or title.

    Inputs with a place have their output there: their only post in a file, others in a folder.

    Args:
        folder: the folder.
        to: the name of the format.
        media: the user's images, which are copied along.
        kept: the absolute paths of the inputs, which are never replaced.
    """

    def __init__(self, folder: Path, to: str, media: Media | None = None, kept: Collection[Path] = frozenset()) -> None:
        row = FORMATS[to]
        super().__init__(as_they_are if media or row.has_relative_links else AsTexts(to))
        self.is_surveyed = row.has_relative_links
        self._text = AsTexts(to)
        self._links = open_linked_files() if row.has_relative_links else None
        self._copier = open_copier(media, folder / "media", "media/") if media else None
        self._folder = folder
        self._suffix = row.suffix
        self._kept = kept
        self._names = Names()

    def put(self, items: Iterator[Item], source: Input) -> None:
        first = next(items, None)
        if first is None:  # only placeholders, whose comments aren't wanted
            return
        try:
            second = next(items, None)
        except Exception:  # the first post is fine
            self._save_several(iter((first,)), source)
            raise
        if second is not None:
            self._save_several(chain((first, second), items), source)
        elif source.place is not None:
            self._write(first, path_for(self._folder, source, self._suffix))
        else:
            self._save(first, slug(source.stem or "") or _name_of(first))

    def has(self, source: Input) -> bool:
        folder = path_for(self._folder, source)
        return folder.is_dir() or path_for(self._folder, source, self._suffix).exists()

    def finish(self) -> None:
        """Write posts that link to later ones again, and count the images."""
        if self._links:
            for post, name in self._links.late():
                write_whole(self._folder / name, self._text.text(post).text)
        if self._copier:
            self.summary.note(self._copier)

    def close(self) -> None:
        if self._links:
            self._links.close()

    def _save_several(self, items: Iterator[Item], source: Input) -> None:
        if source.place is None:
            for item in items:
                self._save(item, _name_of(item))
            return
        place, names = path_for(self._folder, source), Names()
        with whole_folder(place) as new:
            for item in items:
                name = names.free(_name_of(item)) + self._suffix
                self._write(item, place / name, new / name)

    def _save(self, item: Item, name: str) -> None:
        self._write(item, self._folder / (self._names.free(name) + self._suffix))

    def _write(self, item: Item, path: Path, new: Path | None = None) -> None:
        """Write a post to its path, or for now to another, from which it is moved there."""
        expect_no_input(path, self._kept)
        if isinstance(item, Post):
            item = self._text.text(self._localized(item, path.relative_to(self._folder)))
        assert isinstance(item, Written), "nothing else is prepared for this destination"
        write_whole(new or path, item.text)
        self.summary.include(item.counts)

    def _localized(self, post: Post, path: PurePath) -> Post:
        """The post with links to files in the folder."""
        if self._copier is not None:
            post = self._copier.localized(post, up="../" * (len(path.parts) - 1))
        if self._links is not None:
            post = self._links.add(post, path.as_posix(), self.survey.hosts_of(post))
        return post


def _name_of(item: Item) -> str:
    assert not isinstance(item, Summary), "nothing like it is prepared for this destination"
    return item.name if isinstance(item, Written) else name_of(item)


def _texts(items: Iterator[Item]) -> Iterator[Written]:
    for item in items:
        assert isinstance(item, Written), "nothing else is prepared for this destination"
        yield item
