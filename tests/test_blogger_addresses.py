"""Blogger's addresses: each kind is recognised in all its forms, and nothing that only looks like it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from blogpost import blogger
from blogpost.blogger import CommentPermalink, at_home, ids_in_tag, is_copy_of, parse_comment_permalink

HOME = "https://ferry-notes.blogspot.com/2012/10/the-slip.html"
COMMENT = "12345678901234567"

CASES: list[tuple[str, str | None, object]] = [
    ("blog_host", "http://www.ferry.example/a", "ferry.example"),
    ("blog_host", "https://ferry-notes.blogspot.co.uk/a", "ferry-notes.blogspot"),
    ("blog_host", "//ferry-notes.blogspot.com.br", "ferry-notes.blogspot"),
    ("blog_host", "http://ferry-notes.blogspot.evil.example/", "ferry-notes.blogspot.evil.example"),
    ("blog_host", "mailto:jane@ferry-notes.blogspot.com", ""),
    ("is_blogspot", "https://ferry-notes.blogspot.de/", True),
    ("is_blogspot", "https://blogspot.example/", False),
    ("is_blogger", "https://www.blogger.com/comment.g?blogID=1", True),
    ("is_blogger", "https://draft.blogger.com/blog/post/edit/1/2", True),
    ("is_blogger", "https://ferry.example/blogger.com", False),
    ("is_permalink", HOME, True),
    ("is_permalink", "http://ferry.example/diary/2004/01/slip.htm?m=1#more", True),
    ("is_permalink", "/p/about.html", True),
    ("is_permalink", "http://ferry.example/2004/01/slip.php", False),
    ("is_permalink", "http://ferry.example/2004/01/", False),
    ("is_permalink_path", "/2004/01/slip.php", True),
    ("is_permalink_path", "/p/about.html", True),
    ("is_permalink_path", "/diary/2004/01/slip.html", False),
    ("is_static_page", "https://ferry.example/p/about.html", True),
    ("is_static_page", "https://ferry.example/2004/01/p.html", False),
    ("month_of", HOME, dt.date(2012, 10, 15)),
    ("month_of", "http://ferry.example/2012/13/slip.html", None),
    ("month_of", None, None),
    ("without_view", f"{HOME}?m=1", HOME),
    ("without_view", f"{HOME}?a=b&m=0&showComment=1#c2", f"{HOME}?a=b#c2"),
    ("without_view", f"{HOME}?am=1", f"{HOME}?am=1"),
    ("leads_to_comments", f"{HOME}#comment-form", True),
    ("leads_to_comments", f"{HOME}#links", False),
    ("leads_to_place", f"{HOME}#links", True),
    ("leads_to_rest", f"{HOME}#more", True),
    ("is_label_page", "https://ferry.example/search/label/boats?max-results=20", True),
    ("is_label_page", "labels/boats.html", True),
    ("is_label_page", "https://ferry.example/labels/boats", False),
    ("may_be_label_page", "https://ferry.example/labels/boats", True),
    ("may_be_label_page", "https://ferry.example/labels/boats/winter", False),
    ("label_of", "https://ferry.example/search/label/old%20boats?max-results=5", "old boats"),
    ("label_of", "labels/boats.html", "boats"),
    ("is_blogger_profile", "https://www.blogger.com/profile/0123", True),
    ("is_blogger_profile", "https://plus.google.com/0123", False),
    ("is_profile", "https://plus.google.com/0123", True),
    ("is_profile", "https://ferry.example/profile/jane", False),
    ("may_be_profile", "https://ferry.example/profile/jane", True),
    ("may_be_profile", "https://ferry.example/jane", False),
    ("comment_id", f"c{COMMENT}", COMMENT),
    ("comment_id", "c1234567", None),
    ("comment_id", "comment12345678", None),
    ("instant_of", "1329252717000", dt.datetime(2012, 2, 14, 20, 51, 57, tzinfo=dt.UTC)),
    ("instant_of", "13292527170000", None),
    ("instant_of", "-1", None),
    ("instant_of_id", "110000000012345678", dt.datetime(2004, 11, 9, 11, 33, 20, tzinfo=dt.UTC)),
    ("instant_of_id", "210000000012345678", None),
    ("is_comment_form", "https://www.Blogger.com/comment.g?blogID=1&postID=2", True),
    ("form_language", "https://www.blogger.com/comment/frame/1?po=2&hl=pt-BR", "pt-BR"),
    ("is_post_id", "12345678", True),
    ("is_post_id", "1234567", False),
    ("post_id_at_end", "post-body-12345678", "12345678"),
    ("post_id_at_end", f"post-{'1' * 22}", None),
    ("post_id_in", "https://www.blogger.com/comment.g?blogID=1&postID=23", "23"),
    ("post_id_in_form", "https://www.blogger.com/comment/frame/1?po=23&hl=en", "23"),
    ("post_id_in_form", "https://www.blogger.com/comment/fullpage/post/1/23", "23"),
    ("blog_id_in", "https://www.blogger.com/feeds/1/posts/default", "1"),
    ("blog_id_in", "https://www.blogger.com/comment/fullpage/post/1/23", "1"),
    ("blog_id_in", "https://ferry.example/feeds/posts/default", None),
    ("comment_in_feed", "http://www.blogger.com/feeds/1/23/comments/default/45", ("23", "45")),
    ("posts_feed", HOME, "https://ferry-notes.blogspot.com/feeds/posts/default"),
    ("posts_feed", None, None),
    ("as_served", f"slip.html%3FshowComment=132.html#c{COMMENT}", f"slip.html?showComment=132#c{COMMENT}"),
    ("as_served", "slip.html@m=1.html", "slip.html?m=1"),
    ("as_served", "slip.html?a=b", "slip.html?a=b"),
    ("without_ending", "boats@max-results=20.html", "boats"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "url", "expected"), CASES, ids=[f"{name}-{url}" for name, url, _ in CASES])
def test_an_address_says(name: str, url: str | None, expected: object) -> None:
    read: Callable[[str | None], object] = getattr(blogger, name)
    assert read(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://ferry-notes.blogspot.ch/2012/10/a.html", "http://ferry-notes.blogspot.com/2012/10/a.html"),
        ("http://Ferry-Notes.blogspot.co.uk", "http://ferry-notes.blogspot.com"),
        ("http://other.blogspot.ch/a.html", "http://other.blogspot.ch/a.html"),
        ("http://ferry-notes.blogspot.chess/", "http://ferry-notes.blogspot.chess/"),
    ],
)
def test_a_host_of_a_country_becomes_the_blogs_own(url: str, expected: str) -> None:
    assert at_home(url, HOME) == expected
    assert at_home(url, None) == url


def test_the_address_of_a_comment() -> None:
    instant = dt.datetime(2012, 2, 14, 20, 51, 57, tzinfo=dt.UTC)
    shown = f"{HOME}?showComment=1329252717000"
    assert parse_comment_permalink(f"{shown}#c{COMMENT}") == CommentPermalink(COMMENT, instant)
    assert parse_comment_permalink(f"{shown}&commentPage=2#{COMMENT}") == CommentPermalink(COMMENT, instant)
    assert parse_comment_permalink(f"{HOME}#{COMMENT}") == CommentPermalink(COMMENT, None)
    assert parse_comment_permalink(f"{HOME}#comments") is None
    assert parse_comment_permalink(None) is None


def test_tags_are_written_as_they_are_read() -> None:
    tag = blogger.tag_of("1", "post-23")
    assert ids_in_tag(tag) == ("1", "23")
    assert ids_in_tag("tag:blogger.com,1999:blog-1.settings.X") == ("1", None)
    assert ids_in_tag("urn:uuid:1") == (None, None)
    feed = blogger.comment_feed("1", "23")
    assert blogger.comment_in_feed(f"{feed}/45") == ("23", "45")
    assert blogger.blog_id_in(blogger.entry_in_feed("1", "post", "23")) == "1"


def test_a_copy_by_httrack_is_known_by_its_number() -> None:
    assert is_copy_of("/2012/10/slip1a2b.html", "/2012/10/slip.html")
    assert not is_copy_of("/2012/10/slips.html", "/2012/10/slip.html")
    assert not is_copy_of("/2012/10/slip-two.html", "/2012/10/slip.html")
