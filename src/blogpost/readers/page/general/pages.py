"""Read the posts on a page of any blog, those of a list or the one that it is about; or explain why it has none."""

from __future__ import annotations

from collections.abc import Iterator

from blogpost.markup.dom import Element
from blogpost.model import Post
from blogpost.readers.page.general.index import read_index
from blogpost.readers.page.general.lone_posts import is_alone, read_lone_list
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.single_post import Candidacy, find_candidacy, read_only_post
from blogpost.readers.page.general.site import find_language
from blogpost.readers.page.general.stated import Stated


def read_page(root: Element, source: str, *, url: str | None, is_marked_up: bool = False) -> list[Post]:
    """The posts on a page of any blog, in its order; empty if there isn't enough evidence for posts.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows it.
        is_marked_up: whether microformats mark up posts on it. Then headings alone don't separate posts.
    """
    stated = Stated(root, source, url)
    outline = Outline(root)
    language = find_language(stated, outline)
    posts = read_index(outline, stated, stated_language=language)
    if not posts and not is_marked_up:
        posts = read_lone_list(outline, stated, stated_language=language)
    if posts:
        return posts
    post = read_only_post(outline, stated, stated_language=language)
    return [] if post is None else [post]


def read_lone_post(root: Element, source: str, *, url: str | None) -> list[Post]:
    """The post on a page that shows nothing else, for which less evidence is enough; empty on all other pages.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows it.
    """
    outline = Outline(root)
    if not is_alone(outline):
        return []
    stated = Stated(root, source, url)
    post = read_only_post(outline, stated, stated_language=find_language(stated, outline), is_alone=True)
    return [] if post is None else [post]


# --------------------------------------------------------------------------------------------------- why there are none


def explain_refusal(root: Element, source: str, *, url: str | None) -> str:
    """The reason why a page of any system wasn't read as a post, as part of a sentence.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows it.
    """
    outline, stated = Outline(root), Stated(root, source, url)
    language = find_language(stated, outline)
    post = find_candidacy(outline, stated, stated_language=language, is_alone=is_alone(outline))
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
