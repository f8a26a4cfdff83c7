"""Images and videos that come along: files of the user, written next to the posts, whose content leads to them."""

from __future__ import annotations

import os
from collections import Counter
from functools import partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj

from attrs import evolve

from blogpost.databases import Database
from blogpost.errors import ParseError
from blogpost.model import Post
from blogpost.writers.book_pages import picture_in
from blogpost.writers.files import Names, slug, whole_binary_file
from blogpost.writers.images import is_image
from blogpost.writers.media_files import Media, Opener, is_video
from blogpost.writers.rewriting import Rewriting

_AMBIGUOUS = "images with a name that several files have, which keep their addresses"
_DAMAGED = "images that are damaged in the zip file, which keep their addresses"
_MISSING = "images that are not in the media folder, which keep their addresses"


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
        self._copied = Database("CREATE TABLE copied (key PRIMARY KEY, name) WITHOUT ROWID")
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
        return self._copied_as(key) or self._write(key, partial(BytesIO, picture.data), key, picture.ending)

    def _copy(self, src: str) -> str | None:
        found = self._media.find(src, self._post)
        if found is None:
            return None
        if (new := self._copied_as(found.key)) is not None:
            return new
        path = found.path
        ending = path.suffix.lower() if is_image(path.name) or is_video(path.name) else ""
        try:
            return self._write(found.key, found.open, slug(path.stem) or "image", ending)
        except ParseError:  # of a zip file
            return None

    def _copied_as(self, key: str) -> str | None:
        """The new address of a file that has been copied."""
        row = self._copied.read_one("SELECT name FROM copied WHERE key = ?", (key,))
        return self._up + self._prefix + row[0] if row else None

    def _write(self, key: str, opened: Opener, stem: str, ending: str) -> str:
        """Write a file, unless the folder has it already. Returns its new address."""
        name = self._name_of_copy(opened, stem, ending)
        self._copied.write("INSERT INTO copied VALUES (?, ?)", (key, name))
        return self._up + self._prefix + name

    def _name_of_copy(self, opened: Opener, stem: str, ending: str) -> str:
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


def _is_same(opened: Opener, place: Path) -> bool:
    """Whether a regular file has these bytes."""
    if place.is_symlink() or not place.is_file():
        return False
    with opened() as source, place.open("rb") as file:
        while (chunk := file.read(_CHUNK)) == source.read(_CHUNK):
            if not chunk:
                return True
    return False
