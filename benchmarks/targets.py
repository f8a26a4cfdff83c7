"""Measure the parts of an archive that each target keeps, and the memory for writing it.

    python benchmarks/targets.py ARCHIVE ... [--to TARGET ...] [-v]
    python benchmarks/targets.py --memory 300

The first converts each archive to each target, reads what was written by other means than blogpost's readers (XML,
JSON, front matter, CommonMark), and counts what of the posts is there: posts, permalinks, lines of text, images,
labels, comments, and states such as drafts. `-v` names what is missing. The exit status is 1 if anything is. Sites are
only parsed here; `BLOGPOST_ARCHIVES=FOLDER pytest tests/test_built_sites.py` builds them.

The second writes an archive of so many MB and converts it to each target, in a process of its own. Each post has links
to two others and an image of its own, which is in a folder for `--media`. Printed is the most memory that the process
had, and the processor's time.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import yaml
from lxml import html
from markdown_it import MarkdownIt

import blogpost
from archive import image as image_of
from archive import write_export
from blogpost import Post
from blogpost.cli import main as command
from blogpost.formats import FORMATS, gathering
from blogpost.sites import SITES
from blogpost.writers.images import MANIFEST
from blogpost.writers.relinking import path_of
from blogpost.writers.site import TOOLS

FILES = ("markdown", "html", "json")
_WORD = re.compile(r"[^\W_]+")


class Shown(NamedTuple):
    """The parts of a post that a target shows.

    Attributes:
        text: the words of its title, body and comments.
        images: the addresses of its images.
        labels: its labels.
        status: whether it is public, or None if the target doesn't say.
        path: its decoded path.
    """

    text: str
    images: frozenset[str]
    labels: frozenset[str]
    is_public: bool | None
    path: str | None


def words(text: str) -> str:
    """A text's letters and digits, since marks don't matter, and tags can be within words."""
    return "".join(_WORD.findall(text))


def of_html(markup: str) -> tuple[str, frozenset[str]]:
    """The text and the addresses of images in HTML."""
    if not markup.strip():
        return "", frozenset()
    root = html.document_fromstring(f"<body>{markup}</body>", parser=html.HTMLParser(huge_tree=True, encoding="utf-8"))
    return " ".join(root.itertext()), frozenset(map(str, root.xpath("//img/@src")))


# ------------------------------------------------------------------------------------------------ what targets show


def shown_of_wxr(path: Path) -> Iterator[Shown]:
    space = {"wp": "http://wordpress.org/export/1.2/", "content": "http://purl.org/rss/1.0/modules/content/"}
    for item in ET.parse(path).iter("item"):
        if item.findtext("wp:post_type", "", space) == "attachment":
            continue
        parts = [item.findtext("content:encoded", "", space)]
        for comment in item.findall("wp:comment", space):
            parts += (comment.findtext(f"wp:comment_{name}", "", space) for name in ("author", "content"))
        text, images = of_html(" ".join((item.findtext("title", ""), *parts)))
        labels = {of_html(each.text or "")[0] for each in item.findall("category")}
        is_public = item.findtext("wp:status", "", space) == "publish"
        yield Shown(text, images, frozenset(labels), is_public, path_of(item.findtext("link")))


def shown_of_export(path: Path) -> Iterator[Shown]:
    atom = "{http://www.w3.org/2005/Atom}"
    posts: dict[str, list[Any]] = {}
    for entry in ET.parse(path).iter(f"{atom}entry"):
        terms = [each.get("term", "") for each in entry.findall(f"{atom}category")]
        kind = next(term.rpartition("#")[2] for term in terms if "kind#" in term)
        content = entry.findtext(f"{atom}content", "")
        target = entry.find("{http://purl.org/syndication/thread/1.0}in-reply-to")
        if kind == "comment" and target is not None:
            name = entry.findtext(f"{atom}author/{atom}name", "")
            posts[target.get("ref", "")][0] += f" {name} {of_html(content)[0]}"
        elif kind in ("post", "page"):
            text, images = of_html(content)
            link = next((each.get("href") for each in entry.findall(f"{atom}link[@rel='alternate']")), None)
            control = entry.find("{http://purl.org/atom/app#}control")
            labels = frozenset(term for term in terms if "kind#" not in term)
            title = entry.findtext(f"{atom}title", "")
            posts[entry.findtext(f"{atom}id", "")] = [f"{title} {text}", images, labels, control is None, path_of(link)]
    yield from (Shown(*values) for values in posts.values())


def shown_of_ghost(path: Path) -> Iterator[Shown]:
    data = json.loads(path.read_text("utf-8"))["db"][0]["data"]
    names = {tag["id"]: tag["name"] for tag in data["tags"]}
    labels: dict[Any, set[str]] = {}
    for row in data["posts_tags"]:
        labels.setdefault(row["post_id"], set()).add(names[row["tag_id"]])
    for post in data["posts"]:
        text, images = of_html(post.get("html") or "")
        is_public = post["status"] == "published"
        yield Shown(f"{post['title']} {text}", images, frozenset(labels.get(post["id"], ())), is_public, None)


def shown_of_epub(path: Path) -> Iterator[Shown]:
    """All pages as one post, since a book has no addresses."""
    with zipfile.ZipFile(path) as book:
        markup = (book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
        pages = [of_html(each) for each in markup]
    yield Shown(" ".join(text for text, _ in pages), frozenset(), frozenset(), None, None)


def shown_of_tree(tree: Mapping[str, Any]) -> Shown:
    post = blogpost.from_dict(dict(tree))
    return shown_of_post(post)


def shown_of_json_array(path: Path) -> Iterator[Shown]:
    yield from map(shown_of_tree, json.loads(path.read_text("utf-8")))


def shown_of_post(post: Post) -> Shown:
    """The parts that one of our own formats keeps."""
    names = [comment.author.name or "" for comment in post.all_comments() if comment.author]
    texts = (post.title or "", post.text, *names, *(comment.text for comment in post.all_comments()))
    images = frozenset(image.src for image in post.images)
    return Shown(" ".join(texts), images, frozenset(post.labels), post.status == "live", path_of(post.url))


_COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_COMMONMARK.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # it would decode addresses
_PELICAN = re.compile(r"(\w+): (.*)")


def shown_of_site(path: Path) -> Iterator[Shown]:
    """A file of a site's content."""
    fields, body = front_of(path.read_text("utf-8"))
    text, images = of_html(_COMMONMARK.render(body))
    title = of_html(str(fields.get("Title")))[0] if "Title" in fields else fields.get("title")
    labels = fields.get("tags") or fields.get("taxonomies", {}).get("tags", [])
    if "Tags" in fields:
        labels = [of_html(each)[0] for each in fields["Tags"].rstrip(";").split("; ")]
    address = next((fields[key] for key in ("url", "permalink", "path", "URL", "aliases") if fields.get(key)), None)
    hidden = fields.get("draft") or fields.get("Status") or fields.get("published") is False or "_drafts" in path.parts
    url = None if address is None else f"http://a.example/{str(address).lstrip('/')}"
    labels = frozenset(label.replace("\u200b", "") for label in labels)
    yield Shown(f"{title or ''} {text}", images, labels, not hidden, path_of(url))


