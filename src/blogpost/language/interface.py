"""The words of Blogger's interface in a language, how to print them, and the lines made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from attrs import field, fields, frozen

from blogpost.language.characters import BARS, DASHES
from blogpost.language.folding import folded
from blogpost.language.locale import FALLBACK, by_locale, load

# ------------------------------------------------------------------------------------------------ the words

NUMBER = "{n}"
"""The place of a number in a phrase."""

Phrases = tuple[str, ...]
_PLURALS_REPEAT = 100  # CLDR's rules look at a number's last two digits


@frozen
class Interface:
    """The phrases by meaning: all known forms, those seen on pages first.

    Attributes:
        tag: the locale's BCP 47 tag.
        posted_by: before the author's name, ``Posted by``.
        at: between the name and the time.
        labels: before the labels, ``Labels:``.
        location: before the place.
        no_comments: above or instead of comments, if there are none.
        one_comment: above one comment.
        n_comments: above `NUMBER` comments, in each plural form.
        comments_heading: above comments in newer themes, which do not count them.
        post_comment: above the form for a comment, or the link to it.
        add_comment: the same below a thread.
        said: between a comment's author and its text, ``said...``.
        reply: under a comment.
        delete: under a comment, for users with the right to delete it.
        replies: above the replies to a comment.
        delete_comment, edit_post: titles of icons for the blog's author.
        load_more, loading, no_more: below comments that are loaded step by step.
        newer_post, older_post: links to the posts before and after.
        newer_posts, older_posts, more_posts: links to the pages before and after.
        home: the link between them.
        subscribe_to: before the feeds.
        post_comments_feed, posts_feed: the feeds, ``Post Comments (Atom)``.
        email_this, blogthis, share: buttons to share a post.
        get_link, other_apps, post_link, link_copied: in the share menu of newer themes.
        links_to_post, create_link: above and below backlinks.
        removed_author, removed_admin: instead of a removed comment.
        anonymous, unknown: for commenters and authors without a name.
        read_more: at the cut of a post on an index page.
        show_all: next to the label or query of a search.
        show_original: above the post on the page for comments.
        enter_comment: in the empty form.
        members_only: above a form for members.
        popular_posts: above other posts, below the comments.
        report_abuse, powered_by, view_profile, web_version: further links.
        gadgets: titles of parts of the sidebar.
    """

    tag: str = ""
    posted_by: Phrases = ()
    at: Phrases = ()
    labels: Phrases = ()
    location: Phrases = ()
    no_comments: Phrases = ()
    one_comment: Phrases = ()
    n_comments: Phrases = ()
    comments_heading: Phrases = ()
    post_comment: Phrases = ()
    add_comment: Phrases = ()
    said: Phrases = ()
    reply: Phrases = ()
    delete: Phrases = ()
    replies: Phrases = ()
    delete_comment: Phrases = ()
    edit_post: Phrases = ()
    load_more: Phrases = ()
    loading: Phrases = ()
    no_more: Phrases = ()
    newer_post: Phrases = ()
    older_post: Phrases = ()
    newer_posts: Phrases = ()
    older_posts: Phrases = ()
    more_posts: Phrases = ()
    home: Phrases = ()
    subscribe_to: Phrases = ()
    post_comments_feed: Phrases = ()
    posts_feed: Phrases = ()
    email_this: Phrases = ()
    blogthis: Phrases = ()
    share: Phrases = ()
    get_link: Phrases = ()
    other_apps: Phrases = ()
    post_link: Phrases = ()
    link_copied: Phrases = ()
    links_to_post: Phrases = ()
    create_link: Phrases = ()
    removed_author: Phrases = ()
    removed_admin: Phrases = ()
    anonymous: Phrases = ()
    unknown: Phrases = ()
    read_more: Phrases = ()
    show_all: Phrases = ()
    show_original: Phrases = ()
    enter_comment: Phrases = ()
    members_only: Phrases = ()
    popular_posts: Phrases = ()
    report_abuse: Phrases = ()
    powered_by: Phrases = ()
    view_profile: Phrases = ()
    web_version: Phrases = ()
    gadgets: Phrases = ()
    printed_forms: Mapping[str, str] = field(factory=dict)
    number_forms: Mapping[str, str] = field(factory=dict)
    plurals: Mapping[str, str] = field(factory=dict)

    def words(self, key: str) -> Phrases:
        """All forms of a phrase."""
        forms: Phrases = getattr(self, key)
        return forms

    def printed(self, key: str) -> str:
        """The form to print; the English one if the language's is unknown."""
        forms = self.words(key) or interface(FALLBACK).words(key)
        return self.printed_forms.get(key, forms[0])

    def printed_count(self, comments: int) -> str:
        """The heading for a number of comments: ``No comments:``, ``1 comment:``, ``3 comments:``."""
        if comments < 2:
            return self.printed("one_comment" if comments else "no_comments")
        form = self.number_forms.get(self.plural(comments), self.number_forms.get("other")) or self.printed(
            "n_comments"
        )
        return form.replace(NUMBER, str(comments))

    def printed_byline(self, name: str | None, time: str | None) -> str:
        """The line ``Posted by NAME at 7:06 AM``; either half may be missing."""
        who = (self.printed("posted_by"), name) if name else ()
        when = (self.printed("at"), time) if time else ()
        return " ".join((*who, *when))

    def plural(self, number: int) -> str:
        """CLDR's name of the plural form for a number, such as ``few``."""
        known = number if number < 2 * _PLURALS_REPEAT else _PLURALS_REPEAT + number % _PLURALS_REPEAT
        return next((form for form, ranges in self.plurals.items() if _within(known, ranges)), "other")


