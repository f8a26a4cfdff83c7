"""Web archives: every whole page comes with its capture, and what can't be read is told with its place."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import io
import logging
import pickle
import random
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogpost
from blogpost import BlogpostError, Capture, NoPostError, ParseError, Post
from web_archives import (
    WARCINFO,
    Built,
    address,
    arc,
    block_digest,
    chunked,
    http,
    packed,
    page,
    plain,
    record,
    response,
    wacz,
)

pytest.importorskip("warcio")
brotli = pytest.importorskip("brotli")


def read(data: bytes) -> dict[str | None, tuple[Post, ...] | BlogpostError]:
    """What is read of each address."""
    return {capture.url: posts for capture, posts in blogpost.iter_captures(data)}


def numbers(data: bytes) -> list[int]:
    """The numbers of the pages that give their post."""
    titles = [post.title for posts in read(data).values() if not isinstance(posts, BlogpostError) for post in posts]
    return [int(title.removeprefix("Harbour ")) for title in titles if title]


def errors(data: bytes) -> list[tuple[Capture, BlogpostError]]:
    return [(capture, posts) for capture, posts in blogpost.iter_captures(data) if isinstance(posts, BlogpostError)]


PAGES = [response(number) for number in range(4)]
RECORDS = [WARCINFO, *PAGES]

# ------------------------------------------------------------------------------------------------ formats


def in_blocks(data: bytes, size: int = 500) -> bytes:
    """Compressed in members that don't begin where records do, as bgzip writes them."""
    return b"".join(gzip.compress(data[start : start + size], mtime=0) for start in range(0, len(data), size))


