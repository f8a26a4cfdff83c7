"""Find the boilerplate lines of a body by their words and their place, mostly at its edges.

Above the text a system prints a date and a byline. Below it are labels, links to other posts and requests to the
reader. The names of elements don't always show this, but the words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, pairwise

from blogpost.markup.dom import Element
from blogpost.readers.page.general.cards import leads_away
from blogpost.readers.page.general.comment_addresses import leads_to_comments
from blogpost.readers.page.general.extent import Extent
from blogpost.readers.page.general.introductions import introduces_labels
from blogpost.readers.page.general.metalines import read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line, Outline
from blogpost.readers.page.general.stated import Stated

_EDGE = 8  # lines at the edges of a body
_LONGEST = 400  # characters of a line that is not the author's
_LONGEST_END = 60  # characters of a heading that ends a body
_LITTLE = 0.12  # the share of prose after such a heading
_MOST_OF_AUTHOR = 0.3  # the share of prose that a box about the author may have
_SEVERAL = 2  # links
_MOST = 0.9

_SEE_ALSO = re.compile(
    r"\W*(?:(?:also )?(?:read|see)(?: also| more| next)?|related|more on this|(?:lesen|sehen) sie (?:auch|hier|dazu)|"
    r"mehr (?:zum thema|dazu|lesen)|auch interessant|zum weiterlesen|schon gelesen|passend dazu|lest auch|siehe auch|"
    r"(?:vea|ver|lea|lee|mira|mire)(?: también| además| más| aquí)?|[lt]e puede interesar|"
    r"[àa] lire (?:aussi|également)|lire aussi|voir aussi|leia (?:também|mais)|veja (?:também|mais)|"
    r"leggi anche|guarda anche|lees ook|zie ook|läs också|læs også|les også|"
    r"czytaj (?:też|także|więcej)|zobacz (?:też|także)|читайте (?:также|ещ[её])|см\. также|"
    r"関連記事|あわせて読みたい|相关阅读)\b[^:|–—»]{0,30}[:|–—»>]\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:(?:related|similar|recommended|empfohlene|verwandte|ähnliche|weitere|articles?|articulos|artículos|notas|"
    r"temas|noticias|contenido)s? "
    r"(?:posts?|articles?|stories|topics?|reading|beiträge|artikel|themen|similaires|liés|relacionad[oa]s?)|"
    r"you (?:may|might) also (?:like|enjoy).*|related|share (?:this|on)\b.*|share|more (?:from|like this)\b.*|"
    r"like this|like loading.*|advertise(?:ments?|rs)|sharing is caring.*|read (?:more|next)|recommended(?: for you)?|"
    r"filed under.*|(?:about )?(?:the )?author|tags?:?|das (?:thema )?könnte .*|über (?:den autor|die autorin).*|"
    r"zu[rm] (?:person|autor)|mehr (?:zum thema|von|aus)\b.*|auch interessant.*|teilen.*|gefällt mir.*|werbung|"
    r"wird geladen.*|compartir.*|temas|me gusta.*|cargando.*|partager.*|similaire|関連記事|相关文章|"
    r"похожие (?:записи|статьи)|поделиться.*|leia também|compartilhe.*|gerelateerd|delen.*|"
    r"(?:上一篇|下一篇|前の記事|次の記事).*|(?:sign[- ]?up|subscribe) (?:to|for)\b.*|video recomendado)\W*$",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\W*(?:(?:share|print|tweet|e?mail|send)(?: (?:this|it|via|on|the))?"
    r"(?: (?:post|article|story|page|entry|e-?mail))?|"
    r"(?:artikel|beitrag|seite) (?:teilen|drucken|empfehlen|versenden)|(?:teilen|drucken)|"
    r"compartir(?: (?:este|esta|la|el) \w+)?|imprimir|partager(?: (?:cet|cette|l['’])\s?\w+)?|imprimer|"
    r"condividi(?: (?:questo|su) \w+)?|stampa|compartilh(?:e|ar)|delen|dela|del)\W*",
    re.IGNORECASE,
)
_PAGER = re.compile(
    r"^\W*(?:prev(?:ious)?|next|older|newer|zurück|weiter|vorherige\w*|nächste\w*|précédente?|suivante?|anterior|"
    r"siguiente|próximo|precedente|successivo|上一篇|下一篇)\b(?: (?:post|article|story|page|beitrag|artikel)s?)?\W*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:subscribe (?:now )?to (?:our|the|my|this)|follow (?:us|the [A-Z]\w+|me) on|"
    r"sign up (?:for|to) (?:our|the|my)|"
    r"join (?:us|our)|like us on|download (?:our|the) \w+ app|for the latest (?:stories|news)|all rights reserved|"
    r"copyrighted|copyright \d|written permission|"
    r"this (?:post|article|entry) was (?:originally )?(?:posted|published|written)|"
    r"folge[tn]? (?:uns|mir) auf|abonnier\w+ (?:unseren|den|jetzt)|(?:our|free|unser\w*|nuestr\w+|notre) newsletter|"
    r"suscr[ií]b\w+|síguenos|únete|"
    r"abonnez[- ]vous|suivez[- ]nous|inscrivez[- ]vous|seguici su|iscriviti|siga-nos|inscreva-se|volg ons)",
    re.IGNORECASE,
)
_TAXONOMY = re.compile(
    r"/(?:tags?|tagged|category|categories|kategorien?|topics?|etiquetas?|labels?|themen)(?:/|-|$|\?)|[?&](?:tag|cat)="
)


def boilerplate_elements(
    outline: Outline, extent: Extent, stated: Stated | None, *, language: str
) -> frozenset[Element]:
    """The elements of a body that hold a system's own lines or lead elsewhere, with everything in them."""
    first = outline.span(extent.elements[0])[0]
    numbers = range(first, extent.last)
    lines = outline.lines
    head = [*_head(outline, numbers, extent, language)]
    chosen = {
        *_terms(lines, numbers, head),
        *head,
        *_signs_between(lines, head),
        *_foot(lines, numbers, language),
        *(number for number in numbers if _is_see_also(lines[number])),
    }
    chosen.update(_links_at_the_end(outline, numbers, chosen, stated))
    chosen.update(_bare_headings(lines, numbers, chosen))
    elements = {element for number in chosen for element in _elements_of(outline, number, extent)}
    elements.update(_tail(outline, extent, numbers, language))
    return frozenset(elements)


