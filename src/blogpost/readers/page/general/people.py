"""Find who wrote the post: collect names with their sources, and choose between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import islice

from blogpost.language.bylines import Known, parse_credit
from blogpost.language.bylines.kinds import is_name_shaped
from blogpost.language.folding import folded
from blogpost.markup.dom import Element, line_of
from blogpost.readers.page.general.candidates import BYLINE, Candidate, choose
from blogpost.readers.page.general.entries import AUTHORS, marked, name_in
from blogpost.readers.page.general.field_sources import Sources
from blogpost.readers.page.general.introductions import introduces_labels
from blogpost.readers.page.general.json_ld import Node
from blogpost.readers.page.general.metalines import MetaLine, read_meta
from blogpost.readers.page.general.names import NO_PART, Part
from blogpost.readers.page.general.outline import Line
from blogpost.readers.page.general.paths import is_tool_path, leads_to_author, leads_to_label
from blogpost.readers.page.general.person_names import clean_name, clean_names, credits_others
from blogpost.readers.page.general.pieces import pieces_of
from blogpost.readers.page.general.stated import Stated
from blogpost.values import Byline

_LONGEST_LINE = 240
_MOST_WORDS = 6
_FEW_LEVELS = 4
_FEW_LINES = 4
_MOST_MARKED = 300
_SHORT = 40  # characters, of a line that only introduces a name, and of the name below it
_PICTURE_OF = re.compile(
    r"^(?:avatar|picture|photo|portrait|profile (?:picture|photo|image)|bild|foto|image)(?: of| von| de)?:?\s+",
    re.IGNORECASE,
)
_ABOUT_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|autor|auteur|saboxplugin)")
_PICTURES = re.compile(r"(?:^|[\s_-])(?:licen[cs]e|photo|image|img|picture|caption|foto|bild)", re.IGNORECASE)
_META = (
    "author", "article:author", "dc.creator", "dcterms.creator", "dc.contributor", "parsely-author", "sailthru.author",
    "byl", "citation_author", "article:author_name", "author_name", "by",
)  # fmt: skip
_WROTE = (
    "written",
    "author",
    "verfasst",
    "geschrieben",
    "escrito",
    "écrit",
    "autor",
    "scritto",
    "auteur",
    "автор",
    "geschreven",
)
_IN = frozenset("in under unter en dans em na i w в".split())  # before labels
_TAGS = frozenset(("tag", "category"))
_SIGNED = re.compile(r"^(?:--|[–—-])\s*(?=[^\W\d_])")

Name = Candidate[Byline]


def find_byline(sources: Sources, *, title: str | None) -> Byline | None:
    """The post's authors, as far as the page states them."""
    excluded = {folded(title or "")}
    candidates = [
        name for name in byline_candidates(sources) if name.value.names and _key(name.value)[0] not in excluded
    ]
    if not candidates and (names := clean_names(sources.stated.state.authors)):
        candidates.append(Name(Byline(names), "state"))
    chosen = choose(candidates, BYLINE, same=_key)
    if not chosen:
        return None
    best = chosen[0].value
    url = next((name.value.url for name in chosen if name.value.url), None)
    return Byline(best.names, raw=best.raw, url=url, affiliation=best.affiliation)


def shows_byline(sources: Sources, byline: Byline | None) -> bool:
    """Whether a byline is in a line around the body, not only stated for machines."""
    if byline is None:
        return False
    lines = folded("\n".join(line.text for line in sources.neighbourhood.lines() if len(line.text) <= _LONGEST_LINE))
    return any(folded(name) in lines for name in byline.names)


def _key(byline: Byline) -> tuple[str, ...]:
    return tuple(sorted(folded(name).replace(".", "") for name in byline.names))


def byline_candidates(sources: Sources) -> Iterator[Name]:
    """The names on the page, from each of its sources."""
    yield from _from_standards(sources)
    yield from _from_lines(sources)
    yield from _from_classes(sources)
    yield from _from_links(sources)
    yield from _from_boxes(sources)
    yield from _from_head(sources)


# ------------------------------------------------------------------------------------------------ in the page


def _from_standards(sources: Sources) -> Iterator[Name]:
    entry = sources.entry.byline
    if entry is not None and (names := clean_names(entry.names)):
        yield Name(Byline(names, url=entry.url, affiliation=entry.affiliation), "entry")
    people = [
        element
        for element in marked(sources.outline, sources.neighbourhood, AUTHORS)
        if not _is_within_another(element)
    ]
    names = clean_names(map(name_in, people))
    if names:
        yield Name(Byline(names, url=_url_in(people[0], sources.stated, names)), "entry")


