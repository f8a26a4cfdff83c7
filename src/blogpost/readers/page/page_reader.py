"""A page → the posts on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from blogpost.addresses import without_fragment
from blogpost.blogger import leads_to_rest, month_of
from blogpost.content import Block, Inline, LineBreak, Link, Paragraph, Text
from blogpost.copies import report_read
from blogpost.errors import NoPostError
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Page
from blogpost.markup.dom import Element, decode, parse_html, text_of
from blogpost.model import Post
from blogpost.readers.credits import extract_credits, extract_own_title
from blogpost.readers.page.boilerplate import ReadBody, read_body
from blogpost.readers.page.comments import Context, count_comments, merge_comments, read_comments, read_scripts
from blogpost.readers.page.general import OtherPage, explain_refusal, name_blog, read_lone_post, read_page
from blogpost.readers.page.metadata import Metadata, without_archive
from blogpost.readers.page.microformats import Entry, find_entries, read_entry
from blogpost.readers.page.post_fields import (
    comment_url,
    find_blog,
    find_id,
    find_labels,
    find_location,
    find_own_title,
    find_title,
    find_url,
    is_page,
)
from blogpost.readers.page.regions import Region, find_regions
from blogpost.readers.page.selectors import Index, Survey
from blogpost.readers.page.signatures import find_signature
from blogpost.readers.page.themes import (
    BLOGGER_INDEX_THEMES,
    BLOGGER_THEMES,
    CARDS_BY_PERMALINK,
    ITEM_BY_STRUCTURE,
    NUMBERED,
    OTHER_THEMES,
    UNMARKED,
    Theme,
)
from blogpost.readers.page.times import find_updated
from blogpost.readers.page.unknown_themes import mark_cards, mark_item
from blogpost.readers.page.unmarked import mark_posts, may_have_posts
from blogpost.readers.page.widgets import (
    GADGETS,
    copy_without_messages,
    find_blog_widget,
    find_featured_widget,
    has_failed,
    has_gadgets,
    is_before,
    may_feature_a_post,
    may_have_messages,
    parse_excerpt,
)
from blogpost.readers.threads import FlatComment, build_threads
from blogpost.values import Blog


def read_posts(document: str | bytes, *, url: str | None = None) -> Iterator[Post]:
    """Read every post on a page, in the page's order.

    Args:
        document: the page.
        url: its address.

    Raises:
        NoPostError: the page has no post. If a script fills it, the message names the feed that has the posts.
        ParseError: the page is beyond a limit.
    """
    text = document if isinstance(document, str) else decode(document)
    report_read(len(text))
    parts = _in_excerpt(text, url) or _in_page(text, url)
    is_snippet = _are_snippets([part.body.element for part in parts if isinstance(part, Region)])
    entries = _read_entries([part for part in parts if isinstance(part, Entry)])
    for part in parts:
        if isinstance(part, Post):
            yield part
        elif isinstance(part, Entry):
            yield next(entries)
        else:
            yield _post(part, part.page.language or FALLBACK, is_snippet=is_snippet)


def _read_entries(entries: Sequence[Entry]) -> Iterator[Post]:
    """The posts of entries, with the statements about their blog elsewhere on the page."""
    blog: Blog | None = None
    for number, entry in enumerate(entries):
        post = read_entry(entry)
        page = entry.page
        if number == 0 and not page.is_from_blogpost:
            title = post.title if len(entries) == 1 else None
            blog = name_blog(OtherPage(page.root, page.source, page.given_url), title=title)
        yield post if blog is None else evolve(post, blog=_completed(post.blog, blog))


def _completed(own: Blog | None, stated: Blog) -> Blog:
    """A blog, completed by the title and the address that the page states."""
    return evolve(own, title=own.title or stated.title, url=own.url or stated.url) if own else stated


def _why_no_post(page: Metadata, other: OtherPage) -> str:
    if page.is_dynamic:
        return f"this page is a dynamic view, which a script fills: read the blog's feed instead, {page.feed_url}"
    if page.is_blogger_page:
        return "there is no post in this html: nothing is marked as the body of one"
    reason = explain_refusal(other)
    return f"there is no post in this html: {reason}"


# ------------------------------------------------------------------------------------------------ where the posts are


def _in_excerpt(text: str, url: str | None) -> list[Region]:
    """A region for each post in the widget for posts; nothing if more of the page is needed to read them."""
    excerpt = parse_excerpt(text)
    if excerpt is None:
        return []
    page = Metadata(excerpt.root, text, url, widget=excerpt.widget, shown=excerpt.source)
    is_enough = page.is_blogger_page and page.stated_language and not page.is_of_error
    if not is_enough or page.archive or may_feature_a_post(page):
        return []
    return _read_with_first(BLOGGER_THEMES, excerpt.widget, page)


def _in_page(text: str, url: str | None) -> Sequence[Post | Entry | Region]:
    """A region for each post anywhere on the page; on pages of other systems an entry, or the post itself.

    Raises:
        NoPostError: the page has no post.
    """
    page = _page(text, url)
    if not page.is_from_blogpost and (place := page.archive):
        page = _page(without_archive(text, place), without_archive(url, place) if url else None)
    root, other = page.root, OtherPage(page.root, text, page.given_url)
    parts: Sequence[Post | Entry | Region]
    parts = _in_blogger_page(root, page) if page.is_blogger_page else ()
    if page.is_blogger_page and page.widget is None and _say_nothing(parts, page):
        parts = read_page(other) or parts
    if not parts and not page.is_of_blogger:  # a sign of Blogger's may be an address in a list of other blogs
        parts = _in_other_page(root, page, other)
    if not parts:
        raise NoPostError(_why_no_post(page, other))
    return parts


def _say_nothing(parts: Sequence[Post | Entry | Region], page: Metadata) -> bool:
    """Whether none of several posts has an address or a title: a blog that has moved keeps signs of Blogger's."""
    regions = [part for part in parts if isinstance(part, Region)]
    language = page.language or FALLBACK
    return len(regions) > 1 and not any(find_url(region) or find_own_title(region, language) for region in regions)


