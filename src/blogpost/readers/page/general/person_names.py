"""Extract a name from a text with other words: "Posted by Jane Doe (@jane)", "View all posts by …"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from blogpost.remembering import remembered

_LONGEST_NAME = 60
_LONGEST_TEXT = 240
_JUNK = re.compile(
    r"^(?:admin|administrator|webmaster|editor|editorial|staff|unknown|guest|anonymous|author|by|posted by|"
    r"view all posts.*|"
    r"all posts.*|more (?:posts|articles).*|read more.*|website|rss|follow.*|subscribe.*|comments?.*|\d+|"
    r"https?:.*|@.*|\S+@\S+\.\S+|"
    r"no author|issue|episode|part|chapter|volume|vol|"
    r"written by|geschrieben von|none|null|undefined|user|home|profile|about.*|contact.*|bio|email.*|"
    r"view .* archive|get author.*|alle artikel.*|"
    r"mehr .*|weitere .*|ver todas.*|voir .*|tous les.*|lihat.*|biography|login|log in|sign in|share.*|reply|edit|"
    r"default(?: user)?|root|test|super ?user|site ?admin|wordpress|post author|posted|published|written|"
    r"[cemwp][eds]?s?t|gmt|utc|[a-z]{1,3}[ds]t|cest|mez|mesz|ist)$",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    # The texts of links to authors' pages.
    r"^(?:(?:view |see |read )?(?:all |more )?(?:posts|articles|stories|entries) (?:by|from)|more (?:by|from)|"
    r"written by|"
    r"(?:zeige |weitere )?(?:alle |mehr )?(?:beiträge|artikel|posts) (?:von|vom autor)|"
    r"(?:ver )?(?:todas las |todos los )?(?:entradas|artículos|publicaciones) (?:de|por)|"
    r"(?:voir |afficher )?(?:tous les |toutes les )?(?:articles|publications|billets) (?:de|par)|"
    r"(?:mostra |visualizza |vedi )?(?:tutti gli )?(?:articoli|post) (?:di|da)|"
    r"(?:ver )?(?:todos os )?(?:posts|artigos) (?:de|por)|"
    r"(?:bekijk |toon )?(?:alle )?berichten (?:van|door)|(?:visa )?(?:alla )?inlägg av|"
    r"(?:vis )?(?:alle )?(?:indlæg|innlegg) af?v?|(?:zobacz )?(?:wszystkie )?wpisy (?:autora )?|"
    r"(?:посмотреть )?(?:все )?(?:записи|статьи) (?:автора|от)|"
    r"posted by|published by|"
    r"(?:post |article |blog )?author(?: by)?[:\s]|by:?|words:?|text:|texte?\s?:|interview:|von:?|par:?|por:?|"
    r"autor(?:in)?:?|auteur\s?:?|"
    r"door:?|di:?|av:?|af:?|od:?|przez:?|автор:?|作者[:：]?|문:|글:?|escribe|escrito por|geschrieben von|publié par|"
    r"publicado por|skrevet av)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[|•·,:]|\bsays?\b:?|@\w+|\((?:not verified|nicht überprüft|non vérifié|no verificado)\)|"
    r"['’]s (?:blog|picture))?\s*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^\W*(?:©|\(c\)|copyright|powered|theme|design(?:ed)?|template|hosted|photos?|pictures?|images?|foto|"
    r"bild(?:er)?|illustration|"
    r"translat|übersetz|traduc|edited|credit|geprüft|reviewed|medically|fact|editing|source|quelle|via|"
    r"wordpress)\b|^©|\b(?:themes?|templates?|powered|proudly|präsentiert von|wordpress)\b|\w\.\w+/",
    re.IGNORECASE,
)
_HANDLE_AFTER = re.compile(r"(?<=\S)\s*\(@?[a-z0-9_.-]{3,}\)$|\s+@\w+$")
_WORD_AFTER = re.compile(r"\s+(?:and|und|et|y|e|i|en|och|og|on|in|am|at|le|el|·|\|)$")
_ADDRESS_AFTER = re.compile(r"\s*[-–—|,(<]*\s*(?:https?://\S|www\.\S|\S+@\S).*$")


def credits_others(text: str) -> bool:
    """Whether a line credits someone other than the author: a photographer, a theme's maker, a copyright holder."""
    return _OTHERS.search(text) is not None


@remembered(1024)
def clean_name(text: str) -> str | None:
    """A name without the words around it; None if the text isn't a name."""
    if len(text) > _LONGEST_TEXT:
        return None
    name = _ADDRESS_AFTER.sub("", " ".join(text.split()))
    for _ in range(2):
        name = _WORD_AFTER.sub("", _TAIL.sub("", _PREFIX.sub("", name)).strip(" ,|·•:-–—#"))
    name = _HANDLE_AFTER.sub("", name)
    if not name or len(name) > _LONGEST_NAME or _JUNK.match(name) or _OTHERS.search(name):
        return None
    return name if any(map(str.isalpha, name)) else None


def clean_names(texts: Iterable[str]) -> tuple[str, ...]:
    """The names in some texts, without repetitions."""
    return tuple(dict.fromkeys(name for text in texts if (name := clean_name(text))))