def _is_within_another(element: Element) -> bool:
    return any("author" in (around.get("itemprop") or "").split() for around in element.iterancestors())


def _from_lines(sources: Sources) -> Iterator[Name]:
    """The names in lines next to the body, in their pieces, and in two short lines joined: "By", "Jane Doe"."""
    neighbourhood, lines = sources.neighbourhood, sources.outline.lines
    page = _known_labels(sources)
    for number in (*neighbourhood.head, *neighbourhood.foot):
        line = lines[number]
        if credits_others(line.text):
            continue
        names = (_name_in_line(text, sources, page, number) for text in dict.fromkeys((line.text, *pieces_of(line))))
        name = next(filter(None, names), None)
        before = lines[number - 1] if number else None
        if name is None and before is not None and max(len(before.text), len(line.text)) <= _SHORT and not before.level:
            name = _from_two_lines(before.text, line.text, sources, page, number)
        if name is None and _is_system_line(line, sources):
            name = _signed(line.text, sources.language)
        if name is not None and (
            name.source == "credit"
            or number in neighbourhood.head
            or (_is_system_line(line, sources) and not line.linked)
        ):
            yield name


def _signed(text: str, language: str) -> Name | None:
    """The name in a signature: "-- Jane Doe"."""
    match = _SIGNED.match(text)
    names = clean_names([text[match.end() :]]) if match and is_name_shaped(text[match.end() :], language) else ()
    return Name(Byline(names), "credit") if names else None


def _is_system_line(line: Line, sources: Sources) -> bool:
    """Whether an element around a line is named as the system's own."""
    around = (line.block, line.block.getparent())
    return any(each is not None and sources.outline.parts.get(each, NO_PART) & Part.META for each in around)


def _from_two_lines(before: str, text: str, sources: Sources, page: Known, number: int) -> Name | None:
    """The name in a line, if the line before introduces it."""
    for joint in (" ", ": "):
        name = _name_in_line(f"{before.rstrip(' :')}{joint}{text}", sources, page, number)
        if name is not None and name.source == "credit" and text.startswith(name.value.names[0]):
            return name
    return None


def _known_labels(sources: Sources) -> Known:
    """The labels in links around the body, so they aren't read as names."""
    numbers = (*sources.neighbourhood.head, *sources.neighbourhood.foot)
    links = (
        link
        for number in numbers
        for link in sources.neighbourhood.links(number)
        if _is_tag(link) or leads_to_label(link)
    )
    return Known(labels=tuple(line_of(link, longest=_LONGEST_LINE) for link in islice(links, _MOST_MARKED)))


def _name_in_line(text: str, sources: Sources, page: Known, number: int) -> Name | None:
    meta: MetaLine = read_meta(text, sources.language, sources.neighbourhood.month, page)
    if meta.byline is None or introduces_labels(text) or not (meta.has_introducer or meta.moment):
        return None
    links = sources.neighbourhood.links(number)
    labels = {folded(line_of(link, longest=_LONGEST_LINE)) for link in links if leads_to_label(link) or _is_tag(link)}
    names = clean_names(_without_label(name, labels) for name in meta.byline.names)
    if not names or any(introduces_labels(name) or folded(name) in labels for name in names):
        return None
    if not meta.has_introducer and any(_links_both(link, names[0]) for link in links):
        return None  # the title and the day of another post
    url = next((address for link in links if (address := _url_in(link, sources.stated, names))), None)
    byline = Byline(names, raw=meta.byline.raw, url=url, affiliation=meta.byline.affiliation)
    return Name(byline, "credit" if meta.has_introducer else "name_by_date")


def _links_both(link: Element, name: str) -> bool:
    """Whether a link holds both a name and a date."""
    text = line_of(link, longest=_LONGEST_LINE)
    return name in text and any(map(str.isdigit, text))


def _without_label(name: str, labels: AbstractSet[str]) -> str:
    """A name without a label after it: "Jane Doe in Ferries"."""
    words = name.split()
    ends = (
        end for end, word in enumerate(words) if word.lower() in _IN and folded(" ".join(words[end + 1 :])) in labels
    )
    return " ".join(words[: next(ends, len(words))])


def _is_tag(link: Element) -> bool:
    rel = link.get("rel")
    return rel is not None and not _TAGS.isdisjoint(rel.lower().split())


