"""Pages as web archives serve them: every address stands behind the archive's own and the time of the copy."""

from __future__ import annotations

import re

_HEAD = 50_000  # characters
_BEHIND_ARCHIVE = ("/http://", "/https://")
_COPY = r"\d{4,14}(?:[a-z]{2}_)?/"  # when it was copied, and as what: an image is "20190401000000im_"
# What says where a page is from: its head does, and a browser that saved it.
_OWN_TAG = re.compile(r"<(?:link|meta)\b[^<>]*>|<!-- saved from url=[^<>]*>", re.IGNORECASE)
_OWN = re.compile(r"\b(?:canonical|og:url|alternate|service\.post|saved from url)\b", re.IGNORECASE)
_PLACE = re.compile(rf"(?:https?:)?(?://[\w.:-]+)?(/(?:[\w.-]+/){{0,4}}){_COPY}https?://", re.ASCII)
_TOOLBAR = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->")


def without_archive(text: str, url: str | None) -> tuple[str, str | None]:
    """The source of a page and its address, as they were before an archive took them in.

    Only a page that says of itself that it is an archive's is changed: authors link to archives, too.
    """
    place = _place(text, url)
    if place is None:
        return text, url
    steps = place.replace("/", r"\\?/")  # scripts may escape them
    wrapped = re.compile(
        rf"(?:https?:)?(?:\\?/\\?/[\w.:-]+)?{steps}{_COPY[:-1]}\\?/(?=https?:|mailto:)([^\s\"'<>]*)", re.ASCII
    )
    return wrapped.sub(r"\1", _without_toolbar(text)), wrapped.sub(r"\1", url) if url else None


def _place(text: str, url: str | None) -> str | None:
    """Where the archive has its copies, such as ``/web/``; None for a page that is from none."""
    if url and (found := _PLACE.match(url)):
        return found[1]
    head = text[:_HEAD]
    if not any(sign in head for sign in _BEHIND_ARCHIVE):
        return None
    own = (tag[0] for tag in _OWN_TAG.finditer(head) if _OWN.search(tag[0]))
    return next((found[1] for tag in own if (found := _PLACE.search(tag))), None)


def _without_toolbar(text: str) -> str:
    begin, end = (text.find(mark) for mark in _TOOLBAR)
    return text[:begin] + text[end + len(_TOOLBAR[1]) :] if 0 <= begin < end else text
