"""What stands within a post's body without being the author's: buttons, advertisements, what themes put there."""

from __future__ import annotations

import re
from functools import cached_property

from blogpost.blogger.addresses import leads_to_rest
from blogpost.language.bylines import parse_credit
from blogpost.markup.dom import Element, classes, has_class, text_of
from blogpost.readers.page.link_lists import find_label_lists, find_share_lists
from blogpost.values import Byline

# Classes and ids. Parts of a post that a theme may put into the body: they say of it what they say elsewhere.
_PARTS = frozenset(
    """
    date-header post-timestamp post-author post-subhead post-labels blogger-labels
    post-meta postmeta post_meta postmeta-primary entry-meta post-info
    post-footer post-header jump-link item-action item-control quickedit comment-link blogger-post-footer
    breadcrumb breadcrumbs post-breadcrumbs pagination blog-pager
    toc toc_container toc-container post-toc table-of-contents mbtTOC mbtTOC2
    """.split()
)
_TITLES = frozenset(("post-title", "entry-title"))
# What no author writes: the services of sharing, advertising and the like.
_SERVICES = frozenset(
    """
    post-share-buttons share-buttons sharing-buttons social-share reaction-buttons star-ratings
    cmt_iframe_holder contact-form contact-form-widget
    addthis_toolbox addthis_default_style addthis_button sharethis st_sharethis a2a_kit shareaholic-canvas sharedaddy
    fb-like fb-share-button fb-comments fb-root fb_iframe_widget twitter-share-button g-plusone g-plus
    pin-it-button pinit tweetmeme_button
    adsbygoogle inline-ad adsense ad-container
    disqus_thread dsq-brlink
    related-posts relatedposts related_posts linkwithin_hook linkwithin_div zergnet-widget OUTBRAIN
    nrelate_related nrelate_related_placeholder
    """.split()
)
_BYLINE = "byline-author"
_BLOCKS = frozenset(("aside", "div", "footer", "section", "table", "ul"))
_SCRIPTED = re.compile(r"\s*javascript:", re.IGNORECASE)
_MOST_MEASURED = 20  # times the body's text: elements within each other are not measured without end
_FEW = 200  # characters: so much is no text that something else could be beside


class Furniture:
    """Tells what is no content while a body is read, and keeps what of it may say something of the post.

    Args:
        body: the body.
        language: the page's language.
        with_title: whether the title stands in the body, as nothing outside of it is one.

    Attributes:
        parts: the parts of the post that are not its text.
        jumps: Blogger's links to the rest of the post.
        byline: who wrote it, where the author marked that.
    """

    def __init__(self, body: Element, language: str, *, with_title: bool) -> None:
        self._body = body
        self._language = language
        self._part_names = _PARTS | _TITLES if with_title else _PARTS
        self._names = self._part_names | _SERVICES
        links = list(body.iter("a"))
        self._share_lists = find_share_lists(body, links, language)
        self._label_lists = find_label_lists(body, links)
        self._measured = 0
        self.parts: list[Element] = []
        self.jumps: list[Element] = []
        self.byline: Byline | None = None

    def skips(self, element: Element) -> bool:
        """Whether an element within the body is no content, with all that is in it."""
        if element in self._share_lists:
            return True
        if element.tag == "a":
            return self._skips_link(element)
        if element in self._label_lists or _is_author_box(element):
            self.parts.append(element)
            return True
        names = [*classes(element), element.get("id") or ""]
        if self._names.isdisjoint(names):
            return _BYLINE in names and self._takes_byline(element)
        if not _SERVICES.isdisjoint(names):
            return True
        if self._holds_the_text(element):
            return False
        self.parts.append(element)
        return True

    def _skips_link(self, link: Element) -> bool:
        href = link.get("href") or ""
        if leads_to_rest(href):  # Blogger's link to the rest of a post
            self.jumps.append(link)
            return True
        return _SCRIPTED.match(href) is not None or has_class(link, self._names)

    def _takes_byline(self, element: Element) -> bool:
        """Whether an element that authors of Google's blogs mark their names with holds just these."""
        credit = parse_credit(text_of(element), language=self._language)
        if credit is None or credit.introducer is None:
            return False
        self.byline = credit.byline
        return True

    def _holds_the_text(self, element: Element) -> bool:
        """Whether most of the body's text is in an element: then it is the author's, whatever its class."""
        if self._measured > _MOST_MEASURED * self._length:
            return True
        length = _length(element)
        self._measured += length
        return length > _FEW and 2 * length > self._length

    @cached_property
    def _length(self) -> int:
        return _length(self._body)


def _is_author_box(element: Element) -> bool:
    """Whether a block is about the author: an author's name in a line of the text is no block."""
    return element.tag in _BLOCKS and element.get("itemprop") == "author"


def _length(element: Element) -> int:
    return sum(map(len, element.itertext()))