def _from_classes(sources: Sources) -> Iterator[Name]:
    """The names in elements with classes for authors: in a card, in a credit, or alone."""
    for element in sources.outline.having(Part.AUTHOR):
        if not sources.neighbourhood.is_next_to_text(element):
            continue
        if _is_picture_credit(element) or _is_tool(element):
            continue
        text = _text_in(element, sources)
        card = _card_name(element)
        links = [_text_of(link, sources) for link in element.iter("a") if leads_to_author(link)]
        credit = None if card or not text else _credit_in(element, text, sources, has_links=bool(links))
        if card is not None:
            yield _named([card], element, sources, "author_class")
        elif credit and credit.names:
            names = clean_names(credit.names)
            url = _url_in(element, sources.stated, names)
            yield Name(Byline(names, raw=credit.raw, url=url, affiliation=credit.affiliation), "author_class")
        elif text and not any(map(str.isdigit, text)) and len(text.split()) <= _MOST_WORDS:
            yield _named(links or [text], element, sources, "author_class")
        elif not text and (alt := next((image.get("alt") for image in element.iter("img") if image.get("alt")), None)):
            yield _named([_PICTURE_OF.sub("", alt)], element, sources, "author_mark")


def _is_picture_credit(element: Element) -> bool:
    """Whether an author is a picture's, by a caption around it or a class ("license-author")."""
    if any(around.tag in ("figure", "figcaption") for around in islice(element.iterancestors(), _FEW_LEVELS)):
        return True
    around = (element, *element.iterchildren("a", "span"))
    return any(_PICTURES.search(f"{each.get('class') or ''} {each.get('id') or ''}") for each in around)


def _is_tool(element: Element) -> bool:
    """Whether all of an element's links lead to comments, feeds or pages for logging in, as no author's link does."""
    hrefs = [link.get("href") or "" for link in element.iter("a")]
    return bool(hrefs) and all(map(is_tool_path, hrefs))


def _credit_in(element: Element, text: str, sources: Sources, *, has_links: bool) -> Byline | None:
    """The credit in an element, as a whole or, if it has several lines and no links, in each line."""
    credit = parse_credit(text, language=sources.language)
    if credit is not None or has_links:
        return credit.byline if credit else None
    lines = sources.outline.lines_in(element)
    texts = (line.text.strip(" :&") for line in lines) if 1 < len(lines) <= _FEW_LINES else ()
    credits_ = [each for line in texts if (each := parse_credit(line, language=sources.language))]
    names = [name for each in credits_ for name in each.byline.names]
    return Byline(names) if names else None


def _card_name(element: Element) -> str | None:
    """The name in a card of microformats within an element: `fn`, `p-name`, `n`."""
    for inner in element.iter("a", "span", "b", "strong", "cite", "div"):
        first = (inner.get("class") or "").split()[:3]
        if inner is not element and not {"fn", "p-name", "n"}.isdisjoint(first):
            return line_of(inner, longest=_LONGEST_LINE)
    return None


def _from_links(sources: Sources) -> Iterator[Name]:
    """Names with a link to an author's page, by `rel=author` or the address. Several in a line are one byline."""
    rels = set(sources.outline.having_attribute("rel", ("author",)))
    for source, is_author in (("rel_author", rels.__contains__), ("author_link", _leads_to_authors(sources))):
        for number in (*sources.neighbourhood.head, *sources.neighbourhood.foot):
            links = [link for link in sources.neighbourhood.links(number) if is_author(link)]
            names = clean_names(_text_of(link, sources) for link in links)
            if names:
                yield Name(Byline(names, url=_url_in(links[0], sources.stated, names)), source)


def _leads_to_authors(sources: Sources) -> Callable[[Element], bool]:
    return lambda link: leads_to_author(link) and sources.neighbourhood.is_on_site(link)


def _text_of(link: Element, sources: Sources) -> str:
    """The text of a link. If it holds several lines, such as a picture's credit, the line that is a name."""
    lines = [line.text for line in sources.outline.lines_in(link)]
    names = [text for text in lines if clean_name(text)] if len(lines) > 1 else []
    return names[0] if names else line_of(link, longest=_LONGEST_LINE)


def _from_boxes(sources: Sources) -> Iterator[Name]:
    """The only name in boxes about the author, and the only name marked as an author's anywhere."""
    boxes = (
        _from_box(box, sources) for box in sources.outline.having(Part.BOILERPLATE) if _is_author_box(box, sources)
    )
    yield from _unanimous(islice(boxes, _MOST_MARKED))
    yield from _unanimous(_marked_anywhere(sources))


def _unanimous(names: Iterable[Name | None]) -> Iterator[Name]:
    """The name of all candidates, if it is the same."""
    by_name = {folded(name.value.names[0]): name for name in names if name is not None and name.value.names}
    if len(by_name) == 1:
        yield from by_name.values()


def _is_author_box(element: Element, sources: Sources) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    may_be = "aut" in names or "saboxplugin" in names
    return may_be and _ABOUT_AUTHOR.search(names) is not None and not sources.neighbourhood.belongs_to_another(element)


