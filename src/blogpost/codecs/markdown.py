"""The Markdown codec, both directions: CommonMark under a YAML front matter, the comments below (docs/markdown.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve
from markdown_it.token import Token

from blogpost.codecs import front_matter, yaml
from blogpost.codecs.commonmark.reading import parse_tokens, read_blocks
from blogpost.codecs.commonmark.writing import write_blocks
from blogpost.codecs.commonmark.writing_inlines import write_line
from blogpost.content import Block, Heading, Text, inline_text
from blogpost.copies import Copies
from blogpost.errors import NoPostError, ParseError
from blogpost.model import Comment, Post

_COMMENTS = "<!-- comments -->"
_COMMENT = "<!-- comment -->"

# ------------------------------------------------------------------------------------------------ writing


def dumps(post: Post) -> str:
    """The post as a Markdown file."""
    fields = front_matter.fields_of(post)
    if post.title is None and post.body and isinstance(post.body[0], Heading):
        fields = {"title": "", **fields}  # otherwise the heading would be read as the title
    parts = [f"---\n{yaml.dumps(fields)}---", *write_blocks(post.body)]
    if post.comments:
        parts += [_COMMENTS, "## Comments", *_comments(post.comments, level=3)]
    return "\n\n".join(parts) + "\n"


def _comments(comments: Iterable[Comment], *, level: int) -> Iterator[str]:
    """Each comment: the mark that reading finds it by, a heading for those who look at it, and its body."""
    for comment in comments:
        yield _COMMENT
        yield f"{'#' * min(level, 6)} {_comment_heading(comment)}"
        yield from write_blocks(comment.body)
        yield from _comments(comment.replies, level=level + 1)


def _comment_heading(comment: Comment) -> str:
    who = str(comment.author or "") or "Comment"
    when = f" · {str(comment.published)[:16]}" if comment.published else ""
    return write_line([Text(f"{who}{when}{' (deleted)' if comment.deleted else ''}")])


# ------------------------------------------------------------------------------------------------ reading


def loads(text: str) -> Post:
    """The post that a Markdown file holds.

    Raises:
        NoPostError: there is neither a front matter nor any content.
        ParseError: the front matter is no YAML mapping, or has values that its keys cannot have; or the comments that
            stand below the post are not those it tells of; or it is beyond a limit.
    """
    with Copies(len(text)).counting():
        return _post(text)


def _post(text: str) -> Post:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _split(text)
    post = front_matter.post_of(fields)
    try:
        post = _filled(post, parse_tokens(body), has_title="title" in fields)
    except RecursionError:
        raise ParseError("this Markdown nests deeper than can be read") from None
    except ValueError as error:
        raise error if isinstance(error, ParseError) else ParseError(str(error)) from None
    if body is text and post == Post():
        raise NoPostError("there is no post in this Markdown: it has neither a front matter nor content")
    return post


_FENCE = re.compile(r"---[ \t]*\n")
_END_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"[\w-]+:(?:\s|\Z)")


def _split(text: str) -> tuple[dict[str, yaml.Read], str]:
    """The front matter, and what stands below it."""
    start = _FENCE.match(text)
    end = _END_FENCE.search(text, start.end()) if start else None
    if start is None or end is None:
        if start and _KEY.match(text, start.end()):
            raise ParseError("expected a line --- behind the front matter", 1)
        return {}, text
    body = text[end.end() :]
    below = body.lstrip("\n")
    again = _FENCE.match(below)
    if again and _KEY.match(below, again.end()) and _END_FENCE.search(below, again.end()):
        raise ParseError("expected one front matter, and here a second begins", text.count("\n", 0, end.end()) + 1)
    return yaml.loads(text[start.end() : end.start()], first_line=2), body


def _filled(post: Post, tokens: list[Token], *, has_title: bool) -> Post:
    """The post with the bodies that stand below its front matter."""
    tokens, *comments = _sections(tokens) if post.comments else (tokens,)
    body = read_blocks(tokens)
    if not has_title and body and isinstance(body[0], Heading) and body[0].level == 1:
        post, body = evolve(post, title=inline_text(body[0].content)), body[1:]
    count = sum(1 for _ in post.all_comments())
    if len(comments) != count:
        raise ParseError(f"the front matter tells of {count} comments, and {len(comments)} stand below the post")
    bodies = (read_blocks(tokens) for tokens in comments)
    return evolve(post, body=body, comments=_with_bodies(post.comments, bodies))


def _sections(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of the post's body, and then of each comment's."""
    sections: list[list[Token]] = [[]]
    in_comments = False
    for token in tokens:
        mark = token.content.strip() if token.type == "html_block" and token.level == 0 else None
        in_comments = in_comments or mark == _COMMENTS
        if in_comments and mark in (_COMMENTS, _COMMENT):
            sections.append([])
        else:
            sections[-1].append(token)
    body, *comments = sections
    return [
        body,
        *(section[3:] if section and section[0].type == "heading_open" else section for section in comments[1:]),
    ]


def _with_bodies(comments: Iterable[Comment], bodies: Iterator[tuple[Block, ...]]) -> tuple[Comment, ...]:
    """The comments with their bodies, which stand in the order of `Post.all_comments`."""
    return tuple(
        evolve(comment, body=next(bodies), replies=_with_bodies(comment.replies, bodies)) for comment in comments
    )