KEYS = tuple(each.name for each in fields(Interface) if each.default == ())
"""The names of all phrases."""


def interface(language: str) -> Interface:
    """The interface of the locale nearest to a BCP 47 tag."""
    return _interface(load(language).tag)


@cache
def _interface(tag: str) -> Interface:
    sections = load(tag).sections
    seen, recalled = (sections["interface"].get(source, {}) for source in ("seen", "recalled"))
    words = {key: tuple(dict.fromkeys((*seen.get(key, ()), *recalled.get(key, ())))) for key in {*seen, *recalled}}
    printed = dict(sections["interface"].get("printed", {}))
    numbers = printed.pop("n_comments", {})
    return Interface(tag=tag, **words, printed_forms=printed, number_forms=numbers, plurals=sections["plurals"])


@by_locale
def removal_notices(language: str = FALLBACK) -> frozenset[str]:
    """The sentences, in a language and in English, that Blogger leaves in place of a removed comment."""
    forms = (interface(tag) for tag in dict.fromkeys((language, FALLBACK)))
    return frozenset(notice for each in forms for notice in (*each.removed_author, *each.removed_admin))


def _within(number: int, ranges: str) -> bool:
    """Whether a number is in ranges such as ``2-4, 22``."""
    bounds = (each.partition("-") for each in ranges.split(", "))
    return any(int(first) <= number <= int(last or first) for first, _, last in bounds)


# ---------------------------------------------------------------------------------------------- lines made of the words

# Characters of the longest count, word and row in use, rounded up; share links come to 200.
_MAX_COUNT_LENGTH, _MAX_WORD_LENGTH, _MAX_ROW_LENGTH = 60, 150, 400
_COUNT = r"(\d{1,3}(?:[.,' ]\d{3}){1,2}|\d{1,9})(?!\d)"
_SPACES = re.compile(r"\s+")
_NOT_DIGITS = re.compile(r"\D+")
_END = " :.»"  # of a word; pages add and omit these
_BETWEEN = rf"[\s{BARS},:.»{DASHES}]"
_LONE_DIGIT = re.compile(r"(?<!\d)[01](?!\d)")
_LETTER = r"[^\W\d_]"

# Spelling variants, with a pattern for all forms of each.
_VARIABLE = re.compile(r"(\s*(?:\.\.\.|…))|(\s*[:：])|(\s+)|(['’])|[^\s:：'’]")
_VARIANTS = (r"\s?(?:\.\.\.|…)", r"\s?[:：]", r"\s+", "['’]")


def comment_count(line: str, language: str = "en") -> int | None:
    """The number of comments in a line such as ``3 comments:`` or ``No comments:``; None if it states none."""
    return _count(line, load(language).tag) if len(line) <= _MAX_COUNT_LENGTH else None