def _bare_headings(lines: Sequence[Line], numbers: range, chosen: AbstractSet[int]) -> Iterator[int]:
    """The last heading, if all that is below it is boilerplate."""
    last = next((number for number in reversed(numbers) if number not in chosen), None)
    if last is not None and last != numbers[-1] and lines[last].level:
        yield last


def _elements_of(outline: Outline, number: int, extent: Extent) -> Iterator[Element]:
    """The elements with one line only: its block or, if that holds more lines, elements within it."""
    block = outline.lines[number].block
    if outline.span(block) != (number, number + 1):
        yield from (child for child in block.iterchildren() if outline.span(child) == (number, number + 1))
    elif block not in extent.elements or len(extent.elements) > 1:
        yield block


def _head(outline: Outline, numbers: range, extent: Extent, language: str) -> Iterator[int]:
    """The lines about the post above the text, and between a lede and the body."""
    lines = outline.lines
    seen = 0
    for number in numbers:
        if (
            _is_about_post(lines[number], language)
            or _SHARES.fullmatch(lines[number].text)
            or _is_named_for_author(outline, lines[number])
        ):
            yield number
        elif seen and len(extent.elements) == 1:
            return  # only the lines right below a standfirst
        elif lines[number].is_prose:
            seen += 1
            if seen > 1:
                return


def _is_named_for_author(outline: Outline, line: Line) -> bool:
    """Whether a short line is all of an element named for the author: a name with a badge."""
    named = outline.parts.get(line.block, NO_PART) & Part.AUTHOR
    return bool(named) and not line.is_prose and not line.level and len(line.text) <= _LONGEST_END


def _signs_between(lines: Sequence[Line], head: Sequence[int]) -> Iterator[int]:
    """The lines of signs between two lines about the post: ">" between two sections."""
    for before, after in pairwise(head):
        if after - before == 2 and not any(map(str.isalnum, lines[before + 1].text)):
            yield before + 1


def _terms(lines: Sequence[Line], numbers: range, chosen: Sequence[int]) -> Iterator[int]:
    """The terms above lists of such lines: "Details"."""
    lists = {lines[number].block.getparent() for number in chosen if lines[number].block.tag == "dd"}
    for number in numbers[: len(chosen) + 1] if lists else ():
        if lines[number].block.tag == "dt" and lines[number].block.getparent() in lists:
            yield number


