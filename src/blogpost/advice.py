"""Advice in error messages: what an argument of the wrong kind looks like, and what to write instead."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from blogpost.canonical import kind_of
from blogpost.model import Post

# ------------------------------------------------------------------------------------------------ what is read

_MAX_LENGTH = 1000  # characters of an address or a path
_ADDRESS = re.compile(r"(?:(?:https?|ftps?)://|www\.)\S+", re.IGNORECASE)
_FILE_ADDRESS = re.compile(r"file:///*(\S+)", re.IGNORECASE)
_PATH = re.compile(
    r"(?:~?[/\\]|\.\.?[/\\]|[a-z]:[/\\]).+"  # from a root or a folder
    r"|.*\.(?:html?|xhtml|mhtml|txt|md|markdown|json|jsonl|ndjson|xml|atom|rss|zip|tgz|gz|epub|pdf|docx?|csv)",
    re.IGNORECASE,
)


def on_document(given: object) -> str:
    """Advice for a value that isn't a document, to follow the message; empty without any."""
    return next((f". {advice}" for is_meant, advice in _NO_DOCUMENTS if is_meant(given)), "")


def _is_post(given: object) -> bool:
    return isinstance(given, Post)


def _is_dict(given: object) -> bool:
    return isinstance(given, Mapping)


def _is_response(given: object) -> bool:
    return isinstance(getattr(given, "content", None), bytes)


def _is_collection(given: object) -> bool:
    return isinstance(given, Iterable)


_NO_DOCUMENTS: tuple[tuple[Callable[[object], bool], str], ...] = (
    (_is_post, "A Post needs no parsing"),
    (_is_dict, "For a tree of JSON, write from_dict(tree)"),
    (_is_response, "For a response from the web, write parse(response.content, url=str(response.url))"),
    (_is_collection, "For several documents, write [parse(each) for each in documents], or iter_posts(archives)"),
)


def on_no_post(given: object) -> str | None:
    """The likely meaning of a document without a post, and advice; None if it looks like a document."""
    if isinstance(given, os.PathLike):
        return _on_folder(Path(given)) if os.path.isdir(given) else None  # noqa: PTH112  any path object
    text = _line(given)
    if not text:
        return None
    if file := _FILE_ADDRESS.fullmatch(text):
        return f"this looks like the address of a file. Pass a Path: parse(Path({'/' + file[1]!r}))"
    if is_web_address(text):
        return (
            "this looks like a web address, and pages are not loaded from the web. Save the page, and pass a Path:"
            f" parse(Path('page.html'), url={text!r})"
        )
    if _is_path(text):
        return f"this looks like a file name. Pass a Path: parse(Path({text!r}))"
    return None


def _on_folder(folder: Path) -> str:
    if archive := next(iter(sorted(folder.glob("*.zip"))), None):
        return f"there is no post in this folder, but it has a zip file. To read it, pass Path({str(archive)!r})"
    name = str(folder)
    return (
        "there is no post in this folder: it is read as a takeout, and no file in it ends in .atom. To read its pages,"
        f" parse each: [parse(path) for path in Path({name!r}).rglob('*.html')]"
    )


def _line(given: object) -> str:
    """A document of one short line, as paths and addresses are; empty for any other."""
    if isinstance(given, bytes | bytearray | memoryview):
        given = bytes(given[: _MAX_LENGTH + 1]).decode("utf-8", "replace")
    if not isinstance(given, str) or len(given) > _MAX_LENGTH:
        return ""
    text = given.strip()
    return text if text.isprintable() else ""


def _exists(name: str) -> bool:
    """Whether there is such a file; other computers' are not asked for theirs."""
    return not name.startswith(("//", "\\\\")) and os.path.exists(name)  # noqa: PTH110  which never raises


def on_archives(given: object) -> str:
    """Advice for a document that isn't an archive, to follow the message; empty if it looks like a document."""
    text = _line(given)
    return f". This looks like a file name. Write Path({text!r})" if _is_path(text) else ""


def is_web_address(text: str) -> bool:
    """Whether a text looks like the address of a page."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def _is_path(text: str) -> bool:
    return bool(text) and (_PATH.fullmatch(text) is not None or _exists(text))


def on_unknown(kind: str, given: object, known: Collection[str], more: Collection[str] = ()) -> str:
    """The message about a name that isn't known: the name that is probably meant, then all of them.

    Args:
        kind: what it names, such as "format".
        given: the unknown name.
        known: the known names.
        more: names that are known, too, but aren't listed.
    """
    meant = on_misspelling(str(given), (*known, *more)) or "."
    return f"unknown {kind} {given!r}{meant} Expected one of {', '.join(known)}"


def on_misspelling(given: str, known: Collection[str]) -> str:
    """The known name that is probably meant, to follow a message; empty if no name is similar."""
    from difflib import get_close_matches  # noqa: PLC0415  few runs need it

    similar = get_close_matches(given.lower(), known, n=1)
    return f": did you mean {similar[0]}?" if similar else ""


# ------------------------------------------------------------------------------------------------ what is converted


def expect_text(function: str, given: object, format: str) -> None:  # noqa: A002  the plain word
    """Checks that a document in one of our own formats is a string.

    Raises:
        TypeError: it isn't. The message says what to write.
    """
    if isinstance(given, str):
        return
    advice = f". Write parse(data, format={format!r})" if isinstance(given, bytes | bytearray | memoryview) else ""
    if isinstance(given, os.PathLike) or hasattr(given, "read"):
        advice = f". Write parse(path, format={format!r})"
    elif isinstance(given, Mapping):
        advice = ". Write from_dict(tree)"
    raise TypeError(f"{function} takes a string, not {kind_of(given)}{advice}")


def expect_post(function: str, given: object) -> None:
    """Check that a value to write is one post.

    Raises:
        TypeError: it isn't. The message says what to write.
    """
    if isinstance(given, Post):
        return
    advice = ""
    if isinstance(given, str | bytes | os.PathLike):
        advice = f". Read it first: {function}(parse(...))"
    elif isinstance(given, Iterable):
        advice = f". Write [{function}(post) for post in posts]"
    raise TypeError(f"{function} takes one Post, not {kind_of(given)}{advice}")


def expected_posts(function: str, given: Any) -> Iterator[Post]:
    """The posts to be written as one document.

    Raises:
        TypeError: something else was given, or is among them. The message says what to write.
    """
    if isinstance(given, Post):
        raise TypeError(f"{function} takes several posts. Write {function}([post])")
    if isinstance(given, str | bytes | os.PathLike):
        raise TypeError(f"{function} takes posts, not {kind_of(given)}. Read them first: {function}(iter_posts(...))")
    if not isinstance(given, Iterable):
        raise TypeError(f"{function} takes posts, not {kind_of(given)}")
    return _checked(function, given)


def _checked(function: str, given: Iterable[object]) -> Iterator[Post]:
    for post in given:
        if not isinstance(post, Post):
            raise TypeError(f"{function} takes posts, and {kind_of(post)} is among them")
        yield post
