"""Destinations of converted posts: standard output, a folder of files, or sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Protocol

from blogpost.addresses import parts_of
from blogpost.cli.streams import write_document, write_output
from blogpost.documents import Choices, Gathering
from blogpost.errors import BlogpostError
from blogpost.formats import FORMATS, Format
from blogpost.model import Post
from blogpost.sites import open_linked_files, open_site
from blogpost.values import Blog
from blogpost.writers.files import Names, name_of, slug, whole_binary_file, write_whole
from blogpost.writers.linked_files import key_of
from blogpost.writers.media import Copier, Media
from blogpost.writers.redirects import write_redirects
from blogpost.writers.site import TOOLS, Placing, Site
from blogpost.writers.summary import Summary


class Destination(Protocol):
    """A destination of posts.

    Attributes:
        has_links: whether links between posts are changed, so that all hosts of a blog should be known.
        hosts: for each host of a blog in the next input, all hosts of that blog.
    """

    has_links: bool
    hosts: Mapping[str, frozenset[str]]

    @property
    def summary(self) -> Summary:
        """Counts of the posts written so far."""

    def put(self, posts: Iterator[Post], stem: str | None) -> None:
        """Write the posts of one input. `stem` is the input's file name without an ending."""

    def finish(self) -> None:
        """Write the parts that depend on all posts of all inputs."""


class StandardOutput:
    """Prints posts one after the other."""

    has_links = False
    hosts: Mapping[str, frozenset[str]] = {}

    def __init__(self, write: Callable[[Post], str]) -> None:
        self.summary: Summary = Summary()
        self._write = write

    def put(self, posts: Iterator[Post], stem: str | None) -> None:  # noqa: ARG002  output has no name
        for post in posts:
            write_output(self._write(post))

    def finish(self) -> None:
        """Do nothing: every post is printed."""


class Folder:
    """Writes a file per post. An input's only post is named after the input, others by their address or title."""

    def __init__(self, folder: Path, to: str, write: Callable[[Post], str], media: Media | None = None) -> None:
        self.summary: Summary = Summary()
        self._copier = Copier(media, folder / "media", "media/") if media else None
        self._folder = folder
        self._suffix = FORMATS[to].suffix
        self._write = write
        self._names = Names()
        self.has_links = FORMATS[to].has_relative_links
        self._links = open_linked_files() if self.has_links else None
        self.hosts: Mapping[str, frozenset[str]] = {}

    def put(self, posts: Iterator[Post], stem: str | None) -> None:
        first = next(posts, None)
        if first is None:  # only placeholders, whose comments aren't wanted
            return
        try:
            second = next(posts, None)
        except Exception:  # the first post is fine
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
        """Write posts that link to later ones again, and count the images."""
        if self._links:
            with closing(self._links) as links:
                for post, name in links.late():
                    write_whole(self._folder / name, self._write(post))
        if self._copier:
            self.summary.note(self._copier)

    def _save(self, post: Post, name: str) -> None:
        post = self._copier.localized(post) if self._copier else post
        name = self._names.free(name) + self._suffix
        if self._links:
            post = self._links.add(post, name, hosts_of(post, self.hosts))
        write_whole(self._folder / name, self._write(post))
        self.summary.add(post, comments=sum(1 for _ in post.all_comments()))


