"""Threads built from flat lists of comments: order, doubles, circles, and how deep they nest."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogpost import Comment
from blogpost.content import BlockQuote, Paragraph, ThematicBreak
from blogpost.readers.threads import BODY_DEPTH, FlatComment, build_threads, is_removal_notice

_MAX_LEVEL = 24  # as the manual says


def shape(comments: Iterable[Comment]) -> list[object]:
    """The ids of comments, each reply in a list after the id of its comment."""
    shown: list[object] = []
    for comment in comments:
        shown.append(comment.id)
        if comment.replies:
            shown.append(shape(comment.replies))
    return shown


def built(*pairs: tuple[str, str | None]) -> list[object]:
    return shape(build_threads(FlatComment(id=id, parent=parent) for id, parent in pairs))  # noqa: A001


def levels(comments: Iterable[Comment], level: int = 1) -> dict[str | None, int]:
    found: dict[str | None, int] = {}
    for comment in comments:
        found |= {comment.id: level} | levels(comment.replies, level + 1)
    return found


@pytest.mark.parametrize(
    ("pairs", "threads"),
    [
        ((), []),
        ((("a", None), ("b", None)), ["a", "b"]),
        ((("a", None), ("b", "a"), ("c", None), ("d", "a"), ("e", "b")), ["a", ["b", ["e"], "d"], "c"]),
        ((("b", "a"), ("a", None)), ["a", ["b"]]),
        ((("a", None), ("b", "x")), ["a", "b"]),
        ((("a", "a"),), ["a"]),
        ((("a", "b"), ("b", "a")), ["b", ["a"]]),
        ((("a", "c"), ("b", "a"), ("c", "b"), ("d", "b")), ["b", ["c", ["a"], "d"]]),
        ((("a", None), ("b", "a"), ("a", "b"), ("b", None)), ["a", ["b"]]),
    ],
    ids=["none", "flat", "threads", "reply first", "missing parent", "itself", "circle", "longer circle", "doubles"],
)
def test_threads(pairs: tuple[tuple[str, str | None], ...], threads: list[object]) -> None:
    assert built(*pairs) == threads


def test_comments_without_ids_are_all_kept() -> None:
    above = FlatComment()
    assert shape(build_threads([above, FlatComment(), FlatComment(parent=above)])) == [None, [None], None]


def test_comments_are_as_stated() -> None:
    """A comment is there unless its source states that it is removed."""
    assert [each.deleted for each in build_threads([FlatComment(), FlatComment(deleted=True)])] == [False, True]


def test_a_parent_may_be_the_comment_itself() -> None:
    above = FlatComment(id="a")
    assert shape(build_threads([above, FlatComment(id="b", parent=above)])) == ["a", ["b"]]


def test_a_reply_may_name_a_key_instead_of_an_id() -> None:
    flat = [FlatComment(id="a", key="1"), FlatComment(id="b", key="2", parent="1"), FlatComment(id="c", parent="a")]
    assert shape(build_threads(flat)) == ["a", ["b"], "c"]
    assert shape(build_threads([*flat, FlatComment(id="d", key="2")])) == ["a", ["b"], "c"]


def test_a_reply_to_the_last_level_takes_its_place_below_the_one_above() -> None:
    """A branch that is one level too deep stays within its own thread."""
    chain = [FlatComment(id=str(i), parent=str(i - 1) if i > 1 else None) for i in range(1, _MAX_LEVEL + 1)]
    branch = [FlatComment(id="x", parent=str(_MAX_LEVEL)), FlatComment(id="y", parent="x")]
    found = levels(build_threads([*chain, *branch, FlatComment(id="z")]))
    assert (found["x"], found["y"], found["z"]) == (_MAX_LEVEL, _MAX_LEVEL, 1)


@pytest.mark.parametrize("count", [_MAX_LEVEL - 1, _MAX_LEVEL, _MAX_LEVEL + 1, _MAX_LEVEL + 3])
def test_threads_nest_up_to_the_last_level(count: int) -> None:
    chain = [FlatComment(id=str(i), parent=str(i - 1) if i > 1 else None) for i in range(1, count + 1)]
    found = levels(build_threads(chain))
    assert found == {str(i): min(i, _MAX_LEVEL) for i in range(1, count + 1)}


def test_replies_on_the_last_level_stay_in_order() -> None:
    chain = [FlatComment(id=str(i), parent=str(i - 1) if i > 1 else None) for i in range(1, _MAX_LEVEL + 3)]
    deepest = build_threads(chain)
    while deepest[0].replies:
        deepest = deepest[0].replies
    assert shape(deepest) == [str(_MAX_LEVEL), str(_MAX_LEVEL + 1), str(_MAX_LEVEL + 2)]


def test_the_deepest_reply_may_have_the_deepest_body() -> None:
    """One level more of either would nest deeper than content may."""
    body = Paragraph("x")
    for _ in range(BODY_DEPTH - 2):
        body = BlockQuote((body,))  # type: ignore[assignment]
    chain = [FlatComment(id=str(i), parent=str(i - 1) if i else None, body=(body,)) for i in range(40)]
    assert max(levels(build_threads(chain)).values()) == _MAX_LEVEL


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.none() | st.sampled_from("abcdefghx"))))
def test_every_comment_comes_once(pairs: list[tuple[str, str | None]]) -> None:
    found = levels(build_threads(FlatComment(id=id, parent=parent) for id, parent in pairs))  # noqa: A001
    assert sorted(filter(None, found)) == sorted({id for id, _ in pairs})  # noqa: A001


def test_notices_of_removal() -> None:
    notice = Paragraph("This comment has been removed by the author.")
    assert is_removal_notice([notice], language="de")
    assert is_removal_notice([Paragraph("Dieser Kommentar wurde vom Autor entfernt.")], language="de")
    assert not is_removal_notice([notice, notice], language="en")
    assert not is_removal_notice([notice, ThematicBreak()], language="en")
    assert not is_removal_notice([Paragraph("Removed.")], language="en")
    assert not is_removal_notice([], language="en")
