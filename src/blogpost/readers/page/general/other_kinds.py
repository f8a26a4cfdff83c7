"""Recognize pages of shops, forums, wikis and the like by their JSON-LD, classes and addresses."""

from __future__ import annotations

import re

from attrs import frozen

from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.stated import Stated
from blogpost.remembering import remembered

_LONGEST_LINE = 40  # characters
_FEWEST_WORDS = 2


@frozen
class OtherKind:
    """A kind of page that isn't a blog's.

    Attributes:
        name: its name in error messages.
        types: the types of its JSON-LD.
        classes: whole classes of its body.
        generators: words in its generator.
        addresses: parts of its address.
    """

    name: str
    types: tuple[str, ...] = ()
    classes: str = "(?!)"
    generators: str = "(?!)"
    addresses: str = "(?!)"


OTHER_KINDS = (
    OtherKind(
        "a page of a shop",
        types=("Product", "ProductGroup"),
        classes=r"single-product|product-template|woocommerce(?:-page)?|catalog-product\S*|cart|checkout",
        generators="prestashop|magento|shopify|opencart",
        addresses=r"/products?/[^/]+/?$|/(?:cart|checkout)/?$",
    ),
    OtherKind(
        "a page of a forum",
        types=("DiscussionForumPosting",),
        classes=r"forums?(?:[_-]\S*)?|thread\S*|phpbb\S*|bbpress|vbulletin\S*|comments-page",
        generators="phpbb|vbulletin|discourse|xenforo|invision|fluxbb|mybb",
        addresses=r"/(?:viewtopic|showthread|showtopic|viewforum|forumdisplay)\b|/(?:forums?/)?threads?/|/forums?/topics?/",
    ),
    OtherKind("a question with answers", types=("QAPage",), classes="question-page", addresses=r"/questions/\d+"),
    OtherKind(
        "a page of a wiki", classes="mediawiki|dokuwiki", generators="mediawiki|dokuwiki|moinmoin", addresses="/wiki/"
    ),
    OtherKind("documentation", generators="javadoc|doxygen|sphinx|mkdocs", types=("APIReference",)),
    OtherKind("an offer of a job", types=("JobPosting",)),
    OtherKind("a page of software", types=("SoftwareApplication",)),
    OtherKind("a page of a journal's or a course's system", generators="open journal systems|moodle"),
    OtherKind("a log-in", addresses=r"/(?:login|signin)/?$"),
    OtherKind("an error page", classes="error-?404|error|not-?found|page-?not-?found"),
)
"""Kinds of pages that aren't a blog's."""

_CLASSES = {kind.name: re.compile(rf"^(?:{kind.classes})$") for kind in OTHER_KINDS}
_GENERATORS = {kind.name: re.compile(kind.generators, re.IGNORECASE) for kind in OTHER_KINDS}
_ADDRESSES = {kind.name: re.compile(kind.addresses, re.IGNORECASE) for kind in OTHER_KINDS}
_ANY_CLASS = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in _CLASSES.values()))
_ANY_GENERATOR = re.compile("|".join(kind.generators for kind in OTHER_KINDS), re.IGNORECASE)
_TYPES = frozenset(name for kind in OTHER_KINDS for name in kind.types)
OTHER_ADDRESSES = re.compile("|".join(kind.addresses for kind in OTHER_KINDS), re.IGNORECASE)
"""The pattern in the addresses of such pages."""

# Facts about the writer that forums print next to every message: "Joined: 2016-07-02", "Posts: 710".
_WRITER_INFO = re.compile(
    r"(joined|registered|posts|messages|location|registriert(?: seit)?|beiträge|dabei seit|wohnort|inscription|inscrit|"
    r"mensajes|registrado|iscritto|messaggi|berichten|geregistreerd|регистрация|сообщени[йя])(?: (?:le|el|il))?:\s*\S",
    re.IGNORECASE,
)


def find_other_kind(stated: Stated, path: str) -> str | None:
    """The other kind of a page that isn't a blog's; None for any other page.

    Args:
        stated: what the page states about itself.
        path: of its address.
    """
    if not _may_match(stated, path):
        return None
    return next((kind.name for kind in OTHER_KINDS if _matches(kind, stated, path)), None)


def _may_match(stated: Stated, path: str) -> bool:
    """Whether anything that the page states belongs to some other kind."""
    return (
        has_class_of_another(stated)
        or OTHER_ADDRESSES.search(path) is not None
        or any(map(_ANY_GENERATOR.search, stated.properties.get("generator", ())))
        or (stated.property("og:type") or "").startswith("product")
        or next(stated.graph.of_kind(*_TYPES), None) is not None
    )


def _matches(kind: OtherKind, stated: Stated, path: str) -> bool:
    name = kind.name
    return (
        any(map(_CLASSES[name].match, stated.body_classes))
        or (not stated.article and next(stated.graph.of_kind(*kind.types), None) is not None)
        or (stated.system is None and any(map(_GENERATORS[name].search, stated.properties.get("generator", ()))))
        or _ADDRESSES[name].search(path) is not None
        or ("Product" in kind.types and (stated.property("og:type") or "").startswith("product"))
    )


def has_class_of_another(stated: Stated) -> bool:
    """Whether the class of the page's body shows that it isn't a blog's."""
    return any(map(_is_of_another, stated.body_classes))


@remembered(1024)  # several questions about a page ask this of all its classes
def _is_of_another(name: str) -> bool:
    return _ANY_CLASS.match(name) is not None


def has_words_of_forum(outline: Outline) -> bool:
    """Whether a page has a forum's words about its writers: when they joined, how many messages they wrote."""
    lines = (line.text for line in outline.lines if len(line.text) <= _LONGEST_LINE and ":" in line.text)
    words = {match[1].lower() for text in lines if (match := _WRITER_INFO.match(text))}
    return len(words) >= _FEWEST_WORDS
