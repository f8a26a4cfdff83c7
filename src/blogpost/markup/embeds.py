"""Players and other frames: their address, and whose they are."""

from __future__ import annotations

import re

from blogpost.addresses import parts_of

# Host (or its end) → the provider's name as https://oembed.com/providers.json has it, in lower case.
_PROVIDERS = {
    "youtube.com": "youtube",
    "youtube-nocookie.com": "youtube",
    "youtu.be": "youtube",
    "youtube.googleapis.com": "youtube",
    "blogger.com": "blogger",
    "video.google.com": "google-video",
    "docs.google.com": "google-docs",
    "drive.google.com": "google-drive",
    "maps.google.com": "google-maps",
    "vimeo.com": "vimeo",
    "dailymotion.com": "dailymotion",
    "slideshare.net": "slideshare",
    "scribd.com": "scribd",
    "soundcloud.com": "soundcloud",
    "spotify.com": "spotify",
    "bandcamp.com": "bandcamp",
    "mixcloud.com": "mixcloud",
    "archive.org": "archive.org",
    "ted.com": "ted",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "tiktok.com": "tiktok",
    "giphy.com": "giphy",
    "flickr.com": "flickr",
    "issuu.com": "issuu",
    "hulu.com": "hulu",
    "twitch.tv": "twitch",
    "openstreetmap.org": "openstreetmap",
    "codepen.io": "codepen",
    "jsfiddle.net": "jsfiddle",
    "gist.github.com": "gist",
    "gitlab.com": "gitlab",
    "pastebin.com": "pastebin",
    "asciinema.org": "asciinema",
    "speakerdeck.com": "speakerdeck",
    "poll.fm": "polldaddy",
    "t.me": "telegram",
    "pinterest.com": "pinterest",
    "reddit.com": "reddit",
    "imgur.com": "imgur",
    "bsky.app": "bluesky",
    "threads.net": "threads",
    "threads.com": "threads",
}
_BY_PATH = {("google.com", "/maps"): "google-maps", ("google.com", "/calendar"): "google-calendar"}

# Frames that a theme or a sharing service puts into posts: buttons, counters, advertisements.
_CHROME = {
    ("facebook.com", "/plugins/like"),
    ("facebook.com", "/plugins/share"),
    ("facebook.com", "/plugins/fan"),
    ("facebook.com", "/plugins/comments"),
    ("facebook.com", "/plugins/page"),
    ("facebook.com", "/widgets/like"),
    ("twitter.com", "/widgets/tweet_button"),
    ("twitter.com", "/widgets/follow_button"),
    ("google.com", "/+1"),
    ("plus.google.com", "/"),
    ("plusone.google.com", "/"),
    ("blogger.com", "/comment"),
    ("blogger.com", "/blog-post-reactions"),
    ("blogger.com", "/navbar"),
    ("tweetmeme.com", "/"),
    ("stumbleupon.com", "/badge"),
    ("digg.com", "/tools"),
    ("doubleclick.net", "/"),
    ("googlesyndication.com", "/"),
    ("amazon-adsystem.com", "/"),
    ("adnxs.com", "/"),
    ("addthis.com", "/"),
    ("sharethis.com", "/"),
    ("linkwithin.com", "/"),
}


# Addresses of Flash players and of watch pages → addresses of players.
_YOUTUBE = r"//(?:[\w-]+\.)?(?:youtube(?:-nocookie)?\.com|youtube\.googleapis\.com)/"
_PLAYING = (
    (re.compile(rf"{_YOUTUBE}(?:v/|watch/?\?(?:[^#]*&)?v=)([\w-]+)"), "https://www.youtube.com/embed/{0}"),
    (re.compile(r"//youtu\.be/([\w-]+)"), "https://www.youtube.com/embed/{0}"),
    (re.compile(rf"{_YOUTUBE}p/([\w-]+)"), "https://www.youtube.com/embed/videoseries?list=PL{0}"),
    (
        re.compile(r"//(?:www\.)?vimeo\.com/moogaloop\.swf\?(?:[^#]*&)?clip_id=(\d+)"),
        "https://player.vimeo.com/video/{0}",
    ),
    (
        re.compile(r"//(?:www\.)?dailymotion\.com/swf/(?:video/)?(\w+)"),
        "https://www.dailymotion.com/embed/video/{0}",
    ),
)
_START = re.compile(r"[?&#](?:start|t)=(\d+)")


LONGEST = 2_000
"""Characters: longer addresses aren't a player's."""


def playing(url: str) -> str:
    """The address of a player that browsers can show, for one that they cannot show any more; others as they are."""
    if len(url) > LONGEST:
        return url
    for pattern, address in _PLAYING:
        if match := pattern.search(url):
            start = _START.search(url) if "youtube" in address and "?" not in address else None
            return address.format(match[1].removeprefix("PL")) + (f"?start={start[1]}" if start else "")
    return url


def provider(url: str) -> str | None:
    """Whose player an address belongs to: ``youtube``, ``vimeo`` …; None if that isn't known."""
    host, path = _place(url)
    for end in _ends(host):
        if end in _PROVIDERS:
            return _PROVIDERS[end]
        for (known, start), name in _BY_PATH.items():
            if end == known and path.startswith(start):
                return name
    return None


def is_boilerplate(url: str) -> bool:
    """Whether a frame is a button, a counter or an advertisement, and not the author's."""
    host, path = _place(url)
    ends = _ends(host)
    return any(known in ends and path.startswith(start) for known, start in _CHROME)


def _place(url: str) -> tuple[str, str]:
    parts = parts_of(url)
    return (parts.hostname or "").lower(), parts.path or "/"


def _ends(host: str) -> list[str]:
    """The host and every domain above it: ``www.a.com``, ``a.com``."""
    labels = host.split(".")[-5:]
    return [".".join(labels[i:]) for i in range(max(len(labels) - 1, 0))]


# Images that count readers: Blogger's own, FeedBurner's, and the analytics of the time.
_TRACKERS = re.compile(
    r"//(?:www\.blogger\.com/tracker/|feeds\d?\.feedburner\.com/~|feeds\.wordpress\.com/\d|"
    r"[^/]*\.?(?:statcounter|sitemeter|quantserve|doubleclick|scorecardresearch|assoc-amazon)\.)"
)


def is_tracker(src: str, width: str | None, height: str | None) -> bool:
    """Whether an image counts readers and shows nothing."""
    return "0" in (width, height) or (width == height == "1") or _TRACKERS.search(src) is not None
