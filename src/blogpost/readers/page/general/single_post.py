"""Read the post on a page of any blog."""

from __future__ import annotations

from attrs import frozen

from blogpost.language.locale import FALLBACK
from blogpost.markup.dom import Element
from blogpost.model import Post
from blogpost.readers.credits import extract_credits
from blogpost.readers.page.general.bodies import read_body
from blogpost.readers.page.general.comments import Context, count_comments, mark_unnamed_places, read_comments
from blogpost.readers.page.general.entries import read_entry
from blogpost.readers.page.general.extent import Extent, find_extent
from blogpost.readers.page.general.field_sources import Sources
from blogpost.readers.page.general.heading import Heading, find_heading
from blogpost.readers.page.general.labels import find_labels
from blogpost.readers.page.general.line_dates import Moment
from blogpost.readers.page.general.moments import find_published, find_updated, shows_date
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.people import find_byline, shows_byline
from blogpost.readers.page.general.permalinks import find_permalink
from blogpost.readers.page.general.scope import Neighbourhood
from blogpost.readers.page.general.short_bodies import find_short_extent
from blogpost.readers.page.general.site import find_blog, find_language
from blogpost.readers.page.general.stated import Stated
from blogpost.readers.page.general.static_pages import is_about, is_static_page
from blogpost.readers.page.general.verdict import FoundFields, Verdict, judge
from blogpost.values import Byline


@frozen(eq=False)
class Candidacy:
    """The parts of a post on a page, and whether they are enough.

    Attributes:
        heading: its title.
        extent: where its body is.
        sources: what its fields are read from.
        language: the BCP 47 tag of the page's stated language.
        permalink, published, byline, labels: fields that are evidence for a post.
        verdict: the evidence for and against a post.
    """

    heading: Heading
    extent: Extent
    sources: Sources
    language: str | None
    permalink: str | None
    published: Moment | None
    byline: Byline | None
    labels: tuple[str, ...]
    verdict: Verdict


def find_candidacy(
    outline: Outline, stated: Stated, *, stated_language: str | None, is_alone: bool = False
) -> Candidacy | None:
    """The parts of a post on a page; None if no text on it could be a post.

    Args:
        outline: the page.
        stated: what it states for machines.
        stated_language: the BCP 47 tag of its language, if it states one.
        is_alone: whether the page shows nothing else. Then its text may be short, and less evidence is enough.
    """
    language = stated_language or FALLBACK
    mark_unnamed_places(outline, url=stated.canonical, language=language)
    heading = find_heading(outline, stated, language=language)
    extent = find_short_extent(outline, stated, heading, language) or find_extent(
        outline, heading, stated, language=language, is_alone=is_alone
    )
    if extent is None:
        return None
    neighbourhood = Neighbourhood(outline, heading, extent, url=stated.canonical)
    sources = Sources(outline, stated, neighbourhood, read_entry(stated, neighbourhood, language=language), language)
    permalink = find_permalink(sources, heading)
    published = find_published(sources, url=permalink)
    byline = find_byline(sources, title=heading.title)
    labels = find_labels(sources)
    fields = FoundFields(
        has_date=published is not None,
        shows_date=shows_date(sources, published),
        has_byline=byline is not None,
        shows_byline=shows_byline(sources, byline),
        has_labels=bool(labels),
        is_alone=is_alone,
    )
    verdict = judge(outline, stated, heading, extent, fields)
    return Candidacy(heading, extent, sources, stated_language, permalink, published, byline, labels, verdict)


def read_post(root: Element, source: str, *, url: str | None) -> Post | None:
    """The post on a page of any blog; None if there isn't enough evidence for a post.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows it.
    """
    outline, stated = Outline(root), Stated(root, source, url)
    return read_only_post(outline, stated, stated_language=find_language(stated, outline))


def read_only_post(
    outline: Outline, stated: Stated, *, stated_language: str | None, is_alone: bool = False
) -> Post | None:
    """The post that a page is about, from its outline and what it states; None if that isn't enough.

    Args:
        outline: the page.
        stated: what it states for machines.
        stated_language: the BCP 47 tag of its language, if it states one.
        is_alone: whether the page shows nothing else.
    """
    post = find_candidacy(outline, stated, stated_language=stated_language, is_alone=is_alone)
    if post is None or not post.verdict.is_post:
        return None
    heading, extent, language = post.heading, post.extent, post.sources.language
    permalink, published = post.permalink, post.published
    body = read_body(post.sources, extent, heading, url=permalink, language=post.language)
    extracted = extract_credits(body, title=heading.title, language=language)
    count = count_comments(outline, stated, extent, language=language)
    at = Context(language, stated.base, permalink or stated.canonical, published)
    return Post(
        kind="page" if _is_static(stated, post) else "post",
        blog=find_blog(stated, title=heading.title),
        title=heading.title,
        headline=extracted.headline,
        byline=post.byline or extracted.byline,
        posted_by=post.byline,
        published=published,
        updated=find_updated(post.sources, published=published),
        url=permalink,
        language=post.language,
        labels=post.labels,
        body=extracted.body,
        comment_count=count,
        comments=read_comments(outline, stated, extent, at, count=count),
    )


def _is_static(stated: Stated, post: Candidacy) -> bool:
    """Whether a page isn't one of its blog's posts."""
    if is_static_page(stated):
        return True
    return is_about(stated, post.heading.title) and not shows_date(post.sources, post.published)
