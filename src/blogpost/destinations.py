"""Where the command line puts posts: to standard output, into a folder, or into sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from blogpost.addresses import parts_of
from blogpost.formats import FORMATS, open_site
from blogpost.model import Post
from blogpost.streams import write_output
from blogpost.writers.files import write_whole
from blogpost.writers.names import Names, name_of, slug
from blogpost.writers.site import Placing, Site
from blogpost.writers.summary import Summary


class Destination(Protocol):
    """A place for posts."""

    @property
    def summary(self) -> Summary:
        """What has become of the posts so far."""

    def put(self, posts: Iterator[Post], stem: str | None) -> None:
        """Puts the posts of one input there; `stem` is its name without an ending."""

    def finish(self) -> None:
        """Does what needs all posts of all inputs."""


class StandardOutput:
    """Prints posts, one behind the other."""

    def __init__(self, write: Callable[[Post], str]) -> None:
        self.summary: Summary = Summary()
        self._write = write

    def put(self, posts: Iterator[Post], stem: str | None) -> None:  # noqa: ARG002  nothing is named here
        for post in posts:
            write_output(self._write(post))

    def finish(self) -> None:
        """Nothing is left to do."""


class Folder:
    """Writes a file for each post: a lone one is named after its input, others after themselves."""

    def __init__(self, folder: Path, to: str, write: Callable[[Post], str]) -> None:
        self.summary: Summary = Summary()
        self._folder = folder
        self._suffix = FORMATS[to].suffix
        self._write = write
        self._names = Names()

    def put(self, posts: Iterator[Post], stem: str | None) -> None:
        first = next(posts, None)
        if first is None:  # none was wanted
            return
        try:
            second = next(posts, None)
        except Exception:  # what came before is not lost
            self._save(first, name_of(first))
            raise
        if second is None:
            self._save(first, slug(stem or "") or name_of(first))
            return
        for post in (first, second):
            self._save(post, name_of(post))
        for post in posts:
            self._save(post, name_of(post))

    def finish(self) -> None:
        """Nothing is left to do."""

    def _save(self, post: Post, name: str) -> None:
        write_whole(self._folder / (self._names.free(name) + self._suffix), self._write(post))
        self.summary.add(post, comments=sum(1 for _ in post.all_comments()))


class Sites:
    """Writes the site of a blog into a folder; of several blogs, each into a folder within that.

    Attributes:
        several: whether the next input has the posts of several blogs.
        hosts: the hosts of the blogs in the next input, by each of them.
    """

    def __init__(self, folder: Path, tool: str, comments: Placing) -> None:
        self._folder = folder
        self._tool = tool
        self._comments = comments
        self._sites: dict[str | None, Site] = {}
        self._names = Names()
        self.several = False
        self.hosts: Mapping[str, frozenset[str]] = {}

    @property
    def summary(self) -> Summary:
        """What has become of the posts of all sites."""
        whole = Summary()
        for site in self._sites.values():
            whole.include(site.summary)
        return whole

    def put(self, posts: Iterator[Post], stem: str | None) -> None:  # noqa: ARG002  posts are named after themselves
        for post in posts:
            self._site_of(post).add(post)

    def finish(self) -> None:
        for site in self._sites.values():
            site.finish()

    def _site_of(self, post: Post) -> Site:
        blog = post.blog
        key = (blog.id or blog.url or blog.title) if blog and self.several else None
        if key not in self._sites:
            name = (slug((blog.title if blog else None) or "") or slug(key or "") or "blog") if self.several else ""
            folder = self._folder / self._names.free(name) if name else self._folder
            self._sites[key] = open_site(folder, tool=self._tool, comments=self._comments, hosts=self._hosts_of(post))
        return self._sites[key]

    def _hosts_of(self, post: Post) -> frozenset[str]:
        urls = (post.url, post.blog.url if post.blog else None)
        return frozenset().union(*(self.hosts.get(parts_of(url).hostname or "", ()) for url in urls))
