"""What the path of a link says it leads to: the page of an author, or of a label."""

from __future__ import annotations

import re
from urllib.parse import unquote

from blogpost.markup.content import Element

_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|people|profiles?|users?|members?|redakteure?|by|writers?|contributors?|profil)/[^/]|"
    r"/@[\w.-]+/?(?:$|\?)|/~\w+/?$|[?&]author(?:_name)?=",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[/-](?:tags?|categor(?:y|ies|ia|ie|ias|[íi]as?)|topics?|labels?|kategori(?:e|en|er|a|at)?|etiquetas?|hubs?|taxonomy/term|keywords?|"
    r"tagged|themen|thema|schlagwort(?:e|er)?|schlagworte|stichwort|rubrik|temas?|rubriques?|sujets?|mots-cles|argomenti|tagi|archives/cat_)/[^/]|"
    r"/tag-[^/]|[?&](?:tags?|cat|category|category_?name|label|keyword)=[^&]",
    re.IGNORECASE,
)


def leads_to_author(link: Element) -> bool:
    """Whether a link's path is one that systems give to the pages of authors."""
    return _AUTHOR.search(link.get("href") or "") is not None


def leads_to_label(link: Element) -> bool:
    """Whether a link's path is one that systems give to the pages of tags and categories."""
    return _LABEL.search(unquote(link.get("href") or "")) is not None
