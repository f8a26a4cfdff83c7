"""Writes the ``[calendar]`` and ``[plurals]`` sections of the locales out of CLDR's data.

CLDR, the Unicode Common Locale Data Repository, comes with Babel (``pip install .[cldr]``). Only the part below the
marker line of each ``src/blogpost/language/locales/*.toml`` is rewritten, always in the same way:
``python tools/cldr.py``, or with ``--check`` to learn whether the files are as they would be written.
"""
# ruff: noqa: INP001, T201  a script with output, not a module of a package

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import babel
from babel import Locale, localedata

LOCALES = Path(__file__).parent.parent / "src/blogpost/language/locales"
MARKER = "# --- generated from CLDR {version} by tools/cldr.py; do not edit below this line ---"
MARKER_START = MARKER.partition("{")[0]

# Only Babel's change log states its version of CLDR.
CLDR_OF_BABEL = {"2.14": "44", "2.15": "44", "2.16": "45", "2.17": "46", "2.18": "47"}

# Where CLDR's name of a locale is not Blogger's.
CLDR_NAMES = {"no": "nb", "pt-BR": "pt", "pt-PT": "pt_PT", "zh-CN": "zh_Hans", "zh-TW": "zh_Hant"}
# Whose names are met on pages of a locale too: those of the same language and script in other regions, and these.
RELATED = {"no": ("nn",), "pt-PT": ("pt",), "sr": ("sr_Latn", "sr_Latn_BA", "sr_Latn_ME")}

WIDTHS = ("wide", "abbreviated", "short")
CONTEXTS = ("format", "stand-alone")
STYLES = ("full", "long", "medium", "short")
SKELETONS = ("MMMMd", "MMMEd", "yMMMd", "yMd")
PLURAL_PERIOD = 100  # of every rule of CLDR for the whole numbers that comments are counted with


def main(arguments: Sequence[str]) -> int:
    """Rewrites the files that differ and names them; with ``--check`` only names them, and fails if there are any."""
    check = "--check" in arguments
    version = CLDR_OF_BABEL.get(babel.__version__.rpartition(".")[0])
    paths = sorted(LOCALES.glob("*.toml"))
    if version is None or (check and MARKER.format(version=version) not in paths[0].read_text("utf-8")):
        raise SystemExit(
            f"Babel {babel.__version__} holds another CLDR than the locales, or one that is not known here."
            " The extra cldr installs the right one."
        )
    stale = [(path, text) for path in paths if path.read_text("utf-8") != (text := rewritten(path, version))]
    for path, text in stale:
        print(path)
        if not check:
            path.write_text(text, "utf-8")
    return 1 if stale and check else 0


def rewritten(path: Path, version: str) -> str:
    """The file with a new generated part; what people wrote stays as it is."""
    kept = path.read_text("utf-8").partition(MARKER_START)[0].rstrip()
    return "\n".join((kept, "", MARKER.format(version=version), *generated(path.stem), ""))


def generated(tag: str) -> Iterator[str]:
    """The lines below the marker."""
    locale = _loaded(CLDR_NAMES.get(tag, tag))
    related = tuple(_related(tag, locale))
    yield "[calendar]"
    yield f"order = {_toml(_order(locale))}"
    yield f"regional_orders = {_toml(_regional_orders(locale, related))}"
    yield f"periods = {_toml(_periods(locale, related))}"
    yield f"days = {_toml({style: locale.date_formats[style].pattern for style in STYLES})}"
    yield f"times = {_toml({style: locale.time_formats[style].pattern for style in STYLES})}"
    yield f"moments = {_toml({style: locale.datetime_formats[style] for style in STYLES})}"
    yield f"other_days = {_toml(_other_patterns(locale))}"
    for section, attribute in (("month_names", "months"), ("weekday_names", "days")):
        yield f"\n[calendar.{section}]"
        yield from _names(attribute, locale, related)
    yield "\n[plurals]  # the numbers of each plural form; above 199 the last two digits decide"
    yield from _plurals(locale)


def _loaded(name: str) -> Locale:
    """A locale with data of its own: Babel lets what one locale looks up leak into the others by way of their root."""
    localedata._cache.clear()  # noqa: SLF001
    locale = Locale.parse(name)
    assert locale.months
    return locale


def _related(tag: str, locale: Locale) -> Iterator[Locale]:
    """The locales of the same language and script, in a fixed order."""
    start = f"{locale.language}_{locale.script}_" if locale.script else f"{locale.language}_"
    for name in sorted(localedata.locale_identifiers()):
        same = name.startswith(start) and (locale.script or Locale.parse(name).script is None)
        if same or name in RELATED.get(tag, ()):
            yield _loaded(name)


