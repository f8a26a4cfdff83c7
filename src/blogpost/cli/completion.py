"""Scripts that complete the command's options in a shell."""

from __future__ import annotations

from blogpost.cli.options import build_parser
from blogpost.errors import BlogpostError


def completion_script(shell: str) -> str:
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