def front_of(text: str) -> tuple[dict[str, Any], str]:
    for fence, loads in (("---\n", yaml.safe_load), ("+++\n", tomllib.loads)):
        if text.startswith(fence):
            _, head, body = text.split(fence, 2)
            return loads(head), body
    head, _, body = text.partition("\n\n")
    return {match[1]: match[2] for match in map(_PELICAN.fullmatch, head.splitlines()) if match}, body


READERS: dict[str, Callable[[Path], Iterator[Shown]]] = {
    "wxr": shown_of_wxr,
    "export": shown_of_export,
    "ghost": shown_of_ghost,
    "epub": shown_of_epub,
    "json-array": shown_of_json_array,
}
_NOT_POSTS = ("_index.md",)


def convert(archive: Path, to: str, folder: Path) -> list[Shown]:
    """The parts that a target shows, for each post in an archive."""
    place = folder / "out"
    status = command([str(archive), "--to", to, "-o", str(place)])
    assert status in (0, 1), f"{archive} to {to}: {status}"
    files = [path for path in sorted(place.rglob("*")) if path.is_file() and path.name not in _NOT_POSTS]
    if to in READERS:
        return [each for path in files for each in READERS[to](path)]
    if to in FILES:
        posts = map(blogpost.parse, files)
        return [shown_of_post(post) for post in posts if not post.is_placeholder]
    return [each for path in files if path.suffix == ".md" for each in shown_of_site(path)]


