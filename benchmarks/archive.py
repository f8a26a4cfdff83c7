"""Measure speed and memory of reading archives, compared with lxml's bare parser on the same file.

    python benchmarks/archive.py 10 100 1000

writes an export of each size (in MB; the mix: one post of 6 KB of HTML to three comments) into a temporary folder, and
reads it three ways, each in a process of its own: with `lxml.etree.iterparse` alone, which sees every entry and keeps
none; with `blogpost.iter_posts`; and with the command, into the files of a Hugo site. Printed is the best of three runs
in turns (of the largest archives, of one), without imports; MB/s and the ratio are by the time of the processor, since
the clock's depends on who else uses the machine.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

BLOG = "tag:blogger.com,1999:blog-4100000000000000001"
SITE = "http://harbour-notes.blogspot.com"
FEEDS = "http://www.blogger.com/feeds/4100000000000000001"
KIND = "http://schemas.google.com/blogger/2008/kind#"
KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
AUTHOR = (
    "<author><name>Anna Lindqvist</name><uri>http://www.blogger.com/profile/0100000000000000001</uri>"
    "<email>noreply@blogger.com</email><gd:image rel='http://schemas.google.com/g/2005#thumbnail' width='16' "
    "height='16' src='http://img2.blogblog.com/img/b16-rounded.gif'/></author>"
)
HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
    "xmlns:gd='http://schemas.google.com/g/2005' xmlns:thr='http://purl.org/syndication/thread/1.0'>"
    f"<id>{BLOG}.archive</id><updated>2015-01-01T00:00:00.000+01:00</updated><title type='text'>Harbour Notes</title>"
    f"<link rel='alternate' type='text/html' href='{SITE}/'/>{AUTHOR}"
    f"<entry><id>{BLOG}.settings.BLOG_LOCALE</id><category scheme='{KIND_SCHEME}' term='{KIND}settings'/>"
    "<content type='text'>en</content></entry>"
)
POST_SIZE = 6_000  # bytes of HTML
COMMENTS = 3
LARGE = 200  # MB
WORDS = """
    the harbour light sea ship wind morning keeper boat north water winter stone tower old door night every captain long
    road house window letter rain quiet bridge summer fish market town letter and of in with from under over was were
    had not but there when then that this they he she it we you his her our more than some many all no one two three
    """.split()


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(6, 18))).capitalize() + "."


def paragraph(chance: random.Random) -> str:
    text = " ".join(sentence(chance) for _ in range(chance.randint(2, 5)))
    if chance.random() < 0.3:
        text += f' <a href="http://tower.example/{chance.randrange(9999)}">{sentence(chance)}</a> and <b>more</b>.'
    return text


def body(chance: random.Random) -> str:
    """Six kilobytes as Blogger's editor made them: breaks between paragraphs, some pictures, quotes and lists."""
    parts = ['<div dir="ltr" style="text-align: left;" trbidi="on">']
    while sum(map(len, parts)) < POST_SIZE:
        kind = chance.random()
        if kind < 0.08:
            source = f"http://1.bp.blogspot.com/-x/{chance.randrange(9999)}"
            parts.append(
                '<div class="separator" style="clear: both; text-align: center;">'
                f'<a href="{source}/s1600/a.jpg" imageanchor="1" style="margin-left: 1em; margin-right: 1em;">'
                f'<img border="0" src="{source}/s400/a.jpg" height="266" width="400" /></a></div>'
            )
        elif kind < 0.15:
            parts.append(f'<blockquote class="tr_bq">{paragraph(chance)}</blockquote>')
        elif kind < 0.2:
            parts.append(f"<ul>{''.join(f'<li>{sentence(chance)}</li>' for _ in range(4))}</ul>")
        else:
            parts.append(f"{paragraph(chance)}<br /><br />")
    return "".join((*parts, "</div>"))


def entries(chance: random.Random, *, is_linked: bool = False) -> Iterator[str]:
    """Posts, each followed by its comments; the last of those is a reply to the one before.

    Args:
        chance: where chance comes from.
        is_linked: whether each post has an image of its own, and links to an earlier and a later post.
    """
    bodies = [escape(body(chance), quote=False) for _ in range(200)]
    remarks = [escape(f"{sentence(chance)}<br /><br />{sentence(chance)}", quote=False) for _ in range(200)]
    number = 0
    while True:
        number += 1
        post, url = 41 * 10**17 + number, address(number)
        content = chance.choice(bodies) + (escape(links(number), quote=False) if is_linked else "")
        when = f"2012-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:30:00.000+01:00"
        yield (
            f"<entry><id>{BLOG}.post-{post}</id><published>{when}</published><updated>{when}</updated>"
            f"<category scheme='{KIND_SCHEME}' term='{KIND}post'/>"
            "<category scheme='http://www.blogger.com/atom/ns#' term='boats'/>"
            f"<title type='text'>Post number {number}</title><content type='html'>{content}</content>"
            f"<link rel='replies' type='text/html' href='{url}#comment-form' title='3 Comments'/>"
            f"<link rel='edit' type='application/atom+xml' href='{FEEDS}/posts/default/{post}'/>"
            f"<link rel='self' type='application/atom+xml' href='{FEEDS}/posts/default/{post}'/>"
            f"<link rel='alternate' type='text/html' href='{url}' title='Post number {number}'/>"
            f"{AUTHOR}<thr:total>3</thr:total></entry>"
        )
        for which in range(COMMENTS):
            comment = 42 * 10**17 + number * COMMENTS + which
            feed = f"{FEEDS}/{post}/comments/default"
            reply = (
                f"<link rel='related' type='application/atom+xml' href='{feed}/{comment - 1}'/>" if which == 2 else ""
            )
            yield (
                f"<entry><id>{BLOG}.post-{comment}</id><published>{when}</published><updated>{when}</updated>"
                f"<category scheme='{KIND_SCHEME}' term='{KIND}comment'/><title type='text'>What a lamp...</title>"
                f"<content type='html'>{chance.choice(remarks)}</content>"
                f"<link rel='self' type='application/atom+xml' href='{feed}/{comment}'/>"
                f"<link rel='alternate' type='text/html' href='{url}?showComment=1335555555000#c{comment}' title=''/>"
                f"{reply}{AUTHOR}<thr:in-reply-to href='{url}' ref='{BLOG}.post-{post}' "
                f"source='{FEEDS}/posts/default/{post}' type='text/html'/>"
                "<gd:extendedProperty name='blogger.displayTime' value='April 27, 2012 at 12:35 PM'/></entry>"
            )


