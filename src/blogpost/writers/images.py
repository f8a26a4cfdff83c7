"""The images of a blog: a list of what to fetch, in full size, and under which names. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from blogpost.addresses import parts_of
from blogpost.content import Block, Figure, Image, walk
from blogpost.markup.images import full_size
from blogpost.model import Post
from blogpost.writers.files import whole_file
from blogpost.writers.names import Names, slug

MANIFEST = "images.tsv"
"""The list: an address and the name of a file on each line, with a tab between them."""

_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg|tiff?|avif|heic)\Z", re.IGNORECASE)


class Manifest:
    """The list in the making: a file that moves into its folder when it is whole, at the end of the context.

    An image that stands in many posts is on the list once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._names = Names()
        self._seen: set[int] = set()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = self._stack.enter_context(whole_file(self._folder / MANIFEST))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, post: Post) -> None:
        """Lists the images of a post and its comments.

        Raises:
            OSError: the list cannot be written.
        """
        for url in chain(_addresses(post.body), *(_addresses(comment.body) for comment in post.all_comments())):
            key = int.from_bytes(blake2b(url.encode("utf-8", "replace"), digest_size=8).digest())
            if key not in self._seen:
                self._seen.add(key)
                self._file.write(f"{url}\t{self._name(url)}\n")

    def _name(self, url: str) -> str:
        path = unquote(parts_of(url).path).rpartition("/")[2]
        ending = _ENDING.search(path)
        stem = slug(path[: ending.start()] if ending else path) or "image"
        return self._names.free(stem) + (ending[0].lower() if ending else "")


def _addresses(blocks: Iterable[Block]) -> Iterator[str]:
    """The addresses of all images, in full size; also where a figure leads to a larger one than Blogger would make."""
    for node in walk(blocks):
        shown = node.image.src if isinstance(node, Figure) else node.src if isinstance(node, Image) else None
        led_to = node.href if isinstance(node, Figure) else None
        if shown and (url := _absolute(full_size(shown))):
            yield url
        if led_to and _ENDING.search(parts_of(led_to).path) and (url := _absolute(full_size(led_to))):
            yield url


def _absolute(url: str) -> str | None:
    url = f"https:{url}" if url.startswith("//") else url
    return url if url.startswith(("http://", "https://")) else None