@lru_cache(maxsize=1024)  # all pages of a blog have the same links
def _count(line: str, tag: str) -> int | None:
    text = _plain(line)
    fixed, counted = _counts(tag)
    if text in fixed:
        return fixed[text]
    match = counted.fullmatch(text)
    return int(_NOT_DIGITS.sub("", next(filter(None, match.groups())))) if match else None


def keys(line: str, language: str = "en") -> frozenset[str]:
    """The meanings of a whole line, as names of `Interface`'s phrases: ``Antworten`` is ``reply`` and ``replies``."""
    return _keys(load(language).tag).get(_plain(line), frozenset()) if len(line) <= _MAX_WORD_LENGTH else frozenset()


def keys_in_row(line: str, language: str = "en") -> tuple[frozenset[str], ...]:
    """The meanings of a row's words, glued or not, ``Email ThisBlogThis!``; empty if the line has other words."""
    if len(line) > _MAX_ROW_LENGTH:
        return ()
    tag = load(language).tag
    word, row = _rows(tag)
    text = folded(line).strip()
    return tuple(_keys(tag)[_plain(match[0])] for match in word.finditer(text)) if row.fullmatch(text) else ()


def text_after(line: str, key: str, language: str = "en") -> str | None:
    """The text after one of a key's phrases at the start of a line: the labels after ``Labels:``."""
    match = _at_start(load(language).tag, key).match(line)
    return line[match.end() :].strip() if match else None


def text_before(line: str, key: str, language: str = "en") -> str | None:
    """The text before one of a key's phrases at the end of a line: the name before ``said...``."""
    match = _at_end(load(language).tag, key).search(line[-_MAX_WORD_LENGTH:])
    return line[: len(line) - len(match[0])].strip() if match else None


@cache
def _counts(tag: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """The lines that state no or one comment without a digit, and a pattern of all other counts."""
    fixed: dict[str, int] = {}
    counted: dict[str, None] = {}
    for words in map(interface, (tag, FALLBACK)):
        fixed |= {_plain(word): 0 for word in words.no_comments} | {_plain(word): 1 for word in words.one_comment}
        forms = (*words.n_comments, *words.number_forms.values(), *words.one_comment, *words.no_comments)
        counted |= dict.fromkeys(_plain(_LONE_DIGIT.sub(NUMBER, folded(form))) for form in forms)
    patterns = (re.escape(form).replace(re.escape(NUMBER), rf"\s?{_COUNT}\s?") for form in counted if NUMBER in form)
    return fixed, re.compile(
        "|".join(pattern.replace(r"\ \s?", r"\s*").replace(r"\s?\ ", r"\s*") for pattern in patterns)
    )


@cache
def _keys(tag: str) -> dict[str, frozenset[str]]:
    """Every phrase in comparable form, with its meanings."""
    said: dict[str, set[str]] = {}
    for key, word in _words(tag, KEYS):
        said.setdefault(_plain(word), set()).add(key)
    return {word: frozenset(each) for word, each in said.items()}


@cache
def _rows(tag: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of one phrase and of a row of them."""
    word = _any_of(map(re.escape, _keys(tag)))
    return re.compile(word), re.compile(rf"(?:{word}|{_BETWEEN})++")


@cache
def _at_start(tag: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_spelled(tag, key)})\s?[:：]?", re.IGNORECASE)


@cache
def _at_end(tag: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_spelled(tag, key)})\s*\Z", re.IGNORECASE)


def _spelled(tag: str, key: str) -> str:
    return _any_of(_spelling(word) for _, word in _words(tag, (key,)))


def _spelling(word: str) -> str:
    """A pattern of a phrase's spellings, with boundaries if its script separates words."""
    parts = _VARIABLE.finditer(word)
    spelled = "".join(_VARIANTS[each.lastindex - 1] if each.lastindex else re.escape(each[0]) for each in parts)
    before, after = (_LETTER if edge.upper() != edge.lower() else "(?!)" for edge in (word[0], word[-1]))
    return f"(?<!{before}){spelled}(?!{after})"


def _words(tag: str, of: Iterable[str]) -> Iterator[tuple[str, str]]:
    for key in of:
        for words in map(interface, dict.fromkeys((tag, FALLBACK))):
            yield from ((key, word) for word in words.words(key) if NUMBER not in word)


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(sorted(dict.fromkeys(patterns), key=len, reverse=True))


def _plain(line: str) -> str:
    return _SPACES.sub(" ", folded(line)).strip().rstrip(_END)
