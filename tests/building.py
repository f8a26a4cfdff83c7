"""Sites as their generators build them, compared with the posts that they were made from."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from attrs import frozen
from lxml import etree

from blogpost import Post
from blogpost.content import Block, images
from blogpost.markup import html
from blogpost.markup.dom import parse_html
from blogpost.writers.relinking import path_of
from blogpost.writers.site import TOOLS
from comparing import words

# ------------------------------------------------------------------------------------------------ building


def run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "ASTRO_TELEMETRY_DISABLED": "1"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def build_with_hugo(folder: Path) -> Path:
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    labels = "{{ range .Params.tags }}<i>{{ . }}</i> {{ end }}"
    page = f"<!DOCTYPE html><title>{{{{ .Title }}}}</title><h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}{labels}"
    (layouts / "single.html").write_text(page, encoding="utf-8")
    (layouts / "list.html").write_text("<!DOCTYPE html>{{ range .Pages }}{{ .Title }}{{ end }}", encoding="utf-8")
    run(["hugo", "--quiet"], folder)
    return folder / "public"


def build_with_jekyll(folder: Path) -> Path:
    (folder / "_layouts").mkdir()
    title, labels = "{{ page.title | escape }}", "{% for tag in page.tags %}<i>{{ tag | escape }}</i> {% endfor %}"
    page = f"<!DOCTYPE html><title>{title}</title><h1>{title}</h1>{{{{ content }}}}{labels}"
    for layout in ("post", "page"):
        (folder / "_layouts" / f"{layout}.html").write_text(page, encoding="utf-8")
    run(["jekyll", "build", "--quiet"], folder)
    return folder / "_site"


def build_with_pelican(folder: Path) -> Path:
    run([sys.executable, "-m", "pelican", "--quiet", "--fatal", "errors"], folder)
    return folder / "output"


def build_with_eleventy(folder: Path) -> Path:
    run(["eleventy", "--quiet"], folder)
    return folder / "_site"


def build_with_astro(folder: Path) -> Path:
    place = Path(shutil.which("astro") or "").resolve()
    modules = next(parent for parent in place.parents if parent.name == "node_modules")
    (folder / "node_modules").symlink_to(modules)
    run(["astro", "build", "--silent"], folder)
    return folder / "dist"


def build_with_zola(folder: Path) -> Path:
    (folder / "templates").mkdir()
    labels = "{% for tag in page.taxonomies.tags | default(value=[]) %}<i>{{ tag }}</i> {% endfor %}"
    page = "<!DOCTYPE html><title>{{ page.title }}</title><h1>{{ page.title }}</h1>{{ page.content | safe }}"
    (folder / "templates/page.html").write_text(page + labels, encoding="utf-8")
    run(["zola", "build"], folder)
    assert (folder / "public/index.html").is_file()  # its package for npm hides the exit status
    return folder / "public"


BUILDS: list[Any] = [
    pytest.param(tool, build, marks=pytest.mark.skipif(not is_there, reason=f"{tool} is not installed"), id=tool)
    for tool, build, is_there in (
        ("hugo", build_with_hugo, shutil.which("hugo")),
        ("jekyll", build_with_jekyll, shutil.which("jekyll")),
        ("pelican", build_with_pelican, find_spec("pelican") and find_spec("markdown")),
        ("eleventy", build_with_eleventy, shutil.which("eleventy")),
        ("astro", build_with_astro, shutil.which("astro")),
        ("zola", build_with_zola, shutil.which("zola")),
    )
]
"""The tools that are installed: name, and what builds a folder's site and gives the folder with its pages."""


# ------------------------------------------------------------------------------------------------ comparing


def text_of(markup: str) -> str:
    root = parse_html(f"<body>{markup}</body>")
    return "" if root is None else " ".join(root.itertext(etree.Element))


@frozen
class Page:
    """A built page: its words, the addresses of its images, its links, and the ids of its elements."""

    words: str
    images: frozenset[str]
    links: frozenset[str]
    ids: tuple[str, ...]