class Documents:
    """Writes all posts into one document, or a document for each blog into a folder.

    Attributes:
        has_several_blogs: whether the next input has posts of several blogs.
    """

    def __init__(self, row: Format, choices: Choices, place: Path | None, redirects: Path | None = None) -> None:
        assert row.gather is not None, "the parser offers only formats that can be written"
        self.summary: Summary = Summary()
        self.has_several_blogs = False
        self.has_links = False
        self.hosts: Mapping[str, frozenset[str]] = {}
        self._gather = partial(row.gather, choices)
        self._row = row
        self._place = place
        self._redirects = redirects
        self._suffix = row.suffix
        self._gatherings: dict[str | None, Gathering] = {}
        self._names = Names()
        self._paths: dict[str | None, Path | None] = {}

    def put(self, posts: Iterator[Post], stem: str | None) -> None:
        for post in posts:
            comments = sum(1 for _ in post.all_comments())
            if post.is_placeholder:
                self.summary.skipped["comments on posts that are not in the archive"] += comments
                continue
            if self._row.is_public and post.status != "live":
                self.summary.skipped["posts and pages that aren't live"] += 1
                continue
            if comments and not self._row.has_comments:
                self.summary.skipped["comments, for which the format has no place"] += comments
                comments = 0
            self._gathering_of(post, stem).add(post)
            self.summary.add(post, comments=comments)

    def finish(self) -> None:
        with ExitStack() as stack:
            for gathering in self._gatherings.values():
                stack.callback(gathering.close)
            for key, gathering in self._gatherings.items():
                self._write(gathering, self._paths.get(key))
            if self._redirects is not None:
                write_redirects(self._redirects, (move for each in self._gatherings.values() for move in each.moves))

    def _gathering_of(self, post: Post, stem: str | None) -> Gathering:
        key = key_of(post.blog) if self.has_several_blogs else None
        if key not in self._gatherings:
            if key is not None and self._redirects is not None:
                raise BlogpostError("this has several blogs, and --redirects is for one")
            if key is not None and not self._is_folder:
                raise BlogpostError("this has several blogs: name a folder with -o DIR, and each gets a file in it")
            self._gatherings[key] = self._gather()
            self._paths[key] = self._path(post.blog, stem)
        return self._gatherings[key]

    @property
    def _is_folder(self) -> bool:
        return self._place is not None and self._place.suffix.lower() != self._suffix

    def _path(self, blog: Blog | None, stem: str | None) -> Path | None:
        """The given file, or a file in the given folder that is named after the blog or the input."""
        if self._place is None or not self._is_folder:
            return self._place
        name = slug((blog.title if blog else None) or "") or slug(stem or "") or "blog"
        return self._place / f"{self._names.free(name)}{self._suffix}"

    def _write(self, gathering: Gathering, path: Path | None) -> None:
        for number, write in enumerate(gathering.documents(), 1):
            if path is None:
                write_document(write)
            else:
                part = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
                part.parent.mkdir(parents=True, exist_ok=True)
                with whole_binary_file(part) as file:
                    write(file)
        self.summary.changed.update(gathering.changed)


def hosts_of(post: Post, hosts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All hosts of a post's blog, given those of each host."""
    urls = (post.url, post.blog.url if post.blog else None)
    return frozenset().union(*(hosts.get(parts_of(url).hostname or "", ()) for url in urls))


class Sites:
    """Writes the site of a blog into a folder, or the sites of several blogs into folders within it.

    Attributes:
        has_several_blogs: whether the next input has posts of several blogs.
    """

    def __init__(self, folder: Path, tool: str, comments: Placing, media: Media | None = None) -> None:
        self._folder = folder
        self._tool = tool
        self._comments = comments
        self._media = media
        self._copiers: dict[str | None, Copier] = {}
        self._sites: dict[str | None, Site] = {}
        self._names = Names()
        self.has_several_blogs = False
        self.has_links = True
        self.hosts: Mapping[str, frozenset[str]] = {}

    @property
    def summary(self) -> Summary:
        """Counts of the posts of all sites."""
        total = Summary()
        for site in self._sites.values():
            total.include(site.summary)
        for copier in self._copiers.values():
            total.note(copier)
        return total

    def put(self, posts: Iterator[Post], stem: str | None) -> None:  # noqa: ARG002  the input's name isn't used
        for post in posts:
            site, copier = self._site_of(post)
            site.add(copier.localized(post) if copier else post)

    def finish(self) -> None:
        for site in self._sites.values():
            site.finish()

    def _site_of(self, post: Post) -> tuple[Site, Copier | None]:
        blog = post.blog
        key = key_of(blog) if self.has_several_blogs else None
        if key not in self._sites:
            folder = self._folder
            if self.has_several_blogs:
                name = slug((blog.title if blog else None) or "") or slug(key or "") or "blog"
                folder /= self._names.free(name)
            self._sites[key] = open_site(
                folder, tool=self._tool, comments=self._comments, hosts=hosts_of(post, self.hosts)
            )
            if self._media:
                place, prefix = TOOLS[self._tool].media
                self._copiers[key] = Copier(self._media, folder / place, prefix)
        return self._sites[key], self._copiers.get(key)