# ------------------------------------------------------------------------------------------------ comparing


class Count:
    """The expected and found parts of one kind."""

    def __init__(self) -> None:
        self.expected: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.missing: list[str] = []

    def add(self, kind: str, name: str, *, is_there: bool) -> None:
        """Count a thing."""
        self.expected[kind] += 1
        self.found[kind] += is_there
        if not is_there:
            self.missing.append(f"{kind}: {name}")


KINDS = ("posts", "permalinks", "lines", "images", "labels", "comments", "drafts")


def compare(posts: list[Post], shown: list[Shown], to: str) -> Count:
    """Count what is there of each post."""
    count = Count()
    new_path = TOOLS[to].new_path if to in SITES else None
    by_path = {each.path: each for each in reversed(shown) if each.path}
    everything = [words(each.text) for each in shown]
    if to != "epub":
        count.add("posts", f"{len(posts)} posts, {len(shown)} shown", is_there=len(shown) == len(posts))
    in_order = to in READERS and len(shown) == len(posts)
    for number, post in enumerate(posts):
        if to == "epub" and post.status != "live":
            continue
        path = path_of(post.url)
        path = new_path(path) if new_path and path else path
        found = by_path.get(path) if path else None
        found = shown[number] if in_order else found or _like(post, shown, everything)
        name = f"{post.url or post.id} {post.title!r}"
        if found is None:
            count.add("posts", name, is_there=False)
            continue
        compare_post(post, found, count, to)
    return count


def _like(post: Post, shown: list[Shown], everything: list[str]) -> Shown | None:
    """The target's post with the words of a post that has no address there."""
    expected = words(f"{post.title or ''}"), [words(line) for line in post.text.splitlines()]
    best = max(
        range(len(shown)),
        key=lambda each: (sum(line in everything[each] for line in expected[1]), expected[0] in everything[each]),
        default=None,
    )
    return None if best is None else shown[best]


def _written(label: str, to: str) -> str:
    """A label as a target writes it (docs/sites.md)."""
    return label.replace('"', "”").replace(";", "；") if to == "pelican" else label


def _text_in(found: Shown, post: Post, to: str) -> str:
    """The text of a target. In a book, images that aren't there are links in their lines, which have their names."""
    text = everything = words(found.text)
    for image in post.images if to == "epub" else ():
        text = text.replace(words(unquote(image.src.rpartition("/")[2])), "")
        text = text.replace(words(image.alt), "") if image.alt else text
    return f"{text} {everything}"


def compare_post(post: Post, found: Shown, count: Count, to: str) -> None:
    name = f"{post.url or post.id} {post.title!r}"
    text, path = _text_in(found, post, to), path_of(post.url)
    if post.status == "live" and path and found.path is not None:
        expected = TOOLS[to].new_path(path) if to in SITES else path
        count.add(
            "permalinks", f"{name}: {found.path}", is_there=(expected or "").rstrip("/") == found.path.rstrip("/")
        )
    for line in (post.title or "", *post.text.splitlines()):
        count.add("lines", f"{name}: {line!r}", is_there=words(line) in text)
    if to != "epub":
        for image in post.images:
            count.add("images", f"{name}: {image.src}", is_there=image.src in found.images)
        for label in post.labels:
            count.add("labels", f"{name}: {label!r}", is_there=_written(label, to) in found.labels)
    if FORMATS[to].has_comments if to in FORMATS else True:
        for comment in post.all_comments():
            lines = ["" if comment.deleted else each for each in comment.text.splitlines()]
            author = comment.author.name or "" if comment.author and not comment.deleted else ""
            is_there = all(words(each) in text for each in (author, *lines))
            count.add("comments", f"{name}: {comment.id}", is_there=is_there)
    if found.is_public is not None and post.status != "scheduled":
        count.add("drafts", f"{name}: {post.status}", is_there=found.is_public == (post.status == "live"))


