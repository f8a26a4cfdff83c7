"""Blogger's addresses, also of images: the values in each kind, as functions from `str` to a value.

Addresses on pages copied by wget, HTTrack and others are understood, too: there, a query is part of a file's name.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import unquote

from attrs import define

from blogpost.addresses import joined, parts_of

# ------------------------------------------------------------------------------------------------ hosts

BLOG_HOST = "blogspot.com"
"""The domain of the blogs that have none of their own."""

_BLOG_DOMAIN = re.compile(r"\.blogspot\.(?:com?\.)?[a-z]+$")  # each country had its own
_COUNTRY_HOST = re.compile(r"(https?://)([\w-]+)\.blogspot\.(?:[a-z]{2}|com?\.[a-z]{2})(?=[/?#]|$)", re.ASCII)
_BLOGGER_HOSTS = frozenset(("blogger.com", "draft.blogger.com", "beta.blogger.com"))

TEMPLATE_ADDRESSES = (
    "blogger.com/comment.g?",
    "blogger.com/comment/",
    "blogger.com/post-edit.g?",
    "blogger.com/email-post.g?",
    "blogger.com/feeds/",
    "blogger.com/static/",
    "blogger.com/navbar",
    "blogger.com/img/",
    "buttons.blogger.com/",
    "blogblog.com/",
    "/feeds/posts/default",
)
"""Parts of addresses that only Blogger's own templates and widgets refer to. Anybody may link to a profile."""


def blog_host(url: str) -> str:
    """The host of a web address without ``www.`` and without the country: ``x.blogspot`` for ``x.blogspot.co.uk``.

    Empty if the address has no host.
    """
    return _BLOG_DOMAIN.sub(".blogspot", _host(url).removeprefix("www."))


def is_blogspot(url: str) -> bool:
    """Whether an address is on one of Blogger's hosts for blogs."""
    return _BLOG_DOMAIN.search(_host(url)) is not None


def is_blogger(url: str) -> bool:
    """Whether an address is on Blogger's own site, where blogs are edited and comments are written."""
    return _host(url).removeprefix("www.") in _BLOGGER_HOSTS


def at_home(url: str, home: str | None) -> str:
    """An address with the host of the blog's address `home`, if it has the same blog's host of a country.

    Blogger served ``x.blogspot.com`` also as ``x.blogspot.ch`` and others, depending on where the reader was.
    """
    match = _COUNTRY_HOST.match(url)
    host = parts_of(home).netloc.lower() if match else ""
    if match is None or host != f"{match[2]}.{BLOG_HOST}".lower():
        return url
    return f"{match[1]}{host}{url[match.end() :]}"


def _host(url: str) -> str:
    parts = parts_of(url.strip())
    return (parts.hostname or "").lower() if parts.scheme in ("http", "https", "") else ""


# ------------------------------------------------------------------------------------------------ posts and pages

# "/2012/10/title.html", and static pages "/p/title.html". Blogs published by FTP could have any ending.
_MONTH = r"/(?P<year>\d{4})/(?P<month>\d{2})/"
_MONTH_IN_PATH = re.compile(_MONTH, re.ASCII)
_PERMALINK = re.compile(rf"(?:{_MONTH}|/p/)[^/]+\.(?P<ending>\w+)$", re.ASCII)
_PERMALINK_ENDINGS = frozenset(("htm", "html"))
_STATIC_PAGES = "/p/"
_VIEW = re.compile(r"&(?:m=[01]|(?:showComment|commentPage)=[^&]*)(?![^&])", re.ASCII)


def is_permalink(url: str) -> bool:
    """Whether an address has the form that Blogger gives to posts and static pages, in any folder."""
    match = _PERMALINK.search(parts_of(url).path)
    return match is not None and match["ending"] in _PERMALINK_ENDINGS


def is_permalink_path(path: str) -> bool:
    """Whether the whole path of an address has the form of a permalink, with any ending."""
    return _PERMALINK.match(path) is not None


def is_static_page(url: str | None) -> bool:
    """Whether an address is that of a static page."""
    return parts_of(url).path.startswith(_STATIC_PAGES)


def month_of(url: str | None) -> dt.date | None:
    """The middle of the month in a permalink: for most posts, a day near their publication."""
    match = _MONTH_IN_PATH.search(url or "")
    try:
        return dt.date(int(match["year"]), int(match["month"]), 15) if match else None
    except ValueError:
        return None


def without_view(url: str) -> str:
    """An address without the parameters for a view of its page: for telephones, or a place in the comments."""
    address, mark, fragment = url.partition("#")
    page, _, query = address.partition("?")
    if not _VIEW.search(f"&{query}"):
        return url
    kept = "&".join(part for part in query.split("&") if not _VIEW.fullmatch(f"&{part}"))
    return "".join((page, kept and f"?{kept}", mark, fragment))


