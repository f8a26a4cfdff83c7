"""The command ``blogpost [FILE...] [--to FORMAT] [-o FILE|FOLDER/]`` (docs/command-line.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from blogpost.cli.inputs import is_piped
from blogpost.cli.options import WRONG_USAGE, build_parser, parse_options
from blogpost.cli.running import OK, SOME_FAILED, run
from blogpost.cli.streams import OutputError, drop_output, flush_output, say, set_up_output, write_output
from blogpost.errors import BlogpostError
from blogpost.formats import json_schema

_INTERRUPTED = 130


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
    return SOME_FAILED


def _main(arguments: Sequence[str] | None) -> int:
    options = parse_options(arguments, reads_input=is_piped)
    if options is None:
        return WRONG_USAGE
    set_up_output()
    if options.schema:
        write_output(json.dumps(json_schema(), indent=2) + "\n")
        return OK
    if options.completion:
        return _print_completion(options.completion)
    return run(options)


def _print_completion(shell: str) -> int:
    try:
        write_output(_completion_script(shell) + "\n")
    except BlogpostError as error:
        say(f"blogpost: {error}")
        return SOME_FAILED
    return OK


def _completion_script(shell: str) -> str:
    """The script for a shell.

    Raises:
        BlogpostError: shtab isn't installed.
    """
    try:
        import shtab  # noqa: PLC0415  the extra "completion"
    except ModuleNotFoundError as error:
        raise BlogpostError("completion needs shtab: python -m pip install 'blogpost[completion]'") from error
    parser = build_parser()
    for action in parser.paths.values():
        action.complete = shtab.FILE  # type: ignore[attr-defined]
    script: str = shtab.complete(parser, shell)
    return script
