"""Recognize the blog system that made a page."""

from __future__ import annotations

from attrs import frozen


@frozen
class SystemSigns:
    """The signs of a blog system: a word of its generator, or marks in the source of its pages."""

    system: str
    generator: str
    marks: tuple[str, ...] = ()


SYSTEMS = (
    SystemSigns("wordpress", "wordpress", ("/wp-content/", "/wp-includes/", "wp-json")),
    SystemSigns("typepad", "typepad", ("static.typepad.com", ".typepad.com/")),
    SystemSigns("movabletype", "movable type", ("/mt-static/", "mt-comments.cgi", "mt-tb.cgi")),
    SystemSigns("drupal", "drupal", ("Drupal.settings", "/sites/default/files", "data-drupal-")),
    SystemSigns("joomla", "joomla", ("/media/system/js/", "option=com_content")),
    SystemSigns("ghost", "ghost", ("/ghost/api/", "cdn.jsdelivr.net/ghost/")),
    SystemSigns("squarespace", "squarespace", ("static1.squarespace.com", "Static.SQUARESPACE_CONTEXT")),
    SystemSigns("substack", "substack", ("substackcdn.com",)),
    SystemSigns("medium", "medium", ("cdn-client.medium.com", "miro.medium.com")),
    SystemSigns("wix", "wix.com", ("static.wixstatic.com",)),
    SystemSigns("tumblr", "tumblr", ("assets.tumblr.com",)),
    SystemSigns("livejournal", "livejournal", ("l-stat.livejournal.net",)),
    SystemSigns("hugo", "hugo"),
    SystemSigns("jekyll", "jekyll"),
    SystemSigns("hexo", "hexo"),
    SystemSigns("gatsby", "gatsby", ("___gatsby",)),
    SystemSigns("docusaurus", "docusaurus"),
    SystemSigns("zola", "zola"),
    SystemSigns("astro", "astro"),
    SystemSigns("eleventy", "eleventy"),
    SystemSigns("pelican", "pelican"),
    SystemSigns("nikola", "nikola"),
    SystemSigns("serendipity", "serendipity"),
    SystemSigns("dotclear", "dotclear"),
    SystemSigns("textpattern", "textpattern"),
    SystemSigns("habr", "habr", ("assets.habr.com",)),
    SystemSigns("naver", "naver", ("blogimgs.pstatic.net", "blog.naver.com/PostView")),
    SystemSigns("tistory", "tistory", ("t1.daumcdn.net/tistory",)),
    SystemSigns("over-blog", "over-blog", (".over-blog-kiwi.com", ".over-blog.com/")),
    SystemSigns("pixnet", "pixnet", ("pixnet.net/",)),
)
"""Blog systems and their signs, commoner ones first."""


def find_system(generators: str, source: str) -> str | None:
    """The system that a page's generators name, else the one whose marks are in its source.

    Args:
        generators: the contents of `meta[name=generator]`, in lower case.
        source: the text of the page.
    """
    for signs in SYSTEMS:
        if signs.generator in generators:
            return signs.system
    return next((signs.system for signs in SYSTEMS if any(mark in source for mark in signs.marks)), None)
