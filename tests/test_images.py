"""The list of images: each in the full size that Blogger serves, and the larger ones that they lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogpost import Post
from blogpost.blogger import full_size
from blogpost.content import Block, Figure, Image, Link, Paragraph, Text
from blogpost.writers.images import MANIFEST, Manifest

SIZES = {
    "https://1.bp.blogspot.com/-aa/X1/AA/bb/w226-h410/one.png": "https://1.bp.blogspot.com/-aa/X1/AA/bb/s0/one.png",
    "https://3.bp.blogspot.com/-c/X/A/d/s72-c/nine.jpg?x=1": "https://3.bp.blogspot.com/-c/X/A/d/s0/nine.jpg?x=1",
    "https://lh3.googleusercontent.com/-P/W/A/M/s640-Ic42/a.JPG": "https://lh3.googleusercontent.com/-P/W/A/M/s0/a.JPG",
    "https://lh7-us.googleusercontent.com/docsz/AD_4=s320-p-k?key=abc": "https://lh7-us.googleusercontent.com/docsz/AD_4=s0?key=abc",
    "http://lh4.ggpht.com/_ab/S/A/x/six[2].jpg?imgmax=800": "http://lh4.ggpht.com/_ab/S/A/x/s0/six[2].jpg",
    "http://lh4.ggpht.com/_ab/S/A/x/s144/six.jpg?imgmax=800&a=1": "http://lh4.ggpht.com/_ab/S/A/x/s0/six.jpg?a=1",
    "http://bp2.blogger.com/_ab/R/A/x/s320/seven.jpg": "http://bp2.blogger.com/_ab/R/A/x/s0/seven.jpg",
    "http://photos1.blogger.com/blogger/1/3/320/eight.jpg": "http://photos1.blogger.com/blogger/1/3/1600/eight.jpg",
    "https://blogger.googleusercontent.com/img/a/AVv-X_": "https://blogger.googleusercontent.com/img/a/AVv-X_=s0",
    "https://elsewhere.example/s320/a.jpg?imgmax=800": "https://elsewhere.example/s320/a.jpg?imgmax=800",
}


@pytest.mark.parametrize("shown", SIZES)
def test_full_size(shown: str) -> None:
    assert full_size(shown) == SIZES[shown]
    assert full_size(SIZES[shown]) == SIZES[shown]


def test_the_list_has_what_images_lead_to(tmp_path: Path) -> None:
    hosted = "https://blogger.googleusercontent.com/img/a/"
    body: list[Block] = [
        Figure(Image("http://a.example/thumb.jpg"), href=f"{hosted}X=s1280"),
        Paragraph([Text("a "), Link("http://a.example/large.png", [Image("http://a.example/small.png")])]),
        Figure(Image(f"{hosted}Y=s320"), href=f"{hosted}Y"),
        Figure(Image("http://a.example/b.jpg"), href="http://a.example/page.html"),
        Paragraph([Link("http://a.example/c.jpg", "words")]),
    ]
    with Manifest(tmp_path) as manifest:
        manifest.add(Post(body=body))
    listed = [line.split("\t")[0] for line in (tmp_path / MANIFEST).read_text("utf-8").splitlines()]
    assert sorted(listed) == sorted(
        [
            "http://a.example/thumb.jpg",
            f"{hosted}X=s0",
            "http://a.example/large.png",
            "http://a.example/small.png",
            f"{hosted}Y=s0",
            "http://a.example/b.jpg",
        ]
    )