def page_of(url: str) -> tuple[str, str, str]:
    """An address without what may differ between two of one page: the scheme, the country's host, the view."""
    parts = parts_of(without_view(joined(None, url)))
    return blog_host(url), parts.path.rstrip("/"), parts.query


# ------------------------------------------------------------------------------------------------ places on a page

COMMENT_PLACES = ("#comments", "#comment-form")
"""The fragments that lead to the comments on the page of a post."""

_POST_PLACES = (*COMMENT_PLACES, "#disqus_thread", "#links", "#more")
_REST = "#more"


def leads_to_comments(url: str) -> bool:
    """Whether an address leads to the comments on the page of a post."""
    return url.endswith(COMMENT_PLACES)


def leads_to_place(url: str) -> bool:
    """Whether an address leads to a place that templates have on the page of a post."""
    return url.endswith(_POST_PLACES)


def leads_to_rest(url: str) -> bool:
    """Whether an address leads to the rest of a post, after its jump break."""
    return url.endswith(_REST)


# ------------------------------------------------------------------------------------------------ labels and profiles

# "/search/label/NAME", or for blogs published by FTP, "/labels/NAME.html" with any ending.
_LABEL = re.compile(r"(?:^|/)(?:search/label/|labels/(?P<file>[^/]+)$)", re.ASCII)
_SHORT_ENDING = re.compile(r"[^/]\.\w{2,5}$", re.ASCII)
_BLOGGER_PROFILE = re.compile(r"//(?:www\.|draft\.)?blogger\.com/profile/\d+", re.ASCII)
_GOOGLE_PROFILE = re.compile(r"//(?:plus|profiles)\.google\.com/")
_PROFILE_PATH = re.compile(r"/profile/|/\+")


def is_label_page(url: str) -> bool:
    """Whether an address has the form of a label's page, with the ending of a file if it has no ``/search/``."""
    match = _LABEL.search(url)
    return match is not None and (match["file"] is None or _SHORT_ENDING.search(match["file"]) is not None)


def may_be_label_page(url: str) -> bool:
    """The same without regard to the ending: enough for a link with ``rel=tag``."""
    return _LABEL.search(url) is not None


def label_of(url: str | None) -> str:
    """The name of a label as the address of its page has it."""
    return without_ending(unquote(parts_of(url).path.rpartition("/")[2]))


def is_blogger_profile(url: str) -> bool:
    """Whether an address is that of a profile at Blogger."""
    return _BLOGGER_PROFILE.search(url) is not None


def is_profile(url: str) -> bool:
    """Whether an address is that of a profile at Blogger or Google."""
    return is_blogger_profile(url) or _GOOGLE_PROFILE.search(url) is not None


def may_be_profile(url: str) -> bool:
    """Whether an address looks like a profile on any site: enough for a link that is marked as an author's."""
    return _PROFILE_PATH.search(url) is not None or _GOOGLE_PROFILE.search(url) is not None


# ------------------------------------------------------------------------------------------------ comments

_COMMENT_ID = re.compile(r"c?(\d{8,21})", re.ASCII)
# After the instant, the address may name the page that the comment is on.
_INSTANT = re.compile(r"[?&]showComment=(\d+).{0,40}$", re.ASCII)
_MILLISECOND_DIGITS = 13  # up to the year 2286
_COMMENT_FORM = ".blogger.com/comment.g?"
_FORM_LANGUAGE = re.compile(r"blogger\.com/comment/frame/[^#]*[?&]hl=([\w-]{2,12})", re.ASCII)


@define
class CommentPermalink:
    """The values in the address of a comment.

    Attributes:
        id: the comment's number.
        instant: when it was published, if the address says so.
    """

    id: str
    instant: dt.datetime | None


def parse_comment_permalink(url: str | None) -> CommentPermalink | None:
    """Parse the address of a comment; None for any other address."""
    if not url or "#" not in url:
        return None
    page, _, fragment = as_served(url).rpartition("#")
    number = comment_id(fragment.strip())
    if number is None:
        return None
    shown = _INSTANT.search(page)
    return CommentPermalink(number, instant_of(shown[1]) if shown else None)


def comment_id(name: str | None) -> str | None:
    """The number of a comment in an id or fragment: ``c`` and digits."""
    match = _COMMENT_ID.fullmatch(name) if name else None
    return match[1] if match else None


def shows_comment(url: str) -> bool:
    """Whether an address leads to a comment on the page of its post, with the parameter that says which."""
    return "showComment=" in url