def _from_box(box: Element, sources: Sources) -> Name | None:
    """The name in a box about the author: in a card, in a link to the author's page, or in a credit."""
    card = _card_name(box)
    links = [link for link in box.iter("a") if leads_to_author(link) or "author" in (link.get("rel") or "").split()]
    credits_ = (
        parse_credit(line.text, language=sources.language) for line in sources.outline.lines_in(box)[:_FEW_LINES]
    )
    credited = (each.byline.names[0] for each in credits_ if each and each.introducer and each.byline.names)
    texts = (card, *(_text_of(link, sources) for link in links[:_FEW_LINES]), *credited)
    name = next((name for text in texts if text and (name := clean_name(text))), None)
    return _named([name], box, sources, "author_box") if name else None


def _marked_anywhere(sources: Sources) -> Iterator[Name]:
    """The names in elements marked as an author's, only in the innermost of nested ones."""
    marks = dict.fromkeys((*sources.outline.having(Part.AUTHOR), *sources.outline.having_attribute("rel", ("author",))))
    named = {mark: name for mark in islice(marks, _MOST_MARKED) if (name := _from_mark(mark, sources)) is not None}
    outer = {around for mark in named for around in islice(mark.iterancestors(), _FEW_LEVELS)}
    yield from (name for mark, name in named.items() if mark not in outer)


def _from_mark(mark: Element, sources: Sources) -> Name | None:
    if (
        sources.neighbourhood.belongs_to_another(mark)
        or sources.neighbourhood.is_inside_body(mark)
        or _is_picture_credit(mark)
        or _is_tool(mark)
    ):
        return None
    text = _card_name(mark) or _text_in(mark, sources)
    name = clean_name(text) if len(text.split()) <= _MOST_WORDS else None
    return _named([name], mark, sources, "author_mark") if name else None


def _text_in(element: Element, sources: Sources) -> str:
    """The text of an element, with a space between its lines."""
    lines = sources.outline.lines_in(element)
    if 1 < len(lines) <= _FEW_LINES:
        return " ".join(line.text for line in lines)
    return line_of(element, longest=_LONGEST_LINE)


# ------------------------------------------------------------------------------------------------ in the head


def _from_head(sources: Sources) -> Iterator[Name]:
    stated, graph = sources.stated, sources.stated.graph
    yield from _from_node(stated.article, "json_ld", sources)
    yield from _from_node(stated.web_page, "json_ld_page", sources)
    if not any(graph.names(node.get("author")) for node in (stated.article, stated.web_page)):
        people = {name for node in graph.of_kind("Person") for name in graph.names(dict(node))}
        if len(people) == 1:
            yield from _from_values(people, "json_ld_page", sources)
    for name in _META:
        values = [value for value in stated.properties.get(name, ()) if not value.startswith("http")]
        yield from _from_values(values, "meta", sources)
    label = (stated.property("twitter:label1") or "").lower()
    if any(word in label for word in _WROTE):
        yield from _from_values(stated.properties.get("twitter:data1", ()), "meta", sources)
    yield from _from_values(filter(None, [stated.trackback.get("dc:creator")]), "trackback", sources)


def _from_node(node: Node, source: str, sources: Sources) -> Iterator[Name]:
    author = node.get("author") or node.get("creator")
    kinds = {
        kind for each in (author if isinstance(author, list) else [author]) for kind in sources.stated.graph.kinds(each)
    }
    is_brand = "Organization" in kinds and "Person" not in kinds
    url = sources.stated.absolute(sources.stated.graph.address(author))
    yield from _from_values(sources.stated.graph.names(author), source, sources, is_brand=is_brand, url=url)


def _from_values(
    values: Iterable[str], source: str, sources: Sources, *, is_brand: bool = False, url: str | None = None
) -> Iterator[Name]:
    names = clean_names(values)
    if names:
        brand = folded(sources.stated.site_name or "")
        yield Name(Byline(names, url=url), "brand" if is_brand or [*map(folded, names)] == [brand] else source)


# ------------------------------------------------------------------------------------------------ names


def _named(texts: list[str], element: Element, sources: Sources, source: str) -> Name:
    names = clean_names(texts)
    return Name(Byline(names, url=_url_in(element, sources.stated, names)), source)


def _url_in(element: Element, stated: Stated, names: Iterable[str]) -> str | None:
    """The address that the name links to."""
    wanted = {folded(name) for name in names}
    links = [element] if element.tag == "a" else [*element.iter("a")]
    for link in links:
        if folded(clean_name(line_of(link, longest=_LONGEST_LINE)) or "") in wanted or (
            len(links) == 1 and leads_to_author(link)
        ):
            return stated.absolute(link.get("href"))
    return None