ARC = arc((address(number), http(page(number))) for number in range(4))
FORMS: dict[str, tuple[str, bytes]] = {
    "a member for each record": ("warc", packed(RECORDS)),
    "not compressed": ("warc", plain(RECORDS)),
    "one member": ("warc", gzip.compress(plain(RECORDS), mtime=0)),
    "members of any length": ("warc", in_blocks(plain(RECORDS))),
    "members of few bytes": ("warc", in_blocks(plain(RECORDS), 37)),
    "compressed and not": ("warc", packed(RECORDS[:3]) + plain(RECORDS[3:])),
    "not compressed, then compressed": ("warc", plain(RECORDS[:3]) + packed(RECORDS[3:])),
    "ARC": ("warc", b"".join(ARC)),
    "compressed ARC": ("warc", b"".join(map(gzip.compress, ARC))),
    "WARC 1.0": ("warc", plain([record(http(page(n)), url=address(n), version="1.0") for n in range(4)])),
    "line ends and padding": (
        "warc",
        b"\r\n" + plain(RECORDS).replace(b"\r\n\r\nWARC", b"\n\n\r\n\r\nWARC") + b"\0" * 99,
    ),
    "WACZ": ("wacz", wacz([("a.warc.gz", packed(PAGES[:2])), ("b.warc.gz", packed(PAGES[2:]))])),
    "WACZ with files that are compressed again": (
        "wacz",
        wacz([("a.warc", plain(PAGES[:2])), ("b.warc.gz", packed(PAGES[2:]))], compression=zipfile.ZIP_DEFLATED),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_detected_and_read(form: str, tmp_path: Path) -> None:
    name, data = FORMS[form]
    path = tmp_path / "archive"
    path.write_bytes(data)
    for source in (data, io.BytesIO(data), path):
        assert blogpost.detect(source) == name
    for source in (data, io.BytesIO(data), path):
        posts = list(blogpost.iter_posts(source))
        assert [post.title for post in posts] == [f"Harbour {number}" for number in range(4)]
        assert [post.url for post in posts] == [address(number) for number in range(4)]
    assert not errors(data)


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz", "X.WARC.GZ", "x.arc.gz", "x.arc"])
def test_a_name_tells_what_a_damaged_file_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x1f\x8b\x08 what is this? " + packed(PAGES))
    assert blogpost.detect(path) == "warc"
    assert len(list(blogpost.iter_posts(path))) == len(PAGES)


def test_other_files_that_are_compressed_are_none() -> None:
    with pytest.raises(blogpost.UnknownFormatError, match="unpack it first"):
        blogpost.detect(gzip.compress(b"a page"))
    takeout = io.BytesIO()
    with zipfile.ZipFile(takeout, "w") as archive:
        archive.writestr("Takeout/Blogger/Blogs/x/feed.atom", "<feed/>")
        archive.writestr("Takeout/archive/data.txt", "")
    assert blogpost.detect(takeout.getvalue()) == "takeout"


# ------------------------------------------------------------------------------------------------ captures


def test_a_capture_has_what_its_record_states(tmp_path: Path) -> None:
    path = tmp_path / "harbour.warc.gz"
    path.write_bytes(packed(RECORDS))
    [first, second, *_] = [capture for capture, _ in blogpost.iter_captures(path)]
    assert first.file == str(path)
    assert first.offset == len(WARCINFO.member)
    assert second.offset == first.offset + len(PAGES[0].member)
    assert first.record_id is not None
    assert first.record_id.startswith("urn:uuid:")
    assert first.url == address(0)
    assert first.date == dt.datetime(2019, 3, 14, 9, 26, 53, tzinfo=dt.UTC)
    assert pickle.loads(pickle.dumps(first)) == first
    assert str(first) == f"{path}, offset {first.offset} ({address(0)})"


@pytest.mark.parametrize("form", [packed, plain])
def test_a_record_can_be_read_from_its_offset(form: Callable[[Iterable[Built]], bytes]) -> None:
    data = form(RECORDS)
    offsets = [capture.offset for capture, _ in blogpost.iter_captures(data)]
    for number, (start, end) in enumerate(zip(offsets, [*offsets[1:], len(data)], strict=True)):
        assert numbers(data[start:end]) == [number]


def test_captures_of_a_wacz_name_the_file_in_it(tmp_path: Path) -> None:
    path = tmp_path / "harbour.wacz"
    path.write_bytes(wacz([("a.warc.gz", packed(PAGES[:1])), ("b.warc.gz", packed(PAGES[1:]))]))
    captures = [capture for capture, _ in blogpost.iter_captures(path)]
    assert [capture.file for capture in captures] == [f"{path}/archive/{name}.warc.gz" for name in "abbb"]
    assert [capture.offset for capture in captures][:2] == [0, 0]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2006-09-19T17:20:14Z", dt.datetime(2006, 9, 19, 17, 20, 14)),
        ("2006-09-19T17:20:14.123456789Z", dt.datetime(2006, 9, 19, 17, 20, 14, 123456)),
        ("2006-09-19T17:20:14+02:00", dt.datetime(2006, 9, 19, 15, 20, 14)),
        ("2006-09-19", dt.datetime(2006, 9, 19)),
        ("2006-09", dt.datetime(2006, 9, 1)),
        ("2006", dt.datetime(2006, 1, 1)),
        ("soon", None),
        ("2006-99-99T00:00:00Z", None),
    ],
)
def test_dates_of_captures_are_in_utc(date: str, expected: dt.datetime | None) -> None:
    built = response(1)
    header = built.header.replace(b"WARC-Date: 2019-03-14T09:26:53Z", f"WARC-Date: {date}".encode())
    [(capture, _)] = blogpost.iter_captures(Built(header, built.block).plain)
    assert capture.date == (expected and expected.replace(tzinfo=dt.UTC))


def test_the_address_of_a_record_is_that_of_its_page() -> None:
    bare = page(1).replace(f"<link rel='canonical' href='{address(1)}'>", "").replace(f" href='{address(1)}'", "")
    url = "https://harbour.example/2019/03/low-tide.html"
    [post] = blogpost.iter_posts(packed([record(http(bare), url=url)]))
    assert post.url == url


def test_addresses_in_angle_brackets_and_with_spaces_are_read() -> None:
    assert set(read(plain([record(http(page(1)), url=f"<{address(1)}>")]))) == {address(1)}
    assert numbers(plain([record(http(page(1)), url="https://harbour.example/low tide.html")])) == [1]


def test_resources_are_read_without_a_header() -> None:
    built = record(page(1).encode(), type="resource", url=address(1), media_type="text/html")
    assert numbers(packed([built])) == [1]