def _foot(lines: Sequence[Line], numbers: range, language: str) -> Iterator[int]:
    """The lines below the text that are about the post, or ask the reader for something. Those in boxes don't count."""
    around = frozenset(lines[numbers[0]].closers) if numbers else frozenset()
    shown = (number for number in reversed(numbers) if around.issuperset(lines[number].closers))
    for number in islice(shown, _EDGE):
        line = lines[number]
        if (
            _is_about_post(line, language)
            or introduces_labels(line.text)
            or _leads_on(line)
            or (len(line.text) <= _LONGEST and _ASKS.search(line.text))
        ):
            yield number
        elif line.is_prose:
            return


def _is_about_post(line: Line, language: str) -> bool:
    return not line.level and (read_meta(line.text, language).is_own or _has_only_labels(line))


def _has_only_labels(line: Line) -> bool:
    """Whether a line consists of links to labels."""
    if 2 * line.linked < len(line.text) or len(line.text) > _LONGEST:
        return False
    hrefs = [link.get("href") or "" for link in (*line.block.iter("a"), *line.block.iterancestors("a"))]
    return bool(hrefs) and all(map(_TAXONOMY.search, hrefs))


def _leads_on(line: Line) -> bool:
    """Whether a line is a link to the previous or the next page, or to the comments."""
    if 2 * line.linked < len(line.text) or not line.linked:
        return False
    if _PAGER.match(line.text):
        return True
    hrefs = [link.get("href") or "" for link in (*line.block.iter("a"), *line.block.iterancestors("a"))]
    return any(map(leads_to_comments, hrefs))


def _is_see_also(line: Line) -> bool:
    """Whether a paragraph between those of the author only leads to another page: "Read also: …"."""
    if not line.linked or len(line.text) > _LONGEST:
        return False
    match = _SEE_ALSO.match(line.text)
    return match is not None and line.linked >= _MOST * (len(line.text) - match.end())


def _tail(outline: Outline, extent: Extent, numbers: range, language: str) -> Iterator[Element]:
    """Headings such as "Related posts" at the foot of the body, and what follows them within their parents."""
    lines = [outline.lines[number] for number in numbers]
    total = sum(len(line.text) for line in lines if line.is_prose)
    seen = 0
    ended: set[Element | None] = set()  # parents whose children after such a heading are all found
    for line in lines:
        if line.is_prose:
            seen += len(line.text)
        elif seen and len(line.text) < _LONGEST_END and _is_end(line, (total - seen) / total, language):
            element = _alone(outline, line, extent)
            parent = element.getparent()
            if parent in ended or outline.prose(element) or (element in extent.elements and len(extent.elements) == 1):
                continue
            yield element
            if line.level or _is_strong(line):
                yield from element.itersiblings()
                ended.add(parent)


def _is_end(line: Line, rest: float, language: str) -> bool:
    """Whether a line is a heading such as "Related posts", or over an author box: "Written by Jane Doe".

    Args:
        line: the line.
        rest: the share of the prose that is below it.
        language: the page's.
    """
    if rest <= _LITTLE and _END.match(line.text):
        return True
    return 0 < rest <= _MOST_OF_AUTHOR and line.level > 0 and read_meta(line.text, language).has_introducer


def _links_at_the_end(outline: Outline, numbers: range, chosen: set[int], stated: Stated | None) -> Iterator[int]:
    """The last lines, if they are links to other pages of the site below a heading, or below words such as "Related".

    Args:
        outline: the page's.
        numbers: the body's lines.
        chosen: those that are known as boilerplate.
        stated: what the page states about itself.
    """
    lines = outline.lines
    links: list[int] = []
    for number in reversed(numbers):
        line = lines[number]
        if number in chosen:
            continue
        if leads_away(line, stated) and not line.level:
            links.append(number)
            continue
        is_related = len(line.text) < _LONGEST_END and _END.match(line.text) is not None
        is_heading = not line.is_prose and (line.level > 0 or _is_strong(line))
        if links and (
            is_related or (is_heading and len(links) >= _SEVERAL and stated is not None and stated.canonical)
        ):
            yield from (number, *links)
        return


def _alone(outline: Outline, line: Line, extent: Extent) -> Element:
    """The largest element in the body with this line only."""
    element = line.block
    while (
        element not in extent.elements
        and (parent := element.getparent()) is not None
        and parent not in extent.elements
        and outline.length(parent) <= len(line.text) + 2
    ):
        element = parent
    return element


def _is_strong(line: Line) -> bool:
    """Whether a whole paragraph is bold, as some authors set headings."""
    only = next(line.block.iterchildren("strong", "b"), None)
    return only is not None and " ".join("".join(only.itertext()).split()) == line.text
