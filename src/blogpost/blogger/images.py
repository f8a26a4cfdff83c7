"""The size of images in the addresses of Blogger's image servers."""

from __future__ import annotations

import re

# The size is a path segment such as s1600 or w640-h480, or follows "=" at the end of the path, with flags such as
# -c (cropped), -rw (WebP) or -Ic42 (Picasa's). Picasa's addresses may have it as a parameter, and new ones may have
# none. Hosts: N.bp.blogspot.com and before it bpN.blogger.com, blogger.googleusercontent.com, lh3.… and lh7-us.….
_SIZE = r"(?:s\d+|w\d+(?:-h\d+)?|h\d+)(?:-[A-Za-z0-9]+)*"
_HOSTED = re.compile(
    r"(?:https?:)?//(?:(?:[\w-]+\.)?(?:bp\.blogspot\.com|googleusercontent\.com|ggpht\.com)|bp\d\.blogger\.com)/"
)
_SIZE_SEGMENT = re.compile(rf"/{_SIZE}(?=/[^/]*$)")
_SIZE_SUFFIX = re.compile(rf"={_SIZE}$")
_SIZE_PARAMETER = re.compile(r"(?<=[?&])imgmax=\w*&?")
_IN_FULL = re.compile(r"/s0/[^/]*$|=s0$")
_NAME = re.compile(r"/(?=[^/]*$)")
_UNSIZED = re.compile(r"//blogger\.googleusercontent\.com/img/a/[\w-]+$")
# In addresses of Blogger's first host of images, the size is a segment of its own. 1600 was the largest.
_FIRST_HOSTED = re.compile(r"\A((?:https?:)?//photos\d\.blogger\.com/(?:x/)?blogger\d*/(?:\d+/)+)\d+(?=/[^/]+$)")


def full_size(src: str) -> str:
    """The address of the same image in full size, if Blogger serves it; any other address unchanged."""
    if not is_hosted(src):
        return _FIRST_HOSTED.sub(r"\g<1>1600", src)
    path, mark, query = src.partition("?")
    unlimited = _SIZE_PARAMETER.sub("", mark + query)
    path = _SIZE_SUFFIX.sub("=s0", _SIZE_SEGMENT.sub("/s0", path))
    if unlimited != mark + query and not _IN_FULL.search(path):  # without a size, Blogger serves a small one
        path = _NAME.sub("/s0/", path)
    elif _UNSIZED.search(path):
        path += "=s0"
    return path + unlimited.rstrip("?&")


def is_hosted(src: str) -> bool:
    """Whether an address is on one of Blogger's hosts that serve images in any size."""
    return _HOSTED.match(src) is not None
