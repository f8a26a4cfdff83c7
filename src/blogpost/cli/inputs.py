"""The inputs of a run: files, folders, patterns and standard input."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from itertools import groupby
from pathlib import Path, PurePath

from attrs import evolve, field, frozen

from blogpost.advice import is_web_address
from blogpost.errors import NoPostError
from blogpost.writers.files import Names, slug

STANDARD_INPUT = "-"

ENDINGS = (
    *(".html", ".htm", ".xhtml", ".txt", ".md", ".markdown"),
    *(".json", ".jsonl", ".ndjson", ".xml", ".atom", ".rss", ".zip"),
    *(".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz"),
)
"""The endings of the files that are read in a folder."""

_FEED = ".atom"  # of a takeout
_SETTINGS = re.compile(r"settings(?:\(\d+\))?\.csv")
_BROWSER = "archive_browser.html"  # Google's list of a takeout's files
_BLOGGER = "Blogger"  # the folder of a takeout for this service, next to those of others
_READ_ALONE = (".html", ".htm", ".xhtml", ".txt", ".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
# Words for the folder that a browser saves next to a page, with its images and frames.
_FILES = (
    "files Dateien fichiers archivos ficheiros arquivos file bestanden filer tiedostot pliki soubory elemei datoteke "
    "dosyalar fitxers failid fails bylos fajlovi fitxategiak"
).split()


@frozen
class Input:
    """An input.

    Attributes:
        name: its name in messages.
        path: the file or the folder of a takeout; None for standard input.
        place: where its output goes in a folder, as a path without an ending; None if that depends on its posts.
        below: its path below the folder that it was found in; None if it was named.
    """

    name: str
    path: Path | None = None
    place: PurePath | None = None
    below: PurePath | None = field(default=None)

    @property
    def stem(self) -> str | None:
        """The name of its file without the ending."""
        return None if self.path is None else _without_ending(absolute(self.path).name)

    @property
    def is_regular(self) -> bool:
        """Whether every process can open it and begin at its start."""
        return self.below is not None or (self.path is not None and (self.path.is_file() or self.path.is_dir()))


def is_piped() -> bool:
    """Whether standard input is a pipe or a file, so somebody wants it to be read."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def find_inputs(given: str, patterns: Sequence[str], excluded: Collection[Path]) -> Iterator[Input]:
    """The inputs that an argument means: itself, the files that match it, or those in the folder.

    Args:
        given: the argument.
        patterns: patterns for files in folders; by default they are found by their `ENDINGS`.
        excluded: folders and files to leave out of folders, since this run writes there.

    Raises:
        NoPostError: no file matches, the folder has none, or it is a web address.
        OSError: the folder cannot be read.
    """
    if given == STANDARD_INPUT:
        yield Input(given)
    elif is_web_address(given) and not os.path.lexists(given):
        raise NoPostError(f"pages are not loaded from the web. Save the page, and write: blogpost PAGE --url {given}")
    elif os.path.lexists(given) or not glob.has_magic(given):
        yield from _at(Path(given), patterns, excluded)
    else:
        matching = sorted(glob.glob(given, recursive=True))  # noqa: PTH207  the pattern can begin anywhere
        if not matching:
            raise NoPostError("no file matches this pattern")
        for name in matching:
            yield from _at(Path(name), patterns, excluded)


def planned(inputs: Sequence[Input], *, with_named: bool) -> list[Input]:
    """The inputs with the places of their output: their path in the folder where they were found.

    Args:
        inputs: the inputs.
        with_named: whether inputs that were named, rather than found in a folder, get places, too.
    """
    names: defaultdict[PurePath, Names] = defaultdict(Names)
    for folder in {parent for each in inputs if each.below for parent in _folders_around(each.below)}:
        names[folder.parent].free(folder.name)  # an input with several posts can't have this folder
    return [evolve(each, place=_place(each, names, with_named=with_named)) for each in inputs]


def _place(each: Input, names: Mapping[PurePath, Names], *, with_named: bool) -> PurePath | None:
    path = each.below or (PurePath(absolute(each.path).name) if each.path is not None and with_named else None)
    if path is None:
        return None
    folder = _folder_of(path)
    return folder / names[folder].free(slug(_without_ending(path.name)) or "file")


