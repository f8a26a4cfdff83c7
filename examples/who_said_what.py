"""Prints who said what in a post.

python examples/who_said_what.py FILE
"""

# ruff: noqa: INP001, T201

from __future__ import annotations

import sys
from pathlib import Path

import blogpost


def main(path: str) -> None:
    """Prints every speech and block quotation of the post in a file, with its speaker where the text names one."""
    post = blogpost.parse(Path(path))
    print(post.title or path)
    for quote in post.quotes:
        if quote.kind in ("speech", "block"):
            who = quote.speaker_name or quote.speaker or "somebody"
            how = f" ({quote.cue})" if quote.cue else ""
            print(f"\n{who}{how}:\n    {quote.text}")


if __name__ == "__main__":
    main(*sys.argv[1:])
