"""Find when the post was published and last edited.

Every source has a vote on the day; the month in the permalink vetoes; of what agrees on the day, the most precise is
taken. An instant in UTC takes the offset of the same instant where the page prints its local time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime

from attrs import evolve

from blogpost.language.dates import parse_iso, parse_moment
from blogpost.markup.content import Element
from blogpost.markup.dom import line_of
from blogpost.readers.page.general.candidates import PUBLISHED, UPDATED, Candidate, choose
from blogpost.readers.page.general.entries import DATES, EDITS, marked
from blogpost.readers.page.general.introductions import UPDATED as UPDATED_WORDS
from blogpost.readers.page.general.json_ld import text
from blogpost.readers.page.general.metalines import Moment, read_meta
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.paths import in_path
from blogpost.readers.page.general.scope import Neighbourhood
from blogpost.readers.page.general.sources import Sources
from blogpost.readers.page.general.state import PostState
from blogpost.readers.page.general.stated import Stated

_LONGEST_LINE = 200
_MOST_PRINTED = 6
_SHORT_BEFORE = 32  # characters
_SHORT_PIECE = 10  # characters
_NEAR = dt.timedelta(days=45)
_FARTHEST_OFFSET = dt.timedelta(hours=14)
_QUARTER = 15 * 60  # seconds: offsets are whole quarters of an hour
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?) ?([+-]\d\d:?\d\d)?(?: [A-Z]{2,5})?", re.ASCII)
_FIRST_YEAR = 1990
_MILLISECONDS = 10**11
_DUBLIN = (
    "dc.date", "dcterms.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "date",
    "pubdate", "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "datepublished",
    "citation_date",
)  # fmt: skip

Vote = Candidate[Moment]


def find_published(known: Sources, *, url: str | None) -> Moment | None:
    """When the post was published, as precisely as the page says it."""
    month, day = in_path(url or known.stated.canonical)
    votes = [vote for vote in _votes(known, month) if _is_sane(vote.value)]
    if not any(isinstance(vote.value, dt.datetime) and vote.value.tzinfo for vote in votes):
        votes += _of_state(known.stated.state)
    believed = _not_vetoed(votes, month, day)
    if not believed:
        return day if day is None else _at_clock(day, known)
    if day is not None:
        believed.append(Vote(day, "permalink"))
    believed = _with_local_offsets(believed)
    chosen = choose(believed, PUBLISHED, same=_day)
    same_day = _day(chosen[0].value)
    close = [vote for vote in believed if abs(_day(vote.value) - same_day) <= dt.timedelta(days=1)]
    return _most_precise([vote.value for vote in (*chosen, *close)], same_day)


def find_updated(known: Sources, *, published: Moment | None) -> Moment | None:
    """When the post was last edited; None where that is when it was published, or a time before."""
    votes = [vote for vote in _edits(known) if _is_sane(vote.value)]
    chosen = choose(_with_local_offsets(votes), UPDATED, same=_day)
    moment = chosen[0].value if chosen else None
    if moment is None or moment == published or (published is not None and _day(moment) < _day(published)):
        return None
    return moment


def _at_clock(day: dt.date, known: Sources) -> Moment:
    """The permalink's day, with a clock that a line beside the body shows without a day."""
    lines = (*_head_texts(known.near), *_foot_texts(known.near))
    time = next((time for line in lines if (time := read_meta(line, known.language).time)), None)
    return dt.datetime.combine(day, time) if time else day


# ------------------------------------------------------------------------------------------------ what is believed


def _is_sane(moment: Moment) -> bool:
    """Whether blogs existed: clocks that were never set say 1970."""
    return _FIRST_YEAR <= moment.year <= dt.date.max.year - 1 and moment.year <= 2100


def _not_vetoed(votes: list[Vote], month: dt.date | None, day: dt.date | None) -> list[Vote]:
    """The votes that the permalink does not speak against; all where it speaks against two families that agree."""
    allowed = [vote for vote in votes if _agrees_with_path(vote.value, month, day)]
    if allowed or not votes:
        return allowed
    chosen = choose(votes, PUBLISHED, same=_day)
    families = {PUBLISHED.sources[PUBLISHED.rank(vote)].family for vote in chosen}
    return chosen if len(families) > 1 else []


def _agrees_with_path(moment: Moment, month: dt.date | None, day: dt.date | None) -> bool:
    said = _day(moment)
    if day is not None:
        return abs(said - day) <= dt.timedelta(days=2)
    return month is None or abs(said - month) <= _NEAR