def _order(locale: Locale) -> str:
    """How the locale writes a date in numbers: ``dmy``, ``mdy`` or ``ymd``."""
    letters = dict.fromkeys(letter for letter in locale.date_formats["short"].pattern.lower() if letter in "dmy")
    return "".join(letters)


def _regional_orders(locale: Locale, related: Iterable[Locale]) -> dict[str, str]:
    """The regions that write dates in another order than the locale, by that order."""
    regions: dict[str, list[str]] = {}
    for other in related:
        if other.territory and other.territory.isalpha() and _order(other) != _order(locale):
            regions.setdefault(_order(other), []).append(other.territory)
    return {order: " ".join(sorted(set(names))) for order, names in sorted(regions.items())}


def _periods(locale: Locale, related: Iterable[Locale]) -> list[tuple[str, int, int]]:
    """The words for the parts of a day with the hours that each spans, AM and PM first; `before` may pass midnight."""
    rules = {"am": (0, 12), "pm": (12, 24), **_period_hours(locale)}
    words: dict[str, tuple[int, int]] = {}
    for period, hours in rules.items():  # AM's words before the morning's, which may be the same and are narrower
        for each in (locale, *related):
            for context in CONTEXTS:
                names = [each.day_periods.get(context, {}).get(width, {}) for width in ("abbreviated", "wide")]
                words |= {by[period]: hours for by in names if period in by and by[period] not in words}
    ordered = sorted(words.items(), key=lambda item: (item[1] not in (rules["am"], rules["pm"]), item[1]))
    return [(word, start, before) for word, (start, before) in ordered]


def _period_hours(locale: Locale) -> dict[str, tuple[int, int]]:
    """The flexible periods (``morning1``) of the locale; noon and midnight, of one moment each, stand for PM and AM."""
    hours = {"midnight": (0, 12), "noon": (12, 24)}
    for period, rules in _rules(locale):
        for rule in rules:
            if "from" in rule:
                start, before = rule["from"] // 3600, rule["before"] // 3600
                hours[period] = (start, before if before > start else before + 24)
    return hours


def _rules(locale: Locale) -> Iterator[tuple[str, list[dict[str, int]]]]:
    for group, periods in sorted(locale.day_period_rules.items(), key=lambda item: str(item[0])):
        if group is None:
            yield from sorted(periods.items())


def _other_patterns(locale: Locale) -> list[str]:
    found = (locale.datetime_skeletons.get(skeleton) for skeleton in SKELETONS)
    return list(dict.fromkeys(pattern.pattern for pattern in found if pattern is not None))


def _names(attribute: str, locale: Locale, related: Sequence[Locale]) -> Iterator[str]:
    """The names by context and width, and under ``also`` what the regions call them."""
    table: dict[str, list[str]] = {}
    for context in CONTEXTS:
        for width in WIDTHS:
            names = _listed(attribute, locale, context, width)
            otherwise = table.get(width if context == "stand-alone" else "wide", table.get("wide"))
            if names and names != otherwise:
                table[width if context == "format" else f"standalone_{width}"] = names
    also = [dict.fromkeys(column) for column in zip(*_all_names(attribute, related), strict=True)]
    known = {name.casefold() for names in table.values() for name in names}
    extra = [[name for name in names if name.casefold() not in known] for names in also]
    for key, names in table.items():
        yield f"{key} = {_toml(names)}"
    if any(extra):
        yield f"also = {_toml(extra)}"


def _all_names(attribute: str, locales: Iterable[Locale]) -> Iterator[list[str]]:
    for locale in locales:
        for context in CONTEXTS:
            for width in WIDTHS:
                if names := _listed(attribute, locale, context, width):
                    yield names


def _listed(attribute: str, locale: Locale, context: str, width: str) -> list[str]:
    names: Mapping[int, str] = getattr(locale, attribute)[context].get(width, {})
    return [names[number] for number in sorted(names)]


def _plurals(locale: Locale) -> Iterator[str]:
    """The numbers of every form but ``other``."""
    rule = locale.plural_form
    for number in range(2 * PLURAL_PERIOD, 20 * PLURAL_PERIOD):  # the claim that the files make
        assert rule(number) == rule(PLURAL_PERIOD + number % PLURAL_PERIOD), locale
    forms = [rule(number) for number in range(2 * PLURAL_PERIOD)]
    for form in ("zero", "one", "two", "few", "many"):
        if numbers := [number for number, its in enumerate(forms) if its == form]:
            yield f"{form} = {_toml(_ranges(numbers))}"


def _ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers in short: ``2-4, 22``."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ", ".join(f"{first}-{last}" if first < last else f"{first}" for first, last in ranges)


def _toml(value: Any) -> str:
    """A value as TOML in one line; a string is written as in JSON, which TOML's basic strings contain."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list() | tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            pairs = ", ".join(f"{key} = {_toml(each)}" for key, each in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case _:
            return str(value)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
