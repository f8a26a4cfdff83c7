"""Posts in files of one folder lead to each other."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

import blogpost
from blogpost import Blog, Comment, Post
from blogpost.cli import main
from blogpost.content import Link, Paragraph
from blogpost.sites import open_linked_files

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPORT = EXAMPLES / "export/blog-05-17-2014.xml"
HOME = "http://a.blogspot.com"


def linking(*paths: str) -> list[Paragraph]:
    return [Paragraph([Link(f"{HOME}{path}", "x")]) for path in paths]


def at(path: str, *links: str, blog: str = "1") -> Post:
    return Post(url=HOME + path, blog=Blog(blog, url=f"{HOME}/"), body=linking(*links))


def written(*posts: Post) -> dict[str, list[str]]:
    """The links of each file, in the end."""
    files = open_linked_files()
    names = [f"{number}.md" for number in range(len(posts))]
    done = {name: files.add(post, name) for post, name in zip(posts, names, strict=True)}
    done.update((name, post) for post, name in files.late())
    files.close()
    return {name: [link.href for link in post.links] for name, post in done.items()}


def test_links_lead_to_earlier_and_later_files() -> None:
    one, two, none = "/2012/05/one.html", "/2012/05/two.html", "/2012/05/none.html"
    assert written(at(one, two, f"{two}?m=1#c5", one, none), at(two, one)) == {
        "0.md": ["1.md", "1.md#c5", "0.md", HOME + none],
        "1.md": ["0.md"],
    }


def test_the_blogs_home_labels_and_other_sites_stay() -> None:
    others = ("/", "", "/search/label/x", "/2012/05/")
    assert written(at("/2012/05/one.html", *others)) == {"0.md": [HOME + path for path in others]}


def test_two_blogs_can_have_a_path_each() -> None:
    path = "/p/about.html"
    assert written(at(path, path), at(path, path, blog="2"), at("/p/x.html", path, blog="2")) == {
        "0.md": ["0.md"],
        "1.md": ["1.md"],
        "2.md": ["1.md"],
    }


def test_the_first_of_two_posts_at_an_address_keeps_it() -> None:
    path = "/2012/05/one.html"
    assert written(at(path), at(path), at("/p/x.html", path))["2.md"] == ["0.md"]


def test_comments_lead_to_files_too() -> None:
    body = linking("/2012/05/two.html")
    post = Post(url=f"{HOME}/2012/05/one.html", comments=[Comment(body=body, replies=[Comment(body=body)])])
    files = open_linked_files()
    files.add(post, "one.md")
    files.add(Post(url=f"{HOME}/2012/05/two.html"), "größe (2).md")
    [(late, name)] = files.late()
    files.close()
    assert name == "one.md"
    found = [link.href for comment in late.all_comments() for link in Post(body=comment.body).links]
    assert found == ["gr%C3%B6%C3%9Fe%20(2).md"] * 2


def test_markdown_files_of_an_archive(tmp_path: Path) -> None:
    assert main([str(EXPORT), "--to", "markdown", "-o", str(tmp_path)]) == 0
    post = blogpost.parse(tmp_path / "lighthouse-keeper.md")
    links = [link.href for link in post.links]
    assert {"ein-schiff-aus-bremen.md", "about.md#tower"} <= set(links)
    for link in links:
        assert ":" in link or (tmp_path / link.partition("#")[0]).is_file(), link


@pytest.mark.parametrize("to", ["json", "html"])
def test_other_formats_keep_the_addresses(to: str, tmp_path: Path) -> None:
    assert main([str(EXPORT), "--to", to, "-o", str(tmp_path)]) == 0
    links = blogpost.parse(tmp_path / f"lighthouse-keeper.{to}").links
    assert not [link for link in links if ":" not in link.href]


def test_a_takeout_knows_bloggers_host_of_a_blog_with_a_domain(tmp_path: Path) -> None:
    blog = tmp_path / "Takeout/Blogger/Blogs/Harbour"
    blog.mkdir(parents=True)
    link = escape('<a href="http://harbour.blogspot.de/2012/05/b.html">x</a>')
    entries = "".join(
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><blogger:type>POST</blogger:type><title>{name}</title>"
        f"<published>2012-05-01T08:00:00Z</published><content type='html'>{link}</content>"
        f"<blogger:status>LIVE</blogger:status><blogger:filename>/2012/05/{name}.html</blogger:filename></entry>"
        for number, name in enumerate("ab")
    )
    feed = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
    (blog / "feed.atom").write_text(f"{feed}{entries}</feed>", encoding="utf-8")
    settings = "blog_subdomain,blog_custom_domain\nharbour,notes.harbour.example\n"
    (blog / "settings.csv").write_text(settings, encoding="utf-8")
    assert main([str(tmp_path / "Takeout"), "--to", "markdown", "-o", str(tmp_path / "out")]) == 0
    assert "[x](b.md)" in (tmp_path / "out/a.md").read_text(encoding="utf-8")