def _page(text: str, url: str | None) -> Metadata:
    """Parse a page.

    Raises:
        NoPostError: the page shows nothing.
    """
    root = parse_html(text)
    if root is None:
        raise NoPostError("there is no post in this html: it has nothing to show")
    return Metadata(root, text, url, widget=find_blog_widget(root))


def _in_other_page(root: Element, page: Metadata, other: OtherPage) -> Sequence[Post | Entry | Region]:
    """The posts on a page of another system: as microformats mark them up, or the one with enough evidence."""
    entries = find_entries(root, page)
    if page.is_from_blogpost or (len(entries) == 1 and _is_marked_up(entries[0])):
        return entries
    if classic := _unmarked(root, page):
        return classic
    if posts := read_page(other, is_marked_up=bool(entries)):
        return posts
    return entries or _by_standards(root, page) or read_lone_post(other)


def _is_marked_up(entry: Entry) -> bool:
    """Whether an entry has all parts of a post, or is a note. Other pages may state elsewhere what the entry lacks."""
    parts = entry.item.properties.keys()
    return {"content", "published", "name"} <= parts and ("author" in parts or entry.is_note)


def _by_standards(root: Element, page: Metadata) -> list[Region]:
    """A region for each post that hAtom or schema.org mark up on a page of another system."""
    by_theme = (_read_with(theme, root, page) for theme in OTHER_THEMES)
    sure = ([region for region in regions if region.container is not None] for regions in by_theme)
    return next(filter(None, sure), []) or _unmarked(root, page)


def _in_blogger_page(root: Element, page: Metadata) -> list[Region]:
    """A region for each post: in the widget for posts if there is one, and never in another widget.

    An end tag too many may put posts outside of the widget. There, only bodies with a post's number count.
    """
    if page.is_of_error:
        return []
    widget = page.widget
    if widget is not None:
        regions = _read_with_first(BLOGGER_THEMES if page.is_of_one_post else BLOGGER_INDEX_THEMES, widget, page)
        featured = _featured(widget, page, regions) if regions and may_feature_a_post(page) else regions
        return featured or _read_with_first(NUMBERED, root, page, GADGETS) or _in_unknown_theme(widget, page)
    regions = [] if has_failed(page) else _read_with_first(BLOGGER_THEMES, root, page, GADGETS)
    if regions or has_gadgets(root):
        return regions
    return _unmarked(copy_without_messages(root) if may_have_messages(page) else root, page)


def _in_unknown_theme(widget: Element, page: Metadata) -> list[Region]:
    """The posts in a widget whose theme has names of its own: cards of an index, else what an old template shows."""
    shown = copy_without_messages(widget)
    if not page.is_of_one_post and mark_cards(shown, page):
        return _marked(shown, page, CARDS_BY_PERMALINK)
    regions = _unmarked(shown, page)
    if not regions and page.is_of_one_post and mark_item(shown, page):
        return _marked(shown, page, ITEM_BY_STRUCTURE)
    return regions


def _featured(widget: Element, page: Metadata, regions: list[Region]) -> list[Region]:
    """The posts of a home page with the featured one, which has a widget of its own and is not among the others."""
    featured_widget = find_featured_widget(widget)
    if featured_widget is None:
        return regions
    known = set(map(find_url, regions))
    own = [evolve(region, is_alone=False) for region in _read_with_first(NUMBERED, featured_widget, page)]
    own = [region for region in own if find_url(region) not in known]
    return [*own, *regions] if is_before(featured_widget, widget) else [*regions, *own]


def _read_with_first(
    themes: Iterable[Theme], part: Element, page: Metadata, closed: frozenset[Index] = frozenset()
) -> list[Region]:
    """The regions found by the first theme that finds any, outside of `closed` elements."""
    for theme in themes:
        if regions := _read_with(theme, part, page, closed):
            return regions
    return []


