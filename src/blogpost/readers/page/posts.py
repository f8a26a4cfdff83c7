"""A page → the posts on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blogpost.content import Block
from blogpost.errors import NoPostError
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Element, Page, read_blocks
from blogpost.markup.dom import decode, parse_html
from blogpost.model import Post
from blogpost.readers.credits import take_credits, take_own_title
from blogpost.readers.page.addresses import find_id, find_url, is_static_page
from blogpost.readers.page.comments import Context, count_comments, merged, read_comments, read_scripts
from blogpost.readers.page.excerpt import find_blog_widget, parse_excerpt
from blogpost.readers.page.fields import find_blog, find_labels, find_location, find_title
from blogpost.readers.page.furniture import Furniture
from blogpost.readers.page.general import read_post
from blogpost.readers.page.metadata import Metadata
from blogpost.readers.page.microformats import Entry, find_entries, read_entry
from blogpost.readers.page.regions import Region, find_regions
from blogpost.readers.page.selectors import Survey
from blogpost.readers.page.signatures import NO_SIGNATURE, find_signature
from blogpost.readers.page.templates import show_templates
from blogpost.readers.page.themes import BLOGGERS, OTHERS, UNMARKED, Theme
from blogpost.readers.page.times import find_updated, month_of
from blogpost.readers.page.unmarked import mark_posts
from blogpost.readers.threads import Found, threaded


def read_posts(document: str | bytes, *, url: str | None = None) -> Iterator[Post]:
    """Every post on a page, in its order.

    Args:
        document: the page.
        url: the address that it is from.

    Raises:
        NoPostError: there is none; of a page that a script fills, it names the feed that has the posts.
        ParseError: the page is beyond a limit.
    """
    text = document if isinstance(document, str) else decode(document)
    if (post := _of_any_blog(text, url)) is not None:
        yield post
        return
    for found in _in_excerpt(text, url) or _in_page(text, url):
        yield read_entry(found) if isinstance(found, Entry) else _post(found, found.page.language or FALLBACK)


def _why_there_is_none(page: Metadata) -> str:
    if page.is_dynamic:
        return f"this page is a dynamic view, which a script fills: read the blog's feed instead, {page.feed_url}"
    return "there is no post in this html: nothing is marked as the body of one"


# ------------------------------------------------------------------------------------------------ where the posts are


def _in_excerpt(text: str, url: str | None) -> list[Region]:
    """A region for each post in the widget for posts, where nothing else on the page is needed to read them."""
    excerpt = parse_excerpt(text)
    if excerpt is None:
        return []
    root, widget = excerpt
    page = Metadata(root, text, url, widget=widget)
    return _bloggers(widget, page) if page.is_bloggers and page.stated_language else []


def _in_page(text: str, url: str | None) -> Sequence[Entry | Region]:
    """A region for each post anywhere on the page, or an entry where microformats mark it up.

    Raises:
        NoPostError: there is none.
    """
    root = parse_html(text)
    if root is None:
        raise NoPostError("there is no post in this html: it has nothing to show")
    widget = find_blog_widget(root)
    page = Metadata(root, text, url, widget=widget)
    found = ([] if page.is_bloggers else find_entries(root, page)) or _regions(root, widget, page)
    if not found:
        raise NoPostError(_why_there_is_none(page))
    return found


def _of_any_blog(text: str, url: str | None) -> Post | None:
    """The post on another system's page."""
    root = parse_html(text)
    if root is None or Metadata(root, text, url).is_bloggers:
        return None
    return read_post(root, text, url=url)


def _regions(root: Element, widget: Element | None, page: Metadata) -> list[Region]:
    """A region for each post: in the widget for posts if there is one with posts in it, else anywhere on the page."""
    if not page.is_bloggers:
        found = (_read_with(theme, root, page) for theme in OTHERS)
        sure = ([region for region in regions if region.container is not None] for regions in found)
        return next(filter(None, sure), []) or _unmarked(root, page)
    parts = (part for part in (widget, root) if part is not None)
    found = (_bloggers(part, page) for part in parts)
    return next(filter(None, found), []) or _unmarked(root, page)


def _bloggers(part: Element, page: Metadata) -> list[Region]:
    found = (_read_with(theme, part, page) for theme in BLOGGERS)
    return next(filter(None, found), [])


def _read_with(theme: Theme, part: Element, page: Metadata) -> list[Region]:
    return find_regions(page, _survey(part, theme), theme) if page.mentions(theme.bodies) else []


def _unmarked(root: Element, page: Metadata) -> list[Region]:
    mark_posts(root, language=page.language or FALLBACK, is_bloggers=page.is_bloggers)
    return find_regions(page, _survey(root, UNMARKED), UNMARKED)


def _survey(part: Element, theme: Theme) -> Survey:
    return Survey((part,), known=theme.known, closed=theme.closed)


# ------------------------------------------------------------------------------------------------ what they say


def _post(region: Region, language: str) -> Post:
    has_title = region.nearest(region.theme.title) is not None
    furniture = Furniture(region.body.element, language, with_title=not has_title)
    body = _body(region, furniture)
    url = find_url(region)
    is_page = is_static_page(region, url)
    title = find_title(region, language)
    if title is None and region.theme is UNMARKED:
        title, body = take_own_title(body)
    taken = take_credits(body, title=title, language=language, url=url)
    signed = NO_SIGNATURE if is_page else find_signature(region, language=language, url=url)
    context = Context(language, region.page.base or url, month_of(url))
    return Post(
        id=find_id(region),
        kind="page" if is_page else "post",
        blog=find_blog(region, title),
        title=title,
        headline=taken.headline,
        byline=taken.byline or furniture.byline or signed.posted_by,
        posted_by=signed.posted_by,
        published=signed.published,
        updated=find_updated(region, signed.published),
        url=url,
        language=region.page.language,
        labels=find_labels(region),
        location=find_location(region),
        truncated=_is_cut(region, furniture),
        comment_count=count_comments(region, language),
        body=taken.body,
        comments=threaded(_comments(region, context)),
    )


def _body(region: Region, furniture: Furniture) -> tuple[Block, ...]:
    """The content of the body; what in it is a part of the post of another kind is made known to the region."""
    show_templates(region.body.element)
    url = find_url(region)
    page = Page(region.page.base or url, url, region.page.language)
    body = read_blocks(region.body.element, page=page, skip=furniture.skips)
    if furniture.parts:
        region.within.append(Survey(furniture.parts, known=region.theme.known))
    return body


def _comments(region: Region, context: Context) -> list[Found]:
    if not region.page.is_bloggers:  # no standard says what is what in the comments of other systems
        return []
    rendered = read_comments(region.comments, context)
    return merged(rendered, read_scripts(region.page.scripts, context)) if region.is_alone else rendered


def _is_cut(region: Region, furniture: Furniture) -> bool:
    """Whether the page shows only the beginning of the post: a snippet, or what stands above a link to the rest."""
    is_snippet = any(place.element is region.body.element for place in region.all(region.theme.snippet))
    jumps = [*furniture.jumps, *(link for place in region.all(region.theme.jump) for link in place.element.iter("a"))]
    return is_snippet or any((link.get("href") or "").endswith("#more") for link in jumps)
