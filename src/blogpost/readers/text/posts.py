"""A text → the posts in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blogpost.blogger.addresses import month_of, without_view
from blogpost.copies import report_read
from blogpost.errors import NoPostError
from blogpost.language.detection import common_tag, likely_languages
from blogpost.language.locale import FALLBACK
from blogpost.model import Post
from blogpost.readers.credits import take_credits
from blogpost.readers.text.addresses import (
    form_language_in,
    links_in,
    permalink_in,
    post_address_in,
    post_number_in,
)
from blogpost.readers.text.cleaning import clean_lines
from blogpost.readers.text.comments import read_comments
from blogpost.readers.text.evidence import is_post
from blogpost.readers.text.fields import read_count, read_labels, read_location, read_posted
from blogpost.readers.text.lines import Line, lines_of
from blogpost.readers.text.markdown import Marked, is_markdown, read_lines
from blogpost.readers.text.paragraphs import paragraphs
from blogpost.readers.text.sections import Sections, find_sections
from blogpost.readers.text.splitting import split_posts
from blogpost.readers.threads import threaded

_MOST_LANGUAGES = 4  # that a text is read in, where it may be in each


def read_posts(text: str, *, url: str | None = None) -> Iterator[Post]:
    """Every post in a text that somebody copied out of a page.

    Args:
        text: the copy.
        url: the address of the page.

    Raises:
        NoPostError: there is none.
    """
    report_read(len(text))
    texts = clean_lines(text)
    marked = read_lines(texts) if is_markdown(text) else ()
    texts = [line.text for line in marked] if marked else texts
    stated = form_language_in(link for line in marked for link in line.links)
    likely = (stated,) if stated else likely_languages(texts)
    found = False
    for lines in split_posts(_lines(texts, likely, marked)):
        sections = find_sections(lines)
        if is_post(sections):
            found = True
            yield _post(sections, common_tag(likely), url)
    if not found:
        raise NoPostError("there is no post in this text: expected a title and paragraphs below it")


def _lines(texts: Sequence[str], languages: Sequence[str], marked: Sequence[Marked]) -> list[Line]:
    """The lines, read in the language in which most of them say something, of those that they may be in."""
    if len(languages) < 2:
        return lines_of(texts, languages[0] if languages else FALLBACK, marked)
    readings = [lines_of(texts, language, marked) for language in languages[:_MOST_LANGUAGES]]
    return max(readings, key=lambda lines: sum(bool(line.kind) for line in lines))


def _post(sections: Sections, language: str | None, url: str | None) -> Post:
    spoken = sections.body[0].language
    links = links_in((*sections.under, *sections.foot))
    url = permalink_in(links) or (url and without_view(url)) or post_address_in(links_in((sections.title,)))
    title = sections.title.text if sections.title else None
    taken = take_credits(paragraphs(sections.body), title=title, language=spoken, is_copy=True)
    posted = read_posted(sections, language=spoken, reference_date=month_of(url))
    return Post(
        id=post_number_in(links_in((*sections.foot, *sections.comments))),
        title=title,
        headline=taken.headline,
        byline=taken.byline or posted.by,
        posted_by=posted.by,
        published=posted.when or taken.published,
        url=url,
        language=language,
        labels=read_labels(sections, spoken),
        location=read_location(sections, spoken),
        truncated=sections.truncated,
        comment_count=read_count(sections, spoken),
        body=taken.body,
        comments=threaded(read_comments(sections.comments, language=spoken, posted=posted.when)),
    )
