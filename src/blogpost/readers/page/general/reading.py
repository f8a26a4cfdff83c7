"""A page of any blog → the post on it."""

from __future__ import annotations

from blogpost.content import Block
from blogpost.language.locale import FALLBACK
from blogpost.markup.content import Element, Page, read_blocks
from blogpost.model import Post
from blogpost.readers.credits import take_credits
from blogpost.readers.page.general.boilerplate import Boilerplate
from blogpost.readers.page.general.comments import Context, count_comments, read_comments
from blogpost.readers.page.general.extent import Extent, find_extent
from blogpost.readers.page.general.heading import Heading, find_heading
from blogpost.readers.page.general.labels import find_labels
from blogpost.readers.page.general.moments import find_published, find_updated
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.people import Neighbourhood, find_byline
from blogpost.readers.page.general.permalinks import find_permalink
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.page.general.verdict import is_static_page, judge
from blogpost.values import Blog


def read_post(root: Element, source: str, *, url: str | None) -> Post | None:
    """The post on the page of any blog; None where what speaks for a post is not enough.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows.
    """
    stated = Stated(root, source, url)
    language = stated.language or FALLBACK
    outline = Outline(root)
    heading = find_heading(outline, stated, language=language)
    extent = find_extent(outline, heading)
    if extent is None:
        return None
    near = Neighbourhood(outline, heading, extent)
    permalink = find_permalink(outline, stated, heading, near)
    published = find_published(outline, stated, near, url=permalink, language=language)
    byline = find_byline(outline, stated, near, language=language)
    labels = find_labels(outline, stated, near, extent)
    verdict = judge(
        outline, stated, heading, extent,
        has_date=published is not None, has_byline=byline is not None, has_labels=bool(labels),
    )  # fmt: skip
    if not verdict.is_post:
        return None
    body = _read_body(outline, stated, heading, extent, permalink)
    extracted = take_credits(body, title=heading.title, language=language)
    return Post(
        kind="page" if is_static_page(stated) else "post",
        blog=Blog(None, stated.site_name, None),
        title=heading.title,
        headline=extracted.headline,
        byline=extracted.byline if byline is None else byline,
        published=published,
        updated=find_updated(stated, published),
        url=permalink,
        language=stated.language,
        labels=labels,
        body=extracted.body,
        comment_count=count_comments(outline, stated, extent),
        comments=read_comments(
            outline, stated, extent, Context(language, stated.base, permalink or stated.canonical, published)
        ),
    )


def _read_body(
    outline: Outline, stated: Stated, heading: Heading, extent: Extent, permalink: str | None
) -> tuple[Block, ...]:
    boilerplate = Boilerplate(outline, extent, heading, language=stated.language or FALLBACK)
    page = Page(stated.base or permalink, permalink, stated.language)
    blocks: list[Block] = []
    for element in extent.elements:
        if len(extent.elements) > 1 and boilerplate.skips(element):
            continue
        blocks += read_blocks(element, page=page, skip=boilerplate.skips)
    return tuple(blocks)
