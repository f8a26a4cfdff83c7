"""A list of a blog's images in full size, with file names for them. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from blogpost.addresses import parts_of
from blogpost.blogger import full_size, is_on_image_host
from blogpost.content import Block, Figure, Image, Inline, Link, images, walk
from blogpost.model import Post
from blogpost.seen import Seen
from blogpost.writers.files import Names, slug, whole_file

MANIFEST = "images.tsv"
"""The name of the list. Each line has an address, a tab and a file name."""

_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg|tiff?|avif|heic)\Z", re.IGNORECASE)


class Manifest:
    """The list, written within a context and moved into its folder at the end. Each image is listed once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._names = Names()
        self._seen = Seen()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = self._stack.enter_context(whole_file(self._folder / MANIFEST))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, post: Post) -> None:
        """List the images of a post and its comments.

        Raises:
            OSError: the list cannot be written.
        """
        for url in chain(_addresses(post.body), *(_addresses(comment.body) for comment in post.all_comments())):
            if self._seen.add(url):
                stem, ending = name_parts(url)
                self._file.write(f"{url}\t{self._names.free(stem)}{ending}\n")


def file_name_in(url: str) -> str:
    """The last part of an image's address, decoded."""
    return unquote(parts_of(url).path).rpartition("/")[2]


def name_parts(url: str) -> tuple[str, str]:
    """A name for an image's file, and its ending."""
    path = file_name_in(url)
    ending = _ENDING.search(path)
    stem = slug(path[: ending.start()] if ending else path) or "image"
    return stem, ending[0].lower() if ending else ""


def _addresses(blocks: Iterable[Block]) -> Iterator[str]:
    """The absolute addresses of all images in full size, including the originals that they link to."""
    for src in addresses_in(blocks):
        yield from _absolute(full_size(src))


def addresses_in(blocks: Iterable[Block]) -> Iterator[str]:
    """The addresses of all images as written, including the originals that they link to."""
    for node in walk(blocks):
        if isinstance(node, Image):
            yield node.src
        elif (original := _original(node)) and is_image(original):
            yield original


def _original(node: Block | Inline) -> str | None:
    """The target of a figure, or of a link with an image."""
    if isinstance(node, Figure) or (isinstance(node, Link) and next(images(node.content), None)):
        return node.href
    return None


def is_image(url: str) -> bool:
    """Whether an address is an image's, by its ending or a host that serves only images."""
    return is_on_image_host(url) or _ENDING.search(parts_of(url).path) is not None


def _absolute(url: str) -> tuple[str, ...]:
    url = f"https:{url}" if url.startswith("//") else url
    return (url,) if url.startswith(("http://", "https://")) else ()