def test_a_list_of_posts_gives_all_of_them() -> None:
    entry = page(1).partition("<body>")[2].partition("</body>")[0]
    listed = f"<html><body>{entry}{entry.replace('Harbour 1', 'Harbour 2').replace('post-1', 'post-2')}</body></html>"
    assert numbers(packed([record(http(listed))])) == [1, 2]


# ------------------------------------------------------------------------------------------------ content

TEXT = page(7).encode()
UNPACKED: dict[str, tuple[bytes, Sequence[str]]] = {
    "gzip": (gzip.compress(TEXT), ["Content-Encoding: gzip"]),
    "x-gzip": (gzip.compress(TEXT), ["Content-Encoding: x-gzip"]),
    "gzip in two members": (gzip.compress(TEXT[:300]) + gzip.compress(TEXT[300:]), ["Content-Encoding: gzip"]),
    "deflate": (zlib.compress(TEXT), ["Content-Encoding: deflate"]),
    "bare deflate": (zlib.compress(TEXT, wbits=-15), ["Content-Encoding: deflate"]),
    "brotli": (brotli.compress(TEXT), ["Content-Encoding: br"]),
    "chunks": (chunked(TEXT), ["Transfer-Encoding: chunked"]),
    "chunks with extensions": (
        b"%X ;a=b\r\n%s\r\n0;x\r\n\r\n" % (len(TEXT), TEXT),
        ["transfer-encoding: Chunked"],
    ),
    "gzip in chunks": (chunked(gzip.compress(TEXT), 50), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
    "brotli in chunks": (chunked(brotli.compress(TEXT), 50), ["Transfer-Encoding: chunked", "Content-Encoding: br"]),
    "gzip twice": (gzip.compress(gzip.compress(TEXT)), ["Content-Encoding: gzip, gzip"]),
    "gzip, then brotli": (brotli.compress(gzip.compress(TEXT)), ["Content-Encoding: gzip", "Content-Encoding: br"]),
    "identity": (TEXT, ["Content-Encoding: identity"]),
    "already joined": (TEXT, ["Transfer-Encoding: chunked"]),
    "already unpacked": (TEXT, ["Content-Encoding: gzip"]),
    "already inflated": (TEXT, ["Content-Encoding: deflate"]),
    "already unpacked from brotli": (TEXT, ["Content-Encoding: br"]),
}


@pytest.mark.parametrize("case", UNPACKED)
def test_transferred_content_is_unpacked(case: str) -> None:
    content, fields = UNPACKED[case]
    assert numbers(packed([record(http(content, fields=fields), url=address(7))])) == [7]


@pytest.mark.parametrize("case", [case for case in UNPACKED if not case.startswith(("already", "identity"))])
@pytest.mark.parametrize("cut", [1, 20, 100])
def test_content_that_was_cut_is_an_error(case: str, cut: int) -> None:
    """The end of a page is never lost without a word."""
    content, fields = UNPACKED[case]
    data = packed([record(http(content[:-cut], fields=fields), url=address(7)), response(8)])
    result = read(data)
    assert numbers(packed([response(8)])) == [8]
    if not isinstance(result[address(7)], ParseError):  # what is cut are the last chunk's trailing line ends
        assert numbers(data) == [7, 8]
        assert cut == 1
        assert "chunks" in case


@pytest.mark.parametrize("encoding", ["zstd", "compress", "sdch"])
def test_unknown_packing_is_an_error(encoding: str) -> None:
    [(capture, error)] = errors(packed([record(http(b"x", fields=[f"Content-Encoding: {encoding}"]), url=address(1))]))
    assert capture.url == address(1)
    assert encoding in str(error)


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "iso-2022-jp", "utf-8", "shift_jis"])
def test_the_encoding_that_the_server_states_counts(label: str) -> None:
    word = "港" if label in ("iso-2022-jp", "shift_jis") else "Гавань"
    text = page(3).replace("Harbour 3", f"Harbour {word}")
    content = http(text.encode(label), media_type=f"text/html; charset={label.upper()}")
    [post] = blogpost.iter_posts(packed([record(content, url=address(3))]))
    assert post.title == f"Harbour {word}"


