"""A blog's settings, as an export has them in entries and a takeout in a table: what they say of language and place."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Mapping
from io import StringIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import tz

from blogpost.markup.dom import decode
from blogpost.readers.languages import current
from blogpost.remembering import remembered

Settings = Mapping[str, str]
"""Values by the lower-case names that both kinds of archive have: ``blog_time_zone``."""

_DOMAINS = ("blog_custom_domain", "blog_domain", "blog_subdomain")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_ZONE = re.compile(r"[A-Za-z]\w*(?:[/+-]\w+)*", re.ASCII)  # other names would be looked for as files
_HOSTED_BY_BLOGGER = "blogspot.com"


def read_settings(data: bytes) -> Settings:
    """The settings in a takeout's ``settings.csv``: a row of names above a row of values."""
    rows = list(csv.reader(StringIO(decode(data).removeprefix("\ufeff"), newline="")))
    names, values = (*rows, [], [])[:2]
    return {name.strip().lower(): value.strip() for name, value in zip(names, values, strict=False)}


def home_of(settings: Settings) -> str | None:
    """The blog's address: on its own domain, or on Blogger's."""
    host = next((value for name in _DOMAINS if (value := settings.get(name))), "")
    host = host.partition("://")[2].rstrip("/") if "://" in host else host
    if not _HOST.fullmatch(host):
        return None
    return f"https://{host}/" if "." in host else f"https://{host}.{_HOSTED_BY_BLOGGER}/"


def language_of(settings: Settings) -> str | None:
    """The BCP 47 tag of the blog's language."""
    return tag_of(settings.get("blog_locale", ""))


def tag_of(locale: str) -> str | None:
    """A locale's code as a BCP 47 tag: ``pt_BR`` is ``pt-BR``, and ``iw`` is ``he``; what is no code stays as it is."""
    primary, *others = locale.strip().replace("_", "-").split("-")
    return "-".join((current(primary), *others)) or None


@remembered(64)
def zone_of(name: str) -> dt.tzinfo | None:
    """The time zone of an IANA name: the system's data, or where that has none, those that come with dateutil."""
    if not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return tz.gettz(name)