def instant_of(milliseconds: str | None) -> dt.datetime | None:
    """The instant that ``showComment`` and scripts state: milliseconds since the beginning of 1970."""
    if not milliseconds or len(milliseconds) > _MILLISECOND_DIGITS:
        return None
    return _utc(int(milliseconds) / 1000) if milliseconds.isascii() and milliseconds.isdigit() else None


def instant_of_id(number: str | None) -> dt.datetime | None:
    """The instant in a comment's number of 2003 to 2006: of its 18 digits, the first ten are seconds."""
    return _utc(int(number[:10])) if number and len(number) == 18 and number.startswith("1") else None


def _first(pattern: re.Pattern[str], text: str | None) -> str | None:
    """The first group of a pattern's first match in a text."""
    match = pattern.search(text or "")
    return match[1] if match else None


def _utc(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def is_comment_form(url: str) -> bool:
    """Whether an address is that of Blogger's old form for comments; `url` may be part of a script."""
    return _COMMENT_FORM in url.lower()


def form_language(url: str) -> str | None:
    """Google's code of the blog's language, in the address of its comment form."""
    return _first(_FORM_LANGUAGE, url)


# ------------------------------------------------------------------------------------------------ ids and feeds

_POST_ID = re.compile(r"\d{8,21}", re.ASCII)
_POST_ID_AT_END = re.compile(r"(?<!\d)(\d{8,21})$", re.ASCII)
_POST_IN_QUERY = re.compile(r"[?&]postID=(\d+)", re.ASCII)
_POST_IN_FORM = re.compile(r"blogger\.com/comment/(?:frame|fullpage/post)/\d+(?:/|\?po=)(\d+)", re.ASCII)
_BLOG_IN_ADDRESS = re.compile(r"(?:[?&]blogID=|/feeds/|/atom/|/comment/frame/|/comment/fullpage/post/)(\d+)", re.ASCII)
_BLOG_IN_TAG = re.compile(r"\bblog-(\d+)", re.ASCII)
_ENTRY_IN_TAG = re.compile(r"\.(?:post|page|comment)-(\d+)", re.ASCII)
_PAGE_IN_TAG = ".page-"
_COMMENT_IN_FEED = re.compile(r"/feeds/\d+/(?P<post>\d+)/comments/default/(?P<comment>\d+)", re.ASCII)
_FEEDS = "http://www.blogger.com/feeds"
_POSTS_FEED = "/feeds/posts/"
_PAGES_FEED = "/pages/default/"


def is_post_id(text: str) -> bool:
    """Whether a text is the number of a post, such as the name of the anchor before it."""
    return _POST_ID.fullmatch(text) is not None


def post_id_at_end(text: str) -> str | None:
    """The number of a post at the end of an element's id: ``post-body-12345678``."""
    return _first(_POST_ID_AT_END, text)


def post_id_in(url: str | None) -> str | None:
    """The number of a post in the query of one of Blogger's addresses, such as its old form for comments."""
    return _first(_POST_IN_QUERY, url)


def post_id_in_form(url: str) -> str | None:
    """The number of a post in the address of the form for its comments."""
    return _first(_POST_IN_FORM, url)


def blog_id_in(url: str | None) -> str | None:
    """The number of a blog in the address of one of its feeds or forms."""
    return _first(_BLOG_IN_ADDRESS, url)


def ids_in_tag(tag: str) -> tuple[str | None, str | None]:
    """The numbers of the blog and the entry in ``tag:blogger.com,1999:blog-1.post-2``; None for a missing one."""
    blog, entry = _BLOG_IN_TAG.search(tag), _ENTRY_IN_TAG.search(tag)
    return blog and blog[1], entry and entry[1]


def is_tag_of_page(tag: str) -> bool:
    """Whether a tag is that of a static page."""
    return _PAGE_IN_TAG in tag


def tag_of(blog: str, what: str) -> str:
    """The tag of a blog's part, such as ``post-2``."""
    return f"tag:blogger.com,1999:blog-{blog}.{what}"


def comment_in_feed(url: str) -> tuple[str, str] | None:
    """The numbers of the post and the comment in the address that a feed gives to a comment."""
    match = _COMMENT_IN_FEED.search(url)
    return (match["post"], match["comment"]) if match else None


def entry_in_feed(blog: str, kind: str, number: str) -> str:
    """The address that a feed gives to a post or page."""
    return f"{_FEEDS}/{blog}/{kind}s/default/{number}"


def comment_feed(blog: str, post: str) -> str:
    """The address of the feed with a post's comments."""
    return f"{_FEEDS}/{blog}/{post}/comments/default"


def posts_feed(url: str | None) -> str | None:
    """The feed of posts of the blog that has a page at an address."""
    place = parts_of(url)
    return f"{place.scheme}://{place.netloc}{_POSTS_FEED}default" if place.netloc else None


def is_posts_feed(url: str) -> bool:
    """Whether an address is that of a blog's feed of posts."""
    return _POSTS_FEED in url


def is_in_pages_feed(url: str) -> bool:
    """Whether a feed gives an address to a static page."""
    return _PAGES_FEED in url


_VIDEO = "https://www.blogger.com/video-play.mp4?contentId={0}"


def video_address(number: str) -> str:
    """The address of a video that was uploaded to Blogger."""
    return _VIDEO.format(number)


# ------------------------------------------------------------------------------------------------ copies of pages

# wget keeps "?" as "%3F", or writes "@" for it, and adds ".html"; others write "-" or "_". In Blogger's addresses, "="
# follows only the names of its own parameters.
_QUERY_IN_NAME = re.compile(
    r"(?:%3F|[?@_-])((?:showComment|commentPage|max-results|updated-max|m)=[^#]*?)(?:\.html?)?(#.*)?$",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
_ENDING = re.compile(r"\.html?$", re.ASCII)
_COPY_DIGITS = 4
_COPY_NUMBER = re.compile(r"[0-9a-f]{4}(?=\.html?$)", re.ASCII)  # HTTrack's, for files that differ in their query only


def as_served(url: str) -> str:
    """The address that Blogger has for a page, of one in a copy of its blog."""
    at = url.find("=")
    is_served = at < 0 or (0 <= url.find("?") < at and ".htm" not in url[at:])
    return url if is_served else _QUERY_IN_NAME.sub(r"?\1\2", url, count=1)


def without_ending(name: str) -> str:
    """The last part of an address without what a copy of the page added to it."""
    return _ENDING.sub("", as_served(name).partition("?")[0])


def is_named(name: str, word: str) -> bool:
    """Whether the last part of an address is a word, in HTTrack's copy perhaps with its digits after it."""
    return name == word or (len(name) == len(word) + _COPY_DIGITS and name.startswith(word))


def is_copy_of(path: str, other: str) -> bool:
    """Whether a path leads to HTTrack's copy of the page at another path."""
    return len(path) == len(other) + _COPY_DIGITS and _COPY_NUMBER.sub("", path) == other


# ------------------------------------------------------------------------------------------------ sizes of images

# The size is a path segment such as s1600 or w640-h480, or follows "=" at the end of the path, with flags such as
# -c (cropped), -rw (WebP) or -Ic42 (Picasa's). Picasa's addresses may have it as a parameter, and new ones may have
# none. Hosts: N.bp.blogspot.com and before it bpN.blogger.com, blogger.googleusercontent.com, lh3.… and lh7-us.….
_SIZE = r"(?:s\d+|w\d+(?:-h\d+)?|h\d+)(?:-[A-Za-z0-9]+)*"
_IMAGE_HOST = re.compile(
    r"(?:https?:)?//(?:(?:[\w-]+\.)?(?:bp\.blogspot\.com|googleusercontent\.com|ggpht\.com)|bp\d\.blogger\.com)/"
)
_SIZE_SEGMENT = re.compile(rf"/{_SIZE}(?=/[^/]*$)")
_SIZE_SUFFIX = re.compile(rf"={_SIZE}$")
_SIZE_PARAMETER = re.compile(r"(?<=[?&])imgmax=\w*&?")
_FULL_SIZE = re.compile(r"/s0/[^/]*$|=s0$")
_FILE_NAME = re.compile(r"/(?=[^/]*$)")
_UNSIZED = re.compile(r"//blogger\.googleusercontent\.com/img/a/[\w-]+$")
# In addresses of Blogger's first host of images, the size is a segment of its own. 1600 was the largest.
_FIRST_IMAGE_HOST = re.compile(r"\A((?:https?:)?//photos\d\.blogger\.com/(?:x/)?blogger\d*/(?:\d+/)+)\d+(?=/[^/]+$)")


def full_size(src: str) -> str:
    """The address of the same image in full size, if Blogger serves it; any other address unchanged."""
    if not is_on_image_host(src):
        return _FIRST_IMAGE_HOST.sub(r"\g<1>1600", src)
    path, mark, query = src.partition("?")
    unlimited = _SIZE_PARAMETER.sub("", mark + query)
    path = _SIZE_SUFFIX.sub("=s0", _SIZE_SEGMENT.sub("/s0", path))
    if unlimited != mark + query and not _FULL_SIZE.search(path):  # without a size, Blogger serves a small one
        path = _FILE_NAME.sub("/s0/", path)
    elif _UNSIZED.search(path):
        path += "=s0"
    return path + unlimited.rstrip("?&")


def is_on_image_host(src: str) -> bool:
    """Whether an address is on one of Blogger's hosts that serve images in any size."""
    return _IMAGE_HOST.match(src) is not None
