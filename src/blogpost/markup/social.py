"""Find what a script would draw in place of an element: others' posts, snippets of code, Blogger's own videos.

Each is recognized by the embed code of its provider. The address is the one that a person would visit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen
from lxml import etree

from blogpost.blogger import video_address
from blogpost.markup.dom import Element, classes
from blogpost.markup.embeds import LONGEST, provider
from blogpost.remembering import remembered

# The class of an element that a script turns into another's post → the attribute with the post's address, if any.
_POSTS = {
    "twitter-tweet": None,
    "twitter-video": None,
    "tweet": None,
    "instagram-media": "data-instgrm-permalink",
    "tiktok-embed": "cite",
    "fb-post": "data-href",
    "fb-video": "data-href",
    "text-post-media": "data-text-post-permalink",
    "bluesky-embed": None,
    "mastodon-embed": "data-embed-url",
    "reddit-card": None,
    "reddit-embed-bq": None,
    "imgur-embed-pub": None,
    "wp-embedded-content": None,
}
_PROVIDERS = {
    "twitter-tweet": "twitter",
    "tweet": "twitter",
    "twitter-video": "twitter",
    "instagram-media": "instagram",
    "bluesky-embed": "bluesky",
    "reddit-card": "reddit",
    "reddit-embed-bq": "reddit",
    "imgur-embed-pub": "imgur",
}

# The address of a script → the embedded address.
_SCRIPTS = (
    (re.compile(r"//gist\.github\.com/([\w./-]+?)(?:\.js)?(?:\?file=([^&#]+)|\?.*)?$"), "https://gist.github.com/{0}"),
    (re.compile(r"//(?:www\.)?gitlab\.com/([\w./-]+)\.js"), "https://gitlab.com/{0}"),
    (re.compile(r"//pastebin\.com/embed_js(?:\.php\?i=|/)(\w+)"), "https://pastebin.com/{0}"),
    (re.compile(r"//jsfiddle\.net/([\w/]+?)/embed/"), "https://jsfiddle.net/{0}/"),
    (re.compile(r"//asciinema\.org/a/(\w+)\.js"), "https://asciinema.org/a/{0}"),
    (re.compile(r"//(?:static|secure)\.polldaddy\.com/p/(\d+)\.js"), "https://poll.fm/{0}"),
)
# The attribute of a script → the embedded address.
_SCRIPT_ATTRIBUTES = (
    ("data-telegram-post", "https://t.me/{0}"),
    ("data-id", "https://speakerdeck.com/player/{0}"),
    ("data-asciinema-id", "https://asciinema.org/a/{0}"),
)
_VIDEO_NUMBER = re.compile(r"BLOG_video-(\w+)")


@frozen
class Drawn:
    """An address, and its provider, if that is known."""

    url: str
    provider: str | None


def drawn_by_script(script: Element) -> str | None:
    """The address that a script embeds in its place; None for other scripts."""
    source = script.get("src")
    if not source or len(source) > LONGEST:
        return None
    for pattern, address in _SCRIPTS:
        if match := pattern.search(source):
            return address.format(match[1]) + _file_of(match)
    if "telegram" in source or "speakerdeck" in source or "asciinema" in source:
        values = ((address, script.get(name)) for name, address in _SCRIPT_ATTRIBUTES)
        return next((address.format(value) for address, value in values if value), None)
    return None


def _file_of(match: re.Match[str]) -> str:
    """The fragment for a file of a gist, as on the gist's page."""
    name = match[2] if match.re.groups > 1 else None
    return "#file-" + re.sub(r"[^a-z0-9_]+", "-", name.lower()) if name else ""


def blogger_video(element: Element) -> str | None:
    """The address of a video uploaded to Blogger, from the element that a script turns into a player."""
    if "BLOG_video_class" not in classes(element):
        return None
    number = _VIDEO_NUMBER.fullmatch(element.get("id") or "")
    content = element.get("contentid") or (number[1] if number else None)
    return video_address(content) if content else None


def another_post(element: Element) -> Drawn | None:
    """The post of a social network that an element embeds."""
    names = element.get("class")
    name = _post_class(names) if names else None
    if name is None:
        return None
    attribute, provider_name = _POSTS[name], _PROVIDERS.get(name)
    url = (attribute and element.get(attribute)) or next(_linked(element, provider_name), None)
    return Drawn(url, provider(url) or provider_name) if url else None


@remembered(1024)
def _post_class(names: str) -> str | None:
    return next((name for name in names.split() if name in _POSTS), None)


def is_class_of_post(names: str) -> bool:
    """Whether a class may be that of a social network's post."""
    return _post_class(names) is not None


def _linked(element: Element, provider_name: str | None) -> Iterator[str]:
    """The provider's addresses in an element, the last one first, as links to names and tags come before it."""
    for link in reversed(list(element.iter("a"))):
        href = (link.get("href") or "").strip()
        if href and (provider_name is None or provider(href) == provider_name):
            yield href


def has_only_links(element: Element) -> bool:
    """Whether all words in an element are in links, as in a frame that waits for its script."""
    if (element.text or "").strip():
        return False
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "end":
            if inner is not element and (inner.tail or "").strip():
                return False
        elif inner.tag == "a":
            walk.skip_subtree()
        elif inner is not element and (inner.text or "").strip():
            return False
    return True
