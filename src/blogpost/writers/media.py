"""Images and videos that come along: files of a folder, written next to the posts, whose content leads to them.

The user has filled the folder from a list of images (`writers.images`), or it has a takeout, unpacked or in zip files,
whose albums have files by their names. Nothing is fetched.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import BinaryIO, TypeAlias

from attrs import define, evolve

from blogpost.addresses import parts_of
from blogpost.blogger import full_size
from blogpost.errors import BlogpostError, ParseError
from blogpost.model import Post
from blogpost.remembering import cached_property
from blogpost.writers.book_pages import picture_in
from blogpost.writers.files import Names, slug, whole_binary_file
from blogpost.writers.images import MANIFEST, file_name_in, is_image
from blogpost.writers.rewriting import Rewriting
from blogpost.zip_members import open_members_at
from blogpost.zips import Readable

_Opener: TypeAlias = Callable[[], AbstractContextManager[Readable]]

_AMBIGUOUS = "images with a name that several files have, which keep their addresses"
_DAMAGED = "images that are damaged in the zip file, which keep their addresses"
_MISSING = "images that are not in the media folder, which keep their addresses"

_VIDEO = re.compile(r"\.(?:mp4|m4v|mov|avi|webm|ogv|mkv|mpe?g|wmv|3gp|flv)\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"(.+)(\(\d{1,4}\))(\.\w{1,5})", re.ASCII)


def is_video(url: str) -> bool:
    """Whether an address is a video's, by its ending."""
    return _VIDEO.search(parts_of(url).path) is not None


# ------------------------------------------------------------------------------------------------ the user's files


@define(eq=False, slots=False)
class MediaFile:
    """An image or video of the user.

    Attributes:
        path: its path within the folder or zip file.
        open: opens it.
        about: opens the file with Google's data about it, if there is one.
    """

    path: PurePosixPath
    open: _Opener
    about: _Opener | None = None

    @cached_property
    def made(self) -> dt.datetime | None:
        """The time when it was uploaded, as Google states it."""
        return _time_in(self.about) if self.about else None


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
        self._by_address = _listed(self._root)
        self._listed_files: dict[str, MediaFile] = {}
        self._by_name: dict[str, list[MediaFile]] = {}
        self._numbered: dict[str, list[MediaFile]] = {}
        for file in _with_descriptions(_files_in(self._root)):
            name = file.path.name.casefold()
            self._by_name.setdefault(name, []).append(file)
            if match := _NUMBERED.fullmatch(name):
                self._numbered.setdefault(match[1] + match[3], []).append(file)
        if not self._by_name and not any(map(self._listed_file, self._by_address)):
            raise BlogpostError(f"there is no image in this {'zip file' if self._root.is_file() else 'folder'}")

    def find(self, src: str, post: Post | None = None) -> MediaFile | None:
        """The file of an image; None if there is none, or several could be it.

        Args:
            src: the image's address.
            post: the post with the image. Its blog and date distinguish files with one name.
        """
        address = full_size(f"https:{src}" if src.startswith("//") else src)
        return self._listed_file(address) or _only(_chosen(self.named(src), post))

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
        name = file_name_in(src).casefold()
        name = name if name in self._by_name else name.replace("+", " ")  # in old addresses
        files = self._by_name.get(name, [])
        albums = {file.path.parent for file in files}
        return [*files, *(file for file in self._numbered.get(name, ()) if file.path.parent in albums)]

    def _listed_file(self, address: str) -> MediaFile | None:
        name = self._by_address.get(address)
        path = self._root / name if name else None
        if name is None or path is None or not path.is_file() or not _is_within(path, self._root):
            return None
        if name not in self._listed_files:
            self._listed_files[name] = MediaFile(PurePosixPath(name), partial(_opened, path))
        return self._listed_files[name]


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


_Found: TypeAlias = tuple[PurePosixPath, _Opener]


def _files_in(root: Path) -> Iterator[_Found]:
    """Media and descriptions in a folder and its zip files, or in a zip file."""
    if not root.is_dir():
        yield from _zipped(root) if root.exists() else ()
        return
    for path in sorted(root.rglob("*")):
        if not path.is_file() or not _is_within(path, root):
            continue
        if path.suffix.lower() == ".zip":
            yield from _zipped(path)
        elif _is_wanted(path.name):
            yield PurePosixPath(path.relative_to(root).as_posix()), partial(_opened, path)


def _zipped(path: Path) -> Iterable[_Found]:
    try:
        return open_members_at(path, lambda place: _is_wanted(place.name))
    except ParseError as error:
        raise BlogpostError(f"{path.name}: {error}") from None


def _is_wanted(name: str) -> bool:
    return name.endswith(".json") or ((is_image(name) or is_video(name)) and not name.startswith("._"))


def _is_within(path: Path, root: Path) -> bool:
    """Whether a path doesn't lead out of the folder, by its name or by a link."""
    return Path(os.path.realpath(path)).is_relative_to(root)


