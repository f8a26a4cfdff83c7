"""Reads documents in a process of its own, which tells all that it does besides: run by test_isolation.py.

Standard input has a JSON list of pairs of a format and a document in hexadecimal. They are read twice, so that what a
language needs is loaded; the second time under audit, and without a file descriptor to spare, so that what is written
in C cannot open anything either.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

import blogpost
from blogpost import BlogpostError

_OF_PYTHON_ITSELF = frozenset(("builtins.id", "code.__new__", "object.__getattr__", "object.__setattr__"))
_OF_CATTRS = "<cattrs generated"  # code that it makes of our classes, at the first use of each


def read(name: str, document: bytes) -> list[str]:
    """The posts, as JSON, Markdown and HTML; or the error."""
    told: list[str] = []
    try:
        for post in blogpost.iter_posts(document, format=name):
            told += blogpost.to_json(post), blogpost.to_markdown(post), blogpost.to_html(post), blogpost.to_text(post)
    except BlogpostError as error:
        told.append(f"{type(error).__name__}: {error}")
    return told


def main() -> None:
    documents = [(name, bytes.fromhex(data)) for name, data in json.load(sys.stdin)]
    first = [read(*each) for each in documents]
    events: list[str] = []
    is_watching = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        is_making_code = event in ("compile", "exec") and _OF_CATTRS in repr(arguments)
        if is_watching and event not in _OF_PYTHON_ITSELF and not is_making_code:
            events.append(f"{event} {arguments!r:.200}")

    sys.addaudithook(watch)
    free = os.dup(0)
    os.close(free)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, most))
    events.clear()
    second = []
    by_document = []
    for each in documents:
        second.append(read(*each))
        by_document.append([*events])
        events.clear()
    is_watching = False
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    json.dump({"same": first == second, "told": second, "events": by_document}, sys.stdout)


if __name__ == "__main__":
    main()
