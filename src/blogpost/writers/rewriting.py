"""Content made anew: with other addresses, or with other things that a subclass of `Rewriter` changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from attrs import evolve, frozen

from blogpost.content import Block, BlockQuote, Figure, Heading, Image, Inline, Link, List, Paragraph, Table
from blogpost.model import Comment


class Rewriter:
    """Makes content anew, node by node, in the order of its text. Subclasses override the nodes that they change."""

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Blocks made anew."""
        return tuple(map(self.block, blocks))

    def block(self, block: Block) -> Block:
        """One block made anew."""
        match block:
            case Paragraph() | Heading():
                return evolve(block, content=self.inlines(block.content))
            case BlockQuote():
                return evolve(block, content=self.blocks(block.content))
            case List():
                return evolve(block, items=[self.blocks(item) for item in block.items])
            case Table():
                return evolve(block, rows=list(map(self.row, block.rows)))
            case Figure():
                return evolve(block, caption=self.inlines(block.caption))
            case _:
                return block

    def row(self, row: Sequence[Sequence[Inline]]) -> list[list[Inline]]:
        """One row of a table made anew."""
        return list(map(self.inlines, row))

    def inlines(self, inlines: Iterable[Inline]) -> list[Inline]:
        """Inlines made anew."""
        return list(map(self.inline, inlines))

    def inline(self, inline: Inline) -> Inline:
        """One inline made anew."""
        node: Any = inline
        inner = getattr(node, "content", ())  # only links and spans have inlines within
        return evolve(node, content=self.inlines(inner)) if inner else inline


# ------------------------------------------------------------------------------------------------ addresses

Rename: TypeAlias = Callable[[str], str]
"""The new address for an old one."""


def _unchanged(url: str) -> str:
    return url


@frozen
class Rewriting(Rewriter):
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

    def block(self, block: Block) -> Block:
        """A block with the new addresses."""
        if not isinstance(block, Figure):
            return super().block(block)
        href = self.href(block.href) if block.href else None
        image = evolve(block.image, src=self.src(block.image.src))
        return evolve(block, image=image, caption=self.inlines(block.caption), href=href)

    def inline(self, inline: Inline) -> Inline:
        """An inline with the new addresses."""
        match inline:
            case Image():
                return evolve(inline, src=self.src(inline.src))
            case Link():
                return evolve(inline, href=self.href(inline.href), content=self.inlines(inline.content))
            case _:
                return super().inline(inline)
