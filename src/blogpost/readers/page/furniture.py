"""What stands within a post's body without being the author's: buttons, advertisements, what themes put there."""

from __future__ import annotations

import re

from blogpost.markup.content import Element

# Class words, and ids, of what is never content. Blogger's own first, then the services of its time.
_CLASSES = frozenset(
    """
    post-footer post-header jump-link post-share-buttons share-buttons post-labels post-timestamp post-author
    blogger-post-footer item-control date-header reaction-buttons star-ratings comment-link quickedit cmt_iframe_holder
    addthis_toolbox addthis_default_style addthis_button sharethis st_sharethis a2a_kit shareaholic-canvas sharedaddy
    fb-like fb-comments fb_iframe_widget twitter-share-button g-plusone g-plus pin-it-button pinit
    adsbygoogle inline-ad adsense ad-container
    related-posts relatedposts related_posts linkwithin_hook linkwithin_div nrelate_related zergnet-widget
    breadcrumbs breadcrumb post-breadcrumbs toc_container pagination blog-pager contact-form-widget
    """.split()
)
_IDS = frozenset(
    """
    toc toc_container related-posts relatedposts related_posts nrelate_related_placeholder share-buttons
    blogger-labels contact-form fb-root disqus_thread blog-pager
    """.split()
)
_SCRIPTED = re.compile(r"\s*javascript:", re.IGNORECASE)


def is_furniture(element: Element) -> bool:
    """Whether an element within a body is no content, with all that is in it."""
    classes = element.get("class")
    if classes and not _CLASSES.isdisjoint(classes.split()):
        return True
    if (element.get("id") or "") in _IDS:
        return True
    return element.tag == "a" and _SCRIPTED.match(element.get("href") or "") is not None
