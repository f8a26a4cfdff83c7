"""The command line: ``blogpost FILE... [--to FORMAT] [-o DIR]`` (docs/command-line.md)."""

from __future__ import annotations

import argparse
import errno
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn, Self

from attrs import evolve

from blogpost.addresses import parts_of
from blogpost.destinations import Destination, Folder, Sites, StandardOutput
from blogpost.errors import BlogpostError, ParseError
from blogpost.formats import (
    FORMATS,
    SITES,
    WEB_SCHEMES,
    count_blogs,
    find_hosts,
    json_schema,
    read_source,
    readable,
    writable,
)
from blogpost.model import Post
from blogpost.progress import Count, counting, uncounted
from blogpost.sources import Source
from blogpost.streams import OutputError, drop_output, flush_output, say, set_up_output, shown, write_output
from blogpost.version import __version__
from blogpost.writers.images import Manifest

_WELL, _SOME_FAILED, _USAGE, _INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status.

    It is 0; 1 if some input failed, or standard output did; 2 if it was called wrongly; 130 if it was interrupted.
    """
    try:
        try:
            return _main(arguments)
        finally:
            flush_output()
    except KeyboardInterrupt:
        drop_output()  # whoever reads it may have stopped, too
        say("blogpost: interrupted")
        return _INTERRUPTED
    except BrokenPipeError:  # whoever was reading has seen enough
        drop_output()
    except OutputError as error:
        drop_output()
        say(f"blogpost: standard output: {error}")
    return _SOME_FAILED


def _main(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    _check(parser, given)
    set_up_output()
    if given.schema:
        write_output(json.dumps(json_schema(), indent=2) + "\n")
        return _WELL
    if not given.files:
        say(parser.format_usage().rstrip())
        return _USAGE
    return _Run(given).convert()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="blogpost", description="Read blog posts out of pages, text copies and archives, and write them otherwise."
    )
    targets = (*writable(), *SITES)
    parser.add_argument("files", nargs="*", metavar="FILE", help="what to read; - is standard input")
    parser.add_argument("--from", dest="format", choices=readable(), help="the format of the files, if not to be told")
    parser.add_argument(
        "--to", choices=targets, default="json", help="the format, or the kind of site, to write (json)"
    )
    parser.add_argument("-o", dest="folder", metavar="DIR", type=Path, help="write a file for each post into DIR")
    parser.add_argument("--url", help="the address that the input is from")
    parser.add_argument("--comments", choices=("inline", "data", "none"), default="inline", help="where comments go")
    parser.add_argument("--images", metavar="DIR", type=Path, help="write a list of all images to be fetched into DIR")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the JSON, and stop")
    parser.add_argument("--version", action="version", version=f"blogpost {__version__}")
    return parser


class _Parser(argparse.ArgumentParser):
    """Repeats what it was given, as other messages do, without what could command a terminal."""

    def error(self, message: str) -> NoReturn:
        for line in self.format_usage().splitlines():
            say(line)
        say(f"{self.prog}: error: {message}")
        raise SystemExit(_USAGE)


def _check(parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    """Refuses options that do not go together."""
    if given.to in SITES and given.folder is None:
        parser.error(f"--to {given.to} writes many files: say where with -o DIR")
    if given.to not in SITES and given.comments == "data":
        parser.error(f"--comments data is for sites, and {given.to} is none")


def _destination(given: argparse.Namespace) -> Destination:
    if given.to in SITES:
        return Sites(given.folder, given.to, given.comments)
    write = FORMATS[given.to].write
    assert write is not None, "the parser offers only formats that can be written"
    return StandardOutput(write) if given.folder is None else Folder(given.folder, given.to, write)


class _Run:
    """One run of the command over all its files."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        self._destination = _destination(given)
        self._left_out = _LeftOut()

    def convert(self) -> int:
        """Converts every file, and goes on behind one that fails."""
        with self._left_out:
            is_well = self._convert_all()
        self._summarize()
        return _WELL if is_well and self._left_out.is_readable else _SOME_FAILED

    def _convert_all(self) -> bool:
        try:
            with Manifest(self._given.images) if self._given.images else nullcontext() as manifest:
                results = [self._convert_one(file, manifest) for file in self._given.files]
            return self._finish() and all(results)
        except BrokenPipeError:  # of standard output
            raise
        except OSError as error:  # of the list of images: files report their own
            _report(str(self._given.images), error)
            return False

    def _finish(self) -> bool:
        try:
            self._destination.finish()
        except OSError as error:
            _report(str(self._given.folder), error)
            return False
        return True

    def _convert_one(self, file: str, manifest: Manifest | None) -> bool:
        try:
            self._left_out.file = file
            with counting(shown(file)) if self._given.folder else nullcontext(uncounted) as count:
                posts = self._posts(file, manifest, count)
                self._destination.put(posts, Path(file).stem if file != "-" else None)
        except (BrokenPipeError, OutputError):
            raise
        except Exception as error:  # whatever is wrong with one file, the others are converted
            _report(file, error)
            return False
        return True

    def _posts(self, file: str, manifest: Manifest | None, count: Count) -> Iterator[Post]:
        _expect_web_address(self._given.url)
        source = _source(file)
        if isinstance(self._destination, Sites):
            self._destination.several = count_blogs(source) > 1
            if source.path is not None:  # what can be read only once is not asked twice
                self._destination.hosts = find_hosts(source)
        for post in read_source(source, url=self._given.url, format=self._given.format):
            if manifest:
                manifest.add(post)
            if self._given.comments != "none":
                yield post
            elif not post.is_placeholder:
                yield evolve(post, comments=())
            count()

    def _summarize(self) -> None:
        """Says what was written, where that is more than a post or two to look at."""
        summary = self._destination.summary
        summary.left_out.update(self._left_out.reasons)
        if summary.posts + summary.pages > 1 or summary.left_out:
            for line in str(summary).splitlines():
                say(f"blogpost: {line}")


