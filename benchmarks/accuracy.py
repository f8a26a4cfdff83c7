"""Measure the accuracy of other tools on the same pages, with a scorer of `blogpost`.

    python -m pip install trafilatura newspaper4k readability-lxml lxml_html_clean resiliparse
    python benchmarks/accuracy.py SCORER ARGUMENT...

The scorer is a script that reads pages with `blogpost.iter_posts(DATA, format="html", …)` and prints figures. It runs
once for each tool, and gets posts made from the tool's results: its title, authors, date, tags, text and
comments' text. A tool that returns no text gives no post. Tools that are not installed are left out.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import runpy
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import blogpost
from blogpost import Comment, NoPostError, Post
from blogpost.content import Block, Paragraph, blocks
from blogpost.language.dates import parse_iso

Read = Callable[[bytes, str | None], Post]

# ------------------------------------------------------------------------------------------------ what tools return


def _paragraphs(text: str | None) -> tuple[Block, ...]:
    """The lines of a text as paragraphs."""
    lines = (line.strip() for line in (text or "").splitlines())
    return blocks([Paragraph(line) for line in lines if line])


def _moment(value: Any) -> dt.datetime | dt.date | None:
    if isinstance(value, dt.date):
        return value
    return parse_iso(value) if isinstance(value, str) else None


def _trafilatura() -> Read:
    library = importlib.import_module("trafilatura")

    def read(page: bytes, url: str | None) -> Post:
        found = library.bare_extraction(page, url=url, with_metadata=True, include_comments=True)
        said = found.as_dict() if found is not None else {}
        comments = _paragraphs(said.get("comments"))
        return Post(
            title=said.get("title"),
            byline=_authors((said.get("author") or "").split("; ")),
            published=_moment(said.get("date")),
            labels=said.get("tags") or (),
            url=_address(said.get("url")),
            body=_paragraphs(said.get("text")),
            comments=[Comment(body=[each]) for each in comments],
        )

    return read


def _newspaper() -> Read:
    library = importlib.import_module("newspaper")

    def read(page: bytes, url: str | None) -> Post:
        article = library.Article(url or "http://example.com/", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        return Post(
            title=article.title,
            byline=_authors(article.authors or ()),
            published=_moment(article.publish_date),
            labels=sorted(article.tags or ()),
            url=_address(article.canonical_link),
            body=_paragraphs(article.text),
        )

    return read


def _readability() -> Read:
    library = importlib.import_module("readability")

    def read(page: bytes, _: str | None) -> Post:
        document = library.Document(page)
        body = document.summary(html_partial=True)
        whole = blogpost.parse(f"<article class='h-entry'><div class='e-content'>{body}</div></article>")
        return Post(title=document.short_title(), body=whole.body)

    return read


def _resiliparse() -> Read:
    encodings = importlib.import_module("resiliparse.parse.encoding")
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text

    def read(page: bytes, _: str | None) -> Post:
        text = page.decode(encodings.detect_encoding(page), "replace")
        return Post(body=_paragraphs(extract(text, main_content=True)))

    return read


def _address(url: str | None) -> str | None:
    """A tool's address; None if nobody can go to it."""
    try:
        return Post(url=url).url
    except ValueError:
        return None


def _authors(names: Sequence[str]) -> blogpost.Byline | None:
    return blogpost.Byline(tuple(name for name in names if name)) if any(names) else None


TOOLS: dict[str, Callable[[], Read]] = {
    "trafilatura": _trafilatura,
    "newspaper4k": _newspaper,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
}

# ------------------------------------------------------------------------------------------------ scoring


def main(arguments: Sequence[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    _score("blogpost", arguments)
    own = blogpost.iter_posts
    for name, make in TOOLS.items():
        with contextlib.suppress(ImportError):
            _replace(_as_iter_posts(make(), own))
            _score(name, arguments)
    return 0


def _as_iter_posts(read: Read, own: Any) -> Any:
    def iter_posts(source: bytes, *, url: str | None = None, format: str | None = None) -> Iterator[Post]:  # noqa: A002
        _replace(own)  # a tool's HTML is read by the library itself
        try:
            post = read(source, url)
        except Exception as error:  # whatever a tool raises
            raise NoPostError(f"{type(error).__name__} of format {format}: {error}") from error
        finally:
            _replace(iter_posts)
        if not post.body:
            raise NoPostError("no text")
        yield post

    return iter_posts


def _replace(iter_posts: Any) -> None:
    vars(blogpost)["iter_posts"] = iter_posts


def _score(name: str, arguments: Sequence[str]) -> None:
    print(f"== {name}", flush=True)
    sys.argv = list(arguments)
    with contextlib.suppress(SystemExit):
        runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
