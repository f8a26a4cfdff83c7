"""The images and videos of the user: files of a folder or of zip files, found by their address or name.

The user has filled the folder from a list of images (`writers.images`), or it has a takeout, unpacked or in zip files,
whose albums have files by their names. Nothing is fetched. The list of the files is on disk, since there may be many.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from attrs import frozen

from blogpost.addresses import parts_of
from blogpost.blogger import full_size
from blogpost.databases import Database
from blogpost.errors import BlogpostError, ParseError
from blogpost.model import Post
from blogpost.writers.files import slug
from blogpost.writers.images import MANIFEST, file_name_in, is_image
from blogpost.zip_members import members_at, open_member
from blogpost.zips import Readable

Opener: TypeAlias = Callable[[], AbstractContextManager[Readable]]

_VIDEO = re.compile(r"\.(?:mp4|m4v|mov|avi|webm|ogv|mkv|mpe?g|wmv|3gp|flv)\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"(.+)(\(\d{1,4}\))(\.\w{1,5})", re.ASCII)


def is_video(url: str) -> bool:
    """Whether an address is a video's, by its ending."""
    return _VIDEO.search(parts_of(url).path) is not None


# ------------------------------------------------------------------------------------------------ the user's files


@frozen
class _Place:
    """Where the bytes of a file are.

    Attributes:
        file: the file, or the zip file that has it.
        member: the member of the zip file, as `zip_members` describes it; None for a file of its own.
    """

    file: Path
    member: str | None = None

    @classmethod
    def of(cls, file: bytes, member: str | None) -> _Place:
        """The place in a row."""
        return cls(Path(os.fsdecode(file)), member)

    def row(self) -> tuple[bytes, str | None]:
        """The columns `file` and `member` of a table."""
        return os.fsencode(self.file), self.member

    def open(self) -> AbstractContextManager[Readable]:
        """Open them."""
        return self.file.open("rb") if self.member is None else open_member(self.file, self.member)


@frozen
class MediaFile:
    """An image or video of the user.

    Attributes:
        key: a key for it among all files.
        path: its path within the folder or zip file.
        place: where its bytes are.
    """

    key: str
    path: PurePosixPath
    place: _Place

    def open(self) -> AbstractContextManager[Readable]:
        """Open it."""
        return self.place.open()


_TABLES = (
    "CREATE TABLE listed (address PRIMARY KEY, name) WITHOUT ROWID",
    # Paths are bytes, since names of files can be anything. `numbered` is the name without Google's number.
    "CREATE TABLE files (path, name, numbered, file, member, made)",
    "CREATE INDEX by_name ON files (name)",
    "CREATE INDEX by_number ON files (numbered)",
    "CREATE TABLE descriptions (path PRIMARY KEY, file, member) WITHOUT ROWID",
)
_FIELDS = "rowid, path, file, member"


class Media:
    """The images and videos of a folder, of the zip files in it, or of a zip file.

    Args:
        place: the folder, with a list of images if it has been filled from one; or the zip file.

    Raises:
        BlogpostError: there is no image, or a zip file is damaged or unsafe.
        OSError: it cannot be read.
    """

    def __init__(self, place: Path) -> None:
        self._root = Path(os.path.realpath(place))
        self._rows = Database(*_TABLES)
        for address, name in _listed(self._root):
            self._rows.write("INSERT OR REPLACE INTO listed VALUES (?, ?)", (address, name))
        has_files = False
        for path, where in _files_in(self._root):
            has_files = self._add(path, where) or has_files
        names = self._rows.read("SELECT name FROM listed")
        if not has_files and not any(self._listed_file(name) for (name,) in names):
            is_listed = self._rows.read_one("SELECT name FROM listed") is not None
            fetch = f", only a list of images to fetch, {MANIFEST}" if is_listed else ""
            raise BlogpostError(f"there is no image in this {'zip file' if self._root.is_file() else 'folder'}{fetch}")

    def _add(self, path: PurePosixPath, place: _Place) -> bool:
        """Add a file or a description. Returns whether it is a file."""
        where = os.fsencode(path)
        if path.suffix == ".json":
            self._rows.write("INSERT OR REPLACE INTO descriptions VALUES (?, ?, ?)", (where, *place.row()))
            return False
        name = path.name.casefold()
        match = _NUMBERED.fullmatch(name)
        row = (where, _text(name), _text(match[1] + match[3]) if match else None, *place.row())
        self._rows.write("INSERT INTO files VALUES (?, ?, ?, ?, ?, NULL)", row)
        return True

    def find(self, src: str, post: Post | None = None) -> MediaFile | None:
        """The file of an image; None if there is none, or several could be it.

        Args:
            src: the image's address.
            post: the post with the image. Its blog and date distinguish files with one name.
        """
        address = full_size(f"https:{src}" if src.startswith("//") else src)
        row = self._rows.read_one("SELECT name FROM listed WHERE address = ?", (address,))
        return (row and self._listed_file(row[0])) or _only(self._chosen(self.named(src), post))

    def read(self, src: str) -> bytes | None:
        """The bytes of an image's file; None if there is none, or it is damaged."""
        found = self.find(src)
        if found is None:
            return None
        try:
            with found.open() as file:
                return file.read()
        except ParseError:  # of a zip file
            return None

    def named(self, src: str) -> list[MediaFile]:
        """All files that could have the name in an image's address.

        Google adds a number to the second file of a name in an album, which has the same name in its address.
        """
        name = _text(file_name_in(src).casefold())
        files = self._with_name(name) or self._with_name(name := name.replace("+", " "))  # in old addresses
        albums = {file.path.parent for file in files}
        numbered = self._rows.read(f"SELECT {_FIELDS} FROM files WHERE numbered = ? ORDER BY rowid", (name,))  # noqa: S608
        return [*files, *(file for file in map(_file, numbered if albums else ()) if file.path.parent in albums)]

    def _with_name(self, name: str) -> list[MediaFile]:
        rows = self._rows.read(f"SELECT {_FIELDS} FROM files WHERE name = ? ORDER BY rowid", (name,))  # noqa: S608
        return list(map(_file, rows))

    def _listed_file(self, name: str) -> MediaFile | None:
        path = self._root / name
        if not path.is_file() or not _is_within(path, self._root):
            return None
        return MediaFile(f"listed {name}", PurePosixPath(name), _Place(path))

    def _chosen(self, files: Sequence[MediaFile], post: Post | None) -> Sequence[MediaFile]:
        """The files that a post can mean: of its blog's album, uploaded near its date, or all with the same bytes."""
        if len(files) > 1 and post and post.blog and post.blog.title:
            album = slug(post.blog.title)
            files = [file for file in files if slug(file.path.parent.name) == album] or files
        if len(files) > 1 and post and (day := post.published):
            files = [file for file in files if self._is_near(file, _date(day))] or files
        return files[:1] if len(files) > 1 and len({_digest(file) for file in files}) == 1 else files

    def _is_near(self, file: MediaFile, day: dt.date) -> bool:
        """Whether a file was uploaded near a day."""
        made = self._made(file)
        return made is not None and abs(made.date() - day) <= _NEAR

    def _made(self, file: MediaFile) -> dt.datetime | None:
        """The time when a file was uploaded, as Google states it. Each description is read once."""
        row = self._rows.read_one("SELECT made FROM files WHERE rowid = ?", (file.key,))
        if row and row[0] is not None:
            return dt.datetime.fromisoformat(row[0]) if row[0] else None
        place = next(filter(None, map(self._place_of_description, _descriptions_of(file.path))), None)
        made = _time_in(place.open) if place else None
        self._rows.write("UPDATE files SET made = ? WHERE rowid = ?", (made.isoformat() if made else "", file.key))
        return made

    def _place_of_description(self, path: PurePosixPath) -> _Place | None:
        row = self._rows.read_one("SELECT file, member FROM descriptions WHERE path = ?", (os.fsencode(path),))
        return _Place.of(*row) if row else None