def _read_with(theme: Theme, part: Element, page: Metadata, closed: frozenset[Index] = frozenset()) -> list[Region]:
    if not page.mentions(theme.bodies[:1]) and page.words.isdisjoint(theme.bodies):
        return []
    known, ends = (theme.known | closed, theme.closed | closed) if closed else (theme.known, theme.closed)
    return find_regions(page, Survey((part,), known=known, closed=ends), theme)


def _unmarked(root: Element, page: Metadata) -> list[Region]:
    if not page.is_blogger_page and not may_have_posts(root, page.source):
        return []
    has_posts = mark_posts(root, language=page.language or FALLBACK, is_blogger_page=page.is_blogger_page)
    return _marked(root, page, UNMARKED) if has_posts else []


def _marked(root: Element, page: Metadata, theme: Theme) -> list[Region]:
    """The regions that are marked with our own classes."""
    return find_regions(page, Survey((root,), known=theme.known, closed=theme.closed), theme)


# ------------------------------------------------------------------------------------------------ what each post says


def _post(region: Region, language: str, *, is_snippet: bool) -> Post:
    own_title = find_own_title(region, language)
    url = find_url(region)
    body = _body(region, language, url, with_title=not own_title)
    if body.parts:
        region = region.with_parts(body.parts)
        url = find_url(region)
    title, blocks = find_title(region, own_title, language), body.blocks
    if title is None and region.theme is UNMARKED:
        title, blocks = extract_own_title(blocks)
    extracted = extract_credits(blocks, title=title, language=language, url=url)
    signature = find_signature(region, language=language, url=url)
    kept = extracted.body if region.page.is_of_one_post else _without_link_to_rest(extracted.body, url)
    context = Context(language, region.page.base or url, month_of(url))
    return Post(
        id=find_id(region),
        kind="page" if is_page(region, url) else "post",
        blog=find_blog(region, title),
        title=title,
        headline=extracted.headline,
        byline=extracted.byline or body.byline or signature.posted_by,
        posted_by=signature.posted_by,
        published=signature.published or extracted.published,
        updated=find_updated(region, signature.published),
        url=url,
        language=region.page.language,
        labels=find_labels(region),
        location=find_location(region),
        truncated=is_snippet or len(kept) < len(extracted.body) or _is_truncated(region, body),
        comment_count=count_comments(region, language, url),
        body=kept,
        comments=build_threads(_comments(region, context, url)),
    )


def _body(region: Region, language: str, url: str | None, *, with_title: bool) -> ReadBody:
    page = Page(region.page.base or url, url, region.page.language)
    return read_body(region.body.element, page=page, language=language, with_title=with_title)


def _comments(region: Region, context: Context, url: str | None) -> list[FlatComment]:
    if not region.page.is_blogger_page:  # comments of other systems follow no standard
        return []
    rendered = read_comments(region.comments, context)
    shown = {comment.id for comment in rendered if comment.id}
    scripts = region.page.scripts if region.is_alone else ()
    comments = merge_comments(rendered, read_scripts(scripts, context, shown))
    for comment in comments:
        comment.url = comment_url(region, comment.url, url)
    return comments


def _is_truncated(region: Region, body: ReadBody) -> bool:
    """Whether the page shows only the beginning of the post: a snippet, or the text above a link to the rest."""
    is_snippet = any(place.element is region.body.element for place in region.all(region.theme.snippet))
    jumps = [*body.jumps, *(link for place in region.all(region.theme.jump) for link in place.element.iter("a"))]
    return is_snippet or any(leads_to_rest(link.get("href") or "") for link in jumps)


# ------------------------------------------------------------------------------------------------ beginnings of posts

_CUT = ("…", "...")
_FEWEST = 2


def _are_snippets(bodies: Sequence[Element]) -> bool:
    """Whether all bodies of an index are snippets: plain text that ends with an ellipsis.

    One alone proves nothing: authors end posts so, too.
    """
    if len(bodies) < _FEWEST:
        return False
    return all(next(body.iter("a", "img", "br"), None) is None and text_of(body).endswith(_CUT) for body in bodies)


def _without_link_to_rest(body: Sequence[Block], url: str | None) -> tuple[Block, ...]:
    """The body without a last line that consists of links to the post's own page, as themes have on indexes."""
    leads_on = (
        len(body) > 1 and url is not None and isinstance(body[-1], Paragraph) and _leads_on(body[-1].content, url)
    )
    return tuple(body[:-1]) if leads_on else tuple(body)


def _leads_on(line: Sequence[Inline], url: str) -> bool:
    """Whether a line consists of links to a page, with nothing but signs and numbers between."""
    links = [node for node in line if isinstance(node, Link)]
    others = (node for node in line if not isinstance(node, Link))
    return bool(links) and all(without_fragment(link.href) == url for link in links) and all(map(_says_nothing, others))


def _says_nothing(node: Inline) -> bool:
    return isinstance(node, LineBreak) or (isinstance(node, Text) and not any(map(str.isalpha, node.text)))
