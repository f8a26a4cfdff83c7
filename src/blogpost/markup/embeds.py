"""Players and other frames: their address, and whose they are."""

from __future__ import annotations

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


def provider(url: str) -> str | None:
    """Whose player an address belongs to: ``youtube``, ``vimeo`` …; None where that is not known."""
    host, path = _place(url)
    for end in _ends(host):
        if end in _PROVIDERS:
            return _PROVIDERS[end]
        for (known, start), name in _BY_PATH.items():
            if end == known and path.startswith(start):
                return name
    return None


def is_chrome(url: str) -> bool:
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
