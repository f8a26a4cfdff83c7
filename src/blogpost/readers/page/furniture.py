"""What stands within a post's body without being the author's: buttons, advertisements, what themes put there."""

from __future__ import annotations

import re

from blogpost.markup.content import Element

# Classes and ids of what is never content. Blogger's own first, then the services of its time.
_DAYS = frozenset(("date-header", "post-timestamp", "post-subhead"))
_LABELS = frozenset(("post-labels", "blogger-labels"))
_NAMES = (
    _DAYS
    | _LABELS
    | frozenset(
        """
        post-footer post-header jump-link post-share-buttons share-buttons post-author blogger-post-footer item-control
        reaction-buttons star-ratings comment-link quickedit cmt_iframe_holder contact-form contact-form-widget
        addthis_toolbox addthis_default_style addthis_button sharethis st_sharethis a2a_kit shareaholic-canvas
        sharedaddy fb-like fb-comments fb-root fb_iframe_widget twitter-share-button g-plusone g-plus pin-it-button
        pinit adsbygoogle inline-ad adsense ad-container disqus_thread
        related-posts relatedposts related_posts linkwithin_hook linkwithin_div nrelate_related
        nrelate_related_placeholder zergnet-widget
        breadcrumbs breadcrumb post-breadcrumbs toc toc_container pagination blog-pager
        """.split()
    )
)
_SCRIPTED = re.compile(r"\s*javascript:", re.IGNORECASE)


class Furniture:
    """Tells what is no content while a body is read, and keeps what of it says something about the post."""

    def __init__(self) -> None:
        self.days: list[Element] = []
        self.labels: list[Element] = []
        self.jumps: list[Element] = []

    def skips(self, element: Element) -> bool:
        """Whether an element within a body is no content, with all that is in it."""
        if element.tag == "a":
            return self._skips_link(element)
        names = [*(element.get("class") or "").split(), element.get("id") or ""]
        if _NAMES.isdisjoint(names):
            return False
        if not _DAYS.isdisjoint(names):
            self.days.append(element)
        if not _LABELS.isdisjoint(names):
            self.labels.extend(element.iter("a"))
        return True

    def _skips_link(self, link: Element) -> bool:
        href = link.get("href") or ""
        if href.endswith("#more"):  # Blogger's link to the rest of a post
            self.jumps.append(link)
            return True
        return _SCRIPTED.match(href) is not None or not _NAMES.isdisjoint((link.get("class") or "").split())
