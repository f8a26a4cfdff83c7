"""What there is to know of a tool that builds sites: a record, one for each tool in its own room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import frozen

from blogpost.blogger.addresses import is_blogspot
from blogpost.model import Post
from blogpost.values import Blog
from blogpost.writers.site.body import Dialect, WriteBlocks
from blogpost.writers.site.entry import Entry

WriteYaml: TypeAlias = Callable[[Mapping[str, Any]], str]
"""Writes a mapping as YAML, a line end behind every line."""


@frozen
class Notation:
    """What writes content as Markdown and front matter as YAML; and what writes a post on one line and reads it."""

    write_blocks: WriteBlocks
    write_yaml: WriteYaml
    write_post: Callable[[Post], str]
    read_post: Callable[[str], Post]


@frozen
class Tool:
    """How a tool wants a site.

    Attributes:
        name: what the command line calls it.
        folder: where an entry belongs.
        prefix: what the name of its file begins with.
        publishes: whether it makes a page of an entry, at the entry's path.
        head: what stands above the body.
        data: the folder for comments that are data.
        config: the name of the tool's settings, and their text for a blog.
        dialect: its kind of Markdown.
    """

    name: str
    folder: Callable[[Entry], str]
    prefix: Callable[[Entry], str]
    publishes: Callable[[Entry], bool]
    head: Callable[[Entry, WriteYaml], str]
    data: str
    config: tuple[str, Callable[[Blog, str | None, WriteYaml], str]]
    dialect: Dialect


def address_of(blog: Blog) -> str | None:
    """The address that the site will have: the blog's own, if that is its owner's; Blogger's hosts stay Blogger's."""
    return None if blog.url is None or is_blogspot(blog.url) else blog.url


def said(**fields: Any) -> dict[str, Any]:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value is not None}
