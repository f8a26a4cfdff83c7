"""Read the posts on a page of any blog, those of a list or the one that it is about; or explain why it has none."""

from __future__ import annotations

from collections.abc import Iterator

from blogpost.markup.dom import Element
from blogpost.model import Post
from blogpost.readers.page.general.index import read_index
from blogpost.readers.page.general.lone_posts import is_alone, read_lone_list
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.single_post import Candidacy, find_candidacy, read_only_post
from blogpost.readers.page.general.site import find_blog, find_language
from blogpost.readers.page.general.stated import Stated
from blogpost.remembering import cached_property
from blogpost.values import Blog


class OtherPage:
    """A page of any blog. Its outline is made once, and its statements are read once, whatever is asked of it.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows it.
    """

    def __init__(self, root: Element, source: str, url: str | None) -> None:
        self._root = root
        self._source = source
        self._url = url

    @cached_property
    def outline(self) -> Outline:
        """Its lines."""
        return Outline(self._root)

    @cached_property
    def stated(self) -> Stated:
        """Its statements for machines."""
        return Stated(self._root, self._source, self._url)

    @cached_property
    def language(self) -> str | None:
        """The BCP 47 tag of its language, if it states one."""
        return find_language(self.stated, self.outline)


def name_blog(page: OtherPage, *, title: str | None) -> Blog | None:
    """The blog of a page, as far as the page states it.

    Args:
        page: the page.
        title: the title of its only post, which isn't the blog's.
    """
    return find_blog(page.stated, title=title)


def read_page(page: OtherPage, *, is_marked_up: bool = False) -> list[Post]:
    """The posts on a page of any blog, in its order; empty if there isn't enough evidence for posts.

    Args:
        page: the page.
        is_marked_up: whether microformats mark up posts on it. Then headings alone don't separate posts.
    """
    posts = read_index(page.outline, page.stated, stated_language=page.language)
    if not posts and not is_marked_up:
        posts = read_lone_list(page.outline, page.stated, stated_language=page.language)
    if posts:
        return posts
    post = read_only_post(page.outline, page.stated, stated_language=page.language)
    return [] if post is None else [post]


def read_lone_post(page: OtherPage) -> list[Post]:
    """The post on a page that shows nothing else, for which less evidence is enough; empty on all other pages."""
    if not is_alone(page.outline):
        return []
    post = read_only_post(page.outline, page.stated, stated_language=page.language, is_alone=True)
    return [] if post is None else [post]


# --------------------------------------------------------------------------------------------------- why there are none


def explain_refusal(page: OtherPage) -> str:
    """The reason why a page of any system wasn't read as a post, as part of a sentence."""
    outline, stated = page.outline, page.stated
    post = find_candidacy(outline, stated, stated_language=page.language, is_alone=is_alone(outline))
    if post is None:
        return "it shows no text long enough to be one; a script may fill it, or it may be a list of links"
    against = sorted(post.verdict.against, key=lambda each: each.points)
    guess = next((each.suggests for each in against if each.suggests), "another kind of page")
    reasons = "; ".join(each.description for each in against)
    missing = [*_missing(post, stated)]
    lacks = f"it lacks {_listed(missing)}" if missing else ""
    if not against:
        return f"nothing on the page shows that it is one; {lacks}"
    lacks = f"; {lacks}" if missing else ""
    return f"it looks like {guess} ({reasons}){lacks}"


def _missing(post: Candidacy, stated: Stated) -> Iterator[str]:
    """The things that most posts have and the page lacks."""
    if not stated.article:
        yield "an article in JSON-LD"
    if post.published is None:
        yield "a date"
    if post.byline is None:
        yield "a byline"
    if not stated.system:
        yield "signs of a blog's system"


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
