"""Pages as web archives serve them: every address stands behind the archive's own and the time of the copy."""

from __future__ import annotations

import re

from blogpost.readers.page.metadata import Metadata

_COPY = r"\d{4,14}(?:[a-z]{2}_)?"  # when it was copied, and as what: an image is "20190401000000im_"
_PLACE = re.compile(rf"(?:https?:)?(?://[\w.:-]+)?(/(?:[\w.-]+/){{0,4}}){_COPY}/https?://", re.ASCII)
_TOOLBAR = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->")


def find_archive(page: Metadata) -> str | None:
    """Where the archive that a page is from has its copies, such as ``/web/``; None for a page that is from none.

    The page itself must say so, by its own address or its feeds': authors link to archives, too.
    """
    found = (_PLACE.match(url) for url in page.stated_addresses())
    return next((place[1] for place in found if place), None)


def without_archive(text: str, place: str) -> str:
    """The source of a page, or an address, as it was before an archive with its copies in a place took it in."""
    steps = place.replace("/", r"\\?/")  # scripts may escape them
    wrapped = re.compile(
        rf"(?:https?:)?(?:\\?/\\?/[\w.:-]+)?{steps}{_COPY}\\?/(?=https?:|mailto:)([^\s\"'<>]*)", re.ASCII
    )
    return wrapped.sub(r"\1", _without_toolbar(text))


def _without_toolbar(text: str) -> str:
    begin, end = (text.find(mark) for mark in _TOOLBAR)
    return text[:begin] + text[end + len(_TOOLBAR[1]) :] if 0 <= begin < end else text
