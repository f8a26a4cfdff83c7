"""A takeout from Google, as a folder, a zip file or a feed out of one → the posts of all blogs in it.

A blog is a folder with its feed and its settings, which tell its address and time zone. Another folder has the comments
that its owner wrote on any blog; those on these blogs are in their feeds, too.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Self, TypeAlias

from blogpost.errors import NoPostError, ParseError
from blogpost.markup.xml import Opener
from blogpost.model import Post
from blogpost.readers.archives.feeds import FeedDocument, xml_document
from blogpost.readers.archives.posts import read_documents
from blogpost.readers.archives.settings import read_settings
from blogpost.sources import Source

Files: TypeAlias = Mapping[PurePosixPath, Opener]

_FEED = ".atom"
_SETTINGS = "settings.csv"
_OF_MACOS = ("__MACOSX", "._")  # beside each file of a zip, what its Finder remembers of it


def read_takeout(source: Source, url: str | None = None) -> Iterator[Post]:
    """Every post of a takeout, with its comments.

    Raises:
        NoPostError: there is no feed in it.
        ParseError: a feed is no XML from here on; or the zip file is damaged, has names that lead out of it, or unpacks
            to more than feeds would.
        OSError: a file cannot be read, or there is no room for the comments in a temporary file.
    """
    with _opened_documents(source, url) as documents:
        yield from read_documents(documents)


@contextmanager
def _opened_documents(source: Source, url: str | None = None) -> Iterator[list[FeedDocument]]:
    """The feeds of a takeout, for as long as its file is open."""
    if source.path is not None and source.path.is_dir():
        yield _documents(_files_in(source.path), url)
    elif _is_zip(source):
        with source.open() as file:
            yield _documents(_files_of_zip(file), url)
    else:
        beside = source.path.with_name(_SETTINGS) if source.path else None
        settings = read_settings(beside.read_bytes()) if beside and beside.is_file() else None
        yield [xml_document(source.open, url=url, settings=settings)]


def find_hosts(source: Source) -> dict[str, frozenset[str]]:
    """The hosts of the blogs in a takeout or an export, by each of them.

    Raises:
        BlogpostError: as `read_takeout` does.
        OSError: a file cannot be read.
    """
    with _opened_documents(source) as documents:
        blogs = [document.hosts() for document in documents]
    return {host: hosts for hosts in blogs for host in hosts}


def count_blogs(source: Source) -> int:
    """How many blogs there are in a takeout: feeds with settings beside them, or where none has any, all feeds."""
    if source.path is not None and source.path.is_dir():
        return _count(_files_in(source.path))
    if not _is_zip(source):
        return 1
    with source.open() as file:
        return _count(_files_of_zip(file))


def _count(files: Files) -> int:
    feeds = _feeds(files)
    return sum(path.with_name(_SETTINGS) in files for path in feeds) or len(feeds)


def _feeds(files: Files) -> list[PurePosixPath]:
    return [path for path in sorted(files) if path.suffix == _FEED and not _is_of_macos(path)]


def _files_in(folder: Path) -> Files:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {PurePosixPath(path.relative_to(folder).as_posix()): partial(_opened, path) for path in files}


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _documents(files: Files, url: str | None) -> list[FeedDocument]:
    """The feeds, each with the settings beside it."""
    feeds = _feeds(files)
    if not feeds:
        raise NoPostError(f"there is no post in this takeout: no file in it ends in {_FEED}")
    return [_document(files[path], files.get(path.with_name(_SETTINGS)), url) for path in feeds]


def _document(feed: Opener, settings: Opener | None, url: str | None) -> FeedDocument:
    if settings is None:
        return xml_document(feed, url=url)
    with settings() as file:
        return xml_document(feed, url=url, settings=read_settings(file.read()))


def _is_of_macos(path: PurePosixPath) -> bool:
    return any(part.startswith(_OF_MACOS) for part in path.parts)


# ------------------------------------------------------------------------------------------------ zip files

MAX_RATIO = 100
"""How many times its packed size the text in a zip file may have: feeds have at most twenty times theirs."""

_ZIP = b"PK\x03\x04"
ALWAYS_ALLOWED = 16 << 20  # bytes, whatever they were packed to
_TEXTS = (_FEED, ".csv")
_KNOWN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1


def _is_zip(source: Source) -> bool:
    return source.head(len(_ZIP)) == _ZIP


def _files_of_zip(file: BinaryIO) -> Files:
    """The feeds and settings in a zip file.

    Raises:
        ParseError: it is damaged, or not what a takeout would be.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ParseError(f"expected a zip file: {error}") from None
    members = archive.infolist()
    for member in members:
        _refuse_escape(member.filename)
    texts = [member for member in members if member.filename.endswith(_TEXTS)]
    _refuse_bomb(texts)
    return {PurePosixPath(member.filename): partial(_Member, archive, member) for member in texts}


def _refuse_escape(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        raise ParseError(f"expected names within the zip file, not {name!r}")


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > max(ALWAYS_ALLOWED, MAX_RATIO * packed):
        raise ParseError(f"a takeout of {packed:,} bytes would not unpack to {unpacked:,}: this one is not read")
    for member in members:
        if member.flag_bits & _IS_ENCRYPTED or member.compress_type not in _KNOWN_PACKINGS:
            raise ParseError(f"{member.filename!r} is encrypted, or packed in a way that takeouts are not")


class _Member:
    """A file in a zip file, whose damages are this library's errors."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        try:
            self._file = archive.open(member)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise ParseError(f"this zip file is damaged: {error}") from None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._file.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise ParseError(f"this zip file is damaged: {error}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
