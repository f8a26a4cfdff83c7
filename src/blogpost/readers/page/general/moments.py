"""Find when the post was published and last edited.

Every source has a vote on the day, and the month in the permalink has a veto. Of the moments on the winning day, the
most precise one wins. An instant in UTC gets the offset of the same instant if the page prints its local time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime

from attrs import evolve

from blogpost.language.dates import parse_iso, parse_moment
from blogpost.markup.dom import Element, line_of
from blogpost.readers.page.general.candidates import PUBLISHED, UPDATED, Candidate, choose
from blogpost.readers.page.general.entries import DATES, EDITS, marked
from blogpost.readers.page.general.field_sources import Sources
from blogpost.readers.page.general.introductions import mentions_update
from blogpost.readers.page.general.json_ld import text
from blogpost.readers.page.general.line_dates import Moment
from blogpost.readers.page.general.metalines import is_system_line, read_times
from blogpost.readers.page.general.names import Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.paths import in_path
from blogpost.readers.page.general.pieces import pieces_of, titles_of
from blogpost.readers.page.general.scope import Neighbourhood
from blogpost.readers.page.general.state import PostState
from blogpost.readers.page.general.stated import Stated

_LONGEST_LINE = 200
_A_DAY = dt.timedelta(days=1)
_MOST_PRINTED = 6
_SHORT_BEFORE = 32  # characters
_SHORT_PIECE = 10  # characters
# A line with nothing else, above the day.
_PUBLISHED = re.compile(
    r"\W*(?:published(?: on)?|publication date|date(?: of publication| published)?|posted(?: on)?|release date|"
    r"veröffentlicht(?: am)?|veröffentlichung|erschienen(?: am)?|datum|fecha(?: de publicación)?|publicado(?: el| em)?|"
    r"publié(?:e)? le|date de publication|mise en ligne|parution|data(?: di pubblicazione| de publicação)?|"
    r"pubblicato(?: il)?|gepubliceerd(?: op)?|publicerad|publisert|udgivet|julkaistu|opublikowano|дата(?: публикации)?|"
    r"опубликовано)\W*",
    re.IGNORECASE,
)
_DUBLIN = (
    "dc.date", "dcterms.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "date",
    "pubdate", "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "datepublished",
    "citation_date",
)  # fmt: skip


def find_published(sources: Sources, *, url: str | None) -> Moment | None:
    """When the post was published, as precisely as the page states it."""
    month, day = in_path(url or sources.stated.canonical)
    votes = [vote for vote in _votes(sources, month or sources.neighbourhood.month) if _is_sane(vote.value)]
    if not any(isinstance(vote.value, dt.datetime) and vote.value.tzinfo for vote in votes):
        votes += _from_state(sources.stated.state)
    if not votes:
        votes += [vote for vote in _printed_inside(sources, month) if _is_sane(vote.value)]
    believed = _not_vetoed(votes, month, day)
    if not believed:
        return day if day is None else _at_clock(day, sources)
    if day is not None:
        believed.append(_Vote(day, "permalink"))
    believed = _with_local_offsets(believed)
    chosen = choose(believed, PUBLISHED, same=_day_of)
    same_day = _day_of(chosen[0].value)
    return _most_precise([vote.value for vote in (*chosen, *believed)], same_day)


def shows_date(sources: Sources, published: Moment | None) -> bool:
    """Whether the day is in a line around the body, not only stated for machines."""
    if published is None:
        return False
    month, _ = in_path(sources.stated.canonical)
    moments = (read_times(line.text, sources.language, month).moment for line in sources.neighbourhood.lines())
    return any(moment is not None and abs(_day_of(moment) - _day_of(published)) <= _A_DAY for moment in moments)


def find_updated(sources: Sources, *, published: Moment | None) -> Moment | None:
    """When the post was last edited; None if that is the time of publication, or on an earlier day."""
    votes = [vote for vote in _edits(sources) if _is_sane(vote.value)]
    chosen = choose(_with_local_offsets(votes), UPDATED, same=_day_of)
    moment = chosen[0].value if chosen else None
    if moment is None or moment == published or (published is not None and _day_of(moment) < _day_of(published)):
        return None
    return moment


def _at_clock(day: dt.date, sources: Sources) -> Moment:
    """The permalink's day, with a time of day from a line next to the body."""
    lines = (*_head_texts(sources.neighbourhood), *_foot_texts(sources.neighbourhood))
    time = next((time for line in lines if (time := read_times(line, sources.language).time)), None)
    return dt.datetime.combine(day, time) if time else day


