"""A takeout from Google (a folder, a zip file or one of its feeds) → the posts of all its blogs.

Each blog has a folder with its feed and its settings, which have its address and time zone. Blogs with the same title
share a folder with numbered files: ``feed(1).atom`` belongs to ``settings(1).csv``. The owner's comments on any blog
are in another folder, which isn't read: the feeds have those on these blogs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeAlias

from blogpost.errors import NoPostError
from blogpost.markup.xml import Opener
from blogpost.model import Post
from blogpost.readers.archives.feeds import FeedDocument, xml_document
from blogpost.readers.archives.joining import read_documents
from blogpost.readers.archives.settings import read_settings
from blogpost.readers.zips import open_members
from blogpost.sniffing import ZIP
from blogpost.sources import Source

_Key: TypeAlias = tuple[PurePosixPath, int]
"""A file's path and number. A zip file can have several files with the same path."""

Files: TypeAlias = Mapping[_Key, Opener]

_FEED = ".atom"
_SETTINGS = "settings{}.csv"
_NUMBER = re.compile(r"\s?\(\d+\)\Z", re.ASCII)  # after a name that exists already
_IS_SETTINGS = re.compile(r"settings(?:\s?\(\d+\))?\.csv", re.ASCII)
_OF_MACOS = ("__MACOSX", "._")  # the Finder's metadata for each file in a zip


def read_takeout(source: Source, url: str | None = None) -> Iterator[Post]:
    """Read every post of a takeout with its comments.

    Raises:
        NoPostError: it has no feed.
        ParseError: a feed isn't XML from here on; or the zip file is damaged, has names that lead out of it, or unpacks
            to more than feeds would.
        OSError: a file cannot be read, or the disk is full, and the comments need a temporary file.
    """
    with _opened_documents(source, url) as documents:
        yield from read_documents(documents)


def read_parts(sources: Sequence[Source], stack: ExitStack, url: str | None = None) -> list[FeedDocument]:
    """The feeds of a takeout in several parts. A feed finds its settings in any of them, by their folder's path.

    Args:
        sources: zip files, folders and single feeds.
        stack: keeps the files open.
        url: the blog's address, if no part states it.
    """
    documents: list[FeedDocument] = []
    files: list[tuple[PurePosixPath, Opener]] = []
    for source in sources:
        if source.path is not None and source.path.is_dir():
            files.extend((path, opened) for (path, _), opened in _files_in(source.path).items())
        elif _is_zip(source):
            files.extend(open_members(stack.enter_context(source.open()), _is_wanted_path))
        else:
            documents.append(_single_feed(source, url))
    whole = _numbered(files)
    return [*(_document(whole[feed], _settings_in(whole, feed), url) for feed in _feeds(whole)), *documents]


@contextmanager
def _opened_documents(source: Source, url: str | None = None) -> Iterator[list[FeedDocument]]:
    """The feeds of a takeout, readable within the context."""
    if source.path is not None and source.path.is_dir():
        yield _documents(_files_in(source.path), url)
    elif _is_zip(source):
        with source.open() as file:
            yield _documents(_files_of_zip(file), url)
    else:
        yield [_single_feed(source, url)]


def _single_feed(source: Source, url: str | None) -> FeedDocument:
    settings = _settings_of(source.path.name, partial(_next_to, source.path)) if source.path else None
    return _document(source.open, settings, url)


def find_hosts(source: Source) -> dict[str, frozenset[str]]:
    """Find all hosts of the blogs in a takeout or export.

    Returns:
        For each host, all hosts of its blog.

    Raises:
        BlogpostError: as `read_takeout` does.
        OSError: a file cannot be read.
    """
    with _opened_documents(source) as documents:
        blogs = [document.hosts() for document in documents]
    return {host: hosts for hosts in blogs for host in hosts}


def count_blogs(source: Source) -> int:
    """Count the blogs in a takeout: feeds with settings next to them or, if there are no settings, all feeds."""
    if source.path is not None and source.path.is_dir():
        return _count(_files_in(source.path))
    if not _is_zip(source):
        return 1
    with source.open() as file:
        return _count(_files_of_zip(file))


def _count(files: Files) -> int:
    feeds = _feeds(files)
    return sum(_settings_in(files, feed) is not None for feed in feeds) or len(feeds)


# ------------------------------------------------------------------------------------------------ files


def _is_zip(source: Source) -> bool:
    return source.head(len(ZIP[0])) in ZIP


def _files_in(folder: Path) -> Files:
    files = sorted(path for path in folder.rglob("*") if _is_wanted(path.name) and path.is_file())
    return _numbered((PurePosixPath(path.relative_to(folder).as_posix()), partial(_opened, path)) for path in files)


def _files_of_zip(file: BinaryIO) -> Files:
    return _numbered(open_members(file, _is_wanted_path))


def _is_wanted_path(path: PurePosixPath) -> bool:
    return _is_wanted(path.name)


def _is_wanted(name: str) -> bool:
    return name.endswith(_FEED) or bool(_IS_SETTINGS.fullmatch(name))


def _numbered(files: Iterable[tuple[PurePosixPath, Opener]]) -> Files:
    """The files by path and number, so files with the same path don't replace each other."""
    seen: Counter[PurePosixPath] = Counter()
    numbered = {}
    for path, opened in files:
        numbered[path, seen[path]] = opened
        seen[path] += 1
    return numbered


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _next_to(path: Path, name: str) -> Opener | None:
    other = path.with_name(name)
    return partial(_opened, other) if other.is_file() else None


# ------------------------------------------------------------------------------------------------ feeds and settings


def _documents(files: Files, url: str | None) -> list[FeedDocument]:
    """The feeds, each with the settings next to it."""
    feeds = _feeds(files)
    if not feeds:
        raise NoPostError(f"there is no post in this takeout: no file in it ends in {_FEED}")
    return [_document(files[feed], _settings_in(files, feed), url) for feed in feeds]


def _feeds(files: Files) -> list[_Key]:
    feeds = [key for key in files if key[0].suffix == _FEED and not _is_of_macos(key[0])]
    return sorted(feeds, key=_in_order)


def _in_order(key: _Key) -> tuple[object, ...]:
    """A key for sorting: by folder, then ``feed.atom`` before ``feed(1).atom``."""
    path, number = key
    return path.parent, len(path.name), path.name, number


def _is_of_macos(path: PurePosixPath) -> bool:
    return any(part.startswith(_OF_MACOS) for part in path.parts)


def _document(feed: Opener, settings: Opener | None, url: str | None) -> FeedDocument:
    if settings is None:
        return xml_document(feed, url=url)
    with settings() as file:
        return xml_document(feed, url=url, settings=read_settings(file.read()))


def _settings_in(files: Files, feed: _Key) -> Opener | None:
    path, number = feed

    def find(name: str) -> Opener | None:
        place = path.with_name(name)
        return files.get((place, number)) or files.get((place, 0))

    return _settings_of(path.name, find)


def _settings_of(feed: str, find: Callable[[str], Opener | None]) -> Opener | None:
    """The settings of a feed: those with its number, since others belong to another blog.

    Args:
        feed: the name of its file.
        find: returns the opener of a file next to it by the file's name; None if there is no such file.
    """
    stem = feed.removesuffix(_FEED)
    number = _NUMBER.search(stem)
    if number is None:
        return find(_SETTINGS.format(""))
    is_alone = find(_NUMBER.sub("", stem) + _FEED) is None  # the browser may have added its number
    return find(_SETTINGS.format(number[0])) or (find(_SETTINGS.format("")) if is_alone else None)