def _expect_web_address(url: str | None) -> None:
    """Refuses an address that `iter_posts` would ignore: whoever types one means something by it."""
    scheme = parts_of(url).scheme
    if scheme not in WEB_SCHEMES:
        raise ParseError(f"expected the address of the document as url: a web address, not {scheme}:")


def _source(file: str) -> Source:
    if file != "-":
        return Source(Path(file))
    if sys.stdin is None:  # closed before the command began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return Source(sys.stdin.buffer)


class _LeftOut(logging.Handler):
    """Counts what the readers tell of as left out, while it is entered, and repeats what they warn of.

    Attributes:
        file: the input that is read.
        reasons: how often something was left out, by the reason.
        is_readable: whether all of the input could be read so far.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.file = ""
        self.reasons: Counter[str] = Counter()
        self.is_readable = True
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.WARNING:
            self.reasons[record.getMessage()] += 1
            return
        self.reasons["posts and comments that cannot be read"] += 1
        self.is_readable = False
        message = record.getMessage()
        if message not in self._told:  # entries of one unknown kind are told of once
            self._told.add(message)
            _tell(self.file, message.splitlines())

    def __enter__(self) -> Self:
        _LOG.addHandler(self)
        self._level = _LOG.level
        _LOG.setLevel(logging.INFO)
        return self

    def __exit__(self, *_: object) -> None:
        _LOG.removeHandler(self)
        _LOG.setLevel(self._level)


_LOG = logging.getLogger("blogpost")
_LONGEST_MESSAGE = 300  # characters of an error that is not ours


def _report(file: str, error: Exception) -> None:
    _tell(file, _problems(file, error))


def _tell(file: str, problems: Iterable[str]) -> None:
    for problem in problems:
        say(f"blogpost: {file}: {problem}")


def _problems(file: str, error: Exception) -> list[str]:
    """What is wrong, a line for each problem."""
    if isinstance(error, OSError):
        return [_reason(file, error)]
    if isinstance(error, BlogpostError):
        return str(error).splitlines() or [type(error).__name__]
    message = " ".join(str(error).split())[:_LONGEST_MESSAGE]
    name = f"{type(error).__name__}: {message}" if message else type(error).__name__
    return [f"{name} (this is a fault of blogpost, not of the file: please report it)"]


def _reason(file: str, error: OSError) -> str:
    """What the system says, and of which other file it says that."""
    reason = " ".join((error.strerror or str(error)).split()) or type(error).__name__
    return reason if error.filename in (None, file) else f"{reason}: {error.filename}"
