"""Memory that stays for each post: a blog's names, addresses, links and table of contents are not in it."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from blogpost import Post
from blogpost.content import Image, Link, Paragraph, Text
from blogpost.documents import Choices
from blogpost.formats import FORMATS, gathering
from blogpost.sites import SITES, open_copier, open_linked_files, open_media, open_site
from blogpost.writers.redirects import write_redirects
from extras import needing_extras

NOON = dt.datetime(2014, 5, 17, 12, tzinfo=dt.UTC)
PER_POST = 300  # bytes, with those of caches that fill


def linked(count: int) -> Iterator[Post]:
    """Short posts, each with an address, an image, and links to others."""
    for number in range(count):
        image = Image(f"http://b.example/s0/photo-{number}.jpg")
        others = [Link(f"http://a.example/2014/05/{other}.html", "x") for other in (number // 2, number + 3)]
        yield Post(
            url=f"http://a.example/2014/05/{number}.html",
            title=f"Post {number}",
            published=NOON,
            body=[Paragraph([*others, Text(" "), image])],
        )


def growth(run: Callable[[int], object]) -> float:
    """The bytes of memory that another post takes, as far as they are Python's."""
    few, many = 200, 1_000
    run(many)  # fills all caches
    peaks = []
    for count in (few, many):
        tracemalloc.start()
        run(count)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return (peaks[1] - peaks[0]) / (many - few)


@pytest.mark.parametrize("name", needing_extras([*gathering(), "redirects"]))
def test_a_post_stays_in_memory_for_few_bytes(name: str, tmp_path: Path) -> None:
    def run(count: int) -> None:
        gather = FORMATS["ghost" if name == "redirects" else name].gather
        assert gather is not None
        with closing(gather(Choices())) as made, (tmp_path / "out").open("wb") as file:
            for post in linked(count):
                made.add(post)
            if name == "redirects":
                write_redirects(tmp_path / "redirects.tsv", made.moves)
            for write in made.documents():
                write(file)

    assert growth(run) < PER_POST


@pytest.mark.parametrize("tool", SITES[:1])
def test_a_post_of_a_site_stays_for_few_bytes(tool: str, tmp_path: Path) -> None:
    def run(count: int) -> None:
        site = open_site(tmp_path, tool=tool)
        for post in linked(count):
            site.add(post)
        site.finish()

    assert growth(run) < PER_POST


def test_a_file_with_links_stays_for_few_bytes() -> None:
    def run(count: int) -> None:
        with closing(open_linked_files()) as files:
            for number, post in enumerate(linked(count)):
                files.add(post, f"{number}.md")
            assert sum(1 for _ in files.late()) == count - 3

    assert growth(run) < PER_POST


def test_an_image_of_the_user_stays_for_few_bytes(tmp_path: Path) -> None:
    def run(count: int) -> None:
        folder = tmp_path / str(count)
        folder.mkdir(exist_ok=True)
        for number in range(count):
            (folder / f"photo-{number}.jpg").write_bytes(f"{number}".encode())
        copier = open_copier(open_media(folder), tmp_path / "copied", "media/")
        for post in linked(count):
            copier.localized(post)
        assert copier.changed.total() == count

    assert growth(run) < 2 * PER_POST  # the folder is sorted
