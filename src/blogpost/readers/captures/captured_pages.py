"""A web archive → its captured pages, each with its posts or the reason why it has none."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import BinaryIO, TypeAlias

from blogpost.copies import report_read
from blogpost.errors import BlogpostError, NoPostError, ParseError
from blogpost.markup.dom import decode
from blogpost.model import Post
from blogpost.readers.captures.records import Page, Passed, read_records
from blogpost.sniffing import ZIP
from blogpost.sources import Source
from blogpost.values import Capture
from blogpost.zips import open_seekable_members

LOG = logging.getLogger("blogpost.captures")

PageReader: TypeAlias = "Callable[[str, str | None], Iterator[Post]]"
"""Reads the posts of a page, given its address."""


def read_captures(source: Source, read_page: PageReader) -> Iterator[tuple[Capture, tuple[Post, ...] | BlogpostError]]:
    """Read every captured page of a web archive.

    Other records are passed over, and reported to the logger `blogpost.captures` at the level INFO.

    Raises:
        ParseError: it is a WACZ file that is damaged or has no archive.
        OSError: the file cannot be read, or the disk is full.
    """
    for name, file in _open_files(source):
        for record in read_records(file, name):
            if isinstance(record, Passed):
                if record.reason:
                    LOG.info(record.reason)
            elif isinstance(record, Page):
                yield record.capture, _posts(record, read_page)
            else:
                yield record.capture, record.error


def _posts(page: Page, read_page: PageReader) -> tuple[Post, ...] | BlogpostError:
    text = decode(page.content, label=page.charset)
    report_read(len(text) + len(page.capture.url or ""))
    try:
        return tuple(read_page(text, page.capture.url))
    except BlogpostError as error:
        return error


def read_posts(source: Source, read_page: PageReader) -> Iterator[Post]:
    """Read every post of a web archive. Pages without a post, and what can't be read, are reported to the logger.

    Raises:
        ParseError: there is nothing but one page or stretch of bytes, and it can't be read.
        OSError: the file cannot be read, or the disk is full.
    """
    captures = read_captures(source, read_page)
    begun = list(islice(captures, 1))
    if begun and isinstance(begun[0][1], ParseError):
        begun += islice(captures, 1)
        if len(begun) == 1:
            raise begun[0][1]
    for capture, posts in chain(begun, captures):
        if isinstance(posts, NoPostError):
            LOG.info("captured pages without a post")
        elif isinstance(posts, BlogpostError):
            LOG.warning("%s", posts if str(capture) in str(posts) else f"{capture}: {posts}")
        else:
            yield from posts


# ----------------------------------------------------------------------------------------------------- files of records

_IS_ARCHIVE = re.compile(r"(?:.*/)?archive/[^/]+\.w?arc(?:\.gz)?", re.IGNORECASE)


def _open_files(source: Source) -> Iterator[tuple[str | None, BinaryIO]]:
    """Open each file of records, and name it. It is closed when the next is asked for.

    Raises:
        ParseError: a WACZ file is damaged, or has no file of records.
        OSError: the file cannot be read, or the disk is full.
    """
    name = str(source.path) if source.path is not None else None
    with source.open() as file:
        if source.head(len(ZIP[0])) not in ZIP:
            yield name, file
            return
        is_empty = True
        for path, member in open_seekable_members(file, lambda path: bool(_IS_ARCHIVE.fullmatch(str(path)))):
            is_empty = False
            with member:
                yield f"{name}/{path}" if name else str(path), member
    if is_empty:
        raise ParseError(f"{name or 'this wacz'}: expected files like archive/data.warc.gz, and there are none")
