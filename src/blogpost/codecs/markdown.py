"""The Markdown codec, both directions: front matter, the body as CommonMark, then the comments (docs/markdown.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import evolve
from markdown_it.token import Token

from blogpost.codecs import front_matter, notations
from blogpost.content import Block, Heading, Inline, Text, inline_text, plain_text
from blogpost.copies import Copies
from blogpost.errors import NoPostError, ParseError
from blogpost.markup import yaml
from blogpost.markup.commonmark.reading import line_of, lines_of_code, parse_tokens, read_blocks
from blogpost.markup.commonmark.writing import write_blocks
from blogpost.model import Comment, Post

_COMMENTS = "<!-- comments -->"
_COMMENT = "<!-- comment -->"

# ------------------------------------------------------------------------------------------------ writing


def dumps(post: Post) -> str:
    """Write a post as a Markdown file."""
    fields = front_matter.fields_of(post)
    if post.title is None and post.body and isinstance(post.body[0], Heading):
        fields = {"title": "", **fields}  # otherwise the heading would be read as the title
    parts = [f"---\n{yaml.dumps(fields)}---", *write_blocks(post.body)]
    if post.comments:
        parts += [_COMMENTS, "## Comments", *_comments(post.comments, level=3)]
    return "\n\n".join(parts) + "\n"


def _comments(comments: Iterable[Comment], *, level: int) -> Iterator[str]:
    """Each comment: a mark for the reader of the file, a heading for people, and the body."""
    for comment in comments:
        yield _COMMENT
        yield from write_blocks([Heading(min(level, 6), _comment_heading(comment))])
        yield from write_blocks(comment.body)
        yield from _comments(comment.replies, level=level + 1)


def _comment_heading(comment: Comment) -> tuple[Inline, ...]:
    author = str(comment.author or "") or "Comment"
    time = f" · {str(comment.published)[:16]}" if comment.published else ""
    return (Text(f"{author}{time}{' (deleted)' if comment.deleted else ''}"),)


# ------------------------------------------------------------------------------------------------ reading


def loads(text: str) -> Post:
    """Read a post from a Markdown file.

    Raises:
        NoPostError: the file has neither front matter nor content.
        ParseError: the front matter isn't a mapping, or a key has an impossible value; a second front matter follows;
            the comments below the post aren't those that the front matter lists; or a limit is exceeded.
    """
    with Copies(len(text)).counting():
        return _post(text)


def _post(text: str) -> Post:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields, body = notations.split(text)
    post = front_matter.post_of(fields or {})
    try:
        tokens = parse_tokens(body)
        if fields is not None:
            notations.refuse_second(body, lines_of_code(tokens))
        post = _filled(post, tokens, has_title="title" in (fields or ()))
    except RecursionError:
        raise ParseError("this Markdown nests deeper than can be read") from None
    except ValueError as error:
        raise error if isinstance(error, ParseError) else ParseError(str(error)) from None
    if fields is None and post == Post():
        raise NoPostError("there is no post in this Markdown: it has neither front matter nor content")
    return post


def _filled(post: Post, tokens: list[Token], *, has_title: bool) -> Post:
    """The post with its body, and its comments with theirs."""
    tokens, *sections = _sections(tokens, has_comments=bool(post.comments))
    body = read_blocks(tokens)
    if not has_title and body and isinstance(body[0], Heading) and body[0].level == 1:
        post, body = evolve(post, title=inline_text(body[0].content)), body[1:]
    bodies = list(_bodies(list(_with_levels(post.comments, level=3)), sections))
    return evolve(post, body=body, comments=_with_bodies(post.comments, iter(bodies)))


def _sections(tokens: list[Token], *, has_comments: bool) -> list[list[Token]]:
    """The tokens of the post's body, then of each comment with its mark.

    If the front matter lists no comments, a lone mark is an ordinary HTML comment.
    """
    marks = [_mark_of(token) for token in tokens]
    begin = marks.index(_COMMENTS) if _COMMENTS in marks else len(marks)
    places = [place for place in range(begin, len(marks)) if marks[place] == _COMMENT]
    if begin == len(marks) or not (places or has_comments):
        return [tokens]
    _refuse_text(tokens[begin + 1 : places[0] if places else None])
    return [tokens[:begin], *(tokens[start:end] for start, end in pairwise((*places, None)))]


def _mark_of(token: Token) -> str | None:
    return token.content.strip() if token.type == "html_block" and token.level == 0 else None


def _refuse_text(between: list[Token]) -> None:
    """Refuse anything but a heading between the mark of the comments and that of the first comment."""
    rest = between[_HEADING_LENGTH:] if between and between[0].type == "heading_open" else between
    if rest:
        raise ParseError(f"expected {_COMMENT}: this text doesn't belong to a comment", line_of(rest[0]))


_HEADING_LENGTH = 3  # tokens


def _with_levels(comments: Iterable[Comment], *, level: int) -> Iterator[tuple[Comment, int]]:
    """Each comment with the level of its heading, in the order of `Post.all_comments`."""
    for comment in comments:
        yield comment, min(level, 6)
        yield from _with_levels(comment.replies, level=level + 1)


def _bodies(comments: list[tuple[Comment, int]], sections: list[list[Token]]) -> Iterator[tuple[Block, ...]]:
    """The body of each comment. The sections must be the comments that the front matter lists."""
    if len(comments) != len(sections):
        more = sections[len(comments)][0] if len(sections) > len(comments) else None
        raise ParseError(
            f"the front matter lists {len(comments)} comments, and {len(sections)} follow the post",
            line_of(more) if more else None,
            None if more else "$.comments",
        )
    for (comment, level), (_, *tokens) in zip(comments, sections, strict=True):
        if tokens and tokens[0].type == "heading_open":
            _refuse_other_heading(tokens[:_HEADING_LENGTH], Heading(level, _comment_heading(comment)))
            yield read_blocks(tokens[_HEADING_LENGTH:])
        else:
            yield read_blocks(tokens)


def _refuse_other_heading(tokens: list[Token], expected: Heading) -> None:
    actual = read_blocks(tokens)
    if actual != (expected,):
        message = f'this heading says "{plain_text(actual)}", and the front matter "{plain_text([expected])}"'
        raise ParseError(f"{message} at level {expected.level}", line_of(tokens[0]))


def _with_bodies(comments: Iterable[Comment], bodies: Iterator[tuple[Block, ...]]) -> tuple[Comment, ...]:
    """The comments with their bodies, given in the order of `Post.all_comments`."""
    return tuple(
        evolve(comment, body=next(bodies), replies=_with_bodies(comment.replies, bodies)) for comment in comments
    )
