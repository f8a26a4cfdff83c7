"""A page of any blog → the post on it."""

from __future__ import annotations

from blogpost.content import Block
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Page, read_blocks
from blogpost.markup.dom import Element
from blogpost.model import Post
from blogpost.readers.credits import extract_credits
from blogpost.readers.page.general.boilerplate import Boilerplate
from blogpost.readers.page.general.comments import Context, count_comments, read_comments
from blogpost.readers.page.general.entries import read_entry
from blogpost.readers.page.general.extent import Extent, find_extent
from blogpost.readers.page.general.heading import find_heading
from blogpost.readers.page.general.labels import find_labels
from blogpost.readers.page.general.moments import find_published, find_updated
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.people import find_byline
from blogpost.readers.page.general.permalinks import find_permalink
from blogpost.readers.page.general.scope import Neighbourhood
from blogpost.readers.page.general.site import find_blog, find_language
from blogpost.readers.page.general.sources import Sources
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.page.general.verdict import is_static_page, judge


def read_post(root: Element, source: str, *, url: str | None) -> Post | None:
    """The post on the page of any blog; None where what speaks for a post is not enough.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows.
    """
    stated = Stated(root, source, url)
    outline = Outline(root)
    stated_language = find_language(stated, outline)
    language = stated_language or FALLBACK
    heading = find_heading(outline, stated, language=language)
    extent = find_extent(outline, heading, stated)
    if extent is None:
        return None
    near = Neighbourhood(outline, heading, extent, url=stated.canonical)
    known = Sources(outline, stated, near, read_entry(stated, near, language=language), language)
    permalink = find_permalink(known, heading)
    published = find_published(known, url=permalink)
    byline = find_byline(known, title=heading.title)
    labels = find_labels(known)
    verdict = judge(
        outline, stated, heading, extent,
        has_date=published is not None, has_byline=byline is not None, has_labels=bool(labels),
    )  # fmt: skip
    if not verdict.is_post:
        return None
    page = Page(stated.base or permalink, permalink, stated_language)
    body = _read_body(extent, Boilerplate(outline, stated, extent, heading, language=language), page)
    extracted = extract_credits(body, title=heading.title, language=language)
    count = count_comments(outline, stated, extent, language=language)
    at = Context(language, stated.base, permalink or stated.canonical, published)
    return Post(
        kind="page" if is_static_page(stated) else "post",
        blog=find_blog(stated, title=heading.title),
        title=heading.title,
        headline=extracted.headline,
        byline=byline or extracted.byline,
        posted_by=byline,
        published=published,
        updated=find_updated(known, published=published),
        url=permalink,
        language=stated_language,
        labels=labels,
        body=extracted.body,
        comment_count=count,
        comments=read_comments(outline, stated, extent, at, count=count),
    )


def _read_body(extent: Extent, boilerplate: Boilerplate, page: Page) -> tuple[Block, ...]:
    if len(extent.elements) == 1:
        return read_blocks(extent.elements[0], page=page, skip=boilerplate.skips, without=boilerplate.dropped)
    return read_blocks(
        extent.holder, only=extent.elements, page=page, skip=boilerplate.skips, without=boilerplate.dropped
    )
