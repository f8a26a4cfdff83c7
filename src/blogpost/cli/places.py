"""The place that ``-o`` names: one file, whose ending can decide the format, or a folder (docs/command-line.md)."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

from attrs import frozen

from blogpost.formats import FORMATS
from blogpost.sites import SITES

DEFAULT = "json"
"""The format if neither ``--to`` nor an ending names it."""

_OTHER_ENDINGS = {".htm": ".html", ".markdown": ".md", ".ndjson": ".jsonl"}
_UNKNOWN = frozenset(
    ".pdf .doc .docx .odt .rtf .tex .rst .adoc .org .xls .xlsx .ods .tsv .yaml .yml .toml .mobi .azw3 .zip .gz".split()
)


@frozen
class Place:
    """Where the output goes.

    Attributes:
        to: the format or kind of site.
        path: the file or folder; None for standard output.
        is_folder: whether it is a folder.
    """

    to: str
    path: Path | None = None
    is_folder: bool = False


def find_place(name: str | None, to: str | None) -> Place:
    """The place that the user's words mean.

    Args:
        name: the argument of ``-o``.
        to: the argument of ``--to``.

    Raises:
        ValueError: the name leaves the format open, and the other argument is missing.
    """
    if name is None:
        return Place(to or DEFAULT)
    path = Path(name)
    if to in SITES or name.endswith(tuple(filter(None, (os.sep, os.altsep)))) or path.is_dir():
        return Place(to or DEFAULT, path, is_folder=True)
    formats = _formats_of(path, to)
    if to is None and path.suffix.lower() in _UNKNOWN:
        raise ValueError(f"no format has the ending {path.suffix}: name one with --to, or end a folder's name with /")
    if to is None and len(formats) > 1:
        raise ValueError(f"{path.name} can be {' or '.join(formats)}: name it with --to")
    return Place(to or (formats[0] if formats else DEFAULT), path, is_folder=not formats)


def _formats_of(path: PurePath, to: str | None) -> tuple[str, ...]:
    """The formats that the ending of a name can mean; none if it is the name of a folder."""
    name = path.name.lower()
    if to is not None and name.endswith(FORMATS[to].suffix):
        return (to,)
    name = path.with_suffix(_OTHER_ENDINGS.get(path.suffix.lower(), path.suffix)).name.lower()
    ending = max((row.suffix for row in FORMATS.values() if name.endswith(row.suffix)), key=len)
    rows = [row for row in FORMATS.values() if ending and row.suffix == ending]
    # An ending means posts first: .json is JSON rather than a file for Ghost.
    return tuple(row.name for row in rows if row.write) or tuple(row.name for row in rows)