# ------------------------------------------------------------------------------------------------ sources


def _votes(sources: Sources, month: dt.date | None) -> Iterator[_Vote]:
    yield from (_Vote(moment, "entry") for moment in sources.entry.published)
    yield from _marked(sources, month)
    yield from _titled(sources, month)
    yield from _printed(sources, month)
    for source, value in _for_machines(sources.stated):
        if value and (moment := machine_moment(value, sources.language)):
            yield _Vote(moment, source)


def _for_machines(stated: Stated) -> Iterator[tuple[str, str | None]]:
    article, page = stated.article, stated.web_page
    yield "json_ld", text(article.get("datePublished")) or text(article.get("dateCreated"))
    yield "json_ld_page", text(page.get("datePublished"))
    yield "meta", stated.property("article:published_time", "og:article:published_time", "article:published")
    yield "trackback", stated.trackback.get("dc:date")
    yield "dublin_core", stated.property(*_DUBLIN)


def _from_state(state: PostState) -> Iterator[_Vote]:
    if moment := _moment_of_number(state.published):
        yield _Vote(moment, "state")


def _marked(sources: Sources, month: dt.date | None) -> Iterator[_Vote]:
    """The times of marked elements around the body."""
    outline, neighbourhood = sources.outline, sources.neighbourhood
    marked_elements = [*marked(outline, neighbourhood, DATES)]
    for element in marked_elements:
        if not _is_update(element) and (moment := _moment_of(element, sources.language, month)):
            yield _Vote(moment, "entry")
    seen = frozenset(marked_elements)
    for element in _timed(outline):
        if element in seen or not neighbourhood.is_next_to_text(element) or _is_update(element):
            continue
        if moment := _moment_of(element, sources.language, month):
            is_sure = neighbourhood.is_above(element) or element.get("datetime") is not None
            yield _Vote(moment, "time" if is_sure else "printed_below")


def _timed(outline: Outline) -> Iterator[Element]:
    """The elements with `datetime`, and those with names for dates, each once."""
    times = (attribute.element for attribute in outline.attributes_named("datetime"))
    return iter(dict.fromkeys((*times, *outline.having(Part.DATE))))


def _moment_of(element: Element, language: str, month: dt.date | None) -> Moment | None:
    """The moment stated for machines by a marked element, or the printed one if that adds a time."""
    printed = read_times(line_of(element, longest=_LONGEST_LINE), language, month).moment
    stated = element.get("datetime") or element.get("content") or element.get("title") or ""
    moment = machine_moment(stated, language) or read_times(stated, language, month).moment if stated else None
    if moment is None:
        return printed
    if not isinstance(moment, dt.datetime) and isinstance(printed, dt.datetime) and printed.date() == moment:
        return printed
    return moment


def _is_update(element: Element) -> bool:
    """Whether an element is named as an edit's time, or follows such a word: "Updated on <time>"."""
    before = element.getprevious()
    around = element.getparent()
    text_before = before.tail if before is not None else around.text if around is not None else None
    if text_before and mentions_update(text_before[-_SHORT_BEFORE:]):
        return True
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return ("updated" in names and "published" not in names) or "modified" in names


