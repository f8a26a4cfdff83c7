"""Any zip bytes give posts or a `BlogpostError`, within a hundred times their length; and no member is lost."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import blogpost
from blogpost import BlogpostError, ParseError, Post
from blogpost.sites import count_blogs
from blogpost.zips import ALWAYS_ALLOWED

Files = list[tuple[str, bytes]]

_FEED = """<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-{0}</id><title>T</title><entry><id>tag:blogger.com,1999:blog-{0}.post-{0}</id>
<blogger:type>POST</blogger:type><title>P{0}</title><content type='html'>x</content>
<published>2020-01-01T00:00:00Z</published><blogger:filename>/{0}.html</blogger:filename></entry></feed>"""


def feed(blog: int) -> bytes:
    return _FEED.format(blog).encode()


def settings(name: str, zone: str = "Europe/Paris") -> bytes:
    return f"blog_name,blog_subdomain,blog_time_zone\r\nT,{name},{zone}\r\n".encode()


def zipped(files: Files, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return packed.getvalue()


SMALL = zipped([("T/Blogs/é/feed.atom", feed(1)), ("T/Blogs/é/settings.csv", settings("first"))])
STORED = zipped([("T/feed.atom", feed(1)), ("T/settings.csv", settings("first"))], zipfile.ZIP_STORED)


def read(data: bytes | Path) -> list[Post]:
    """The posts before an error of ours, if there is one."""
    posts: list[Post] = []
    with suppress(BlogpostError):
        posts.extend(blogpost.iter_posts(data, format="takeout"))
    return posts


# ------------------------------------------------------------------------------------------------ any bytes


@pytest.mark.parametrize("data", [SMALL, STORED], ids=["deflated", "stored"])
@pytest.mark.parametrize("flipped", [0xFF, 0x80, 0x01])
def test_every_byte_may_be_wrong(data: bytes, flipped: int, tmp_path: Path) -> None:
    path = tmp_path / "takeout.zip"
    for place in range(len(data)):
        damaged = data[:place] + bytes([data[place] ^ flipped]) + data[place + 1 :]
        in_memory = read(damaged)
        if place % 10 == 0:
            path.write_bytes(damaged)
            assert read(path) == in_memory


@pytest.mark.parametrize("data", [SMALL, STORED], ids=["deflated", "stored"])
def test_it_may_break_off_anywhere(data: bytes) -> None:
    for length in range(len(data)):
        assert read(data[:length]) == []


_PIECES = st.sampled_from([SMALL, STORED, b"\xff" * 8, b"\x00" * 8, b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"])


@given(data=st.data())
def test_it_may_be_spliced_of_others(data: st.DataObject) -> None:
    spliced = bytearray(data.draw(st.sampled_from([SMALL, STORED])))
    for _ in range(data.draw(st.integers(1, 4))):
        piece = data.draw(_PIECES | st.binary(max_size=20))
        start = data.draw(st.integers(0, len(piece) - 1)) if piece else 0
        place = data.draw(st.integers(0, len(spliced)))
        replaced = data.draw(st.integers(0, 60))
        spliced[place : place + replaced] = piece[start : start + data.draw(st.integers(1, 60))]
    read(bytes(spliced))


# ------------------------------------------------------------------------------------------------ what directories say

_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def patched(data: bytes, header: bytes, offset: int, form: str, value: int) -> bytes:
    """Zip bytes with a field of each header of a kind replaced."""
    changed = bytearray(data)
    place = data.find(header)
    assert place >= 0
    while place >= 0:
        struct.pack_into(form, changed, place + offset, value)
        place = data.find(header, place + 4)
    return bytes(changed)


@pytest.mark.parametrize("value", [0, 1, 0x7FFF, 0xFFFF])
@pytest.mark.parametrize("header", [_LOCAL, _CENTRAL], ids=["local", "central"])
@pytest.mark.parametrize("offset", range(4, 46, 2))
def test_fields_may_say_anything(value: int, header: bytes, offset: int) -> None:
    for data in (SMALL, STORED):
        read(patched(data, header, offset, "<H", value))


@pytest.mark.parametrize("offset", [2**63, 2**64 - 1, 2**63 - 1, 2**32, 10**6])
def test_zip64_may_lead_anywhere(offset: int, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("T/feed.atom", feed(1))
        archive.filelist[0].extra = struct.pack("<HHQ", 1, 8, offset)
        archive.filelist[0].header_offset = 0
    data = patched(packed.getvalue(), _CENTRAL, 42, "<L", 0xFFFFFFFF)
    path = tmp_path / "takeout.zip"
    path.write_bytes(data)
    for source in (data, path):
        with pytest.raises(ParseError, match="damaged"):
            blogpost.parse(source)


@pytest.mark.parametrize("packing", [1, 6, 9, 12, 14, 20, 93, 95, 97, 98, 99, 0xFFFF])
@pytest.mark.parametrize("headers", [(_CENTRAL,), (_LOCAL, _CENTRAL)], ids=["central", "both"])
def test_other_packings_are_refused(packing: int, headers: tuple[bytes, ...]) -> None:
    data = SMALL
    for header in headers:
        data = patched(data, header, 10 if header == _CENTRAL else 8, "<H", packing)
    with pytest.raises(ParseError, match=r"compressed by something other than deflate"):
        blogpost.parse(data)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_python_knows_are_refused_too(packing: int) -> None:
    with pytest.raises(ParseError, match=r"compressed by something other than deflate"):
        blogpost.parse(zipped([("T/feed.atom", feed(1))], packing))


def test_encrypted_members_are_refused() -> None:
    with pytest.raises(ParseError, match="encrypted"):
        blogpost.parse(patched(patched(SMALL, _CENTRAL, 8, "<H", 1), _LOCAL, 6, "<H", 1))


def test_links_are_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("T/feed.atom")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "../../../etc/passwd")
    with pytest.raises(ParseError, match="is a link"):
        blogpost.parse(packed.getvalue())


@pytest.mark.parametrize("bad", [b"\xff\xfe", b"\x82\x83", b"\xc3A"])
@pytest.mark.parametrize("headers", [(_LOCAL,), (_CENTRAL,), (_LOCAL, _CENTRAL)], ids=["local", "central", "both"])
def test_names_that_are_no_utf_8(bad: bytes, headers: tuple[bytes, ...]) -> None:
    data = zipped([("T/é/feed.atom", feed(1))])
    for header in headers:
        place = data.index("é".encode(), data.index(header))
        data = data[:place] + bad + data[place + len(bad) :]
    with pytest.raises(ParseError, match="damaged"):
        blogpost.parse(data)
    if len(headers) == 2:  # names in another encoding don't claim to be UTF-8
        assert blogpost.parse(patched(patched(data, _CENTRAL, 8, "<H", 0), _LOCAL, 6, "<H", 0)).id == "1"


# ------------------------------------------------------------------------------------------------ bombs


def overlapping(members: int, size: int) -> bytes:
    """A zip file whose directory names one member many times."""
    data = zipped([("000/feed.atom", feed(1) + b" " * size)])
    start, end = data.index(_CENTRAL), data.rindex(b"PK\x05\x06")
    entry = data[start:end]
    directory = b"".join(entry.replace(b"000/feed", f"{number:03}/feed".encode()) for number in range(members))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, members, members, len(directory), start, 0)
    return data[:start] + directory + tail


def test_members_that_share_bytes_are_refused() -> None:
    assert len(blogpost.parse(overlapping(1, 1_000)).text) == 1
    with pytest.raises(ParseError, match="an impossible position"):
        list(blogpost.iter_posts(overlapping(20, 2_000_000)))


def test_packed_sizes_are_not_believed() -> None:
    """A packed size beyond the file would allow more to be unpacked than the file could hold."""
    bomb = zipped([("T/feed.atom", feed(1) + b" " * (ALWAYS_ALLOWED * 2))])
    with pytest.raises(ParseError, match="would unpack to"):
        blogpost.parse(bomb)
    with pytest.raises(ParseError, match="an impossible position"):
        blogpost.parse(patched(bomb, _CENTRAL, 20, "<L", len(bomb) * 50))


def test_no_more_is_unpacked_than_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zipped([("T/feed.atom", feed(1)), ("T/settings.csv", b"a\n" + b" " * (64 << 20))])
    place = packed.index(b"T/settings.csv", packed.index(_CENTRAL)) - 46
    lying = bytearray(packed)
    struct.pack_into("<L", lying, place + 24, 100)
    unpacked: list[int] = []
    decompressor = zipfile._get_decompressor  # type: ignore[attr-defined]

    class Watched:
        def __init__(self, packing: int) -> None:
            self._inner = decompressor(packing)

        def decompress(self, *arguments: object) -> bytes:
            data: bytes = self._inner.decompress(*arguments)
            unpacked.append(len(data))
            return data

        def __getattr__(self, attribute: str) -> object:
            return getattr(self._inner, attribute)

    monkeypatch.setattr(zipfile, "_get_decompressor", Watched)
    with pytest.raises(ParseError, match="damaged"):
        blogpost.parse(bytes(lying))
    assert sum(unpacked) < 1 << 20


# ------------------------------------------------------------------------------------------------ nothing is lost


def homes(files: Files) -> dict[str | None, tuple[str | None, str | None]]:
    """The addresses and time zones of the blogs of posts."""
    posts = blogpost.iter_posts(zipped(files))
    return {post.id: (post.url, post.blog.time_zone if post.blog else None) for post in posts}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_read() -> None:
    files = [("T/feed.atom", feed(1)), ("T/settings.csv", settings("first")), ("T/feed.atom", feed(2))]
    assert homes(files) == {
        "1": ("https://first.blogspot.com/1.html", "Europe/Paris"),
        "2": ("https://first.blogspot.com/2.html", "Europe/Paris"),
    }
    both = [*files, ("T/settings.csv", settings("second", "Asia/Tokyo"))]
    assert homes(both)["2"] == ("https://second.blogspot.com/2.html", "Asia/Tokyo")


TITLES: dict[str, tuple[Files, dict[str, str]]] = {
    "two blogs": (
        [
            *[("T/feed(1).atom", feed(2)), ("T/settings(1).csv", settings("second"))],
            *[("T/feed.atom", feed(1)), ("T/settings.csv", settings("first"))],
        ],
        {"1": "https://first.blogspot.com/1.html", "2": "https://second.blogspot.com/2.html"},
    ),
    "eleven blogs": (
        [
            pair
            for number in range(1, 12)
            for pair in (
                (f"T/feed({number}).atom", feed(number)),
                (f"T/settings({number}).csv", settings(f"b{number}")),
            )
        ],
        {str(number): f"https://b{number}.blogspot.com/{number}.html" for number in range(1, 12)},
    ),
    "the second has no settings": (
        [("T/feed.atom", feed(1)), ("T/settings.csv", settings("first")), ("T/feed(1).atom", feed(2))],
        {"1": "https://first.blogspot.com/1.html", "2": "/2.html"},
    ),
    "the first has no settings": (
        [("T/feed.atom", feed(1)), ("T/settings(1).csv", settings("second")), ("T/feed(1).atom", feed(2))],
        {"1": "/1.html", "2": "https://second.blogspot.com/2.html"},
    ),
    "saved by a browser a second time": (
        [("T/feed (1).atom", feed(1)), ("T/settings (1).csv", settings("first"))],
        {"1": "https://first.blogspot.com/1.html"},
    ),
    "only the feed has a number": (
        [("T/feed(1).atom", feed(1)), ("T/settings.csv", settings("first"))],
        {"1": "https://first.blogspot.com/1.html"},
    ),
    "a folder for each": (
        [
            *[("T/feed.atom", feed(1)), ("T/settings.csv", settings("first"))],
            *[("T(1)/feed.atom", feed(2)), ("T(1)/settings.csv", settings("second"))],
        ],
        {"1": "https://first.blogspot.com/1.html", "2": "https://second.blogspot.com/2.html"},
    ),
    "packed on Windows": (
        [("T\\feed.atom", feed(1)), ("T\\settings.csv", settings("first"))],
        {"1": "https://first.blogspot.com/1.html"},
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_blogs_of_one_title_have_their_own_settings(case: str, tmp_path: Path) -> None:
    files, expected = TITLES[case]
    assert {number: url for number, (url, _) in homes(files).items()} == expected
    for name, data in files:
        path = tmp_path / name.replace("\\", "/")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    assert {post.id: post.url for post in blogpost.iter_posts(tmp_path)} == expected
    feeds = sorted(tmp_path.rglob("*.atom"))
    assert {post.id: post.url for path in feeds for post in blogpost.iter_posts(path)} == expected


def test_blogs_of_one_title_are_counted_and_come_in_order() -> None:
    for case, number in (("two blogs", 2), ("eleven blogs", 11)):
        data = zipped(TITLES[case][0])
        assert count_blogs(data) == number
        assert [post.id for post in blogpost.iter_posts(data)] == [str(one) for one in range(1, number + 1)]


def test_an_empty_zip_file_is_a_takeout_without_posts() -> None:
    assert blogpost.detect(zipped([])) == "takeout"
    with pytest.raises(blogpost.NoPostError, match="takeout"):
        blogpost.parse(zipped([]))


# ------------------------------------------------------------------------------------------------ settings


def with_settings(table: bytes) -> Post:
    return blogpost.parse(zipped([("T/feed.atom", feed(1)), ("T/settings.csv", table)]))


_LONG = "x," * 100_000
TABLES = {
    "a long cell": f"a,blog_subdomain\n{'x' * 200_000},first",
    "a long quoted cell": f'a,blog_subdomain\n"{_LONG}",first',
    "line ends in a cell": 'a,blog_subdomain\n"x\ny\r\nz",first',
    "quotation marks in a cell": 'a,b,blog_subdomain\n"""x"", y","""",first',
    "quoted names": '"a","blog_subdomain"\n"x","first"',
    "old line ends": "a,blog_subdomain\rx,first\r",
    "Windows' line ends": "a,blog_subdomain\r\nx,first\r\n",
    "a byte order mark": "\ufeffblog_subdomain\nfirst",
    "zeros": "\0,blog_subdomain\n\0,first",
    "more rows": 'a,blog_subdomain\nx,first\n1,2\n"',
    "capitals and spaces": " A , BLOG_SUBDOMAIN \n x , first ",
    "more values than names": "blog_subdomain\nfirst,x,y",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_settings_are_read_whatever_is_beside_them(table: str) -> None:
    assert with_settings(table.encode()).url == "https://first.blogspot.com/1.html"


@example(b"A24")  # a rule for time zones, with an impossible offset
@given(st.binary(max_size=80) | st.text('ab,"\r\n', max_size=40).map(str.encode))
def test_any_settings_leave_the_posts(table: bytes) -> None:
    names = b"blog_time_zone,blog_locale,blog_subdomain,blog_custom_domain,blog_name\n"
    for settings_of in (table, names + table, names + b",".join([table] * 5)):
        assert with_settings(settings_of).title == "P1"
