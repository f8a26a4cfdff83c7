"""The small table of names that blog systems and their themes give to the parts of a page.

Structure and standards find most posts without any of these; each name here is one that several systems share, and
each row says what it adds. A name that only one theme uses does not belong here.
"""

from __future__ import annotations

import re
from enum import IntFlag, auto
from functools import lru_cache


class Part(IntFlag):
    """What the tag, the class, the id or the role of an element says it is."""

    BODY = auto()
    TITLE = auto()
    ASIDE = auto()
    COMMENTS = auto()
    BOILERPLATE = auto()
    META = auto()
    AUTHOR = auto()
    DATE = auto()
    LABELS = auto()
    ENTRY = auto()


NO_PART = Part(0)

# Tags and roles that HTML itself gives a meaning.
_BY_TAG = {"article": Part.ENTRY, "nav": Part.ASIDE, "aside": Part.ASIDE, "footer": Part.ASIDE, "dialog": Part.ASIDE}
_BY_ROLE = {
    "navigation": Part.ASIDE,
    "complementary": Part.ASIDE,
    "contentinfo": Part.ASIDE,
    "search": Part.ASIDE,
    "dialog": Part.ASIDE,
}

_WORDS: dict[Part, str] = {
    # The author's text: WordPress (core, block themes, old themes), TypePad, Ghost, Squarespace, Substack, Habr.
    Part.BODY: """
        entry-content post-content post_content postcontent wp-block-post-content entry-body article-content
        article-body articlebody post-body postbody gh-content e-content storycontent format_text post-entry
        post_entry sqs-layout article-formatted-body markup se-main-container
        """,
    Part.TITLE: "entry-title post-title posttitle entry_title post_title wp-block-post-title p-name entry-header",
    Part.AUTHOR: "author byline vcard p-author author-name authorname post-author entry-author writer nickname nick",
    Part.DATE: "published date entry-date post-date time timestamp dt-published postdate publish",
    Part.META: """
        entry-meta post-meta postmeta postmetadata post-info meta post-footer entry-footer postinfo byline
        article-meta entry-info posted submitted entry-utility headline_meta post-footers article__meta posted-on
        """,
    Part.LABELS: """
        tags post-tags tag-links entry-tags cat-links post-categories entry-categories categories taxonomy
        tags-links post-labels labels hub tag-list taglist post__tags
        """,
    Part.ENTRY: "hentry h-entry post entry article single-post node blog-post",
    # Where other people speak: WordPress, TypePad, Movable Type, Drupal, Disqus and its like.
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
_BY_WORD: dict[str, Part] = {}
for _part, _words in _WORDS.items():
    for _word in _words.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, NO_PART) | _part

