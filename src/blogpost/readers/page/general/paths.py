"""Read the path of an address: whether it is an author's or a label's page, and when a post was published."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import unquote

from blogpost.addresses import parts_of
from blogpost.markup.dom import Element
from blogpost.readers.page.general.comment_addresses import leads_to_comments
from blogpost.remembering import remembered

_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|people|profiles?|users?|members?|redakteure?|by|writers?|"
    r"contributors?|profil)/[^/]|"
    r"/@[\w.-]+/?(?:$|\?)|/~\w+/?$|[?&]author(?:_name)?=",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[/?-](?:tags?|categor(?:y|ies|ia|ie|ias|[íi]as?)|topics?|labels?|kategori(?:e|en|er|a|at)?|etiquetas?|"
    r"hubs?|taxonomy/term|keywords?|"
    r"tagged|themen|thema|schlagwort(?:e|er)?|schlagworte|stichwort|rubrik|temas?|rubriques?|sujets?|mots-cles|"
    r"argomenti|tagi)/[^/]|/cat_\w|"
    r"/tag-[^/]|[?&](?:tags?|cat|category|category_?name|label|keyword)=[^&]",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"^(?:javascript|mailto):|"
    r"/(?:log-?(?:in|out)|sign-?(?:in|up)|register|registration|create[-_](?:an?[-_])?account|reset|remind|password|"
    r"lost[-_]?password|forgot[-_]?password|subscribe|feed|rss|anmelden|registrieren|connexion|inscription)\b|"
    r"[?&](?:action|do|task|view)=(?:login|register|signup)",
    re.IGNORECASE,
)

_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)(?:[/-](\d\d?))?(?=[/-]|$|\.)", re.ASCII)
_COMPACT = re.compile(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
_DAY_FIRST = re.compile(r"/(\d\d)[.-](\d\d)[.-]((?:19|20)\d\d)(?=/|$)", re.ASCII)


def leads_to_author(link: Element) -> bool:
    """Whether a link leads to an author's page, by its path."""
    href = link.get("href") or ""
    return is_author_path(href) and not is_tool_path(href)


def is_tool_path(href: str) -> bool:
    """Whether an address doesn't lead to a page: comments, a feed, or a page for logging in or registering."""
    return leads_to_comments(href) or _TOOL.search(href) is not None


@remembered(1024)
def is_author_path(href: str) -> bool:
    """Whether an address is an author's page, by its path."""
    return _AUTHOR.search(href) is not None


def leads_to_label(link: Element) -> bool:
    """Whether a link leads to the page of a tag or a category, by its path."""
    return is_label_path(link.get("href") or "")


@remembered(1024)
def is_label_path(href: str) -> bool:
    """Whether an address is the page of a tag or a category, by its path."""
    return _LABEL.search(unquote(href)) is not None


def in_path(url: str | None) -> tuple[dt.date | None, dt.date | None]:
    """The middle of the month and the day that an address states."""
    path = parts_of(url).path
    match = _IN_PATH.search(path) or _COMPACT.search(path)
    if not match:
        return _day_first(path)
    try:
        month = dt.date(int(match[1]), int(match[2]), 15)
        return month, dt.date(int(match[1]), int(match[2]), int(match[3])) if match[3] else None
    except ValueError:
        return None, None


def _day_first(path: str) -> tuple[dt.date | None, dt.date | None]:
    """The month and the day of a path with a part such as "29-10-2021"; nothing if the day might be the month."""
    match = _DAY_FIRST.search(path)
    if match is None:
        return None, None
    day, month, year = map(int, match.groups())
    if day <= 12 and day != month:  # it may be the month
        return None, None
    try:
        return dt.date(year, month, 15), dt.date(year, month, day)
    except ValueError:
        return None, None