def _printed(sources: Sources, month: dt.date | None) -> Iterator[_Vote]:
    """The moments printed in lines next to the body. The day may be above it, and the time below."""
    votes: list[_Vote] = []
    time: dt.time | None = None
    for source, lines in (
        ("printed", _head_texts(sources.neighbourhood)),
        ("printed_below", _foot_texts(sources.neighbourhood)),
    ):
        for times in (read_times(line, sources.language, month) for line in lines):
            if times.moment is not None and len(votes) < _MOST_PRINTED:
                votes.append(_Vote(times.moment, source))
            time = time or times.time
    for vote in votes:
        if time is not None and not isinstance(vote.value, dt.datetime):
            yield evolve(vote, value=dt.datetime.combine(vote.value, time))
        else:
            yield vote


def _printed_inside(sources: Sources, month: dt.date | None) -> Iterator[_Vote]:
    """A day with an introduction anywhere: "Published on May 3, 2019" in the text, or "Published" above it."""
    neighbourhood, lines = sources.neighbourhood, sources.outline.lines
    for number in range(neighbourhood.above, min(neighbourhood.farthest, len(lines))):
        line = lines[number]
        is_in_text = (
            neighbourhood.extent.first <= number < neighbourhood.extent.last
            and not line.level
            and is_system_line(line.text)
        )
        if is_in_text or (number and _PUBLISHED.fullmatch(lines[number - 1].text)):
            moment = read_times(line.text, sources.language, month).moment
            if moment is not None:
                yield _Vote(moment, "printed_inside")
                return


def _titled(sources: Sources, month: dt.date | None) -> Iterator[_Vote]:
    """The times in titles of elements with a date: a whole timestamp, or the time of the day shown."""
    neighbourhood, language = sources.neighbourhood, sources.language
    for number in (*neighbourhood.head, *neighbourhood.foot):
        for shown, title in titles_of(neighbourhood.outline.lines[number]):
            moment = machine_moment(title, language)
            day = read_times(shown, language, month).moment if shown else None
            if moment is None and day is not None:
                moment = read_times(f"{shown} {title}", language, month).moment
            if isinstance(moment, dt.datetime) and (day is None or _day_of(day) == moment.date()):
                yield _Vote(moment, "time")


def _head_texts(neighbourhood: Neighbourhood) -> Iterator[str]:
    """The lines at the head, their pieces, and consecutive short lines joined: "Nov", "12", "2012"."""
    lines = neighbourhood.outline.lines
    if neighbourhood.title < len(lines):
        yield from pieces_of(lines[neighbourhood.title])
    for number in neighbourhood.head:
        yield from _texts(lines[number])
    for numbers in (
        range(neighbourhood.above, neighbourhood.title + 1),
        range(neighbourhood.title + 1, neighbourhood.title + 5),
    ):
        short_lines = (lines[n] for n in numbers if n < len(lines) and len(lines[n].text) <= _SHORT_PIECE)
        short = [line.text for line in short_lines if neighbourhood.is_own(line.block)]
        for start in range(len(short) - 1):
            yield from (" ".join(short[start : start + count]) for count in (2, 3))


def _foot_texts(neighbourhood: Neighbourhood) -> Iterator[str]:
    for number in neighbourhood.foot:
        yield from _texts(neighbourhood.outline.lines[number])


def _texts(line: Line) -> Iterator[str]:
    """A line and its pieces. Lines about edits aren't split, as a piece would be a date without its introduction."""
    yield line.text
    if not mentions_update(line.text):
        yield from pieces_of(line)


# ------------------------------------------------------------------------------------------------ edits


def _edits(sources: Sources) -> Iterator[_Vote]:
    neighbourhood, stated, language = sources.neighbourhood, sources.stated, sources.language
    yield from (_Vote(moment, "entry") for moment in sources.entry.updated)
    for element in marked(sources.outline, neighbourhood, EDITS):
        if moment := _moment_of(element, language, None):
            yield _Vote(moment, "entry")
    for source, value in (
        ("json_ld", text(stated.article.get("dateModified"))),
        ("meta", stated.property("article:modified_time", "og:updated_time")),
        ("json_ld_page", text(stated.web_page.get("dateModified"))),
    ):
        if value and (moment := machine_moment(value, language)):
            yield _Vote(moment, source)
    for element in _timed(sources.outline):
        if (
            _is_update(element)
            and neighbourhood.is_next_to_text(element)
            and (moment := _moment_of(element, language, None))
        ):
            yield _Vote(moment, "time")
    for line in neighbourhood.lines():
        if moment := read_times(line.text, language).updated:
            yield _Vote(moment, "printed")


