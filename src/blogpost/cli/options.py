"""The command's options, and what they mean together."""

from __future__ import annotations

import argparse
import os
import re
import sys
import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, get_args

from attrs import field, fields, frozen

from blogpost.advice import on_misspelling, on_unknown
from blogpost.cli.inputs import ENDINGS, STANDARD_INPUT
from blogpost.cli.places import DEFAULT, Place, find_place
from blogpost.cli.streams import say
from blogpost.documents import ChapterKind, Choices, LabelKind, TableName
from blogpost.formats import FORMATS, readable
from blogpost.sites import SITES
from blogpost.version import __version__

WRONG_USAGE = 2
"""The exit status for options that make no sense."""

SHELLS = ("bash", "zsh", "tcsh")
_ALIASES = {"md": "markdown", "txt": "text"}
_TARGETS = (*(name for name, row in FORMATS.items() if row.write or row.gather), *SITES)
_GATHERED = tuple(name for name, row in FORMATS.items() if row.gather and not row.is_rows)

_DESCRIPTION = """\
Read blog posts from saved pages, text copies and archives, and write them as
JSON, Markdown, HTML, tables, a book, a static site, or a file that another blog
system imports."""


def _listed(names: Collection[str]) -> str:
    """Names in lines, as the epilog has them."""
    return textwrap.fill(" ".join(names), 78, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


_EPILOG = f"""\
input formats:
{_listed(readable())}

output formats and sites:
{_listed(_TARGETS)}
  md is short for markdown, txt for text.

files:
  A FILE is read in the format that its content shows. Of a folder, all files
  with these endings are read, also in the folders in it:
{_listed(ENDINGS)}
  A folder with a takeout is read as one archive. Patterns such as
  'posts/*.html' work even if the shell doesn't expand them. If no FILE is given
  and something is piped into blogpost, that is read.

output:
  Without -o, posts are printed. -o post.md, -o posts.jsonl or -o book.epub
  writes one file; its ending selects the format, unless --to does. Any other
  name, and a name that ends in /, is a folder, in which each post gets a file.
  With --to jsonl, csv or parquet, each FILE gets one.

examples:
  Print a post as JSON; write it as Markdown:
    blogpost page.html
    blogpost page.html -o post.md
  Convert a folder of saved pages to a Markdown file for each post:
    blogpost saved/ -t md -o posts/
  Put the comments of an archive into a spreadsheet:
    blogpost blog.xml -o comments.csv --table comments
  Make a site for Hugo; make a file that WordPress imports:
    blogpost takeout.zip -t hugo -o site
    blogpost blog.xml -t wxr -o wordpress.xml
  Read many files by eight processes; run it again to go on where it stopped:
    blogpost crawl/ -t jsonl -o rows/ -j 8 --skip-existing --errors errors.jsonl
  Convert what you copied from a page:
    pbpaste | blogpost -t md

exit status:
  0    everything was read and written
  1    some input failed, and each problem is on standard error; or the output
       could not be written
  2    the options make no sense, and nothing was read
  130  interrupted by Ctrl-C

The manual has a page for each task, in docs/ of the source."""


@frozen
class Options:
    """The arguments of a run.

    Attributes:
        place: where the output goes, and in which format.
        choices: the choices for documents of many posts.
        patterns: patterns for the files in folders.

    The others are the arguments of these names.
    """

    place: Place
    choices: Choices
    files: tuple[str, ...]
    format: str | None
    patterns: tuple[str, ...]
    join: bool
    recover: bool
    url: str | None
    comments: Any
    images: Path | None
    media: Path | None
    redirects: Path | None
    errors: Path | None
    jobs: int
    skip_existing: bool
    quiet: bool
    verbose: bool
    schema: bool = False
    completion: str | None = field(default=None)


def parse_options(arguments: Sequence[str] | None, *, reads_input: Callable[[], bool]) -> Options | None:
    """The options of a run; None if there is nothing to do, and the usage was printed.

    Args:
        arguments: the arguments after the command's name; None for those of the process.
        reads_input: says whether to read standard input if there is no file.

    Raises:
        SystemExit: they make no sense, or ask for help or the version, which was printed.
    """
    parser = build_parser()
    before, after = _divided(sys.argv[1:] if arguments is None else arguments)
    given, rest = parser.parse_known_intermixed_args(before)
    given.files += after
    if rest:
        parser.error(_unknown(rest[0], parser.options))
    if not given.files and not (given.schema or given.completion):
        if not reads_input():
            parser.print_short_usage()
            return None
        given.files = [STANDARD_INPUT]
    try:
        place = find_place(given.place, given.to)
    except ValueError as error:
        parser.error(f"argument -o: {error}")
    _check(parser, given, place)
    values = vars(given)
    chosen = {each.name: value for each in fields(Choices) if (value := values.pop(each.name, None)) is not None}
    del values["to"]
    values.update(place=place, files=tuple(given.files), patterns=tuple(given.patterns or ()))
    return Options(choices=Choices(**chosen), **values)


def _divided(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The arguments with options, and those after ``--``, which are files. argparse takes some of these for options."""
    if "--" not in arguments:
        return arguments, ()
    place = arguments.index("--")
    return arguments[:place], arguments[place + 1 :]


# ------------------------------------------------------------------------------------------------ the parser


class Parser(argparse.ArgumentParser):
    """A parser whose messages, like all others of the command, can't contain terminal commands.

    Attributes:
        options: the names of all options.
        paths: the options and arguments that are names of files or folders.
    """

    def __init__(self) -> None:
        super().__init__(
            prog="blogpost",
            description=_DESCRIPTION,
            epilog=_EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            usage="blogpost [FILE...] [-f FORMAT] [-t FORMAT] [-o FILE|FOLDER/] [OPTIONS]",
            allow_abbrev=False,
            add_help=False,
        )
        self.options: list[str] = []
        self.paths: dict[str, argparse.Action] = {}

    def error(self, message: str) -> NoReturn:
        self.print_short_usage()
        say(f"{self.prog}: error: {message}")
        raise SystemExit(WRONG_USAGE)

    def print_short_usage(self) -> None:
        """Print how to call the command, and how to get help."""
        for line in self.format_usage().splitlines():
            say(line)
        say("Try 'blogpost --help' for all options.")


def build_parser() -> Parser:
    """The parser of the command's arguments."""
    parser = Parser()
    for title, build in _GROUPS.items():
        group = parser.add_argument_group(title)

        def add(*names: str, group: Any = group, is_path: bool = False, **settings: Any) -> None:
            action = group.add_argument(*names, **settings)
            parser.options.extend(action.option_strings)
            if is_path:
                parser.paths[action.dest] = action

        build(add)
    return parser


def _add_inputs(add: Callable[..., None]) -> None:
    add("files", nargs="*", metavar="FILE", is_path=True, help="files, folders, patterns; - is standard input")
    add("-f", "--from", dest="format", **_one_of(readable()), help="input format (default: detect)")
    add(
        "--glob",
        dest="patterns",
        action="append",
        metavar="PATTERN",
        help="which files to read in folders, such as '*.html' or 'posts/*'; can be given several times",
    )
    add("--join", action="store_true", help="read all FILEs as archives of one blog")
    add("--recover", action="store_true", help="skip damaged entries of archives, and go on")
    add("--url", help="the input's address, if the input doesn't state it")


def _add_outputs(add: Callable[..., None]) -> None:
    add("-t", "--to", **_one_of(_TARGETS, _ALIASES), help=f"output format or kind of site (default: {DEFAULT})")
    add(
        "-o",
        "--output",
        dest="place",
        metavar="FILE|FOLDER/",
        is_path=True,
        help="write one file, or files in a folder (see output, below)",
    )
    add("--skip-existing", action="store_true", help="with a folder: skip each FILE whose output is there already")
    add(
        "--comments",
        **_one_of(("inline", "data", "none")),
        default="inline",
        help="where to write comments: inline (the default), none or, for a site, data",
    )
    add("--images", metavar="FOLDER", type=Path, is_path=True, help="write a list of all images to fetch there")
    add(
        "--media",
        metavar="FOLDER",
        type=Path,
        is_path=True,
        help="take the images and videos in this folder or zip file along",
    )


def _add_choices(add: Callable[..., None]) -> None:
    add("--table", **_one_of(get_args(TableName)), help="csv, parquet: what a row is about (default: posts)")
    add("--labels", **_one_of(get_args(LabelKind)), help="wxr: what labels become (default: tags)")
    add("--max-size", metavar="SIZE", type=_size, help="wxr: split into files of at most SIZE, such as 8M")
    add("--chapters", **_one_of(get_args(ChapterKind)), help="epub: what makes a chapter (default: years)")
    add(
        "--redirects",
        metavar="FILE",
        type=_redirects,
        is_path=True,
        help="wxr, ghost: write redirects for posts that move",
    )


def _add_running(add: Callable[..., None]) -> None:
    add("-j", "--jobs", metavar="N", type=_jobs, default=1, help="read files by N processes; 0 is one for each core")
    add("--errors", metavar="FILE", type=Path, is_path=True, help="write each problem as a line of JSON")
    add("-q", "--quiet", action="store_true", help="print problems only: no summary, no progress")
    add("-v", "--verbose", action="store_true", help="print what is written of each file, and what is skipped")


def _add_information(add: Callable[..., None]) -> None:
    add("-h", "--help", action="help", help="print this help")
    add("-V", "--version", action="version", version=f"blogpost {__version__}", help="print the version")
    add("--schema", action="store_true", help="print the JSON Schema of the JSON")
    add(
        "--print-completion",
        dest="completion",
        **_one_of(SHELLS),
        help="print a script that completes options in this shell",
    )


_GROUPS: Mapping[str, Callable[[Callable[..., None]], None]] = {
    "input": _add_inputs,
    "output": _add_outputs,
    "single formats": _add_choices,
    "the run": _add_running,
    "information": _add_information,
}

# ------------------------------------------------------------------------------------------------ arguments


_MAX_LISTED = 5  # names, in the usage of an option


def _one_of(names: Collection[str], aliases: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The settings of an option whose argument is one of these names."""
    kind, metavar = ("format", "FORMAT") if len(names) > _MAX_LISTED else ("value", "|".join(names))
    known = {**{name: name for name in names}, **(aliases or {})}

    def parse(text: str) -> str:
        if text not in known:
            raise argparse.ArgumentTypeError(on_unknown(kind, text, names, known))
        return known[text]

    return {"type": parse, "choices": tuple(names), "metavar": metavar}


def _unknown(argument: str, options: Sequence[str]) -> str:
    """The message about an argument that is unknown."""
    name = argument.partition("=")[0]
    beginnings = [option for option in options if name.startswith("--") and option.startswith(name)]
    if len(beginnings) == 1:
        return f"unknown option {name!r}: did you mean {beginnings[0]}? Options can't be shortened"
    return f"unknown option {name!r}{on_misspelling(name, options)}"


_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_SIZE = re.compile(r"(\d{1,9})([KMG]?)B?", re.IGNORECASE | re.ASCII)


def _size(text: str) -> int:
    """A size in bytes, from a number with or without a unit: ``8M``."""
    match = _SIZE.fullmatch(text)
    if match is None or not int(match[1]):
        raise argparse.ArgumentTypeError(f"expected a size such as 800K or 8M, not {text!r}")
    return int(match[1]) * _UNITS.get(match[2].upper(), 1)


_MAX_JOBS = 1000


def _jobs(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > _MAX_JOBS:
        raise argparse.ArgumentTypeError(f"expected a number of processes up to {_MAX_JOBS}, not {text!r}")
    return int(text) or _cores()


def _cores() -> int:
    """The number of cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def _redirects(name: str) -> Path:
    """The place of redirects, whose name says which server they are for."""
    from blogpost.writers.redirects import syntax_of

    try:
        syntax_of(Path(name))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return Path(name)


# ------------------------------------------------------------------------------------------------ combinations


def _check(parser: Parser, given: argparse.Namespace, place: Place) -> None:
    """Refuse combinations of options that make no sense."""
    for is_wrong, message in _wrong(given, place):
        if is_wrong:
            parser.error(message)


def _wrong(given: argparse.Namespace, place: Place) -> Sequence[tuple[bool, str]]:
    to = place.to
    row = FORMATS.get(to)
    needs = (
        (given.max_size, "--max-size", "wxr"),
        (given.labels, "--labels", "wxr"),
        (given.chapters, "--chapters", "epub"),
    )
    with_addresses = [each.name for each in FORMATS.values() if each.has_addresses]
    has_uploads = bool(row and row.uploads) and place.path is not None
    takes_media = to == "epub" or has_uploads or (place.is_folder and to not in _GATHERED and not (row and row.is_rows))
    is_split = place.is_folder and (row is None or row.gather is None or row.is_rows)
    return (
        (to in SITES and place.path is None, f"--to {to} writes many files: name a folder with -o DIR"),
        (
            to not in SITES and given.comments == "data",
            f"--comments data needs --to {', '.join(SITES[:-1])} or {SITES[-1]}",
        ),
        *((value is not None and to != name, f"{option} needs --to {name}") for value, option, name in needs),
        (given.table is not None and to not in ("csv", "parquet"), "--table needs --to csv or parquet"),
        (
            given.redirects is not None and not (row and row.has_addresses),
            f"--redirects needs --to {' or '.join(with_addresses)}: sites keep the permalinks",
        ),
        (
            given.media is not None and not takes_media,
            "--media needs a site, files in a folder (-o DIR), or --to epub, wxr or ghost with -o",
        ),
        (
            given.max_size is not None and place.path is None,
            "--max-size writes several files: name the first with -o FILE",
        ),
        (
            given.skip_existing and (not is_split or to in SITES or given.join),
            "--skip-existing needs a folder with files of each input: -o FOLDER/",
        ),
        (given.quiet and given.verbose, "--quiet and --verbose contradict each other"),
    )
