"""The command line: ``blogpost FILE... [--to FORMAT] [-o DIR]`` (docs/command-line.md)."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from blogpost.errors import BlogpostError
from blogpost.formats import FORMATS, iter_posts, json_schema, readable, writable
from blogpost.model import Post
from blogpost.version import __version__
from blogpost.writers.names import Names, name_of, slug

_WELL, _SOME_FAILED, _USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status: 0, or 1 if some input failed, or 2 if it was called wrongly."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        if given.schema:
            print(json.dumps(json_schema(), indent=2))
            return _WELL
        if not given.files:
            parser.print_usage(sys.stderr)
            return _USAGE
        return _Run(given).convert()
    except BrokenPipeError:  # whoever was reading has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _SOME_FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="blogpost", description="Read blog posts out of pages, text copies and archives, and write them otherwise."
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="what to read; - is standard input")
    parser.add_argument("--from", dest="format", choices=readable(), help="the format of the files, if not to be told")
    parser.add_argument("--to", choices=writable(), default="json", help="the format to write (default: json)")
    parser.add_argument("-o", dest="folder", metavar="DIR", type=Path, help="write a file for each post into DIR")
    parser.add_argument("--url", help="the address that the input is from")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the JSON, and stop")
    parser.add_argument("--version", action="version", version=f"blogpost {__version__}")
    return parser


class _Run:
    """One run of the command over all its files."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        self._names = Names()
        write = FORMATS[given.to].write
        assert write is not None, "the parser offers only formats that can be written"
        self._write: Callable[[Post], str] = write

    def convert(self) -> int:
        """Converts every file, and goes on behind one that fails."""
        results = [self._convert_one(file) for file in self._given.files]
        return _WELL if all(results) else _SOME_FAILED

    def _convert_one(self, file: str) -> bool:
        try:
            posts = iter_posts(
                sys.stdin.buffer if file == "-" else Path(file), url=self._given.url, format=self._given.format
            )
            if self._given.folder is None:
                for post in posts:
                    sys.stdout.write(self._write(post))
            else:
                self._put(posts, Path(file).stem if file != "-" else None)
        except BrokenPipeError:
            raise
        except (BlogpostError, OSError) as error:
            _report(file, error)
            return False
        return True

    def _put(self, posts: Iterator[Post], stem: str | None) -> None:
        """A file for each post: a lone one is named after its input, others after themselves."""
        first, second = next(posts), next(posts, None)
        if second is None:
            self._save(first, slug(stem or "") or name_of(first))
            return
        for post in (first, second, *posts):
            self._save(post, name_of(post))

    def _save(self, post: Post, name: str) -> None:
        folder: Path = self._given.folder
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / (self._names.free(name) + FORMATS[self._given.to].suffix), self._write(post))


def write_whole(path: Path, text: str) -> None:
    """Writes a file beside its place and moves it there, so that there is never half a file.

    Raises:
        OSError: it cannot be written.
    """
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _report(file: str, error: Exception) -> None:
    reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    for line in reason.splitlines() or [type(error).__name__]:
        print(_shown(f"blogpost: {file}: {line}"), file=sys.stderr)


def _shown(text: str) -> str:
    """The text with everything escaped that could command a terminal."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
