"""The meaning of names within a comment: its author, its date, its text, or a control."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from blogpost.markup.dom import Element


class Mark:
    """The role of an element within a comment. Bits of an int, as joining an enum's takes ten times as long."""

    NAME: Final = 1
    AUTHOR: Final = 2
    DATE: Final = 4
    TEXT: Final = 8
    BOILERPLATE: Final = 16
    DELETED: Final = 32


NO_MARK = 0

_BY_TAG: dict[object, int] = {"time": Mark.DATE, "cite": Mark.AUTHOR}
_PROPERTIES: dict[str, int] = {
    # Microdata and RDFa of schema.org, and Drupal 7's properties of Dublin Core, FOAF and SIOC.
    **dict.fromkeys(("author", "creator", "schema:author", "sioc:has_creator", "dc:creator"), Mark.AUTHOR),
    **dict.fromkeys(("name", "givenName", "schema:name", "foaf:name"), Mark.NAME),
    **dict.fromkeys(
        ("datePublished", "dateCreated", "commentTime", "schema:datePublished", "schema:dateCreated", "dc:date"),
        Mark.DATE,
    ),
    **dict.fromkeys(
        ("text", "commentText", "articleBody", "schema:text", "content:encoded", "sioc:content"), Mark.TEXT
    ),
    **dict.fromkeys(("upvoteCount", "downvoteCount", "interactionStatistic"), Mark.BOILERPLATE),
}

# Parts of names, as themes compose them: "comment-author", "wp-block-comment-author-name", "wc-comment-date".
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_COMMENT = r"(?!.*(?:avatar|gravatar|img|image|icon|photo|picture))"
_NAMES = re.compile(
    rf"^{_NO_COMMENT}(?!.*(?:blog|site|tag|file|field|product|badge|role|group|class))"
    r"(?:fn|p-author|(?:.*[-_])?(?:(?:author|commenter|user|nick)[-_]?)?name)$"
)
_AUTHORS = re.compile(
    rf"^{_NO_COMMENT}(?!.*(?:date|time|meta|bio|box|flag|badge))"
    r"(?:.*[-_])?(?:(?:comments?)?(?:authors?|poster|commenter|commentor|commentator)|(?:lj)?user(?:name)?|nick(?:name)?|"
    r"comment[-_]?(?:by|name|from|url)|posted-?by|author[-_](?:link|url|info|vcard)|kommentator|autor|auteur)(?:[-_]?\d+)?$"
)
_DATES = re.compile(
    r"^(?!.*(?:update|edited|modified|author))(?:.*[-_])?(?:comments?)?(?:date|time|datetime|timestamp|datum|fecha|when|"
    r"posted-?on|published|time-?ago|dt-published|postdate|commenttime|commentdate|permalink)(?:[-_].*)?$"
)
_TEXTS = re.compile(
    r"^(?!.*(?:form|author|meta|count|head|foot|title|link|reply))(?:.*[-_])?(?:comments?)?"
    r"(?:content|contents|text|body|copy|message|entry|inner|commenttext|commentbody|commententry|txt|post-text|e-content|"
    r"description|format_text|bubble|desc|says?-?text)(?:[-_]?(?:inner|wrap|wrapper|\d+|p))?$"
)
_BOILERPLATE = re.compile(
    r"(?:^|[-_])(?:repl(?:y|ies)|edit|ratings?|votes?|voting|karma|likes?|dislikes?|share|sharing|avatars?|gravatar|userpic|"
    r"numbers?|num|nr|no|count|counter|index|floor|says?|said|badges?|reports?|flags?|abuse|actions?|controls?|"
    r"panel|tools?|buttons?|awaiting|moderation|form|cluv|luv|commentluv|screen-reader-text|visually-hidden|"
    r"sr-only|hidden|tooltip|respond|links|toolbar|permalink|anchor|quote-link|social|comment-subscription)(?:$|[-_\d])"
)
_BOILERPLATE_WORDS = frozenset(
    "thdrpy jp-relatedposts comment-reply-link commentnumber commentno commentnum replylink replyto".split()
)
_NOT_BOILERPLATE = frozenset("no-avatar with-avatar has-avatar comment-has-avatar no-reply no-replies".split())
_DELETED = re.compile(r"^(?:.*[-_])?(?:deleted|removed)(?:$|[-_])")
_MEANINGS = (
    (_NAMES, Mark.NAME | Mark.AUTHOR),
    (_AUTHORS, Mark.AUTHOR),
    (_DATES, Mark.DATE),
    (_TEXTS, Mark.TEXT),
    (_DELETED, Mark.DELETED),
)
_REPLIES = re.compile(
    r"^(?:comments?[-_]*)?(?:child(?:ren)?(?:[-_]*(?:comments?|list|wrap|wrapper))?|indent(?:ed)?(?:[-_]?\d+)?|nested(?:[-_].*)?|"
    r"repl(?:y|ies)(?:[-_]*(?:list|comments|thread|wrap|wrapper|container|items?))?|sub[-_]?comments?(?:[-_].*)?|responses?)$|"
    r"[-_](?:children|replies|indented|subcomments?)$"
)
_LISTS = frozenset(("ul", "ol", "dl"))
_HOLDERS = frozenset(("ul", "ol", "dl", "div", "section", "blockquote", "details", "dd", "li"))
_IS_READ = frozenset("class itemprop property rel title".split()).__contains__
_MOST_TOKENS = 20
_LONGEST = 300  # characters


@lru_cache(1 << 12)
def _mark_of_class(names: str) -> int:
    mark = NO_MARK
    tokens = names.lower().split()[:_MOST_TOKENS]
    for token, name in zip(tokens, _HUMP.sub("-", names).lower().split(), strict=False):
        for pattern, meaning in _MEANINGS:
            if pattern.match(name):
                mark |= meaning
        if token in _BOILERPLATE_WORDS or (token not in _NOT_BOILERPLATE and _BOILERPLATE.search(token)):
            mark |= Mark.BOILERPLATE
    if mark & Mark.TEXT and mark & Mark.NAME:
        mark &= ~(Mark.NAME | Mark.AUTHOR)  # "e-content p-name" names the text
    if "comment" in tokens:  # "comment comment-published": the whole comment, whatever its other names
        return mark & (Mark.TEXT | Mark.DELETED)
    if mark & (Mark.DATE | Mark.AUTHOR | Mark.TEXT):
        mark &= ~Mark.BOILERPLATE
    return mark


def mark_of(element: Element) -> int:
    """The marks of an element, by its tag, its classes and its properties."""
    tag = element.tag
    mark = _BY_TAG.get(tag, NO_MARK)
    for name in filter(_IS_READ, element.keys()):
        value = element.get(name)
        if not value:
            continue
        if name == "class":
            mark |= _mark_of_class(value[:_LONGEST])
        elif name == "rel":
            mark |= Mark.AUTHOR if "author" in value.split() else NO_MARK
        elif name != "title":
            for word in value[:_LONGEST].split():
                mark |= _PROPERTIES.get(word, NO_MARK)
        elif tag == "abbr":
            mark |= Mark.DATE
    return mark


def is_list_of_replies(element: Element) -> bool:
    """Whether an element holds the replies to the comment before or around it."""
    if element.tag not in _HOLDERS:
        return False
    parent = element.getparent()
    if element.tag in _LISTS and parent is not None and parent.tag in _LISTS:
        return True
    names = (element.get("class") or "").lower().split()[:20]
    return any(map(_REPLIES.search, names)) and "comment" not in names
