"""Pages of any blog cost what their length says, whatever they are made of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from blogpost.errors import ParseError
from blogpost.markup.dom import parse_html
from blogpost.readers.page.general import OtherPage, read_page
from cost import MOST, Work, slope, without_garbage_collector
from general_pages import FILLINGS, PLACES, bare, index, page

_FRAMES: dict[str, Callable[[str], str]] = {
    "alone": bare,
    "index": index,
    **{place: partial(page, place) for place in PLACES},
}
_IN_SUITE = ("alone", "body", "index")
_IS_LONG = "BLOGPOST_LINEAR_BASE" in os.environ


@pytest.fixture(autouse=True)
def no_garbage_collector() -> Iterator[None]:
    with without_garbage_collector():
        yield


def _reading(frame: str, filling: str) -> Callable[[int], Work]:
    def ready(size: int) -> Work:
        document = _FRAMES[frame](FILLINGS[filling](size))
        return lambda: _read(document)

    return ready


def _read(document: str) -> object:
    try:
        root = parse_html(document)
    except ParseError:  # deeper than a page may be
        return None
    return None if root is None else read_page(OtherPage(root, document, None))


@pytest.mark.parametrize("frame", _FRAMES if _IS_LONG else _IN_SUITE)
def test_reading_costs_what_its_length_says(frame: str) -> None:
    slopes = {name: round(slope(_reading(frame, name)), 2) for name in FILLINGS}
    assert not {name: steepness for name, steepness in slopes.items() if steepness > MOST}
