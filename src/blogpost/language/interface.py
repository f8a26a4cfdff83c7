"""The words of Blogger's interface in a language: what stands around a post, and how to write it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import field, fields, frozen

from blogpost.language.locale import FALLBACK, load

NUMBER = "{n}"
"""Where a number stands in a word."""

Words = tuple[str, ...]
_PLURALS_REPEAT = 100  # CLDR's rules look at a number's last two digits


@frozen
class Interface:
    """The words by what they say: all forms known, those seen on pages first.

    Attributes:
        tag: the locale's, a BCP 47 tag.
        posted_by: before the name of who posted, ``Posted by``.
        at: between the name and the time.
        labels: before the labels, ``Labels:``.
        location: before the place.
        no_comments: over no comments, or in their place.
        one_comment: over one.
        n_comments: over `NUMBER` of them, in each form that a number asks for.
        comments_heading: over comments of newer themes, which do not count them.
        post_comment: over the form for a comment, or the link to it.
        add_comment: the same below a thread.
        said: between a comment's author and its text, ``said...``.
        reply: under a comment.
        delete: under a comment, for those who may.
        replies: over the answers to a comment.
        delete_comment, edit_post: titles of icons for the blog's author.
        load_more, loading, no_more: where more comments can be shown, or are on their way, or there are none.
        newer_post, older_post: links to the posts before and after.
        newer_posts, older_posts, more_posts: links to the pages before and after.
        home: the link between them.
        subscribe_to: before the feeds.
        post_comments_feed, posts_feed: the feeds, ``Post Comments (Atom)``.
        email_this, blogthis, share: to share a post with.
        get_link, other_apps, post_link, link_copied: in the share menu of newer themes.
        links_to_post, create_link: over and under backlinks.
        removed_author, removed_admin: in place of a comment that was removed.
        anonymous, unknown: for commenters and authors without a name.
        read_more: where a post on an index page is cut.
        show_all: beside the label or the query that was searched for.
        show_original: over the post on the page for comments.
        enter_comment: in the empty form.
        members_only: over a form that is not for all.
        popular_posts: over other posts, below the comments.
        report_abuse, powered_by, view_profile, web_version: further links.
        gadgets: the titles of the sidebar's parts.
    """

    tag: str = ""
    posted_by: Words = ()
    at: Words = ()
    labels: Words = ()
    location: Words = ()
    no_comments: Words = ()
    one_comment: Words = ()
    n_comments: Words = ()
    comments_heading: Words = ()
    post_comment: Words = ()
    add_comment: Words = ()
    said: Words = ()
    reply: Words = ()
    delete: Words = ()
    replies: Words = ()
    delete_comment: Words = ()
    edit_post: Words = ()
    load_more: Words = ()
    loading: Words = ()
    no_more: Words = ()
    newer_post: Words = ()
    older_post: Words = ()
    newer_posts: Words = ()
    older_posts: Words = ()
    more_posts: Words = ()
    home: Words = ()
    subscribe_to: Words = ()
    post_comments_feed: Words = ()
    posts_feed: Words = ()
    email_this: Words = ()
    blogthis: Words = ()
    share: Words = ()
    get_link: Words = ()
    other_apps: Words = ()
    post_link: Words = ()
    link_copied: Words = ()
    links_to_post: Words = ()
    create_link: Words = ()
    removed_author: Words = ()
    removed_admin: Words = ()
    anonymous: Words = ()
    unknown: Words = ()
    read_more: Words = ()
    show_all: Words = ()
    show_original: Words = ()
    enter_comment: Words = ()
    members_only: Words = ()
    popular_posts: Words = ()
    report_abuse: Words = ()
    powered_by: Words = ()
    view_profile: Words = ()
    web_version: Words = ()
    gadgets: Words = ()
    printed_forms: Mapping[str, str] = field(factory=dict)
    number_forms: Mapping[str, str] = field(factory=dict)
    plurals: Mapping[str, str] = field(factory=dict)

    def words(self, key: str) -> Words:
        """All forms of a word."""
        forms: Words = getattr(self, key)
        return forms

    def printed(self, key: str) -> str:
        """The form to write; English where the language's is not known."""
        forms = self.words(key) or interface(FALLBACK).words(key)
        return self.printed_forms.get(key, forms[0])

    def printed_count(self, comments: int) -> str:
        """The line over so many comments: ``No comments:``, ``1 comment:``, ``3 comments:``."""
        if comments < 2:
            return self.printed("one_comment" if comments else "no_comments")
        form = self.number_forms.get(self.plural(comments), self.number_forms.get("other")) or self.printed(
            "n_comments"
        )
        return form.replace(NUMBER, str(comments))

    def printed_byline(self, name: str | None, time: str | None) -> str:
        """Who posted, and when: ``Posted by NAME at 7:06 AM``; either may be missing."""
        who = (self.printed("posted_by"), name) if name else ()
        when = (self.printed("at"), time) if time else ()
        return " ".join((*who, *when))

    def plural(self, number: int) -> str:
        """The name that CLDR gives the form that a number asks for, such as ``few``."""
        known = number if number < 2 * _PLURALS_REPEAT else _PLURALS_REPEAT + number % _PLURALS_REPEAT
        return next((form for form, ranges in self.plurals.items() if _within(known, ranges)), "other")


KEYS = tuple(each.name for each in fields(Interface) if each.default == ())
"""The names of the words."""


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


def _within(number: int, ranges: str) -> bool:
    """Whether a number is in ``2-4, 22``."""
    bounds = (each.partition("-") for each in ranges.split(", "))
    return any(int(first) <= number <= int(last or first) for first, _, last in bounds)
