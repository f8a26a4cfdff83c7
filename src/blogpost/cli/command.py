"""The command ``blogpost FILE... [--to FORMAT] [-o DIR]`` (docs/command-line.md)."""

from __future__ import annotations

import argparse
import errno
import json
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn, Self, get_args

from attrs import evolve, fields

from blogpost.addresses import parts_of
from blogpost.cli.destinations import Destination, Documents, Folder, Sites, StandardOutput
from blogpost.cli.progress import Count, counting, uncounted
from blogpost.cli.streams import OutputError, drop_output, flush_output, say, set_up_output, shown, write_output
from blogpost.documents import ChapterKind, Choices, LabelKind
from blogpost.errors import BlogpostError, ParseError
from blogpost.formats import FORMATS, WEB_SCHEMES, gathering, join_sources, json_schema, read_source, readable, writable
from blogpost.model import Post
from blogpost.sites import SITES, count_blogs, find_hosts
from blogpost.sources import Source
from blogpost.version import __version__
from blogpost.writers.images import Manifest
from blogpost.writers.media import Media
from blogpost.writers.redirects import syntax_of

_OK, _SOME_FAILED, _WRONG_USAGE, _INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: those after the command's name; by default those of the process.

    Returns:
        The exit status: 0; 1 if some input or standard output failed; 2 for wrong usage; 130 if interrupted.
    """
    try:
        try:
            return _main(arguments)
        finally:
            flush_output()
    except KeyboardInterrupt:
        drop_output()  # its reader was probably interrupted, too
        say("blogpost: interrupted")
        return _INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        drop_output()
    except OutputError as error:
        drop_output()
        say(f"blogpost: standard output: {error}")
    return _SOME_FAILED


def _main(arguments: Sequence[str] | None) -> int:
    parser = build_parser()
    options = parser.parse_args(arguments)
    _check(parser, options)
    set_up_output()
    if options.schema:
        write_output(json.dumps(json_schema(), indent=2) + "\n")
        return _OK
    if not options.files:
        say(parser.format_usage().rstrip())
        return _WRONG_USAGE
    try:
        run = _Run(options)
    except (BlogpostError, OSError) as error:  # of the folder with images
        _report(str(options.media), error)
        return _SOME_FAILED
    return run.convert()


def build_parser() -> argparse.ArgumentParser:
    """The parser of the command's arguments."""
    parser = _Parser(
        prog="blogpost",
        description="Read blog posts from pages, text copies and archives, and convert them to JSON, Markdown, HTML, "
        "an archive for another system, or a static site.",
    )
    targets = (*writable(), *gathering(), *SITES)
    parser.add_argument("files", nargs="*", metavar="FILE", help="input files; - is standard input")
    parser.add_argument("--from", dest="format", choices=readable(), help="input format (default: detect)")
    parser.add_argument("--to", choices=targets, default="json", help="output format or kind of site (default: json)")
    parser.add_argument(
        "-o",
        dest="folder",
        metavar="DIR",
        type=Path,
        help=f"write a file per post into DIR; with --to {' or '.join(gathering())}, write one file for all of them",
    )
    parser.add_argument("--join", action="store_true", help="join the FILEs, which are archives of one blog")
    parser.add_argument("--recover", action="store_true", help="skip damaged entries of archives, and go on")
    parser.add_argument("--url", help="the input's address, if the input doesn't state it")
    parser.add_argument(
        "--comments",
        choices=("inline", "data", "none"),
        default="inline",
        help="where to write comments (default: inline); data needs a site",
    )
    parser.add_argument("--images", metavar="DIR", type=Path, help="write a list of all images to fetch into DIR")
    parser.add_argument(
        "--labels",
        choices=get_args(LabelKind),
        help="what labels become in WordPress (default: tags)",
    )
    parser.add_argument("--chapters", choices=get_args(ChapterKind), help="what makes a chapter (default: years)")
    parser.add_argument("--max-size", metavar="SIZE", type=_size, help="split into files of at most SIZE, such as 8M")
    parser.add_argument("--media", metavar="DIR", type=Path, help="take the images and videos in DIR along")
    parser.add_argument("--redirects", metavar="FILE", type=_redirects, help="write redirects for posts that move")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema and exit")
    parser.add_argument("--version", action="version", version=f"blogpost {__version__}")
    return parser


