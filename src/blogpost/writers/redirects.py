"""Redirects from the old addresses of posts to the new ones, in the syntax of a server."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from blogpost.documents import Move
from blogpost.model import Post
from blogpost.seen import Seen
from blogpost.writers.files import whole_file
from blogpost.writers.relinking import path_of


def move_of(post: Post, new: str | None) -> tuple[Move, ...]:
    """The move of a live post to a new path; none if it stays where it is, or one of the paths is unknown."""
    old = path_of(post.url)
    return (Move(old, new),) if old and new and old != new and post.status == "live" else ()


def month_of(post: Post) -> str | None:
    """The year and month of a post as parts of a path, in local time; None without a date."""
    day: dt.date | None = post.published
    return f"{day.year:04}/{day.month:02}" if day else None


def write_redirects(path: Path, moves: Iterable[Move]) -> None:
    """Write redirects in the syntax that the file's name asks for (`SYNTAXES`).

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.writelines(lines_of(syntax_of(path), moves))


def lines_of(syntax: Syntax, moves: Iterable[Move]) -> Iterator[str]:
    """Redirects in a syntax. The first post with a path has it, since most servers refuse a second rule for it."""
    seen = Seen()
    return syntax(move for move in moves if seen.add(move.old))


# ------------------------------------------------------------------------------------------------ syntaxes


def _table(moves: Iterable[Move]) -> Iterator[str]:
    return (f"{_encoded(move.old)}\t{_encoded(move.new)}\n" for move in moves)


def _netlify(moves: Iterable[Move]) -> Iterator[str]:
    return (f"{_encoded(move.old)} {_encoded(move.new)} 301\n" for move in moves)


def _nginx(moves: Iterable[Move]) -> Iterator[str]:
    """A map of decoded paths, as ``$uri`` has them. A dollar sign would begin a variable."""
    yield "map $uri $new_address {\n"
    yield from (f'    "{move.old}" "{_encoded(move.new)}";\n' for move in moves if "$" not in move.old)
    yield "}\n"


def _ghost(moves: Iterable[Move]) -> Iterator[str]:
    """Ghost's file, in which old paths are regular expressions."""
    is_empty = True
    for move in moves:
        old = f"^{_encoded(move.old)}$".replace(".", r"\.")
        yield f"{'301:' if is_empty else ''}\n  {json.dumps(old)}: {json.dumps(_encoded(move.new))}"
        is_empty = False
    yield "301: {}\n" if is_empty else "\n"


_BEFORE_ROWS = """<script>
//<![CDATA[
var site = "https://www.example.com"; // the address of your new site
var moved = {"""
_AFTER_ROWS = """};
var path = location.pathname;
try { path = path.split("/").map(decodeURIComponent).map(encodeURIComponent).join("/"); } catch (error) { }
location.replace(site + (moved[path] || path) + location.hash);
//]]>
</script>
"""


def _theme(moves: Iterable[Move]) -> Iterator[str]:
    """A script for a theme of Blogger, which sends readers on to the new site. Other paths stay as they are."""
    yield _BEFORE_ROWS
    end = ""
    for move in moves:
        old = json.dumps(quote(move.old, safe=_UNCHANGED_IN_SCRIPTS))
        yield f"{',' if end else ''}\n  {old}: {json.dumps(_encoded(move.new))}"
        end = "\n"
    yield end + _AFTER_ROWS


_UNCHANGED_IN_SCRIPTS = "/-._~!'()*"
"""Characters that encodeURIComponent keeps, and the slash between parts."""


def _encoded(path: str) -> str:
    """A path without any character that a server's syntax gives a meaning to."""
    return quote(path, safe="/-._~")


Syntax: TypeAlias = Callable[[Iterable[Move]], Iterator[str]]
"""Writes redirects, given moves with different old paths."""

SYNTAXES: dict[str, Syntax] = {
    "_redirects": _netlify,
    ".tsv": _table,
    ".map": _nginx,
    ".yaml": _ghost,
    ".html": _theme,
}
"""The syntaxes by a file's name or ending: Netlify's and Cloudflare's, a table, nginx's, Ghost's, a theme's."""


def syntax_of(path: Path) -> Syntax:
    """The syntax that a file's name asks for.

    Raises:
        ValueError: it asks for none.
    """
    syntax = SYNTAXES.get(path.name) or SYNTAXES.get(path.suffix.lower())
    if syntax is None:
        *endings, last = (name for name in SYNTAXES if name.startswith("."))
        raise ValueError(
            f"expected _redirects or a name that ends in {', '.join(endings)} or {last}, not {path.name!r}"
        )
    return syntax
