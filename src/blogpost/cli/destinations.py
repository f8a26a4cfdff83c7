"""Destinations that take all posts together: documents of many posts, and sites."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from blogpost.cli.inputs import Input
from blogpost.cli.items import Destination, Item, expect_no_input, path_for
from blogpost.cli.streams import write_document
from blogpost.cli.texts import OneFile
from blogpost.documents import Choices, Format, Gathering, Placing, key_of
from blogpost.errors import BlogpostError
from blogpost.formats import FORMATS
from blogpost.model import Post
from blogpost.sites import media_place, open_copier, open_site
from blogpost.values import Blog
from blogpost.writers.files import Names, slug, whole_binary_file
from blogpost.writers.summary import Summary

if TYPE_CHECKING:
    from blogpost.writers.media import Copier
    from blogpost.writers.media_files import Media
    from blogpost.writers.site import Site


class Documents(Destination):
    """Writes all posts into one document, or a document for each blog into a folder.

    Args:
        row: the format.
        choices: the user's choices for it.
        place: the file or the folder; None for standard output.
        is_folder: whether the place is a folder.
        redirects: the file for redirects.

    Raises:
        BlogpostError: the format needs something that isn't installed.
    """

    is_surveyed = True

    def __init__(
        self,
        row: Format,
        choices: Choices,
        place: Path | None,
        *,
        is_folder: bool = False,
        redirects: Path | None = None,
    ) -> None:
        assert row.gather is not None, "the parser offers only formats that can be written"
        row.gather(choices).close()  # before anything is read
        super().__init__()
        self._gather = partial(row.gather, choices)
        self._row = row
        self._place = place
        self._is_folder = is_folder
        self._redirects = redirects
        self._suffix = row.suffix
        self._gatherings: dict[str | None, Gathering] = {}
        self._names = Names()
        self._paths: dict[str | None, Path | None] = {}
        self._copier: Copier | None = None

    def take_along(self, media: Media) -> None:
        """Copy images into a folder next to the document, if the format has a place for them."""
        if self._place is not None and self._row.uploads:
            folder = self._place if self._is_folder else self._place.parent
            self._copier = open_copier(media, folder / self._row.uploads.strip("/"), self._row.uploads)

    def put(self, items: Iterator[Item], source: Input) -> None:
        for post in _posts(items):
            comments = sum(1 for _ in post.all_comments())
            if post.is_placeholder and not self._row.is_rows:
                self.summary.skipped["comments on posts that are not in the archive"] += comments
                continue
            if self._row.is_public and post.status != "live":
                self.summary.skipped["posts and pages that aren't live"] += 1
                continue
            if comments and not self._row.has_comments:
                self.summary.skipped["comments, for which the format has no place"] += comments
                comments = 0
            self._gathering_of(post, source.stem).add(self._copier.localized(post) if self._copier else post)
            self.summary.add(post, comments=comments)

    def finish(self) -> None:
        for key, gathering in self._gatherings.items():
            self._write(gathering, self._paths.get(key))
        if self._copier:
            self.summary.note(self._copier)
        if self._redirects is not None:
            from blogpost.writers.redirects import write_redirects

            write_redirects(self._redirects, (move for each in self._gatherings.values() for move in each.moves))

    def _gathering_of(self, post: Post, stem: str | None) -> Gathering:
        key = key_of(post.blog) if self.survey.has_several_blogs and not self._row.is_rows else None
        if key not in self._gatherings:
            if key is not None and self._redirects is not None:
                raise BlogpostError("this has several blogs, and --redirects is for one")
            if key is not None and not self._is_folder:
                raise BlogpostError("this has several blogs: name a folder with -o DIR, and each gets a file in it")
            self._gatherings[key] = self._gather()
            self._paths[key] = self._path(post.blog, stem)
        return self._gatherings[key]

    def close(self) -> None:
        for gathering in self._gatherings.values():
            gathering.close()

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


class Sites(Destination):
    """Writes the site of a blog into a folder, or the sites of several blogs into folders within it."""

    is_surveyed = True

    def __init__(self, folder: Path, tool: str, comments: Placing, media: Media | None = None) -> None:
        self._folder = folder
        self._tool = tool
        self._comments = comments
        self._media = media
        self._copiers: dict[str | None, Copier] = {}
        self._sites: dict[str | None, Site] = {}
        self._names = Names()
        super().__init__()

    @property
    def summary(self) -> Summary:
        """Counts of posts in all sites."""
        total = Summary()
        for site in self._sites.values():
            total.include(site.summary)
        for copier in self._copiers.values():
            total.note(copier)
        return total

    def put(self, items: Iterator[Item], source: Input) -> None:  # noqa: ARG002  the input's name isn't used
        for post in _posts(items):
            site, copier = self._site_of(post)
            site.add(copier.localized(post) if copier else post)

    def finish(self) -> None:
        for site in self._sites.values():
            site.finish()

    def _site_of(self, post: Post) -> tuple[Site, Copier | None]:
        blog = post.blog
        key = key_of(blog) if self.survey.has_several_blogs else None
        if key not in self._sites:
            folder = self._folder
            if self.survey.has_several_blogs:
                name = slug((blog.title if blog else None) or "") or slug(key or "") or "blog"
                folder /= self._names.free(name)
            self._sites[key] = open_site(
                folder, tool=self._tool, comments=self._comments, hosts=self.survey.hosts_of(post)
            )
            if self._media:
                place, prefix = media_place(self._tool)
                self._copiers[key] = open_copier(self._media, folder / place, prefix)
        return self._sites[key], self._copiers.get(key)


# ------------------------------------------------------------------------------------------------ a document per input


@frozen
class AsDocuments:
    """Writes the posts of each input with a place into a document of its own, which appears when it is complete.

    Attributes:
        folder: the folder for them.
        to: the name of the format.
        choices: the user's choices for it.
        kept: the absolute paths of the inputs, which are never replaced.
    """

    folder: Path
    to: str
    choices: Choices
    kept: Collection[Path] = frozenset()

    def __call__(self, posts: Iterator[Post], source: Input) -> Iterator[Item]:
        row = FORMATS[self.to]
        path = path_for(self.folder, source, row.suffix)
        expect_no_input(path, self.kept)
        document = Documents(row, self.choices, path) if row.gather else OneFile(path, self.to)
        with closing(document):
            try:
                document.put(document.prepare(posts, source), source)
            except Exception:
                document.finish()  # the posts before the error are there
                yield document.summary
                raise
            document.finish()
        yield document.summary


class FolderOfDocuments(Destination):
    """Counts the documents that were written where their posts were read.

    Args:
        prepare: writes them.

    Raises:
        BlogpostError: the format needs something that isn't installed.
    """

    def __init__(self, prepare: AsDocuments) -> None:
        super().__init__(prepare)
        if gather := FORMATS[prepare.to].gather:
            gather(prepare.choices).close()  # before anything is read
        self._folder = prepare.folder
        self._suffix = FORMATS[prepare.to].suffix

    def put(self, items: Iterator[Item], source: Input) -> None:  # noqa: ARG002  it is done
        for item in items:
            assert isinstance(item, Summary), "nothing else is prepared for this destination"
            self.summary.include(item)

    def has(self, source: Input) -> bool:
        return path_for(self._folder, source, self._suffix).exists()


def _posts(items: Iterator[Item]) -> Iterator[Post]:
    for item in items:
        assert isinstance(item, Post), "nothing else is prepared for this destination"
        yield item
