"""Content with other addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import evolve, frozen

from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Code,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Table,
    Text,
)
from blogpost.model import Comment

Rename: TypeAlias = Callable[[str], str]
"""The new address for an old one."""


def _unchanged(url: str) -> str:
    return url


@frozen
class Rewriting:
    """New addresses for the links and images of content.

    Attributes:
        href: renames the targets of links.
        src: renames images.
    """

    href: Rename = _unchanged
    src: Rename = _unchanged

    def comments(self, comments: Iterable[Comment]) -> tuple[Comment, ...]:
        """Comments and their replies with the new addresses."""
        return tuple(
            evolve(comment, body=self.blocks(comment.body), replies=self.comments(comment.replies))
            for comment in comments
        )

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Blocks with the new addresses."""
        return tuple(map(self._block, blocks))

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph() | Heading():
                return evolve(block, content=self._inlines(block.content))
            case BlockQuote():
                return evolve(block, content=self.blocks(block.content))
            case List():
                return evolve(block, items=[self.blocks(item) for item in block.items])
            case Table():
                return evolve(block, rows=[[self._inlines(cell) for cell in row] for row in block.rows])
            case Figure():
                href = self.href(block.href) if block.href else None
                image = evolve(block.image, src=self.src(block.image.src))
                return evolve(block, image=image, caption=self._inlines(block.caption), href=href)
            case _:
                return block

    def _inlines(self, content: Iterable[Inline]) -> list[Inline]:
        return [self._inline(inline) for inline in content]

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text() | Code() | LineBreak() | Anchor():
                return inline
            case Image():
                return evolve(inline, src=self.src(inline.src))
            case Link():
                return evolve(inline, href=self.href(inline.href), content=self._inlines(inline.content))
            case _:
                return evolve(inline, content=self._inlines(inline.content))
