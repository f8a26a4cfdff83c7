"""Static sites, and what they must know of an archive before its posts are read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from blogpost.documents import Placing
from blogpost.sniffing import sniff
from blogpost.sources import Given, Source

if TYPE_CHECKING:
    from blogpost.writers.linked_files import LinkedFiles
    from blogpost.writers.media import Copier
    from blogpost.writers.media_files import Media
    from blogpost.writers.site import Site

SITES = ("hugo", "jekyll", "pelican", "eleventy", "astro", "zola")
"""The static site generators that `open_site` supports."""


def open_site(folder: Path, *, tool: str, comments: Placing = "inline", hosts: Collection[str] = ()) -> Site:
    """Begin a static site. Add posts to it, then finish it (docs/sites.md).

    Args:
        folder: the site's folder, made if missing.
        tool: one of `SITES`.
        comments: ``inline`` below their posts, as ``data`` for a theme, or ``none``.
        hosts: the blog's other hosts, which its posts don't name: see `find_hosts`.
    """
    from blogpost.codecs.spool import Spool
    from blogpost.writers import site

    return site.Site(folder, site.TOOLS[tool], spool=Spool(), comments=comments, hosts=hosts)


def media_place(tool: str) -> tuple[str, str]:
    """The folder for images in a tool's site, and the beginning of their addresses."""
    from blogpost.writers import site

    return site.TOOLS[tool].media


def open_media(place: Path) -> Media:
    """Find the user's images and videos in a folder or a zip file.

    Raises:
        BlogpostError: there is none, or a zip file is damaged or unsafe.
        OSError: it cannot be read.
    """
    from blogpost.writers.media_files import Media

    return Media(place)


def open_copier(media: Media, folder: Path, prefix: str) -> Copier:
    """Begin a folder of images, whose addresses in the posts begin with a prefix."""
    from blogpost.writers.media import Copier

    return Copier(media, folder, prefix)


def open_linked_files() -> LinkedFiles:
    """Begin a folder of files whose posts link to each other."""
    from blogpost.codecs.spool import Spool
    from blogpost.writers.linked_files import LinkedFiles

    return LinkedFiles(Spool())


def count_blogs(source: Given | Source) -> int:
    """Count the blogs in a document without reading its posts. Only a takeout can have several."""
    source = source if isinstance(source, Source) else Source(source)
    if sniff(source) != "takeout":
        return 1
    from blogpost.readers.archives import takeout

    return takeout.count_blogs(source)


def find_hosts(source: Given | Source) -> dict[str, frozenset[str]]:
    """Find all hosts of the blogs in an archive: their own domains and Blogger's.

    Returns:
        For each host, all hosts of its blog.
    """
    source = source if isinstance(source, Source) else Source(source)
    if sniff(source) not in ("export", "takeout"):
        return {}
    from blogpost.readers.archives import takeout

    return takeout.find_hosts(source)