def address(number: int) -> str:
    """The address of a post."""
    return f"{SITE}/2012/{number % 12 + 1:02}/post-{number}.html"


def image(number: int) -> str:
    """The address of the image that only this post has."""
    return f"http://1.bp.blogspot.com/-y/{number}/s0/photo-{number}.jpg"


def links(number: int) -> str:
    """Links to two other posts, and an image."""
    others = (f'<a href="{address(other)}">{other}</a>' for other in (max(1, number // 2), number + 7))
    return f'<p>{" and ".join(others)}</p><img src="{image(number)}" />'


def write_export(path: Path, size: int, *, is_linked: bool = False) -> int:
    """Writes an export of at least so many bytes; returns how many posts are in it."""
    written, posts = 0, 0
    with path.open("w", encoding="utf-8") as file:
        written += file.write(HEAD)
        for number, entry in enumerate(entries(random.Random(2008), is_linked=is_linked)):
            if written > size and number % (COMMENTS + 1) == 0:
                break
            posts += number % (COMMENTS + 1) == 0
            written += file.write(entry)
        file.write("</feed>\n")
    return posts


# ------------------------------------------------------------------------------------------------ what is measured

BARE = (
    "from lxml import etree",
    """
posts = 0
for _, entry in etree.iterparse(path, events=("end",), tag="{http://www.w3.org/2005/Atom}entry", huge_tree=True):
    posts += 1
    entry.clear()
    while entry.getprevious() is not None:
        del entry.getparent()[0]
posts = (posts - 1) // 4
""",
)
READ = (
    "import pathlib, blogpost, blogpost.readers.archives",
    """
posts = comments = 0
for post in blogpost.iter_posts(pathlib.Path(path)):
    posts += 1
    comments += sum(1 for _ in post.all_comments())
assert comments == 3 * posts, comments
""",
)
CONVERT = (
    "import tempfile, blogpost.readers.archives, blogpost.codecs.markdown; from blogpost.cli import main",
    """
with tempfile.TemporaryDirectory() as folder:
    assert main([path, "--to", "hugo", "-o", folder]) == 0
posts = int(sys.argv[2])
""",
)
READERS = {"iterparse": BARE, "iter_posts": READ, "--to hugo": CONVERT}
MEASURE = """
import resource, sys, time
{imports}
path, clock, processor = sys.argv[1], time.perf_counter(), time.process_time()
{work}
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.perf_counter() - clock, time.process_time() - processor, memory / 1024, posts)
"""


class Cost(NamedTuple):
    """Seconds by the clock and of the processor, and the most memory in MB."""

    clock: float
    processor: float
    memory: float


def measure(reader: str, path: Path, posts: int) -> Cost:
    """The cost of a process that reads an archive."""
    imports, work = READERS[reader]
    command = [sys.executable, "-c", MEASURE.format(imports=imports, work=work), str(path), str(posts)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL)
    clock, processor, memory, counted = map(float, done.stdout.split())
    assert counted == posts, f"{counted} of {posts} posts"
    return Cost(clock, processor, memory)


def costs(path: Path, posts: int, runs: int) -> dict[str, Cost]:
    """The least that each reader costs in a few runs, in turns."""
    measured = [[measure(reader, path, posts) for reader in READERS] for _ in range(runs)]
    return {reader: Cost(*map(min, zip(*each, strict=True))) for reader, *each in zip(READERS, *measured, strict=True)}


def main(sizes: list[int]) -> None:
    print("| archive | posts | reader | seconds | processor | MB/s | times bare | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / "export.xml"
            posts = write_export(path, size * 1_000_000)
            measured = costs(path, posts, runs=1 if size > LARGE else 3)
            bare = measured["iterparse"].processor
            for reader, (clock, processor, memory) in measured.items():
                print(
                    f"| {size} MB | {posts:,} | {reader} | {clock:.1f} | {processor:.1f} | {size / processor:.1f} "
                    f"| {processor / bare:.1f} | {memory:.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10, 100])
