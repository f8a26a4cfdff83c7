"""Images that come along: files of a folder, written next to the posts, whose content leads to them.

The user has filled the folder from a list of images (`writers.images`), or it has the albums of a takeout, whose files
are found by their names. Nothing is fetched.
"""

from __future__ import annotations

import os
from collections import Counter
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from attrs import evolve

from blogpost.blogger.images import full_size
from blogpost.errors import BlogpostError
from blogpost.model import Post
from blogpost.writers.book_pages import picture_in
from blogpost.writers.files import Names, slug, whole_binary_file
from blogpost.writers.images import MANIFEST, file_name_in, is_image
from blogpost.writers.rewriting import Rewriting

_AMBIGUOUS = "images with a name that several files have, which keep their addresses"
_MISSING = "images that are not in the media folder, which keep their addresses"


class Media:
    """The images of a folder.

    Args:
        folder: the folder with the images, and with their list if it has been filled from one.

    Raises:
        BlogpostError: there is no image in the folder.
        OSError: the folder or its list cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._root = Path(os.path.realpath(folder))
        self._by_address = _listed(self._root)
        self._by_name: dict[str, list[Path]] = {}
        for path in sorted(self._root.rglob("*")):
            if is_image(path.name) and path.is_file() and self._is_within(path):
                self._by_name.setdefault(path.name.casefold(), []).append(path)
        if not self._by_name and not any(map(self._listed_file, self._by_address)):
            raise BlogpostError("there is no image in this folder")

    def find(self, src: str) -> Path | None:
        """The file of an image; None if there is none, or several could be it."""
        address = full_size(f"https:{src}" if src.startswith("//") else src)
        if (path := self._listed_file(address)) is not None:
            return path
        paths = self.named(src)
        return paths[0] if len(paths) == 1 else None

    def named(self, src: str) -> list[Path]:
        """All files that have the name in an image's address."""
        name = file_name_in(src).casefold()
        return self._by_name.get(name) or self._by_name.get(name.replace("+", " "), [])  # in old addresses

    def _listed_file(self, address: str) -> Path | None:
        name = self._by_address.get(address)
        path = self._root / name if name else None
        return path if path and path.is_file() and self._is_within(path) else None

    def _is_within(self, path: Path) -> bool:
        """Whether a path doesn't lead out of the folder, by its name or by a link."""
        return Path(os.path.realpath(path)).is_relative_to(self._root)


def _listed(folder: Path) -> dict[str, str]:
    """The names in the folder's list by the addresses of the images."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.partition("\t") for line in lines)
    return {address: name for address, _, name in pairs if name and "/" not in name and "\\" not in name}


class Copier:
    """Copies the images of posts into a folder, and changes their addresses in the posts.

    Args:
        media: the images.
        target: the folder, made if missing. Files in it are never overwritten.
        prefix: the beginning of the new addresses.

    Attributes:
        changed: the number of images that are files now.
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
        self._copied: dict[str, str] = {}
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
        comments = self._rewriting.comments(post.comments)
        return evolve(post, body=self._rewriting.blocks(post.body), comments=comments)

    def _src(self, src: str) -> str:
        """The address of an image in the new place."""
        new = self._unpacked(src) if src.startswith("data:") else self._copy(src)
        if new is not None:
            self.changed["images, which are files now"] += 1
        elif not src.startswith("data:"):
            self.skipped[_AMBIGUOUS if len(self._media.named(src)) > 1 else _MISSING] += 1
        return new or src

    def _href(self, href: str) -> str:
        """The address of an original that an image leads to; other links are unchanged."""
        return (self._copy(href) if is_image(href) else None) or href

    def _unpacked(self, src: str) -> str | None:
        picture = picture_in(src)
        if picture is None:
            return None
        key = blake2b(picture.data, digest_size=10).hexdigest()
        if key not in self._copied:
            self._copied[key] = self._write(BytesIO(picture.data), key, picture.ending)
        return self._up + self._prefix + self._copied[key]

    def _copy(self, src: str) -> str | None:
        path = self._media.find(src)
        if path is None:
            return None
        key = str(path)
        if key not in self._copied:
            ending = path.suffix.lower() if is_image(path.name) else ""
            with path.open("rb") as source:
                self._copied[key] = self._write(source, slug(path.stem) or "image", ending)
        return self._up + self._prefix + self._copied[key]

    def _write(self, source: BinaryIO, stem: str, ending: str) -> str:
        """Write a file, unless the folder has it already. Returns its name there."""
        self._target.mkdir(parents=True, exist_ok=True)
        while True:
            place = self._target / f"{self._names.free(stem)}{ending}"
            if not os.path.lexists(place):
                source.seek(0)
                with whole_binary_file(place) as file:
                    copyfileobj(source, file)
                return place.name
            if _is_same(source, place):
                return place.name


_CHUNK = 1 << 16


def _is_same(source: BinaryIO, place: Path) -> bool:
    """Whether a regular file has these bytes."""
    if place.is_symlink() or not place.is_file():
        return False
    source.seek(0)
    with place.open("rb") as file:
        while (chunk := file.read(_CHUNK)) == source.read(_CHUNK):
            if not chunk:
                return True
    return False
