"""Tell which blog system made a page."""

from __future__ import annotations

from attrs import frozen


@frozen
class SystemTell:
    """How a blog system shows: a word of its generator, or what stands in its pages' source."""

    system: str
    generator: str
    marks: tuple[str, ...] = ()


SYSTEMS = (
    SystemTell("wordpress", "wordpress", ("/wp-content/", "/wp-includes/", "wp-json")),
    SystemTell("typepad", "typepad", ("static.typepad.com", ".typepad.com/")),
    SystemTell("movabletype", "movable type", ("/mt-static/", "mt-comments.cgi", "mt-tb.cgi")),
    SystemTell("drupal", "drupal", ("Drupal.settings", "/sites/default/files", "data-drupal-")),
    SystemTell("joomla", "joomla", ("/media/system/js/", "option=com_content")),
    SystemTell("ghost", "ghost", ("/ghost/api/", "cdn.jsdelivr.net/ghost/")),
    SystemTell("squarespace", "squarespace", ("static1.squarespace.com", "Static.SQUARESPACE_CONTEXT")),
    SystemTell("substack", "substack", ("substackcdn.com",)),
    SystemTell("medium", "medium", ("cdn-client.medium.com", "miro.medium.com")),
    SystemTell("wix", "wix.com", ("static.wixstatic.com",)),
    SystemTell("tumblr", "tumblr", ("assets.tumblr.com",)),
    SystemTell("livejournal", "livejournal", ("l-stat.livejournal.net",)),
    SystemTell("hugo", "hugo"),
    SystemTell("jekyll", "jekyll"),
    SystemTell("hexo", "hexo"),
    SystemTell("gatsby", "gatsby", ("___gatsby",)),
    SystemTell("docusaurus", "docusaurus"),
    SystemTell("zola", "zola"),
    SystemTell("astro", "astro"),
    SystemTell("eleventy", "eleventy"),
    SystemTell("pelican", "pelican"),
    SystemTell("nikola", "nikola"),
    SystemTell("serendipity", "serendipity"),
    SystemTell("dotclear", "dotclear"),
    SystemTell("textpattern", "textpattern"),
    SystemTell("habr", "habr", ("assets.habr.com",)),
    SystemTell("naver", "naver", ("blogimgs.pstatic.net", "blog.naver.com/PostView")),
    SystemTell("tistory", "tistory", ("t1.daumcdn.net/tistory",)),
    SystemTell("over-blog", "over-blog", (".over-blog-kiwi.com", ".over-blog.com/")),
    SystemTell("pixnet", "pixnet", ("pixnet.net/",)),
)
"""Blog systems by their tells, commoner ones first."""


def find_system(generators: str, source: str) -> str | None:
    """The system that a page's generators name, or else that its source shows.

    Args:
        generators: the contents of `meta[name=generator]`, in small letters.
        source: the text of the page.
    """
    for tell in SYSTEMS:
        if tell.generator in generators:
            return tell.system
    return next((tell.system for tell in SYSTEMS if any(mark in source for mark in tell.marks)), None)