def _folder_of(path: PurePath) -> PurePath:
    """The innermost folder for the output of a file with this path."""
    return PurePath(*(slug(part) or "folder" for part in path.parent.parts))


def _folders_around(path: PurePath) -> Iterator[PurePath]:
    """The folders for the output of a file with this path."""
    folder = _folder_of(path)
    yield from (parent for parent in (folder, *folder.parents) if parent.name)


# ------------------------------------------------------------------------------------------------ folders


def _at(path: Path, patterns: Sequence[str], excluded: Collection[Path]) -> Iterator[Input]:
    if not path.is_dir():
        yield Input(str(path), path)
        return
    files = [file for file in _files_in(path) if not _is_in(file, excluded)]
    matching = list(_matching(path, files, patterns) if patterns else _inputs_in(path, path, files))
    if not matching:
        what = f"matches {' or '.join(patterns)}" if patterns else "has an ending that blogpost reads: see --glob"
        raise NoPostError(f"no file in this folder {what}")
    yield from matching


def _matching(top: Path, files: Sequence[Path], patterns: Sequence[str]) -> Iterator[Input]:
    for file in files:
        below = file.relative_to(top)
        if any(fnmatch(below.as_posix() if "/" in pattern else below.name, pattern) for pattern in patterns):
            yield Input(str(file), file, below=below)


def _inputs_in(top: Path, folder: Path, files: Sequence[Path]) -> Iterator[Input]:
    """The inputs in a folder: files with known endings, and the folders of takeouts, which are read as a whole."""
    if _is_takeout(folder, files):
        yield Input(str(folder), folder, below=None if folder == top else folder.relative_to(top))
        return
    depth = len(folder.parts)
    for _, group in groupby(files, lambda file: file.parts[depth]):
        first, *others = group
        if len(first.parts) > depth + 1:
            yield from _inputs_in(top, folder / first.parts[depth], (first, *others))
        elif first.name.lower().endswith(ENDINGS):
            yield Input(str(first), first, below=first.relative_to(top))


def _is_takeout(folder: Path, files: Sequence[Path]) -> bool:
    """Whether a folder has feeds, and no pages but those that Google puts next to them."""
    feeds = {file.parent for file in files if file.suffix == _FEED}
    if not feeds:
        return False
    if folder / _BROWSER in files or any(folder / _BLOGGER in feed.parents for feed in feeds):
        return True
    with_settings = feeds & {file.parent for file in files if _SETTINGS.fullmatch(file.name)}
    pages = (file for file in files if file.suffix.lower() in _READ_ALONE)
    return all(with_settings.intersection((page.parent, *page.parents)) for page in pages)


def _files_in(folder: Path) -> Iterator[Path]:
    """All files in a folder and the folders in it, in order; none that is hidden or part of a saved page.

    Raises:
        OSError: a folder cannot be read.
    """
    with os.scandir(folder) as scanned:
        entries = sorted(scanned, key=lambda entry: entry.name)
    pages = {_without_ending(entry.name) for entry in entries if entry.name.lower().endswith(_PAGES)}
    for entry in entries:
        if entry.name.startswith((".", "__MACOSX")):
            continue
        path = folder / entry.name
        if entry.is_file():  # a pipe would be waited for
            yield path
        elif entry.is_dir() and not entry.is_symlink() and not _is_of_page(entry.name, pages):  # a link can lead back
            yield from _files_in(path)


def _is_of_page(name: str, pages: Collection[str]) -> bool:
    return any(
        name == f"{page}{mark}{word}" for page in pages for word in _FILES for mark in "_-." if name[:1] == page[:1]
    )


def _is_in(path: Path, places: Collection[Path]) -> bool:
    whole = absolute(path)
    return any(place == whole or place in whole.parents for place in places)


def absolute(path: Path) -> Path:
    """The absolute path, without following links."""
    return Path(os.path.abspath(path))  # noqa: PTH100  it would follow them


def _without_ending(name: str) -> str:
    stem = PurePath(name).stem
    return PurePath(stem).stem if name.lower().endswith((".warc.gz", ".arc.gz")) else stem
