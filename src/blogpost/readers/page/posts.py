"""A page → the posts on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from blogpost.content import Block
from blogpost.copies import report_read
from blogpost.errors import NoPostError
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Element, Page, read_blocks
from blogpost.markup.dom import decode, parse_html
from blogpost.model import Post
from blogpost.readers.credits import take_credits, take_own_title
from blogpost.readers.page.addresses import comment_url, find_id, find_url, is_static_page
from blogpost.readers.page.archived import find_archive, without_archive
from blogpost.readers.page.cards import mark_cards, mark_item
from blogpost.readers.page.comments import Context, count_comments, merged, read_comments, read_scripts
from blogpost.readers.page.cuts import are_snippets, without_link_to_rest
from blogpost.readers.page.excerpt import find_blog_widget, parse_excerpt
from blogpost.readers.page.fields import find_blog, find_labels, find_location, find_own_title, find_title
from blogpost.readers.page.furniture import Furniture
from blogpost.readers.page.general import read_post
from blogpost.readers.page.metadata import Metadata
from blogpost.readers.page.microformats import Entry, find_entries, read_entry
from blogpost.readers.page.regions import Region, find_regions
from blogpost.readers.page.selectors import Index, Survey
from blogpost.readers.page.signatures import find_signature
from blogpost.readers.page.templates import show_templates
from blogpost.readers.page.themes import (
    BLOGGERS,
    BLOGGERS_ON_INDEXES,
    CARDS_BY_PERMALINK,
    ITEM_BY_STRUCTURE,
    NUMBERED,
    OTHERS,
    UNMARKED,
    Theme,
)
from blogpost.readers.page.times import find_updated, month_of
from blogpost.readers.page.unmarked import mark_posts
from blogpost.readers.page.widgets import (
    GADGETS,
    featured_beside,
    has_failed,
    has_gadgets,
    may_feature_a_post,
    shown_alone,
    stands_before,
)
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
    report_read(len(text))
    found = _in_excerpt(text, url) or _in_page(text, url)
    is_snippet = are_snippets([each.body.element for each in found if isinstance(each, Region)])
    for each in found:
        if isinstance(each, Post):
            yield each
        elif isinstance(each, Entry):
            yield read_entry(each)
        else:
            yield _post(each, each.page.language or FALLBACK, is_snippet=is_snippet)


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
    is_enough = page.is_bloggers and page.stated_language and not page.is_of_error
    if not is_enough or find_archive(page) or may_feature_a_post(page):
        return []
    return _first_found(BLOGGERS, widget, page)


def _in_page(text: str, url: str | None) -> Sequence[Post | Entry | Region]:
    """A region for each post anywhere on the page; of other systems' pages an entry, or the post itself.

    Raises:
        NoPostError: there is none.
    """
    page = _page(text, url)
    if not page.is_ours and (place := find_archive(page)):
        page = _page(without_archive(text, place), without_archive(url, place) if url else None)
    root = page.root
    found: Sequence[Post | Entry | Region]
    found = _bloggers(root, page) if page.is_bloggers else _of_other_systems(root, text, page)
    if not found:
        raise NoPostError(_why_there_is_none(page))
    return found


def _page(text: str, url: str | None) -> Metadata:
    """The page.

    Raises:
        NoPostError: it shows nothing.
    """
    root = parse_html(text)
    if root is None:
        raise NoPostError("there is no post in this html: it has nothing to show")
    return Metadata(root, text, url, widget=find_blog_widget(root))


def _of_other_systems(root: Element, text: str, page: Metadata) -> Sequence[Post | Entry | Region]:
    """The posts on a page of another system: as microformats mark them up, or the one that the evidence speaks for."""
    entries = find_entries(root, page)
    if page.is_ours or (len(entries) == 1 and _is_marked_up(entries[0])):
        return entries
    if classic := _unmarked(root, page):
        return classic
    post = read_post(root, text, url=page.given_url)
    if post is not None:
        return [post]
    return entries or _others(root, page)


def _is_marked_up(entry: Entry) -> bool:
    """Whether an entry says all that makes a post of it."""
    return {"content", "published", "name"} <= entry.item.properties.keys()


def _others(root: Element, page: Metadata) -> list[Region]:
    """A region for each post on a page of another system."""
    found = (_read_with(theme, root, page) for theme in OTHERS)
    sure = ([region for region in regions if region.container is not None] for regions in found)
    return next(filter(None, sure), []) or _unmarked(root, page)


def _bloggers(root: Element, page: Metadata) -> list[Region]:
    """A region for each post: in the widget for posts, where there is one, and never in another widget.

    Outside of it, where an end tag too many may have put them, posts are told by their numbers alone.
    """
    if page.is_of_error:
        return []
    widget = page.widget
    if widget is not None:
        found = _first_found(BLOGGERS if page.is_of_one_post else BLOGGERS_ON_INDEXES, widget, page)
        featured = _featured(widget, page, found) if found and may_feature_a_post(page) else found
        return featured or _first_found(NUMBERED, root, page, GADGETS) or _unnamed(widget, page)
    found = [] if has_failed(page) else _first_found(BLOGGERS, root, page, GADGETS)
    return found if found or has_gadgets(root) else _unmarked(shown_alone(root), page)


def _unnamed(widget: Element, page: Metadata) -> list[Region]:
    """The posts in a widget whose theme has names of its own: cards of an index, else what an old template shows."""
    alone = shown_alone(widget)
    if not page.is_of_one_post and mark_cards(alone, page):
        return _marked(alone, page, CARDS_BY_PERMALINK)
    found = _unmarked(alone, page)
    if not found and page.is_of_one_post and mark_item(alone, page):
        return _marked(alone, page, ITEM_BY_STRUCTURE)
    return found


def _featured(widget: Element, page: Metadata, regions: list[Region]) -> list[Region]:
    """The posts of a home page with the one that stands in a widget of its own and is left out among the others."""
    beside = featured_beside(widget)
    if beside is None:
        return regions
    known = set(map(find_url, regions))
    own = [evolve(region, is_alone=False) for region in _first_found(NUMBERED, beside, page)]
    own = [region for region in own if find_url(region) not in known]
    return [*own, *regions] if stands_before(beside, widget) else [*regions, *own]


def _first_found(
    themes: Iterable[Theme], part: Element, page: Metadata, closed: frozenset[Index] = frozenset()
) -> list[Region]:
    """The regions that the first of some themes finds that finds any; nothing is looked for in what is `closed`."""
    found = (_read_with(theme, part, page, closed) for theme in themes)
    return next(filter(None, found), [])


def _read_with(theme: Theme, part: Element, page: Metadata, closed: frozenset[Index] = frozenset()) -> list[Region]:
    if not page.mentions(theme.bodies):
        return []
    known, ends = (theme.known | closed, theme.closed | closed) if closed else (theme.known, theme.closed)
    return find_regions(page, Survey((part,), known=known, closed=ends), theme)


def _unmarked(root: Element, page: Metadata) -> list[Region]:
    mark_posts(root, language=page.language or FALLBACK, is_bloggers=page.is_bloggers)
    return _marked(root, page, UNMARKED)


def _marked(root: Element, page: Metadata, theme: Theme) -> list[Region]:
    """The regions of what has been marked with classes of our own."""
    return find_regions(page, Survey((root,), known=theme.known, closed=theme.closed), theme)


# ------------------------------------------------------------------------------------------------ what they say


def _post(region: Region, language: str, *, is_snippet: bool) -> Post:
    own_title = find_own_title(region, language)
    furniture = Furniture(region.body.element, language, with_title=not own_title)
    body = _body(region, furniture)
    url = find_url(region)
    is_page = is_static_page(region, url)
    title = find_title(region, own_title, language)
    if title is None and region.theme is UNMARKED:
        title, body = take_own_title(body)
    taken = take_credits(body, title=title, language=language, url=url)
    signed = find_signature(region, language=language, url=url)
    body = taken.body if region.page.is_of_one_post else without_link_to_rest(taken.body, url)
    context = Context(language, region.page.base or url, month_of(url))
    return Post(
        id=find_id(region),
        kind="page" if is_page else "post",
        blog=find_blog(region, title),
        title=title,
        headline=taken.headline,
        byline=taken.byline or furniture.byline or signed.posted_by,
        posted_by=signed.posted_by,
        published=signed.published or taken.published,
        updated=find_updated(region, signed.published),
        url=url,
        language=region.page.language,
        labels=find_labels(region),
        location=find_location(region),
        truncated=is_snippet or len(body) < len(taken.body) or _is_cut(region, furniture),
        comment_count=count_comments(region, language, url),
        body=body,
        comments=threaded(_comments(region, context, url)),
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


def _comments(region: Region, context: Context, url: str | None) -> list[Found]:
    if not region.page.is_bloggers:  # no standard says what is what in the comments of other systems
        return []
    rendered = read_comments(region.comments, context)
    found = merged(rendered, read_scripts(region.page.scripts, context)) if region.is_alone else rendered
    for comment in found:
        comment.url = comment_url(region, comment.url, url)
    return found


def _is_cut(region: Region, furniture: Furniture) -> bool:
    """Whether the page shows only the beginning of the post: a snippet, or what stands above a link to the rest."""
    is_snippet = any(place.element is region.body.element for place in region.all(region.theme.snippet))
    jumps = [*furniture.jumps, *(link for place in region.all(region.theme.jump) for link in place.element.iter("a"))]
    return is_snippet or any((link.get("href") or "").endswith("#more") for link in jumps)
