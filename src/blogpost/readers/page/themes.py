"""Themes: a record for each generation of Blogger's pages, with the marks of a post's parts, newest first.

Each record states how it differs from the one before. Selectors are tried in their order, the more specific ones
first. A page is read with the first theme of `BLOGGER_THEMES` that finds the body of a post.
docs/themes.md explains how to add one.
"""

from __future__ import annotations

from attrs import evolve, fields, frozen

from blogpost.readers.page.selectors import Index, indexes, selector
from blogpost.remembering import cached_property


@frozen(eq=False, slots=False)
class Theme:
    """Selectors for the parts of a post (see `selectors.Selector`), in the order in which they are tried.

    Attributes:
        numbered: bodies with the post's number in their id. If a page has any, nothing else is a body.
        body: what the author wrote. No other part is looked for in it.
        post: the element that holds one post, with its title and footer.
        start: the beginning of a post without an element of its own.
        title: its title.
        heading: headings within the post that may be its title.
        day: the date header, which posts of one day share.
        stamp: elements with the instant in an attribute, or the date and time as text.
        edit: elements with the instant of the last edit.
        author: the display name, alone.
        credit: a line that names the author and perhaps the time: "Posted by Jane at 7:06 AM".
        address: microdata with the post's own address.
        permalink: links to the post itself.
        labels: links to the pages of its labels.
        location: the link to its place on a map.
        comment_link: the link with the number of comments.
        comments: the element that holds the comments. Nothing in it is part of the post.
        snippet: a body that is only the beginning of a post, as on an index page.
        jump: the link to the rest of a truncated post.
    """

    name: str
    numbered: tuple[str, ...]
    body: tuple[str, ...]
    post: tuple[str, ...]
    start: tuple[str, ...]
    title: tuple[str, ...]
    heading: tuple[str, ...]
    day: tuple[str, ...]
    stamp: tuple[str, ...]
    edit: tuple[str, ...]
    author: tuple[str, ...]
    credit: tuple[str, ...]
    address: tuple[str, ...]
    permalink: tuple[str, ...]
    labels: tuple[str, ...]
    location: tuple[str, ...]
    comment_link: tuple[str, ...]
    comments: tuple[str, ...]
    snippet: tuple[str, ...]
    jump: tuple[str, ...]

    @cached_property
    def known(self) -> frozenset[Index]:
        """Every selector of the theme, and those common to all themes."""
        own = (css for field in fields(Theme) if field.name != "name" for css in getattr(self, field.name))
        return indexes((*own, *EVERYWHERE))

    @cached_property
    def closed(self) -> frozenset[Index]:
        """The elements that are not searched: what people wrote."""
        return indexes((*self.numbered, *self.body, *self.comments))

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Words, common ones first: every page with a body of this theme has one of them as a class, id or itemprop."""
        return tuple(selector(css).word for css in (*self.body, *self.numbered))


# Marks that identify a post and its blog in every generation.
POST_ANCHOR = "[name=post]"
POST_NUMBER = "[itemprop=postId]"
BLOG_NUMBER = "[itemprop=blogId]"
STRUCTURED_DATA = "[type=application/ld+json]"
EVERYWHERE = (POST_ANCHOR, POST_NUMBER, BLOG_NUMBER, STRUCTURED_DATA)

# Links in these lists are labels wherever they lead: a mirror has their pages next to its own, as "Ferries.html".
OWN_LABELS = (".post-labels a[rel=tag]", ".blogger-labels a[rel=tag]")

# Layouts since 2006, Template Designer since 2010, and the widgets of 2017: the Blog widget kept its classes.
LAYOUTS = Theme(
    name="layouts",
    numbered=("#post-body-", "#post-snippet-"),
    body=(".post-body", "[itemprop=articleBody]"),
    post=("[itemprop=blogPost]", "article.post-outer-container", ".post", ".hentry", ".post-outer"),
    start=(POST_ANCHOR,),
    title=(
        ".post-title",
        ".entry-title",
        ".mobile-index-title",
        "h1[itemprop=name]",
        "h2[itemprop=name]",
        "h3[itemprop=name]",
        "[itemprop=headline]",
        ".post_title",
        ".posttitle",
        "h2.title",
    ),
    heading=("h1", "h2", "h3"),
    day=(".date-header", ".date", ".dateheader", ".date_header", ".blogDate"),
    stamp=(
        "abbr.published",
        "time.published",
        "[itemprop=datePublished]",
        "abbr.updated",
        ".published",
        "time",
        ".timestamp-link",
        ".post-timestamp",
        ".publishdate",
        ".post-subhead",
        ".post-date",
        ".entry-date",
        ".entry-time",
        "a[rel=bookmark]",
    ),
    edit=("[itemprop=dateModified]", ".updated", ".update", ".post-updated", ".last-updated"),
    author=(
        ".post-author [itemprop=name]",
        ".post-author .fn",
        "[itemprop=author] [itemprop=name]",
        ".post-author a[rel=author]",
        ".post-author .g-profile",
        ".post-author a",
        "span.fn",
        "a[rel=author]",
        ".g-profile",
    ),
    credit=(
        ".post-author",
        ".post-footer em",
        ".byline",
        ".post-subhead",
        ".post-meta",
        ".postmeta",
        ".entry-meta",
        ".publish-info",
        ".post-footer-line",
        ".post-footer",
    ),
    address=("meta[itemprop=url]", "meta[itemprop=mainEntityOfPage]"),
    permalink=(".timestamp-link", "[title=permanent link]", "a[rel=bookmark]"),
    labels=(*OWN_LABELS, "a[rel=tag]", ".post-labels a", ".blogger-labels a", ".labels a", ".label a"),
    location=(".post-location a",),
    comment_link=(".comment-link", ".comment_link", ".comments-link"),
    comments=("#comments", "#comments-block", "#comment-holder", ".comments", ".blogComments"),
    snippet=("#post-snippet-", ".mobile-index-contents .post-body"),
    jump=(".jump-link", ".read-more", ".readmore"),
)

# Third-party themes keep some of Blogger's hooks and have names of their own for the rest.
THIRD_PARTY = evolve(
    LAYOUTS,
    name="third-party",
    numbered=("#postID-",),
    body=("#postBody", ".postBody", ".entry-content", ".post-content", ".post_content", ".article_body", ".pEnt"),
)

# Indexes of cards show only a snippet of each post.
CARDS = evolve(
    LAYOUTS, name="cards", body=(".post-snippet", ".snippet-item"), snippet=(".post-snippet", ".snippet-item")
)

# Classes that `unmarked.mark_posts` gives to the parts it finds.
MARKED_POST, MARKED_START, MARKED_BODY = "blogpost-post", "blogpost-start", "blogpost-body"
MARKED_DAY, MARKED_TITLE = "blogpost-day", "blogpost-title"
MARKED_CREDIT, MARKED_PERMALINK, MARKED_COMMENTS = "blogpost-credit", "blogpost-permalink", "blogpost-comments"

# Classic templates of 1999 to 2006 that mark no body.
UNMARKED = evolve(
    LAYOUTS,
    name="unmarked",
    numbered=(),
    body=(f".{MARKED_BODY}",),
    post=(f".{MARKED_POST}",),
    start=(f".{MARKED_START}",),
    title=(f".{MARKED_TITLE}",),
    heading=(),
    day=(f".{MARKED_DAY}",),
    credit=(f".{MARKED_CREDIT}",),
    permalink=(f".{MARKED_PERMALINK}",),
    author=(),
    stamp=(f".{MARKED_PERMALINK}",),
    comment_link=(f".{MARKED_COMMENTS}",),
    comments=("#comments", "#comments-block", ".comments", ".blogComments"),
)

# Indexes by themes with names of their own: `unknown_themes.mark_cards` finds and marks the card of each post.
CARDS_BY_PERMALINK = evolve(
    LAYOUTS,
    name="cards by permalink",
    numbered=(),
    body=(f".{MARKED_BODY}",),
    post=(f".{MARKED_POST}",),
    title=(f".{MARKED_TITLE}",),
    heading=(),
    permalink=(f".{MARKED_PERMALINK}",),
    snippet=(f".{MARKED_BODY}",),
)

# Pages of one post by such themes: `unknown_themes.mark_item` finds and marks title and body.
ITEM_BY_STRUCTURE = evolve(
    LAYOUTS, name="item by structure", numbered=(), body=(f".{MARKED_BODY}",), title=(f".{MARKED_TITLE}",)
)

# Blogger's pages are read with the first of these themes that finds a body.
BLOGGER_THEMES = (LAYOUTS, THIRD_PARTY, CARDS)

# On indexes, a snippet within what another theme calls a body is the body: the rest is the card's title and its lines.
BLOGGER_INDEX_THEMES = (LAYOUTS, CARDS, THIRD_PARTY)

# The same, with no bodies but those with a post's number, which only Blogger gives.
NUMBERED = tuple(evolve(theme, body=()) for theme in (LAYOUTS, THIRD_PARTY))

# Pages of other systems are read only if they are marked up by a standard: h-entry (see `microformats`), its forerunner
# https://microformats.org/wiki/hatom, or https://schema.org/Article
_STANDARD = evolve(
    LAYOUTS,
    numbered=(),
    day=(),
    credit=(),
    address=(),
    comment_link=(),
    comments=("#comments", ".comments", "#respond", "#disqus_thread"),
    snippet=(".entry-summary",),
    jump=(),
    location=(),
)
HATOM = evolve(
    _STANDARD,
    name="hatom",
    body=(".entry-content",),
    post=(".hentry",),
    title=(".entry-title",),
    stamp=("abbr.published", "time.published", ".published", "time.entry-date", "time"),
    author=(".author .fn", ".vcard .fn", ".author a", "a[rel=author]", ".author"),
    permalink=(".entry-title a[rel=bookmark]", "a[rel=bookmark]"),
    labels=("a[rel=tag]",),
)
SCHEMA_ORG = evolve(
    _STANDARD,
    name="schema.org",
    body=("[itemprop=articleBody]",),
    post=("[itemtype=Article]",),
    title=("[itemprop=headline]", "[itemprop=name]"),
    stamp=("[itemprop=datePublished]",),
    author=("[itemprop=author] [itemprop=name]", "[itemprop=author]"),
    permalink=("link[itemprop=url]", "[itemprop=mainEntityOfPage]"),
    labels=("[itemprop=keywords]",),
)
OTHER_THEMES = (HATOM, SCHEMA_ORG)
