"""Read the posts on a page of any blog: those of a list, or the one that it is about."""

from __future__ import annotations

from blogpost.markup.dom import Element
from blogpost.model import Post
from blogpost.readers.page.general.index import read_index
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.single_post import read_only_post
from blogpost.readers.page.general.site import find_language
from blogpost.readers.page.general.stated import Stated


def read_page(root: Element, source: str, *, url: str | None) -> list[Post]:
    """The posts on a page of any blog, in its order; empty if there isn't enough evidence for posts.

    Args:
        root: the page.
        source: its text.
        url: its address, if the caller knows it.
    """
    stated = Stated(root, source, url)
    outline = Outline(root)
    language = find_language(stated, outline)
    posts = read_index(outline, stated, stated_language=language)
    if posts:
        return posts
    post = read_only_post(outline, stated, stated_language=language)
    return [] if post is None else [post]