def read_page(path: Path) -> Page:
    root = parse_html(path.read_text(encoding="utf-8"))
    if root is None:
        return Page("", frozenset(), frozenset(), ())
    values = {name: tuple(map(str, root.xpath(f"//@{name}"))) for name in ("src", "href", "id")}
    return Page(
        _joined(" ".join(root.itertext(etree.Element))),
        frozenset(values["src"]),
        frozenset(values["href"]),
        values["id"],
    )


def _joined(text: str) -> str:
    """The letters and digits of a text. Tags that colour code are within words."""
    return "".join(words(text))


def check_site(built: Path, posts: list[Post], tool: str) -> None:
    """Each live post is at its old address with all that is in it, no link leads nowhere, and nothing else is shown."""
    new_path = TOOLS[tool].new_path
    pages = {path.relative_to(built): read_page(path) for path in built.rglob("*") if _is_page(path)}
    for post in posts:
        if post.is_placeholder:
            continue
        if post.status == "live":
            check_page(_page_of(post, pages, new_path), post)
        elif post.status != "scheduled":  # its time may have come
            check_hidden(pages, post)
    for place, page in pages.items():
        for link in page.links:
            target = link.partition("#")[0]
            if _OWN_PATH.fullmatch(target):
                assert (built / _file_at(_decoded(target))).is_file(), f"{place}: {link}"


def _is_page(path: Path) -> bool:
    return path.is_file() and path.suffix in _ENDINGS and "node_modules" not in path.parts


_ENDINGS = frozenset((".html", ".htm", ".asp", ".php", ""))
_OWN_PATH = re.compile(r"/\d{4}/\d{2}/.+|/p/.+")


def _decoded(path: str) -> str:
    return path_of(f"http://a.example{path}") or path


def _file_at(path: str) -> Path:
    """The file that servers show at a path."""
    return Path(path.lstrip("/")) / "index.html" if path.endswith("/") else Path(path.lstrip("/"))


def _page_of(post: Post, pages: dict[Path, Page], new_path: Callable[[str], str | None]) -> Page:
    """The page at the post's address, to which the old one leads; of a post without one, any page with its words."""
    path = path_of(post.url)
    new = new_path(path) if path else None
    if path and new:
        if new != path and path.endswith(".html"):
            assert any(unquote(link).endswith(new) for link in pages[_file_at(path)].links), path
        file = _file_at(new)
        shown = (file, file.with_name(f"{file.name}.html"), file / "index.html")  # servers lead from one to the other
        return next(pages[each] for each in shown if each in pages)
    expected = _joined(text_of(html.write_blocks(post.body)))
    return next(page for page in pages.values() if expected in page.words)


def check_page(page: Page, post: Post) -> None:
    for said in _texts(post):
        assert _joined(said) in page.words, f"{post.url}: {said!r}"
    for content in _bodies(post):
        assert {image.src for image in images(content)} <= page.images, post.url
    for comment in post.all_comments():
        if comment.id:
            assert page.ids.count(f"c{comment.id}") == 1, f"{post.url}: {comment.id}"


def _bodies(post: Post) -> Iterator[tuple[Block, ...]]:
    yield post.body
    yield from (comment.body for comment in post.all_comments())


def _texts(post: Post) -> Iterator[str]:
    """Whatever of a post and its comments readers see, each piece in one."""
    yield from post.labels
    if post.title:
        yield post.title
    for content in _bodies(post):
        yield from (text_of(html.write_blocks([block])) for block in content)
    for comment in post.all_comments():
        if comment.author:
            yield str(comment.author)
        if comment.published:
            yield str(comment.published)[:16]


def check_hidden(pages: dict[Path, Page], post: Post) -> None:
    """A draft is shown nowhere, but for Pelican's folder of drafts; what is in the trash isn't shown there either."""
    path = path_of(post.url)
    assert path is None or Path(path.lstrip("/")) not in pages, post.url
    expected = _joined(text_of(html.write_blocks(post.body)))
    for place, page in pages.items():
        if expected and (post.status == "trashed" or place.parts[0] != "drafts"):
            assert expected not in page.words, place
