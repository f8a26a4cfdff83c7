"""Images as blogs serve them: which are content, and what Blogger's addresses say of their size."""

from __future__ import annotations

import re

# The size is a path segment such as s1600 or w640-h480, or stands behind "=" at the address's end, with flags such as
# -c (cropped) or -rw (WebP). blogger-formats: bp.blogspot.com, blogger.googleusercontent.com, lh3.googleusercontent.com
_SIZE = r"(?:s\d+|w\d+(?:-h\d+)?|h\d+)(?:-[a-z0-9]+)*"
_HOSTED = re.compile(r"(?:https?:)?//(?:[\w-]+\.)?(?:bp\.blogspot\.com|googleusercontent\.com|ggpht\.com)/")
_SIZE_SEGMENT = re.compile(rf"/{_SIZE}(?=/[^/]*$)")
_SIZE_SUFFIX = re.compile(rf"={_SIZE}$")

# Images that count readers, not for them to see: Blogger's own, FeedBurner's, and the analytics of the time.
_TRACKERS = re.compile(
    r"//(?:www\.blogger\.com/tracker/|feeds\d?\.feedburner\.com/~|feeds\.wordpress\.com/\d|"
    r"[^/]*\.?(?:statcounter|sitemeter|quantserve|doubleclick|scorecardresearch|assoc-amazon)\.)"
)


def full_size(src: str) -> str:
    """The address of the same image in its full size, where Blogger serves it; any other address as it is."""
    if not _HOSTED.match(src):
        return src
    return _SIZE_SUFFIX.sub("=s0", _SIZE_SEGMENT.sub("/s0", src))


def is_tracker(src: str, width: str | None, height: str | None) -> bool:
    """Whether an image is there to be fetched and not to be seen."""
    return "0" in (width, height) or (width == height == "1") or _TRACKERS.search(src) is not None