def _with_local_offsets(votes: list[Vote]) -> list[Vote]:
    """The votes, those in UTC with the offset of the same instant where another vote has its local time."""
    locals_ = [
        vote.value
        for vote in votes
        if isinstance(vote.value, dt.datetime) and vote.value.utcoffset() != dt.timedelta(0)
    ]
    return [
        evolve(vote, value=_local(vote.value, locals_))
        if isinstance(vote.value, dt.datetime) and vote.value.utcoffset() == dt.timedelta(0)
        else vote
        for vote in votes
    ]


def _local(instant: dt.datetime, others: Iterable[dt.datetime]) -> dt.datetime:
    for other in others:
        if other.tzinfo is not None:
            if abs(other - instant) < dt.timedelta(minutes=1):
                return instant.astimezone(other.tzinfo)
            continue
        clock = instant.replace(tzinfo=None, microsecond=0)
        difference = other - (clock if other.second else clock.replace(second=0))
        if abs(difference) <= _FARTHEST_OFFSET and difference.total_seconds() % _QUARTER == 0 and difference:
            return instant.astimezone(dt.timezone(difference))
    return instant


def _most_precise(moments: list[Moment], day: dt.date) -> Moment:
    """The most precise of moments that agree, the surest first: with an offset, with a time, or the day alone."""
    times = [moment for moment in moments if isinstance(moment, dt.datetime)]
    aware = [moment for moment in times if moment.tzinfo is not None]
    local = [moment for moment in times if moment.tzinfo is None and moment.date() == day]
    if aware:
        own = [moment for moment in aware if moment.utcoffset()] or aware
        return next((moment for moment in own if moment.date() == day), own[0])
    return local[0] if local else day


