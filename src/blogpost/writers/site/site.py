"""A static site: each post becomes the files from which a tool builds its page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from attrs import evolve

from blogpost.databases import Database
from blogpost.documents import Placing, Spool
from blogpost.language.locale import FALLBACK
from blogpost.model import Post
from blogpost.seen import Seen
from blogpost.values import Blog
from blogpost.writers.files import Names, name_of, write_whole
from blogpost.writers.relinking import NewPath, own_hosts, own_paths, path_of, relinked, relinked_comments
from blogpost.writers.site.bodies import as_json, as_markdown, write_body
from blogpost.writers.site.tool import Entry, Tool
from blogpost.writers.summary import Summary

# Hugo's name for the page of a folder; a folder next to the pages; and pages that Hugo or Pelican generates.
_RESERVED = ("index", "posts", "archives", "authors", "categories", "tags")


class Site:
    """A folder with the files of a site.

    Args:
        folder: the site's folder, made if missing. Other files in it stay.
        tool: the tool that will build the site.
        comments: where comments go: below their post, into data files, or nowhere.
        hosts: the blog's other hosts, which its posts don't name.
        spool: keeps posts out of memory until all pages are known.

    Attributes:
        summary: counts of the posts so far.
    """

    def __init__(
        self,
        folder: Path,
        tool: Tool,
        *,
        spool: Spool,
        comments: Placing = "inline",
        hosts: Collection[str] = (),
    ) -> None:
        self.summary: Summary = Summary()
        self._folder = folder
        self._tool = tool
        self._comments = comments
        self._hosts = hosts
        self._names: dict[str, Names] = {}
        self._names_of_data = Names()
        self._paths = Seen()
        self._pages = Seen()
        self._waiting = _Waiting(spool)
        self._is_set_up = False

    def add(self, post: Post) -> None:
        """Write a post's files. Placeholders, which have nothing but comments, are skipped.

        Raises:
            OSError: a file cannot be written.
        """
        if post.is_placeholder:
            self.summary.skipped["comments on posts that are not in the archive"] += _number_of_comments(post)
            return
        self._set_up(post)
        entry = self._entry(post)
        is_published = self._tool.publishes(entry)
        if is_published and entry.path:
            self._pages.add(entry.path)
        if missing := [path for path in self._linked_paths(post) if path not in self._pages]:
            self._waiting.add(entry, missing)
        self._write(entry, self._tool.new_path)  # until `finish`, which knows all pages
        comments = 0 if self._comments == "none" else _number_of_comments(post)
        self.summary.add(post, comments=comments, has_address=entry.path is not None or not is_published)

    def finish(self) -> None:
        """Rewrite posts with links to pages that the site doesn't have: these links stay links to the old blog.

        Raises:
            OSError: a file cannot be written.
        """
        with closing(self._waiting) as waiting:
            for entry in waiting.with_dead_links(self._pages.__contains__):
                self._write(entry, self._known_path)

    def _known_path(self, path: str) -> str | None:
        return self._tool.new_path(path) if path in self._pages else None

    def _linked_paths(self, post: Post) -> set[str]:
        """The paths of the blog's posts and pages that a post and its comments link to."""
        own = own_hosts(post, self._hosts)
        bodies = (post.body, *(comment.body for comment in post.all_comments()))
        return {path for body in bodies for path in own_paths(body, own)}

    def _write(self, entry: Entry, new_path: NewPath) -> None:
        """Write an entry's files."""
        post, own = entry.post, own_hosts(entry.post, self._hosts)
        text = write_body(relinked(post.body, own, new_path), self._tool.dialect)
        comments = () if self._comments == "none" else relinked_comments(post.comments, own, new_path)
        language = post.language or FALLBACK
        if comments and self._comments == "data":
            data = as_json(comments, language=language)
            write_whole(self._folder / self._tool.places.data / f"{entry.comments}.json", data)
        elif comments:
            below = as_markdown(comments, language=language, dialect=self._tool.dialect)
            text = "\n\n".join(filter(None, (text, *below)))
        head = self._tool.head(entry)
        place = self._folder / self._tool.folder_of(entry) / f"{entry.name}.md"
        write_whole(place, f"{head}\n\n{text}\n" if text else f"{head}\n")

    def _entry(self, post: Post) -> Entry:
        """The post with a unique name, at its old address unless another post has that."""
        entry = Entry(post, name_of(post), self._own_path(post))
        folder = self._tool.folder_of(entry)
        if folder not in self._names:
            self._names[folder] = Names(_RESERVED)
        name = self._names[folder].free(self._tool.prefix(entry) + entry.name)
        has_file = post.comments and self._comments == "data"
        return evolve(entry, name=name, comments=self._names_of_data.free(_key(name)) if has_file else None)

    def _own_path(self, post: Post) -> str | None:
        path = path_of(post.url)
        new_path = self._tool.new_path(path) if path else None
        if new_path is None:
            return None
        if not self._paths.add(new_path.casefold()):
            self.summary.skipped["permalinks that another post already has"] += 1
            return None
        return path

    def _set_up(self, post: Post) -> None:
        """Write the tool's settings if there are none yet, after the templates that a new site needs."""
        name, settings = self._tool.config
        if not self._is_set_up and not (self._folder / name).exists():
            for template, text in self._tool.templates.items():
                if not (self._folder / template).exists():
                    write_whole(self._folder / template, text)
            write_whole(self._folder / name, settings(post.blog or Blog(), post.language))
        self._is_set_up = True


def _key(name: str) -> str:
    """A name as a key of data, with the only characters that Jekyll keeps."""
    return _NOT_IN_KEYS.sub("", name).strip("-_") or "post"


_NOT_IN_KEYS = re.compile(r"[^\w-]+", re.ASCII)


def _number_of_comments(post: Post) -> int:
    return sum(1 for _ in post.all_comments())


# ------------------------------------------------------------------------------------ links to pages that come later


class _Waiting:
    """Entries with links to pages that aren't known yet, on disk.

    Args:
        spool: keeps the posts.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._rows = Database("CREATE TABLE entries (key, name, path, comments, links)")

    def add(self, entry: Entry, paths: Iterable[str]) -> None:
        """Keep an entry that links to these paths.

        Raises:
            OSError: the disk is full.
        """
        row = (self._spool.add(entry.post), entry.name, entry.path, entry.comments, json.dumps(list(paths)))
        self._rows.write("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", row)

    def with_dead_links(self, is_page: Callable[[str], bool]) -> Iterator[Entry]:
        """The entries with a link to a path that isn't a page of the site."""
        for key, name, path, comments, links in self._rows.read("SELECT * FROM entries ORDER BY rowid"):
            if not all(map(is_page, json.loads(links))):
                yield Entry(self._spool.read(key), name, path, comments)

    def close(self) -> None:
        """Delete all entries and their posts."""
        self._rows.close()
        self._spool.close()