# ------------------------------------------------------------------------------------------------ the script

MEASURE = """
import resource, sys
from blogpost.cli import main
status = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(status, used.ru_maxrss // 1024, round(used.ru_utime + used.ru_stime))
"""
TARGETS = (*(name for name in gathering() if not FORMATS[name].is_rows), *FILES, *SITES)
LINES = ("jsonl", "csv", "parquet")
_GIF = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def options_for(to: str, place: Path, media: Path) -> list[str]:
    """The arguments for a target: one file or a folder, with images and redirects where it can have them."""
    is_file = to in READERS or to in LINES
    arguments = ["--to", to, "-o", str(place / (f"out{FORMATS[to].suffix}" if is_file else "out"))]
    if to in SITES or to in FILES or to == "epub" or FORMATS[to].uploads:
        arguments += ["--media", str(media)]
    if to in FORMATS and FORMATS[to].has_addresses:
        arguments += ["--redirects", str(place / "redirects.tsv")]
    return arguments


def write_media(folder: Path, posts: int) -> None:
    """Write the image of each post, and the list of all, as the user would have them."""
    folder.mkdir()
    with (folder / MANIFEST).open("w") as lines:
        for number in range(1, posts + 1):
            name = image_of(number).rpartition("/")[2]
            (folder / name).write_bytes(_GIF + str(number).encode())
            lines.write(f"{image_of(number)}\t{name}\n")


def measure_memory(size: int, targets: list[str]) -> int:
    """Print the most memory of a conversion to each target."""
    with tempfile.TemporaryDirectory() as folder:
        archive, media = Path(folder) / "export.xml", Path(folder) / "media"
        posts = write_export(archive, size * 1_000_000, is_linked=True)
        write_media(media, posts)
        print(f"{size} MB, {posts:,} posts\n\n| target | memory, MB | processor, seconds |\n|---|---|---|", flush=True)
        for to in targets:
            with tempfile.TemporaryDirectory() as place:
                arguments = [sys.executable, "-c", MEASURE, str(archive), *options_for(to, Path(place), media)]
                done = subprocess.run(arguments, check=True, capture_output=True, text=True)
                status, memory, seconds = done.stdout.split()
                cells = f"{memory} | {seconds}" if status == "0" else f"failed: {done.stderr}"
                print(f"| {to} | {cells} |", flush=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="The parts of archives that each target keeps.")
    parser.add_argument("archives", nargs="*", type=Path, metavar="ARCHIVE")
    parser.add_argument("--to", nargs="*", choices=(*TARGETS, *LINES), default=list(TARGETS), metavar="TARGET")
    parser.add_argument("--memory", type=int, metavar="MB", help="measure memory with an archive of this size")
    parser.add_argument("-v", "--verbose", action="store_true", help="name what is missing")
    options = parser.parse_args()
    if options.memory:
        return measure_memory(options.memory, options.to)
    print(f"| archive | target | {' | '.join(KINDS)} |\n|---|---{'|---' * len(KINDS)}|")
    is_complete = True
    for archive in options.archives:
        if not archive.exists():
            print(f"{archive} is not there", file=sys.stderr)
            continue
        posts = [post for post in blogpost.iter_posts(archive) if not post.is_placeholder]
        for to in options.to:
            with tempfile.TemporaryDirectory() as folder:
                count = compare(posts, convert(archive, to, Path(folder)), to)
            cells = (f"{count.found[kind]:,} of {count.expected[kind]:,}" for kind in KINDS)
            print(f"| {archive.name} | {to} | {' | '.join(cells)} |", flush=True)
            is_complete = is_complete and not count.missing
            for line in count.missing if options.verbose else ():
                print(f"  {line[:300]}", file=sys.stderr)
    return 0 if is_complete else 1


if __name__ == "__main__":
    sys.exit(main())
