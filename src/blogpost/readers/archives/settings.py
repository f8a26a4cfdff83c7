"""A blog's settings (entries of an export, a table in a takeout): hosts, language and time zone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import tz

from blogpost.blogger import BLOG_HOST
from blogpost.markup.dom import decode
from blogpost.readers.languages import current
from blogpost.remembering import remembered

Settings = Mapping[str, str]
"""Values by the lower-case names that both kinds of archive use, such as ``blog_time_zone``."""

_DOMAINS = ("blog_custom_domain", "blog_domain", "blog_subdomain")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_ZONE = re.compile(r"[A-Za-z]\w*(?:[/+-]\w+)*", re.ASCII)  # other names would be opened as files


def read_settings(data: bytes) -> Settings:
    """Read the settings in a takeout's ``settings.csv``: a row of names and a row of values.

    Cells can have any length. The standard library's reader has one limit for the whole process.
    """
    cells = _cells(decode(data).removeprefix("\ufeff"))
    names, values = _row(cells), _row(cells)
    return {name.strip().lower(): value.strip() for name, value in zip(names, values, strict=False)}


_CELL = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")*+)"?)?(?P<rest>[^,\r\n]*+)(?P<end>,|\r?\n|\r|\Z)')


def _cells(text: str) -> Iterator[re.Match[str]]:
    """The cells of a CSV table (RFC 4180), each with the delimiter after it."""
    return _CELL.finditer(text)


def _row(cells: Iterator[re.Match[str]]) -> list[str]:
    """The next row of a table; empty after the last."""
    row = []
    for cell in cells:
        row.append((cell["quoted"] or "").replace('""', '"') + cell["rest"])
        if cell["end"] != ",":
            break
    return row


def home_of(settings: Settings) -> str | None:
    """The blog's address, on its own domain or Blogger's."""
    value = next((value for name in _DOMAINS if (value := settings.get(name))), "")
    host = _host(value)
    return f"https://{host}/" if host else None


def hosts_of(settings: Settings) -> frozenset[str]:
    """All hosts of the blog: its own domain and Blogger's."""
    return frozenset(filter(None, (_host(settings.get(name, "")) for name in _DOMAINS)))


def _host(value: str) -> str | None:
    """The host in a setting, which is a host, an address or a name on Blogger's host."""
    host = value.partition("://")[2].rstrip("/") if "://" in value else value
    if not _HOST.fullmatch(host):
        return None
    return (host if "." in host else f"{host}.{BLOG_HOST}").lower()


def language_of(settings: Settings) -> str | None:
    """The BCP 47 tag of the blog's language."""
    return tag_of(settings.get("blog_locale", ""))


def tag_of(locale: str) -> str | None:
    """A locale's code as a BCP 47 tag: ``pt_BR`` becomes ``pt-BR``, and ``iw`` becomes ``he``. Others are unchanged."""
    primary, *others = locale.strip().replace("_", "-").split("-")
    return "-".join((current(primary), *others)) or None


@remembered(64)
def zone_of(name: str) -> dt.tzinfo | None:
    """The time zone with an IANA name, from the system's data or, if that is missing, dateutil's."""
    if not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = tz.gettz(name)
        return None if isinstance(zone, tz.tzstr) else zone  # a rule such as "A24", with any offset