def _listed(folder: Path) -> dict[str, str]:
    """The names in the folder's list by the addresses of the images."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.partition("\t") for line in lines)
    return {address: name for address, _, name in pairs if name and "/" not in name and "\\" not in name}


# ------------------------------------------------------------------------------------------------ files of one name

_DESCRIPTIONS = (".json", ".supplemental-metadata.json")
_NEAR = dt.timedelta(days=3)
_MAX_DESCRIPTION = 1 << 20  # bytes


def _with_descriptions(found: Iterable[_Found]) -> Iterator[MediaFile]:
    """The media, each with its description."""
    files, about = [], {}
    for path, opened in found:
        if path.suffix == ".json":
            about[path] = opened
        else:
            files.append((path, opened))
    for path, opened in files:
        yield MediaFile(path, opened, next((about[name] for name in _descriptions_of(path) if name in about), None))


def _descriptions_of(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """Where Google describes a file. The description of ``a(1).png`` is in ``a.png(1).json``."""
    match = _NUMBERED.fullmatch(path.name)
    for ending in _DESCRIPTIONS:
        if match:
            yield path.with_name(f"{match[1]}{match[3]}{ending.removesuffix('.json')}{match[2]}.json")
        yield path.with_name(path.name + ending)


def _time_in(opened: _Opener) -> dt.datetime | None:
    try:
        with opened() as file:
            stated = json.loads(file.read(_MAX_DESCRIPTION))
        moments = (stated[key]["timestamp"] for key in ("creationTime", "photoTakenTime") if key in stated)
        return next((dt.datetime.fromtimestamp(int(moment), dt.UTC) for moment in moments), None)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError, OSError, BlogpostError):
        return None


def _chosen(files: Sequence[MediaFile], post: Post | None) -> Sequence[MediaFile]:
    """The files that a post can mean: of its blog's album, uploaded near its date, or all with the same bytes."""
    if len(files) > 1 and post and post.blog and post.blog.title:
        album = slug(post.blog.title)
        files = [file for file in files if slug(file.path.parent.name) == album] or files
    if len(files) > 1 and post and (day := post.published):
        files = [file for file in files if file.made and abs(file.made.date() - _date(day)) <= _NEAR] or files
    return files[:1] if len(files) > 1 and len({_digest(file) for file in files}) == 1 else files


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


# ------------------------------------------------------------------------------------------------ copies


class Copier:
    """Copies the images and videos of posts into a folder, and changes their addresses in the posts.

    Args:
        media: the images.
        target: the folder, made if missing. Files in it are never overwritten.
        prefix: the beginning of the new addresses.

    Attributes:
        changed: the number of images and videos that are files now.
        skipped: the number of others, by reason.
    """

    def __init__(self, media: Media, target: Path, prefix: str) -> None:
        self.changed: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self._media = media
        self._target = target
        self._prefix = prefix
        self._up = ""
        self._names = Names()
        self._copied: dict[object, str] = {}
        self._post: Post | None = None
        self._rewriting = Rewriting(href=self._href, src=self._src)

    def localized(self, post: Post, *, up: str = "") -> Post:
        """The post with addresses of files for its images.

        Args:
            post: the post.
            up: the way from the post's folder to the one that the prefix begins in, such as ``../``.

        Raises:
            OSError: a file cannot be read or written.
        """
        self._up = up
        self._post = post
        comments = self._rewriting.comments(post.comments)
        return evolve(post, body=self._rewriting.blocks(post.body), comments=comments)

    def _src(self, src: str) -> str:
        """The address of an image in the new place."""
        new = self._unpacked(src) if src.startswith("data:") else self._copy(src)
        if new is not None:
            self.changed["images, which are files now"] += 1
        elif not src.startswith("data:"):
            self.skipped[self._reason(src)] += 1
        return new or src

    def _reason(self, src: str) -> str:
        """Why an image has no file."""
        if self._media.find(src, self._post):
            return _DAMAGED
        return _AMBIGUOUS if len(self._media.named(src)) > 1 else _MISSING

    def _href(self, href: str) -> str:
        """The address of a video, or of an original that an image leads to; other links are unchanged."""
        is_of_video = is_video(href)
        new = self._copy(href) if is_of_video or is_image(href) else None
        if new and is_of_video:
            self.changed["videos, which are files now"] += 1
        return new or href

    def _unpacked(self, src: str) -> str | None:
        picture = picture_in(src)
        if picture is None:
            return None
        key = blake2b(picture.data, digest_size=10).hexdigest()
        if key not in self._copied:
            self._copied[key] = self._write(partial(BytesIO, picture.data), key, picture.ending)
        return self._up + self._prefix + self._copied[key]

    def _copy(self, src: str) -> str | None:
        found = self._media.find(src, self._post)
        if found is None:
            return None
        if found not in self._copied:
            name = found.path.name
            ending = found.path.suffix.lower() if is_image(name) or is_video(name) else ""
            try:
                self._copied[found] = self._write(found.open, slug(found.path.stem) or "image", ending)
            except ParseError:  # of a zip file
                return None
        return self._up + self._prefix + self._copied[found]

    def _write(self, opened: _Opener, stem: str, ending: str) -> str:
        """Write a file, unless the folder has it already. Returns its name there."""
        self._target.mkdir(parents=True, exist_ok=True)
        while True:
            place = self._target / f"{self._names.free(stem)}{ending}"
            if not os.path.lexists(place):
                with opened() as source, whole_binary_file(place) as file:
                    copyfileobj(source, file)
                return place.name
            if _is_same(opened, place):
                return place.name


_CHUNK = 1 << 16


def _is_same(opened: _Opener, place: Path) -> bool:
    """Whether a regular file has these bytes."""
    if place.is_symlink() or not place.is_file():
        return False
    with opened() as source, place.open("rb") as file:
        while (chunk := file.read(_CHUNK)) == source.read(_CHUNK):
            if not chunk:
                return True
    return False