# ------------------------------------------------------------------------------------------- times written for machines

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?) ?([+-]\d\d:?\d\d)?(?: [A-Z]{2,5})?", re.ASCII)
_MILLISECONDS = 10**11


def _moment_of_number(value: str | int | None) -> Moment | None:
    """A stated time in words, or in seconds or milliseconds since 1970."""
    if isinstance(value, str):
        return machine_moment(value, "en") if not value.isdecimal() else _moment_of_number(int(value[:15]))
    if value is None:
        return None
    seconds = value / 1000 if value > _MILLISECONDS else value
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def machine_moment(value: str, language: str) -> Moment | None:
    """The time in an attribute or a property: ISO 8601, also with a space, RFC 2822, or words."""
    text = value.strip()
    if stamp := _STAMP.fullmatch(text):
        text = f"{stamp[1]}T{stamp[2]}{stamp[3] or ''}"
    moment = parse_iso(text.replace(" ", "T", 1)) or parse_iso(text) or parse_moment(text, language=language)
    if moment is None and text[:3].isalpha():
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return moment


# ------------------------------------------------------------------------------------------------ weighing days

_CLOSE = dt.timedelta(days=45)
_FARTHEST_OFFSET = dt.timedelta(hours=14)
_QUARTER = 15 * 60  # seconds: offsets are whole quarters of an hour
_FIRST_YEAR = 1990
_NO_OFFSET = dt.timedelta(0)

_Vote = Candidate[Moment]


def _is_sane(moment: Moment) -> bool:
    """Whether a moment is possible: blogs existed, and it isn't 1970 from a clock that was never set."""
    return _FIRST_YEAR <= moment.year <= dt.date.max.year - 1 and moment.year <= 2100


def _not_vetoed(votes: list[_Vote], month: dt.date | None, day: dt.date | None) -> list[_Vote]:
    """The votes that the permalink doesn't contradict. If it contradicts all, those of two families that agree."""
    allowed = [vote for vote in votes if _agrees_with_path(vote.value, month, day)]
    if allowed or not votes:
        return allowed
    chosen = choose(votes, PUBLISHED, same=_day_of)
    families = {PUBLISHED.sources[PUBLISHED.rank(vote)].family for vote in chosen}
    return chosen if len(families) > 1 else []


def _agrees_with_path(moment: Moment, month: dt.date | None, day: dt.date | None) -> bool:
    stated_day = _day_of(moment)
    if day is not None:
        return abs(stated_day - day) <= dt.timedelta(days=2)
    return month is None or abs(stated_day - month) <= _CLOSE


def _with_local_offsets(votes: list[_Vote]) -> list[_Vote]:
    """The votes. Those in UTC get an offset if another vote has the local time of the same instant."""
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
    """The most precise moment on a day: with an offset, with a time, or the day alone.

    An instant in UTC may be on the day before or after in the author's time zone.
    """
    times = [moment for moment in moments if isinstance(moment, dt.datetime)]
    offsets = [moment for moment in times if moment.utcoffset() and moment.date() == day]
    instants = [moment for moment in times if moment.utcoffset() == _NO_OFFSET]
    close = [moment for moment in instants if abs(moment.date() - day) <= dt.timedelta(days=1)]
    local = [moment for moment in times if moment.tzinfo is None and moment.date() == day]
    of_day = (moment for moment in instants if moment.date() == day)
    return next(iter((*offsets, *of_day, *close, *local)), day)


def _day_of(moment: Moment) -> dt.date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, dt.datetime) else moment
