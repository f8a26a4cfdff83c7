"""A takeout from Google (a folder, a zip file or one of its feeds) → the posts of all its blogs.

Each blog has a folder with its feed and its settings, which have its address and time zone. Blogs with the same title
share a folder with numbered files: ``feed(1).atom`` belongs to ``settings(1).csv``. The owner's comments on any blog
are in another folder, which isn't read: the feeds have those on these blogs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn, TypeAlias

from blogpost.errors import NoPostError, ParseError
from blogpost.markup.xml import Opener
from blogpost.model import Post
from blogpost.readers.archives.entries import LOG
from blogpost.readers.archives.feeds import FeedDocument, xml_document
from blogpost.readers.archives.joining import read_documents
from blogpost.readers.archives.salvaging import Salvage
from blogpost.readers.archives.settings import read_settings
from blogpost.sniffing import ZIP
from blogpost.sources import Source
from blogpost.zip_members import salvage_members
from blogpost.zips import Member, open_members, zips_in

_Key: TypeAlias = tuple[PurePosixPath, int]
"""A file's path and number. A zip file can have several files with the same path."""

Files: TypeAlias = Mapping[_Key, Opener]

_FEED = ".atom"
_SETTINGS = "settings{}.csv"
_NUMBER = re.compile(r"\s?\(\d+\)\Z", re.ASCII)  # after a name that exists already
_IS_SETTINGS = re.compile(r"settings(?:\s?\(\d+\))?\.csv", re.ASCII)
_OF_MACOS = ("__MACOSX", "._")  # the Finder's metadata for each file in a zip


def read_takeout(source: Source, url: str | None = None, salvage: Salvage | None = None) -> Iterator[Post]:
    """Read every post of a takeout with its comments.

    Args:
        source: a zip file, a folder or a single feed.
        url: the blog's address, if the takeout doesn't state it.
        salvage: keeps what is whole of damaged files; if it is None, damage is an error.

    Raises:
        NoPostError: it has no feed.
        ParseError: a feed isn't XML from here on; or the zip file is damaged, has names that lead out of it, or unpacks
            to more than feeds would.
        OSError: a file cannot be read, or the disk is full, and the comments need a temporary file.
    """
    with _opened_documents(source, url, salvage) as documents:
        if not any(document.has_settings for document in documents):
            LOG.info("settings of blogs, which are missing, so posts have only paths: name the blog with --url")
        yield from read_documents(documents)


def read_parts(
    sources: Sequence[Source], stack: ExitStack, url: str | None = None, salvage: Salvage | None = None
) -> list[FeedDocument]:
    """The feeds of a takeout in several parts. A feed finds its settings in any of them, by their folder's path.

    Args:
        sources: zip files, folders and single feeds.
        stack: keeps the files open.
        url: the blog's address, if no part states it.
        salvage: keeps what is whole of damaged files; if it is None, damage is an error.
    """
    documents: list[FeedDocument] = []
    files: list[tuple[PurePosixPath, Opener]] = []
    for source in sources:
        if source.path is not None and source.path.is_dir():
            files.extend((path, opened) for (path, _), opened in _files_in(source.path).items())
        elif _is_zip(source):
            files.extend(_members(stack.enter_context(source.open()), salvage))
        else:
            documents.append(_single_feed(source, url, salvage))
    return [*_all_documents(_numbered(files), url, salvage), *documents]


@contextmanager
def _opened_documents(
    source: Source, url: str | None = None, salvage: Salvage | None = None
) -> Iterator[list[FeedDocument]]:
    """The feeds of a takeout, readable within the context."""
    if source.path is not None and source.path.is_dir():
        documents = _all_documents(_files_in(source.path), url, salvage)
        yield documents or _raise_without_feeds([path.name for path in sorted(source.path.rglob("*.zip"))])
    elif _is_zip(source):
        with source.open() as file:
            documents = _all_documents(_numbered(_members(file, salvage)), url, salvage)
            yield documents or _raise_without_feeds(zips_in(file))
    else:
        yield [_single_feed(source, url, salvage)]


def _raise_without_feeds(zips: Sequence[str]) -> NoReturn:
    message = f"there is no post in this takeout: no file in it ends in {_FEED}"
    if zips:
        named = [*zips[:_MAX_NAMED], "…"] if len(zips) > _MAX_NAMED else zips
        message += f". Unpack it first: it holds {', '.join(named)}"
    raise NoPostError(message)


_MAX_NAMED = 3  # zip files in an error


def _single_feed(source: Source, url: str | None, salvage: Salvage | None) -> FeedDocument:
    settings = _settings_of(source.path.name, partial(_next_to, source.path)) if source.path else None
    feed: Opener = source.open
    return _document(salvage.whole(feed) if salvage else feed, settings, url)


def find_hosts(source: Source) -> dict[str, frozenset[str]]:
    """Find all hosts of the blogs in a takeout or export.

    Returns:
        For each host, all hosts of its blog.

    Raises:
        BlogpostError: as `read_takeout` does.
        OSError: a file cannot be read.
    """
    with suppress(NoPostError):  # a part of a takeout can have other files only
        try:
            return _hosts(source, None)
        except ParseError:  # if nobody wants to recover the archive, reading it will say so
            with Salvage(reports=False) as salvage:
                return _hosts(source, salvage)
    return {}


def _hosts(source: Source, salvage: Salvage | None) -> dict[str, frozenset[str]]:
    with _opened_documents(source, salvage=salvage) as documents:
        blogs = [document.hosts() for document in documents]
    return {host: hosts for hosts in blogs for host in hosts}


def count_blogs(source: Source) -> int:
    """Count the blogs in a takeout: feeds with settings next to them or, if there are no settings, all feeds."""
    if source.path is not None and source.path.is_dir():
        return _count(_files_in(source.path))
    if not _is_zip(source):
        return 1
    with source.open() as file, Salvage(reports=False) as salvage:
        try:
            return _count(_numbered(_members(file)))
        except ParseError:  # as for `find_hosts`
            return _count(_numbered(_members(file, salvage)))


def _count(files: Files) -> int:
    feeds = _feeds(files)
    return sum(_settings_in(files, feed) is not None for feed in feeds) or len(feeds)


# ------------------------------------------------------------------------------------------------ files


def _is_zip(source: Source) -> bool:
    return source.head(len(ZIP[0])) in ZIP


def _files_in(folder: Path) -> Files:
    files = sorted(path for path in folder.rglob("*") if _is_wanted(path.name) and path.is_file())
    return _numbered((PurePosixPath(path.relative_to(folder).as_posix()), partial(_opened, path)) for path in files)


def _members(file: BinaryIO, salvage: Salvage | None = None) -> Iterable[Member]:
    if salvage:
        return salvage_members(file, _is_wanted_path, salvage.report)
    return open_members(file, _is_wanted_path)


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


def _all_documents(files: Files, url: str | None, salvage: Salvage | None = None) -> list[FeedDocument]:
    """The feeds, each with the settings next to it.

    Raises:
        ParseError: none of them is whole up to its first entry.
    """
    documents = []
    errors: list[ParseError] = []
    for feed in _feeds(files):
        try:
            opened = salvage.whole(files[feed], str(feed[0])) if salvage else files[feed]
        except ParseError as error:
            errors.append(error)
            LOG.warning("%s: %s", feed[0], error)
        else:
            documents.append(_document(opened, _settings_in(files, feed), url))
    if errors and not documents:
        raise errors[0]
    return documents


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