def _file(row: tuple[int, bytes, bytes, str | None]) -> MediaFile:
    number, path, file, member = row
    return MediaFile(str(number), PurePosixPath(os.fsdecode(path)), _Place.of(file, member))


def _text(name: str) -> str:
    """A file's name as text that can be encoded."""
    return name.encode("utf-8", "backslashreplace").decode()


_Found: TypeAlias = tuple[PurePosixPath, _Place]


def _files_in(root: Path) -> Iterator[_Found]:
    """Media and descriptions in a folder and its zip files, or in a zip file."""
    if not root.is_dir():
        yield from _zipped(root) if root.exists() else ()
        return
    for entry in _walk(root):
        path = Path(entry.path)
        if not entry.is_file() or (entry.is_symlink() and not _is_within(path, root)):
            continue
        if path.suffix.lower() == ".zip":
            yield from _zipped(path)
        elif _is_wanted(path.name):
            yield PurePosixPath(path.relative_to(root).as_posix()), _Place(path)


def _walk(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Everything in a folder and the folders in it, in the order of their paths."""
    entries: list[os.DirEntry[str]] = []
    with suppress(PermissionError), os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)


def _zipped(path: Path) -> Iterable[_Found]:
    try:
        members = members_at(path, lambda place: _is_wanted(place.name))
    except ParseError as error:
        raise BlogpostError(f"{path.name}: {error}") from None
    return ((place, _Place(path, member)) for place, member in members)


def _is_wanted(name: str) -> bool:
    return name.endswith(".json") or ((is_image(name) or is_video(name)) and not name.startswith("._"))


def _is_within(path: Path, root: Path) -> bool:
    """Whether a path doesn't lead out of the folder, by its name or by a link."""
    return Path(os.path.realpath(path)).is_relative_to(root)


def _listed(folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses of images in the folder's list, and the names of their files."""
    path = folder / MANIFEST
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            address, _, name = line.rstrip("\n").partition("\t")
            if name and "/" not in name and "\\" not in name:
                yield address, name


# ------------------------------------------------------------------------------------------------ files of one name

_DESCRIPTIONS = (".json", ".supplemental-metadata.json")
_NEAR = dt.timedelta(days=3)
_MAX_DESCRIPTION = 1 << 20  # bytes
_CHUNK = 1 << 16


def _descriptions_of(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """Where Google describes a file. The description of ``a(1).png`` is in ``a.png(1).json``."""
    match = _NUMBERED.fullmatch(path.name)
    for ending in _DESCRIPTIONS:
        if match:
            yield path.with_name(f"{match[1]}{match[3]}{ending.removesuffix('.json')}{match[2]}.json")
        yield path.with_name(path.name + ending)


def _time_in(opened: Opener) -> dt.datetime | None:
    try:
        with opened() as file:
            stated = json.loads(file.read(_MAX_DESCRIPTION))
        moments = (stated[key]["timestamp"] for key in ("creationTime", "photoTakenTime") if key in stated)
        return next((dt.datetime.fromtimestamp(int(moment), dt.UTC) for moment in moments), None)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError, OSError, BlogpostError):
        return None


def _date(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _digest(file: MediaFile) -> bytes:
    digest = blake2b(digest_size=16)
    try:
        with file.open() as opened:
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
    except ParseError:  # of a zip file
        return str(file.path).encode()
    return digest.digest()


def _only(files: Sequence[MediaFile]) -> MediaFile | None:
    return files[0] if len(files) == 1 else None
