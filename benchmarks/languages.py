"""How much memory stays after reading documents in thousands of different languages: `python benchmarks/languages.py`.

Every language tag is a new one, as in documents that were made to fill what a library remembers.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

import blogpost

DOCUMENTS = 3_000
MOST_MEGABYTES = 20

_PAGE = """<html lang='{0}'><head><meta content='blogger' name='generator'></head><body><div class='post hentry'>
<h3 class='post-title'>T</h3><div class='post-body'>By Jane Roe<p>“So it goes,” said Kurt.</div>
<div class='post-footer'>Posted by <span class='fn'>N</span> at 7:06 AM</div></div>"""
_FEED = """<feed xmlns='http://www.w3.org/2005/Atom'><entry xml:lang='{0}'><id>tag:blogger.com,1999:blog-1.post-2</id>
<title>t</title><content type='html'>By Jane Roe&lt;br>x</content></entry></feed>"""
_JSON = """{{"schema": "blogpost/1", "language": "{0}", "body": [{{"type": "paragraph", "content":
[{{"type": "text", "text": "“So it goes,” said Kurt."}}]}}]}}"""


def _page(tag: str) -> None:
    blogpost.to_text(blogpost.parse(_PAGE.format(tag), format="html"), language=tag)


def _feed(tag: str) -> None:
    blogpost.parse(_FEED.format(tag), format="atom")


def _json(tag: str) -> None:
    blogpost.to_json(blogpost.from_json(_JSON.format(tag)))


def resident() -> float:
    """The memory of this process, in megabytes."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4 / 1024


def grown(read: Callable[[str], None], documents: int = DOCUMENTS) -> float:
    """Megabytes that stay after reading documents in as many languages."""
    for number in range(100):
        read(f"en-w{number:05}")
    before = resident()
    for number in range(documents):
        read(f"{('en', 'de', 'xx')[number % 3]}-x{number:05}")
    return resident() - before


def main() -> int:
    """Prints the growth by each kind of document; fails where it is too much."""
    worst = 0.0
    for name, read in (("pages", _page), ("feeds", _feed), ("JSON", _json)):
        megabytes = grown(read)
        worst = max(worst, megabytes)
        print(f"{DOCUMENTS} {name} in as many languages: {megabytes:.1f} MB stay")
    return worst > MOST_MEGABYTES


if __name__ == "__main__":
    sys.exit(main())