# Parts of names: theme makers compose them ("blog-sidebar-left", "post__related-articles"), but mean the same.
_ASIDE_PARTS = re.compile(
    r"(?:^|[-_])(?:sidebar|side-?bar|aside|menu|navbar|nav|breadcrumbs?|masthead|cookies?|gdpr|consent|modal|popup|"
    r"pager|pagination|toolbar|blogroll|skip|sitemap|footer-?(?:widgets?|area|nav|menu|inner|wrap\w*|links?))(?:$|[-_\d])|(?:^|[-_])footer$|^widget(?:$|[-_])"
)
_BOILERPLATE_PARTS = re.compile(
    r"(?:^|[-_])(?:related|shar(?:e|ing|er|iff)|social|newsletter|subscri(?:be|ption)|signup|sign-up|promo(?:tion)?|ads?|"
    r"advert\w*|sponsor\w*|banner|author-?(?:box|bio|info|card|about)|about-?author|bio|rating|ratings|likes?|toc(?=$|-(?:container|list|wrap|nav|box))|"
    r"table-of-contents(?=$|-)|recommend\w*|read-?next|more-?(?:posts|stories|from)|donate|paywall|print|similar|"
    r"you-may-also|follow|outbrain|taboola|tooltip|copyright|disclaimer|prev-?next|next-?prev|post-?nav|vot(?:e|es|ing)|"
    r"(?:next|prev(?:ious)?)-?(?:story|post|article)|most-?(?:read|popular|viewed)|(?:read|see)-?also|lire-aussi|"
    r"lee-tambien|embed(?:ded)?-?article|(?:content|cookie|embed|consent)-?blocker|privacy-embed|fivestar|sabox\w*|"
    r"borlabs-?cookie|call-to-action|cta)(?:$|[-_\d])"
)
_AUTHOR_PARTS = re.compile(
    r"(?:^|[-_])(?:authors?|byline|autor(?:en|es)?|auteurs?|writers?|redakteur)(?:[-_]*(?:name|names|link))?$"
)
_LABEL_PARTS = re.compile(
    r"(?:^|[-_])(?:tags|categories|labels|topics|keywords|terms|hubs|taglist|taxonom(?:y|ies))(?:[-_](?:list|links|wrap|container))?$"
)
_BODY_PARTS = re.compile(
    r"(?:^|[-_])(?:post|entry|article|story|single|blog|news|node|item)s?[-_]{0,2}(?:content|body|text|main-text)$"
)
_META_PARTS = re.compile(r"(?:^|[-_])(?:meta|postmeta|dateline|read(?:ing)?-?time)(?:-?(?:data|info|wrap\w*|line))?$")
_COMMENT_PARTS = re.compile(r"(?:^|[-_])(?:comments?\d*|commentaires|kommentare|respond|discussion|replies)(?:$|[-_])")
_NO_LIST_OF_COMMENTS = re.compile(r"link|count|number|icon|button|meta|no-?comments|open|closed|off|status|popup|body")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

_PATTERNS = (
    (_BODY_PARTS, Part.BODY),
    (_META_PARTS, Part.META),
    (_AUTHOR_PARTS, Part.AUTHOR),
    (_LABEL_PARTS, Part.LABELS),
    (_ASIDE_PARTS, Part.ASIDE),
    (_BOILERPLATE_PARTS, Part.BOILERPLATE),
)

# Words that say what else there is on a page, not what the element is: "has-sidebar", "no-comments", "with-footer".
_OF_THE_LAYOUT = ("has-", "no-", "with-", "without-", "is-", "hide-", "show-", "js-")
_MOST_TOKENS = 40
_LONGEST_KEPT = 200  # characters


@lru_cache(1 << 12)
def _part_of_short(value: str, is_id: bool) -> Part:  # noqa: FBT001  the key of a cache
    return _part_of(value, is_id=is_id)


def _part_of(value: str, *, is_id: bool) -> Part:
    part = NO_PART
    for token in (value,) if is_id else value.split()[:_MOST_TOKENS]:
        part |= _part_of_token(token)
    return part


def _part_of_token(token: str) -> Part:
    """What one name says. Makers write them as articleBody, article-body, article_body and article__body."""
    known = _BY_WORD.get(token.lower())
    if known is not None:
        return known
    name = _HUMP.sub("-", token).lower()
    if name.startswith(_OF_THE_LAYOUT):
        return NO_PART
    part = _BY_WORD.get(name, NO_PART)
    own = name.partition("--")[0].partition("-with-")[0].rpartition("__")[2]  # in names such as "sidebar__main--wide", what it is itself
    for pattern, each in _PATTERNS:
        if pattern.search(own):
            part |= each
    if _COMMENT_PARTS.search(name) and not _NO_LIST_OF_COMMENTS.search(name):
        part |= Part.COMMENTS
    return part


def part_of_name(name: str, value: str) -> Part:
    """What a class or an id says an element is; of a very long one, nothing."""
    if len(value) > _LONGEST_KEPT:
        return NO_PART if name == "id" else _part_of(value[:_LONGEST_KEPT], is_id=False)
    return _part_of_short(value, name == "id")


def part_of_tag(tag: object) -> Part:
    """What HTML says a tag is."""
    return _BY_TAG.get(tag, NO_PART)  # type: ignore[call-overload]  # a tag may be a function of lxml's, too


def part_of_role(role: str) -> Part:
    """What ARIA says an element is."""
    return _BY_ROLE.get(role.strip().lower(), NO_PART)