def _day(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


# ------------------------------------------------------------------------------------------------ what says it


def _votes(known: Sources, month: dt.date | None) -> Iterator[Vote]:
    yield from (Vote(moment, "entry") for moment in known.entry.published)
    yield from _marked(known, month)
    yield from _titled(known, month)
    yield from _printed(known, month)
    for source, value in _for_machines(known.stated):
        if value and (moment := machine_moment(value, known.language)):
            yield Vote(moment, source)


def _for_machines(stated: Stated) -> Iterator[tuple[str, str | None]]:
    article, page = stated.article, stated.web_page
    yield "json_ld", text(article.get("datePublished")) or text(article.get("dateCreated"))
    yield "json_ld_page", text(page.get("datePublished"))
    yield "meta", stated.property("article:published_time", "og:article:published_time", "article:published")
    yield "trackback", stated.trackback.get("dc:date")
    yield "dublin_core", stated.property(*_DUBLIN)


def _of_state(state: PostState) -> Iterator[Vote]:
    if moment := _of_number(state.published):
        yield Vote(moment, "state")


def _of_number(value: str | int | None) -> Moment | None:
    """A stated time in words, or in seconds or milliseconds since 1970."""
    if isinstance(value, str):
        return machine_moment(value, "en") if not value.isdecimal() else _of_number(int(value[:15]))
    if value is None:
        return None
    seconds = value / 1000 if value > _MILLISECONDS else value
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def machine_moment(value: str, language: str) -> Moment | None:
    """What an attribute or a property says: ISO 8601 with a space, too, RFC 2822, or words."""
    said = value.strip()
    if stamp := _STAMP.fullmatch(said):
        said = f"{stamp[1]}T{stamp[2]}{stamp[3] or ''}"
    found = parse_iso(said.replace(" ", "T", 1)) or parse_iso(said) or parse_moment(said, language=language)
    if found is None and said[:3].isalpha():
        try:
            return parsedate_to_datetime(said)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return found


def _marked(known: Sources, month: dt.date | None) -> Iterator[Vote]:
    """The times of elements that are marked as such, around the body."""
    outline, near = known.outline, known.near
    of_standards = [*marked(outline, near, DATES)]
    for element in of_standards:
        if not _is_update(element) and (moment := _moment_of(element, known.language, month)):
            yield Vote(moment, "entry")
    seen = frozenset(of_standards)
    for element in _timed(outline):
        if element in seen or not near.is_beside(element) or _is_update(element):
            continue
        if moment := _moment_of(element, known.language, month):
            is_sure = near.is_above(element) or element.get("datetime") is not None
            yield Vote(moment, "time" if is_sure else "printed_below")


def _timed(outline: Outline) -> Iterator[Element]:
    """The elements with `datetime`, and those with names for dates, each once."""
    times = (tell.element for tell in outline.tells if tell.name == "datetime")
    return iter(dict.fromkeys((*times, *outline.having(Part.DATE))))


def _moment_of(element: Element, language: str, month: dt.date | None) -> Moment | None:
    """What a marked element says for machines, with a time that it only prints; else what it prints."""
    printed = read_meta(line_of(element, longest=_LONGEST_LINE), language, month).moment
    stated = element.get("datetime") or element.get("content") or element.get("title") or ""
    moment = machine_moment(stated, language) or read_meta(stated, language, month).moment if stated else None
    if moment is None:
        return printed
    if not isinstance(moment, dt.datetime) and isinstance(printed, dt.datetime) and printed.date() == moment:
        return printed
    return moment


def _is_update(element: Element) -> bool:
    """Whether an element is named as an edit's time, or follows a word that says so: "Updated on <time>"."""
    before = element.getprevious()
    around = element.getparent()
    text_before = before.tail if before is not None else around.text if around is not None else None
    if text_before and UPDATED_WORDS.search(text_before[-_SHORT_BEFORE:]):
        return True
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return ("updated" in names and "published" not in names) or "modified" in names


def _printed(known: Sources, month: dt.date | None) -> Iterator[Vote]:
    """The days and times that lines beside the body print; the day may be above it, and the time below."""
    found: list[Vote] = []
    time: dt.time | None = None
    for source, lines in (("printed", _head_texts(known.near)), ("printed_below", _foot_texts(known.near))):
        for said in (read_meta(line, known.language, month) for line in lines):
            if said.moment is not None and len(found) < _MOST_PRINTED:
                found.append(Vote(said.moment, source))
            time = time or said.time
    for vote in found:
        if time is not None and not isinstance(vote.value, dt.datetime):
            yield evolve(vote, value=dt.datetime.combine(vote.value, time))
        else:
            yield vote


def _titled(known: Sources, month: dt.date | None) -> Iterator[Vote]:
    """The times in the titles of elements that show a date: the whole stamp, or the clock of the day that is shown."""
    near, language = known.near, known.language
    for number in (*near.head, *near.foot):
        for shown, title in near.titles(near.outline.lines[number]):
            moment = machine_moment(title, language)
            day = read_meta(shown, language, month).moment if shown else None
            if moment is None and day is not None:
                moment = read_meta(f"{shown} {title}", language, month).moment
            if isinstance(moment, dt.datetime) and (day is None or _day(day) == moment.date()):
                yield Vote(moment, "time")


def _head_texts(near: Neighbourhood) -> Iterator[str]:
    """The lines at the head, their pieces, and short ones that follow each other as one: "Nov", "12", "2012"."""
    lines = near.outline.lines
    if near.title < len(lines):
        yield from near.pieces(lines[near.title])
    for number in near.head:
        yield from _texts(lines[number], near)
    for numbers in (range(near.above, near.title + 1), range(near.title + 1, near.title + 5)):
        short = [lines[n].text for n in numbers if n < len(lines) and len(lines[n].text) <= _SHORT_PIECE]
        for start in range(len(short) - 1):
            yield from (" ".join(short[start : start + count]) for count in (2, 3))


def _foot_texts(near: Neighbourhood) -> Iterator[str]:
    for number in near.foot:
        yield from _texts(near.outline.lines[number], near)


def _texts(line: Line, near: Neighbourhood) -> Iterator[str]:
    """A line and its pieces; of one that speaks of an edit, a piece would be a date without the word that says so."""
    yield line.text
    if not UPDATED_WORDS.search(line.text):
        yield from near.pieces(line)


# ------------------------------------------------------------------------------------------------ edits


def _edits(known: Sources) -> Iterator[Vote]:
    near, stated, language = known.near, known.stated, known.language
    yield from (Vote(moment, "entry") for moment in known.entry.updated)
    for element in marked(known.outline, near, EDITS):
        if moment := _moment_of(element, language, None):
            yield Vote(moment, "entry")
    for source, value in (
        ("json_ld", text(stated.article.get("dateModified"))),
        ("meta", stated.property("article:modified_time", "og:updated_time")),
        ("json_ld_page", text(stated.web_page.get("dateModified"))),
    ):
        if value and (moment := machine_moment(value, language)):
            yield Vote(moment, source)
    for element in _timed(known.outline):
        if _is_update(element) and near.is_beside(element) and (moment := _moment_of(element, language, None)):
            yield Vote(moment, "time")
    for line in near.lines():
        if moment := read_meta(line.text, language).updated:
            yield Vote(moment, "printed")