@pytest.mark.parametrize(
    ("label", "declared", "encoding", "expected"),
    [
        ("utf-8", "windows-1251", "windows-1251", "Гавань"),  # many servers say so of everything
        ("utf-8", "", "utf-8", "Гавань"),
        ("koi8-r", "windows-1251", "koi8-r", "Гавань"),
        ("no-such", "windows-1251", "windows-1251", "Гавань"),
        ("windows-1251", "utf-8", "utf-8", "Гавань"),  # what is valid UTF-8 is UTF-8
    ],
)
def test_encodings_that_contradict_each_other(label: str, declared: str, encoding: str, expected: str) -> None:
    text = page(3).replace("Harbour 3", "Гавань").replace("<head>", f"<head><meta charset='{declared}'>")
    content = http(text.encode(encoding), media_type=f'text/html; x=y; charset="{label}"')
    [post] = blogpost.iter_posts(packed([record(content, url=address(3))]))
    assert post.title == expected


# ------------------------------------------------------------------------------------------------ what is passed over

OTHERS: dict[str, tuple[Built, str]] = {
    "not found": (response(9, status="404 Not Found"), "responses with the status 404"),
    "moved": (response(9, status="301 Moved Permanently"), "responses with the status 301"),
    "no status": (response(9, status="?"), "responses without a status"),
    "an image": (record(http(b"GIF89a", media_type="image/gif")), "captures of something other than HTML"),
    "an unnamed image": (record(http(b"GIF89a", media_type=None)), "captures of something other than HTML"),
    "a plain text": (
        record(b"x", type="resource", media_type="text/plain"),
        "captures of something other than HTML",
    ),
    "a revisit": (record(http(b""), type="revisit", url=address(9)), "revisit records"),
    "a conversion": (record(b"text", type="conversion", media_type="text/plain"), "conversion records"),
    "an unknown type": (record(b"text", type="poem", media_type="text/plain"), "unknown records"),
    "a truncated page": (
        record(http(page(9)), fields=["WARC-Truncated: length"]),
        "captures that the crawler truncated",
    ),
    "a page in segments": (record(http(page(9)), fields=["WARC-Segment-Number: 1"]), "captures in several records"),
    "a page without a post": (
        record(http("<html><body><p>Nothing.</p></body></html>")),
        "captured pages without a post",
    ),
    "an empty page": (record(http("")), "captured pages without a post"),
}


