"""The names that blog systems and their themes give to the parts of a page.

Structure and standards find most posts without these names. Several systems share each name here. A name that only one
theme uses doesn't belong in these tables.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from string import digits

from blogpost.remembering import remembered


class Part(IntEnum):
    """The part that an element is, by its tag, class, id or role. Several parts are one number, as bits.

    GADGET is a list of the newest comments on all posts of a blog.
    """

    BODY = 1
    TITLE = 2
    ASIDE = 4
    COMMENTS = 8
    BOILERPLATE = 16
    META = 32
    AUTHOR = 64
    DATE = 128
    LABELS = 256
    ENTRY = 512
    GADGET = 1024


NO_PART = 0

# Tags and roles with a meaning in HTML itself.
BY_TAG: dict[object, int] = {
    "article": Part.ENTRY,
    "nav": Part.ASIDE,
    "aside": Part.ASIDE,
    "footer": Part.ASIDE,
    "dialog": Part.ASIDE,
}
"""The parts that HTML gives to some tags."""
_BY_ROLE: dict[str, int] = {
    "navigation": Part.ASIDE,
    "complementary": Part.ASIDE,
    "contentinfo": Part.ASIDE,
    "search": Part.ASIDE,
    "dialog": Part.ASIDE,
}

_COMMENT_TYPES = frozenset(("comment", "Comment", "UserComments"))
"""The property of schema.org for comments, and their types."""

_NAMES: dict[int, str] = {
    # The author's text: WordPress (core, block themes, old themes), TypePad, Ghost, Squarespace, Substack, Habr.
    Part.BODY: """
        entry-content post-content post_content postcontent wp-block-post-content entry-body article-content
        article-body articlebody post-body postbody gh-content e-content storycontent format_text post-entry
        post_entry sqs-layout article-formatted-body markup se-main-container
        """,
    Part.TITLE: "entry-title post-title posttitle entry_title post_title wp-block-post-title p-name entry-header",
    Part.AUTHOR: """
        author byline vcard p-author author-name authorname post-author entry-author writer nickname nick posted-by
        post-by postedby
        """,
    Part.DATE: "published date entry-date post-date time timestamp dt-published postdate publish",
    Part.META: """
        entry-meta post-meta postmeta postmetadata post-info meta post-footer entry-footer postinfo byline
        article-meta entry-info posted submitted entry-utility headline_meta post-footers article__meta posted-on
        """,
    Part.LABELS: """
        tags post-tags tag-links entry-tags cat-links post-categories entry-categories categories taxonomy
        tags-links post-labels labels hub tag-list taglist post__tags entry-category post-category article-category
        entry-tag post-tag article-tag p-category blog-categories category-links
        """,
    Part.ENTRY: "hentry h-entry post entry article single-post node blog-post",
    # Where other people write: WordPress, TypePad, Movable Type, Drupal, Disqus and its like.
    Part.COMMENTS: """
        comments commentlist comment-list comments-area respond comment-respond disqus_thread comments-content
        comments-wrapper trackbacks pings pingbacks commentform comment_list comments-list comment-wrapper
        commentarea jc_commentsdiv livefyre fb-comments wpdiscuz discussion-comments
        """,
    Part.ASIDE: """
        sidebar widget widget-area secondary footer menu navbar navigation nav-links site-header site-footer
        colophon masthead breadcrumb breadcrumbs topbar sidebar-primary sidebar1 leftsidebar rightsidebar
        post-navigation nav-previous nav-next pagination pager cookie-notice cookie-banner skip-link
        """,
    Part.BOILERPLATE: """
        sharedaddy jp-relatedposts jp-post-flair addtoany_share_save_container addthis_toolbox sociable social
        sharethis yarpp crp_related wpcnt wpadvert printfriendly linkwithin_hook adsbygoogle toc_container
        ez-toc-container headerlink hash-link anchorjs-link subscription-widget-wrap subscribe-widget
        wp-block-jetpack-subscriptions tweetmeme_button post-ratings screen-reader-text sr-only visually-hidden
        noprint edit-link post-edit-link heateor_sss_sharing_container authorbox abh_box author-bio author-box
        """,
}
# Themes compose names ("blog-sidebar-left", "post__related-articles"). Their words, and pairs of words, mean the same
# in all of them.
_WITHIN: dict[int, str] = {
    Part.ASIDE: """
        sidebar side-bar aside menu navbar nav breadcrumb breadcrumbs masthead cookie cookies gdpr consent modal popup
        pager pagination prev toolbar blogroll skip sitemap footer-widget footer-widgets footer-area footer-nav
        footer-menu footer-inner footer-wrap footer-wrapper footer-link footer-links
        """,
    Part.BOILERPLATE: """
        related share sharing sharer shariff social newsletter subscribe subscription signup sign-up promo promotion
        ad ads advert adverts advertising advertisement advertisements sponsor sponsors sponsored banner
        author-box author-bio author-info author-card author-about authorbox about-author bio rating ratings like likes
        toc-container toc-list toc-wrap toc-nav toc-box recommend recommended recommendation recommendations read-next
        more-posts more-stories more-from donate paywall print similar may-also follow outbrain taboola tooltip
        copyright disclaimer prevnext prev-next nextprev next-prev postnav post-nav vote votes voting
        nextstory next-story next-post next-article prev-story prev-post prev-article previous-story previous-post
        previous-article most-read most-popular most-viewed read-also see-also lire-aussi lee-tambien embed-article
        embedded-article content-blocker cookie-blocker embed-blocker consent-blocker privacy-embed fivestar
        saboxplugin borlabs-cookie borlabscookie to-action cta
        """,
}
_AT_END: dict[int, str] = {
    Part.AUTHOR: """
        author authors byline autor autoren autores auteur auteurs writer writers redakteur author-name author-names
        author-link authorname authorlink
        """,
    Part.LABELS: """
        tags categories labels topics keywords hubs taglist taxonomy taxonomies tags-list tags-links tags-wrap
        tags-container categories-list categories-links topics-list labels-list post-terms
        """,
    Part.META: """
        meta postmeta dateline readtime readingtime read-time reading-time meta-data meta-info meta-wrap meta-wrapper
        meta-line
        """,
    Part.BODY: " ".join(
        f"{whole}{divider}{inner}"
        for whole in "post entry article story single blog news node item".split()
        for inner in ("content", "body", "text")
        for divider in ("-", "")
    ),
    Part.ASIDE: "footer",
    Part.BOILERPLATE: "toc of-contents",
}
_COMMENT_WORDS = frozenset(
    """
    comment comments respond discussion replies responses commentaire commentaires kommentar kommentare kommentarer
    comentario comentarios comentaris commenti reacties komentarze komentare komentari komentarai kommentit yorumlar
    hozzaszolasok
    """.split()
)
COMMENT = (
    "comment|commentaire|comentario|comentari|kommentar|kommentti|komentar|komentarz|reactie|yorum|hozzaszolas|commento"
)
"""The words for one comment in ids, classes and fragments, as alternatives of a pattern."""
_GADGET = re.compile(r"recent[-_]?comments?|latest[-_]?comments?|comments?[-_]?(?:recent|latest|widget)|widget_recent")
_COMMENT_PLACE = re.compile(
    r"comments?(?:area|block|box|container|div|entry|form|holder|inner|item|list|main|module|post|row|section|thread|"
    r"wrap|wrapper)"
)
_NO_LIST_OF_COMMENTS = re.compile(
    r"link|count|number|icon|button|meta|no-?comments|open|closed|off|status|popup|body|enabled"
)


def _by_word(table: dict[int, str]) -> dict[str, int]:
    parts: dict[str, int] = {}
    for part, words in table.items():
        for word in words.split():
            for spelling in {word, word.replace("-", "")}:
                parts[spelling] = parts.get(spelling, NO_PART) | part
    return parts


_BY_WORD_WITHIN = _by_word(_WITHIN)
_BY_WORD_AT_END = _by_word(_AT_END)
_BY_WORD: dict[str, int] = {}
for _part, _words in _NAMES.items():
    for _word in _words.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, NO_PART) | _part
# Every composed name with a meaning has at least one of these words, except names of comments.
_MEANT = frozenset(word.partition("-")[0] for word in (*_BY_WORD_WITHIN, *_BY_WORD_AT_END)) | {"widget"}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIVIDERS = re.compile(r"[-_]+")

# Drupal names each field's element after the field.
_DRUPAL_FIELD = re.compile(r"^field-(?:-name|name)-(?:field-)?(?=.)")
_FIELDS = {
    "body": Part.BODY,
    "title": Part.TITLE,
    "uid": Part.AUTHOR,
    "created": Part.DATE,
    "post-date": Part.DATE,
    "changed": NO_PART,
}

# Words about the rest of the page, not the element itself: "has-sidebar", "no-comments", "with-footer".
_LAYOUT_PREFIXES = ("has-", "no-", "with-", "without-", "is-", "hide-", "show-", "js-")
_MOST_TOKENS = 40
LONGEST_NAME = 200
"""The greatest number of characters of a class that are read, and of an id that has parts."""


@lru_cache(4096)
def part_of_class(value: str) -> int:
    """The parts of an element by the first `LONGEST_NAME` characters of its class."""
    part = Part.GADGET if _GADGET.search(value) else NO_PART
    for token in value.split()[:_MOST_TOKENS]:
        part |= _part_of_token(token)
    return part


@lru_cache(4096)
def part_of_id(value: str) -> int:
    """The parts of an element by the beginning of its id; none if that is longer than `LONGEST_NAME`."""
    if len(value) > LONGEST_NAME:
        return NO_PART
    return _part_of_token(value) | (Part.GADGET if _GADGET.search(value) else NO_PART)


@remembered(8192)
def _part_of_token(token: str) -> int:
    """The parts of one name, written as articleBody, article-body, article_body or article__body."""
    known = _BY_WORD.get(token.lower())
    if known is not None:
        return known
    name = (token if token.islower() else _HUMP.sub("-", token)).lower()
    if name.startswith(_LAYOUT_PREFIXES):
        return NO_PART
    if (field := _DRUPAL_FIELD.match(name)) is not None:
        called = name[field.end() :].replace("_", "-")
        return _FIELDS[called] if called in _FIELDS else _part_of_token(called) & ~Part.ASIDE
    # The element's own name in "sidebar__main--wide" and "content-with-sidebar".
    own = name.partition("--")[0].partition("-with-")[0].rpartition("__")[2]
    words = [word.rstrip(digits) or word for word in _DIVIDERS.split(own)]
    part = _BY_WORD.get(name, NO_PART)
    is_of_comments = any(map(_is_of_comments, words))
    if not is_of_comments and _MEANT.isdisjoint(words):
        return part
    pairs = [f"{one}-{other}" for one, other in pairwise(words)]
    for word in (*words, *pairs):
        part |= _BY_WORD_WITHIN.get(word, NO_PART)
    for word in (*words[-1:], *pairs[-1:]):
        part |= _BY_WORD_AT_END.get(word, NO_PART)
    if words[0] == "widget":  # its labels are the blog's
        part = part & ~Part.LABELS | Part.ASIDE
    if is_of_comments and not _NO_LIST_OF_COMMENTS.search(name):
        part |= Part.COMMENTS
    return part


def _is_of_comments(word: str) -> bool:
    """Whether a word of a name means comments, also as two words in one: "commentblock"."""
    return word in _COMMENT_WORDS or _COMMENT_PLACE.fullmatch(word) is not None


def part_of_property(value: str) -> int:
    """The part of an element by microdata's property or type: a comment, or no part."""
    is_comment = "omment" in value and not _COMMENT_TYPES.isdisjoint(re.split(r"[\s/#:]+", value))
    return Part.COMMENTS if is_comment else NO_PART


def part_of_role(role: str) -> int:
    """The part of an element by its ARIA role."""
    return _BY_ROLE.get(role.strip().lower(), NO_PART)