_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_SIZE = re.compile(r"(\d{1,9})([KMG]?)B?", re.IGNORECASE | re.ASCII)


def _size(text: str) -> int:
    """A size in bytes, from a number with or without a unit: ``8M``."""
    match = _SIZE.fullmatch(text)
    if match is None or not int(match[1]):
        raise argparse.ArgumentTypeError(f"expected a size such as 800K or 8M, not {text!r}")
    return int(match[1]) * _UNITS.get(match[2].upper(), 1)


def _redirects(name: str) -> Path:
    """The place of redirects, whose name says for what server they are."""
    try:
        syntax_of(Path(name))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return Path(name)


class _Parser(argparse.ArgumentParser):
    """A parser whose error messages, like all others of the command, can't contain terminal commands."""

    def error(self, message: str) -> NoReturn:
        for line in self.format_usage().splitlines():
            say(line)
        say(f"{self.prog}: error: {message}")
        raise SystemExit(_WRONG_USAGE)


def _check(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse combinations of options that make no sense."""
    if options.to in SITES and options.folder is None:
        parser.error(f"--to {options.to} writes many files: name a folder with -o DIR")
    if options.to not in SITES and options.comments == "data":
        parser.error(f"--comments data needs --to {', '.join(SITES[:-1])} or {SITES[-1]}")
    for option, to, is_given in (
        ("--max-size", "wxr", options.max_size is not None),
        ("--labels", "wxr", options.labels is not None),
        ("--chapters", "epub", options.chapters is not None),
    ):
        if is_given and options.to != to:
            parser.error(f"{option} needs --to {to}")
    if options.redirects is not None and not (options.to in FORMATS and FORMATS[options.to].has_addresses):
        names = [row.name for row in FORMATS.values() if row.has_addresses]
        parser.error(f"--redirects needs --to {' or '.join(names)}: sites keep the permalinks")
    takes_media = options.to == "epub" or (options.folder is not None and options.to not in gathering())
    if options.media is not None and not takes_media:
        parser.error("--media needs a site, files in a folder (-o DIR) or --to epub")
    if options.max_size is not None and options.folder is None:
        parser.error("--max-size writes several files: name the first with -o FILE")


def _destination(options: argparse.Namespace) -> Destination:
    """The destination.

    Raises:
        BlogpostError: the folder with images has none.
        OSError: it cannot be read.
    """
    media = Media(options.media) if options.media else None
    if options.to in SITES:
        return Sites(options.folder, options.to, options.comments, media)
    row = FORMATS[options.to]
    if row.gather is not None:
        choices = evolve(_choices(options), read_image=media.read if media else None)
        return Documents(row, choices, options.folder, options.redirects)
    write = row.write
    assert write is not None, "the parser offers only formats that can be written"
    return StandardOutput(write) if options.folder is None else Folder(options.folder, options.to, write, media)


def _choices(options: argparse.Namespace) -> Choices:
    names = (field.name for field in fields(Choices))
    given = {name: value for name in names if (value := getattr(options, name, None)) is not None}
    return Choices(**given)


class _Run:
    """One run of the command over all its files."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._destination = _destination(options)
        self._log = _ReadersLog()

    def convert(self) -> int:
        """Convert every file, including those after a file that fails. Returns the exit status."""
        with self._log:
            is_complete = self._convert_all()
        self._summarize()
        return _OK if is_complete and not self._log.has_warnings else _SOME_FAILED

    def _convert_all(self) -> bool:
        try:
            with Manifest(self._options.images) if self._options.images else nullcontext() as manifest:
                files = self._options.files
                groups = [files] if self._options.join else [[file] for file in files]
                results = [self._convert_one(group, manifest) for group in groups]
            return self._finish() and all(results)
        except BrokenPipeError:  # of standard output
            raise
        except OSError as error:  # of the list of images: files report their own errors
            _report(str(self._options.images), error)
            return False

    def _finish(self) -> bool:
        try:
            self._destination.finish()
        except OSError as error:
            _report(str(self._options.folder), error)
            return False
        return True

    def _convert_one(self, files: Sequence[str], manifest: Manifest | None) -> bool:
        """Convert a file, or several that are joined."""
        file = files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"
        try:
            self._log.file = file
            with counting(shown(file)) if self._options.folder else nullcontext(uncounted) as count:
                posts = self._posts(files, manifest, count)
                self._destination.put(posts, Path(files[0]).stem if files[0] != "-" else None)
        except (BrokenPipeError, OutputError):
            raise
        except Exception as error:  # even a bug in the handling of one file doesn't stop the others
            _report(file, error)
            return False
        return True

    def _posts(self, files: Sequence[str], manifest: Manifest | None, count: Count) -> Iterator[Post]:
        _expect_web_address(self._options.url)
        sources = list(map(_source, files))
        if isinstance(self._destination, Sites | Documents):
            self._destination.has_several_blogs = any(count_blogs(source) > 1 for source in sources)
        if self._destination.has_links:  # a stream can be read only once
            found = (find_hosts(source) for source in sources if source.path is not None)
            self._destination.hosts = {host: hosts for each in found for host, hosts in each.items()}
        for post in self._read(sources):
            if manifest:
                manifest.add(post)
            if self._options.comments != "none":
                yield post
            elif not post.is_placeholder:
                yield evolve(post, comments=())
            count()

    def _read(self, sources: Sequence[Source]) -> Iterator[Post]:
        url, name, recover = self._options.url, self._options.format, self._options.recover
        if self._options.join:
            return join_sources(sources, url, name, recover=recover)
        return read_source(sources[0], url, name, recover=recover)

    def _summarize(self) -> None:
        """Print the summary, unless it would only say that a single post was written."""
        summary = self._destination.summary
        summary.skipped.update(self._log.skipped)
        if summary.posts + summary.pages > 1 or summary.skipped or summary.changed:
            for line in str(summary).splitlines():
                say(f"blogpost: {line}")


def _expect_web_address(url: str | None) -> None:
    """Refuse an address that `iter_posts` would ignore: whoever types one means something by it."""
    scheme = parts_of(url).scheme
    if scheme not in WEB_SCHEMES:
        raise ParseError(f"expected the address of the document as url: a web address, not {scheme}:")


def _source(file: str) -> Source:
    if file != "-":
        return Source(Path(file))
    if sys.stdin is None:  # closed before the command began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return Source(sys.stdin.buffer)


class _ReadersLog(logging.Handler):
    """Receives the readers' log messages within its context: counts what they skip and prints their warnings.

    Attributes:
        file: the input being read.
        skipped: the number of skipped things by the reason for skipping them.
        has_warnings: whether some of the input couldn't be read.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.file = ""
        self.skipped: Counter[str] = Counter()
        self.has_warnings = False
        self._printed: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno < logging.WARNING:
            self.skipped[message] += 1
            return
        self.skipped["posts and comments that cannot be read"] += 1
        self.has_warnings = True
        if message not in self._printed:  # an archive can have thousands of entries of one unknown kind
            self._printed.add(message)
            _print(self.file, message.splitlines())

    def __enter__(self) -> Self:
        _LOG.addHandler(self)
        self._level = _LOG.level
        _LOG.setLevel(logging.INFO)
        return self

    def __exit__(self, *_: object) -> None:
        _LOG.removeHandler(self)
        _LOG.setLevel(self._level)


_LOG = logging.getLogger("blogpost")
_MAX_MESSAGE_LENGTH = 300  # characters, of an error that this library doesn't raise on purpose


def _report(file: str, error: Exception) -> None:
    _print(file, _problems(file, error))


def _print(file: str, problems: Iterable[str]) -> None:
    for problem in problems:
        say(f"blogpost: {file}: {problem}")


def _problems(file: str, error: Exception) -> list[str]:
    """A line for each problem."""
    if isinstance(error, OSError):
        return [_reason(file, error)]
    if isinstance(error, BlogpostError):
        return str(error).splitlines() or [type(error).__name__]
    message = " ".join(str(error).split())[:_MAX_MESSAGE_LENGTH]
    name = f"{type(error).__name__}: {message}" if message else type(error).__name__
    return [f"{name} (this is a bug in blogpost, not in the file: please report it)"]


def _reason(file: str, error: OSError) -> str:
    """The system's message, with the name of the other file if the error isn't about this one."""
    reason = " ".join((error.strerror or str(error)).split()) or type(error).__name__
    return reason if error.filename in (None, file) else f"{reason}: {error.filename}"