@pytest.mark.parametrize("case", OTHERS)
@pytest.mark.parametrize("form", [packed, plain])
def test_what_is_passed_over_is_counted(
    case: str, form: Callable[[Iterable[Built]], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    other, message = OTHERS[case]
    data = form([PAGES[0], other, other, PAGES[1]])
    with caplog.at_level(logging.INFO, "blogpost"):
        assert [post.title for post in blogpost.iter_posts(data)] == ["Harbour 0", "Harbour 1"]
    assert caplog.messages == [message] * 2
    found = errors(data)
    assert all(isinstance(error, NoPostError) for _, error in found)
    assert bool(found) == ("without a post" in message)


@pytest.mark.parametrize("type_", ["request", "metadata", "warcinfo"])
def test_what_describes_other_records_is_not_counted(type_: str, caplog: pytest.LogCaptureFixture) -> None:
    other = record(b"GET / HTTP/1.1\r\n\r\n", type=type_)
    with caplog.at_level(logging.INFO, "blogpost"):
        assert len(list(blogpost.iter_posts(packed([other, *PAGES, other])))) == len(PAGES)
    assert not caplog.messages


def test_an_archive_without_pages_has_no_post() -> None:
    data = packed([WARCINFO, *(other for other, _ in OTHERS.values())])
    with pytest.raises(NoPostError, match="there is no post in this warc"):
        list(blogpost.iter_posts(data))
    with pytest.raises(NoPostError):
        list(blogpost.iter_posts(b"", format="warc"))
    assert list(blogpost.iter_captures(b"")) == []


def test_unnamed_pages_are_known_by_their_beginning() -> None:
    assert numbers(packed([record(http(page(5), media_type=None))])) == [5]
    identified = record(
        http(b"\n " + page(6).encode(), media_type=None), fields=["WARC-Identified-Payload-Type: text/html"]
    )
    assert numbers(packed([identified])) == [6]


# ------------------------------------------------------------------------------------------------ damage


def damaged(data: bytes, places: Iterable[int], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for place in places:
        changed[place] ^= chance.randrange(1, 256)
    return bytes(changed)


MANY = [WARCINFO, *(response(number) for number in range(8))]


@given(
    st.lists(st.integers(0, len(MANY) - 1), min_size=1, max_size=4),
    st.integers(1, 20),
    st.randoms(use_true_random=False),
)
@pytest.mark.parametrize("is_packed", [True, False])
def test_every_undamaged_record_is_kept(
    is_packed: bool, which: list[int], bytes_each: int, chance: random.Random
) -> None:
    parts = [each.member if is_packed else each.plain for each in MANY]
    for number in which:
        places = [chance.randrange(len(parts[number])) for _ in range(bytes_each)]
        parts[number] = damaged(parts[number], places, chance)
    kept = [number - 1 for number in range(1, len(MANY)) if number not in which]
    found = read(b"".join(parts))
    for number in kept:
        posts = found[address(number)]
        assert isinstance(posts, tuple)
        assert [post.title for post in posts] == [f"Harbour {number}"]


@given(st.integers(1, len(MANY) - 1), st.integers(0, 2_000), st.randoms(use_true_random=False), st.booleans())
def test_undamaged_records_are_kept_beside_lost_and_foreign_bytes(
    which: int, size: int, chance: random.Random, is_packed: bool
) -> None:
    parts = [each.member if is_packed else each.plain for each in MANY]
    start = chance.randrange(len(parts[which]))
    parts[which] = parts[which][:start] + chance.randbytes(size) + parts[which][start + chance.randrange(1, 300) :]
    found = read(b"".join(parts))
    for number in range(8):
        assert number == which - 1 or isinstance(found[address(number)], tuple)


@given(st.data())
def test_nothing_before_a_cut_is_lost(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([packed, plain]))
    whole = form(MANY)
    end = data.draw(st.integers(0, len(whole)))
    ends = [len(form(MANY[: number + 1])) for number in range(len(MANY))]
    slack = 0 if form is packed else len("\r\n\r\n")
    expected = sum(end >= each - slack for each in ends[1:])
    assert len(numbers(whole[:end])) == expected
    is_clean = end in (0, *ends) or (form is plain and any(each - slack <= end <= each for each in ends))
    assert bool(errors(whole[:end])) != is_clean


def test_damage_is_told_with_its_place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "harbour.warc.gz"
    start = len(packed(RECORDS[:2]))
    path.write_bytes(damaged(packed(RECORDS), [start + len(PAGES[1].member) - 6], random.Random(1)))
    [(capture, error)] = [
        (capture, posts) for capture, posts in blogpost.iter_captures(path) if isinstance(posts, ParseError)
    ]
    assert (capture.file, capture.offset, capture.url) == (str(path), start, address(1))
    assert str(error).startswith(f"{path}, offset {start} ({address(1)}): a damaged record is skipped: gzip: ")
    assert len(list(blogpost.iter_posts(path))) == 3
    assert caplog.messages == [str(error)]


def test_a_stretch_of_damage_is_told_once() -> None:
    data = packed(PAGES[:2]) + random.Random(2).randbytes(100_000) + packed(PAGES[2:])
    assert numbers(data) == [0, 1, 2, 3]
    [(capture, error)] = errors(data)
    assert capture == Capture(offset=len(packed(PAGES[:2])))
    assert "no record begins here" in str(error)


@pytest.mark.parametrize("length", [0, 10, 500, 900, 3_000, 10**9, 10**17, 10**30, "", "-1", "x", "１２", "1_0"])
@pytest.mark.parametrize("form", [packed, plain])
def test_a_length_that_lies_costs_its_record(length: int | str, form: Callable[[Iterable[Built]], bytes]) -> None:
    lying = record(http(page(9)), url=address(9), length=length)
    data = form([*PAGES[:2], lying, *PAGES[2:]])
    assert numbers(data) == [0, 1, 2, 3]
    assert [capture.offset for capture, _ in errors(data)] == [len(form(PAGES[:2]))]


def test_a_length_that_lies_in_one_member_costs_its_record() -> None:
    lying = record(http(page(9)), url=address(9), length=1_500)
    assert numbers(gzip.compress(plain([*PAGES[:2], lying, *PAGES[2:]]))) == [0, 1, 2, 3]


def test_a_digest_is_checked_where_no_other_sum_is() -> None:
    block = http(page(1))
    right = record(block, url=address(1), fields=[block_digest(block)])
    wrong = record(block, url=address(1), fields=[block_digest(b"another")])
    for digest in ("sha1", "sha1:", "crc32:abc", ":x"):
        assert numbers(plain([record(block, url=address(1), fields=[f"WARC-Block-Digest: {digest}"])])) in ([1], [])
    assert numbers(plain([right])) == [1]
    assert numbers(packed([right])) == [1]
    [(capture, error)] = errors(plain([PAGES[0], wrong, PAGES[2]]))
    assert capture.url == address(1)
    assert "digest" in str(error)


def test_a_file_of_junk_is_an_error() -> None:
    junk = random.Random(3).randbytes(200_000)
    [(capture, error)] = errors(junk)
    assert capture.offset == 0
    assert isinstance(error, ParseError)
    with pytest.raises(BlogpostError):
        list(blogpost.iter_posts(junk, format="warc"))


@pytest.mark.parametrize("data", [wacz([]), wacz([("readme.txt", b"x")])])
def test_a_wacz_without_archives_is_an_error(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "empty.wacz"
    path.write_bytes(data)
    assert blogpost.detect(path) == "wacz"
    with pytest.raises(ParseError, match=r"empty\.wacz: expected files like archive/data\.warc\.gz"):
        list(blogpost.iter_posts(path))


@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_a_damaged_wacz_gives_what_it_has_or_an_error(chance: random.Random, count: int) -> None:
    whole = wacz([("a.warc.gz", packed(PAGES[:2])), ("b.warc.gz", packed(PAGES[2:]))])
    data = damaged(whole, [chance.randrange(len(whole)) for _ in range(count)], chance)
    with contextlib.suppress(BlogpostError):
        list(blogpost.iter_posts(data, format="wacz"))


@given(st.binary(max_size=200), st.sampled_from(["warc", "wacz"]))
def test_any_bytes_give_posts_or_an_error(data: bytes, name: str) -> None:
    heads = (b"", b"WARC/1.0\r\nA: b\r\n", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", b"PK\x03\x04")
    for head in heads:
        try:
            list(blogpost.iter_posts(head + data, format=name))
        except BlogpostError:
            continue


# ------------------------------------------------------------------------------------------------ limits

ZEROS = bytes(20 << 20)  # more than what may be of any ratio


def test_a_record_that_inflates_endlessly_costs_nothing_else() -> None:
    bomb = record(http(ZEROS), url=address(9)).member
    other = record(ZEROS, type="metadata").member
    assert len(bomb) < 30_000
    data = PAGES[0].member + bomb + PAGES[1].member + other + PAGES[2].member
    assert numbers(data) == [0, 1, 2]
    assert [str(error).partition(": a damaged record is skipped: ")[2] for _, error in errors(data)] == [
        "it inflates to more than 100 times its length"
    ] * 2


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (gzip.compress(ZEROS), "gzip"),
        (zlib.compress(ZEROS), "deflate"),
        (brotli.compress(ZEROS, quality=1), "br"),
        (gzip.compress(gzip.compress(ZEROS)), "gzip, gzip"),
    ],
)
def test_a_page_that_unpacks_endlessly_is_refused(content: bytes, encoding: str) -> None:
    data = packed([record(http(content, fields=[f"Content-Encoding: {encoding}"]), url=address(9)), PAGES[1]])
    assert numbers(data) == [1]
    [(capture, error)] = errors(data)
    assert capture.url == address(9)
    assert "unpacks to more than" in str(error)


@pytest.mark.parametrize("form", [packed, plain])
def test_a_page_that_is_too_long_is_refused(
    form: Callable[[Iterable[Built]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blogpost.readers.captures.records.MAX_PAGE", 2_000)
    long = record(http(page(9) + " " * 2_000), url=address(9))
    data = form([PAGES[0], long, PAGES[1]])
    assert numbers(data) == [0, 1]
    [(capture, error)] = errors(data)
    assert capture.url == address(9)
    assert "expected a page of at most 2,000 bytes" in str(error)


@pytest.mark.parametrize("form", [packed, plain])
def test_headers_that_are_too_long_are_refused(form: Callable[[Iterable[Built]], bytes]) -> None:
    long = record(http(page(8)), url=address(8), fields=[f"X-{number}: {'x' * 100}" for number in range(1_000)])
    longer = record(http(page(9), fields=["x" * 70_000]), url=address(9))
    data = form([PAGES[0], long, longer, PAGES[1]])
    assert numbers(data) == [0, 1]
    assert [("65,536 bytes" in str(error)) for _, error in errors(data)] == [True, True]


@pytest.mark.parametrize(
    "head", [b"WARC/1.0\r\nA: b\r\n", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x00\xff\xff\x00\x00"]
)
def test_the_search_for_records_ends(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks like the beginning of a record again and again could be searched in quadratic time."""
    monkeypatch.setattr("blogpost.readers.captures.stretches.FREE_READINGS", 0)
    data = PAGES[0].plain + head * 10_000 + PAGES[1].plain
    assert 0 in numbers(data)
    *_, (_, error) = errors(data)
    assert isinstance(error, ParseError)


def test_memory_does_not_grow_with_records(tmp_path: Path) -> None:
    path = tmp_path / "many.warc.gz"
    other = record(http(b"GIF89a" * 100, media_type="image/gif")).member * 2_000 + PAGES[0].member
    with path.open("wb") as file:
        for _ in range(3):
            file.write(other)
    list(blogpost.iter_posts(path))
    tracemalloc.start()
    try:
        assert sum(1 for _ in blogpost.iter_posts(path)) == 3
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 << 20


# ------------------------------------------------------------------------------------------------ columns


def test_captures_are_rows_with_their_source(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "harbour.warc.gz"
    nothing = record(http("<html><p>Nothing.</p></html>"), url=address(9))
    path.write_bytes(packed([PAGES[0], nothing]) + b"damage" + packed(PAGES[1:]))
    batches = list(blogpost.read_warc_arrow(path, rows=2))
    assert [batch.num_rows for batch in batches] == [2, 2, 2]
    assert all(batch.schema.equals(blogpost.arrow_schema(source=True), check_metadata=True) for batch in batches)
    rows = [row for batch in batches for row in batch.to_pylist()]
    assert [row["title"] for row in rows] == ["Harbour 0", None, None, "Harbour 1", "Harbour 2", "Harbour 3"]
    assert [row["number"] for row in rows] == [0, None, None, 0, 0, 0]
    assert [row["error"] and row["error"].partition(":")[0] for row in rows] == [
        *(None, "NoPostError", "ParseError"),
        *(None, None, None),
    ]
    found = [Capture(**row["source"]) for row in rows]
    assert found == [capture for capture, _ in blogpost.iter_captures(path)]
    assert list(blogpost.from_arrow(batches)) == list(blogpost.iter_posts(path))


def test_rows_have_quotations_on_request() -> None:
    pytest.importorskip("pyarrow")
    [batch] = blogpost.read_warc_arrow(packed([response(1)]), quotes=True)
    assert batch.schema.equals(blogpost.arrow_schema(quotes=True, source=True))
    with pytest.raises(ValueError, match="at least 1 row"):
        next(blogpost.read_warc_arrow(packed([response(1)]), rows=0))


def test_posts_of_one_page_are_numbered() -> None:
    pytest.importorskip("pyarrow")
    entry = page(1).partition("<body>")[2].partition("</body>")[0]
    listed = f"<html><body>{entry}{entry.replace('Harbour 1', 'Harbour 2').replace('post-1', 'post-2')}</body></html>"
    [batch] = blogpost.read_warc_arrow(packed([record(http(listed)), PAGES[3]]))
    assert batch.column("number").to_pylist() == [0, 1, 0]
