"""The quotations of a body: those in its text, its block quotes, and the code in both.

Code is not searched for quotations. A block quote is searched by itself, so its speakers stay within it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain

from attrs import define, evolve, field

from blogpost.content import (
    Anchor,
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Figure,
    Image,
    Inline,
    LineBreak,
    List,
    Table,
    Text,
    children,
    inline_text,
    leaves,
    links,
    plain_text,
    walk,
)
from blogpost.language.quotations.block_sources import Source, introduced_by, named_in, signed_by
from blogpost.language.quotations.finding import find_quotations
from blogpost.values import Quote

MAX_QUOTES_WITHIN = 2
"""The greatest depth of block quotes; each quotation repeats the text of those inside it."""

_BETWEEN_BLOCKS = "\n\n"
_HIDDEN = "\ufffc"  # replaces each character that is not searched
_REACH = 400  # characters before a block quote that are searched for its source
_APART = frozenset((BlockQuote, Code, CodeBlock))
_MAX_SOURCE_LENGTH = 120  # characters of a line that only names a source


def quotations(body: Sequence[Block], language: str | None = None) -> tuple[Quote, ...]:
    """Every quotation in the blocks, with its offsets in their plain text, outer before inner."""
    text = plain_text(body)
    if not _is_mixed(body):
        return tuple(find_quotations(text, language))
    return tuple(_with_code(quote, text) for quote in _quotations(body, language))


def _is_mixed(blocks: Iterable[Block | Inline]) -> bool:
    """Whether there is code or a block quote among the blocks, at any depth."""
    for node in blocks:
        kind = type(node)
        if kind in _APART or (kind is not Text and _is_mixed(children(node))):
            return True
    return False


def _with_code(quote: Quote, text: str) -> Quote:
    """The quotation with its code, which was hidden from the search."""
    return evolve(quote, text=text[quote.start : quote.end]) if _HIDDEN in quote.text else quote


def _quotations(body: Sequence[Block], language: str | None) -> Sequence[Quote]:
    reading = _Reading()
    reading.read(body)
    parts = [find_quotations(_text(reading.leaves), language)]
    if not reading.quoted:
        return parts[0]
    parts.append([_block_quotation(quoted, language) for quoted in reading.quoted])
    for quoted in reading.quoted:
        offset = quoted.leaves[0].start
        inner = find_quotations(_text(quoted.leaves), language)
        parts.append([evolve(quote, start=quote.start + offset, end=quote.end + offset) for quote in inner])
    return _merged(parts)


def _merged(parts: Sequence[Sequence[Quote]]) -> tuple[Quote, ...]:
    """All quotations by offset; `continues`, an index within a part, becomes one among all."""
    keyed = [(part, index, quote) for part, quotes in enumerate(parts) for index, quote in enumerate(quotes)]
    keyed.sort(key=lambda item: (item[2].start, -item[2].end, item[2].kind != "block"))
    place = {(part, index): i for i, (part, index, _) in enumerate(keyed)}
    return tuple(
        quote if quote.continues is None else evolve(quote, continues=place[part, quote.continues])
        for part, _, quote in keyed
    )


# ------------------------------------------------------------------------------------------------ block quotes


def _block_quotation(quoted: _Quoted, language: str | None) -> Quote:
    start, end = quoted.leaves[0].start, quoted.leaves[-1].end
    source = _source(quoted, language)
    return Quote(
        plain_text(quoted.node.content),
        kind="block",
        speaker=source.speaker if source else None,
        speaker_name=source.name if source else None,
        cue=source.cue if source else None,
        evidence="cue" if source else "none",
        start=start,
        end=end,
    )


def _source(quoted: _Quoted, language: str | None) -> Source | None:
    """The source in the quote's last line or the line after it, in its introduction, or in a link there."""
    before, after = quoted.neighbours()
    for line in (quoted.leaves[-1].text.rpartition("\n")[2], after.text if after else ""):
        if source := signed_by(line, language):
            return source
    if before is None:
        return None
    return introduced_by(before.text[-_REACH:], language) or _linked(before, language)


def _linked(before: _Leaf, language: str | None) -> Source | None:
    """The last link of a line that mostly names a source, or ends with a colon before the quote."""
    if len(before.text) > _MAX_SOURCE_LENGTH and not before.text.endswith(":"):
        return None
    labels = [inline_text(link.content) for link in links((before.block,))]
    return named_in(labels[-1], language) if labels else None


# ------------------------------------------------------------------------------------------------ text


@define(eq=False)
class _Leaf:
    """A block with text of its own, and the offset of its start; if hidden, with all characters replaced."""

    block: Block
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def hidden(self) -> _Leaf:
        return _Leaf(self.block, _HIDDEN * len(self.text), self.start)


@define(eq=False)
class _Quoted:
    """A block quote, its leaves, and the leaves around it; the text of deeper block quotes is hidden in each."""

    node: BlockQuote
    around: list[_Leaf]
    leaves: list[_Leaf] = field(factory=list)

    def neighbours(self) -> tuple[_Leaf | None, _Leaf | None]:
        """The leaves before and after it, except block quotes."""
        first = bisect_left(self.around, self.leaves[0].start, key=lambda leaf: leaf.start)
        last = first + len(self.leaves)
        before = self.around[first - 1] if first else None
        after = self.around[last] if last < len(self.around) else None
        return _if_seen(before), _if_seen(after)


@define(eq=False)
class _Reading:
    """The leaves of a body in order, with those of block quotes hidden, and its block quotes, outer before inner."""

    leaves: list[_Leaf] = field(factory=list)
    quoted: list[_Quoted] = field(factory=list)
    _length: int = 0

    def read(self, nodes: Iterable[Block], within: tuple[_Quoted, ...] = ()) -> None:
        """Read the blocks inside these block quotes."""
        for node in nodes:
            if isinstance(node, BlockQuote) and len(within) == MAX_QUOTES_WITHIN:
                self.read(node.content, within)
            elif isinstance(node, BlockQuote):
                quoted = _Quoted(node, within[-1].leaves if within else self.leaves)
                self.quoted.append(quoted)
                self.read(node.content, (*within, quoted))
                if not quoted.leaves:  # nothing but images or embeds
                    self.quoted.pop()
            elif isinstance(node, List):
                self.read(chain.from_iterable(node.items), within)
            else:
                for block, text in leaves((node,)):
                    self._add(_Leaf(block, _without_code(block, text), self._length), within)

    def _add(self, leaf: _Leaf, within: tuple[_Quoted, ...]) -> None:
        self._length = leaf.end + len(_BETWEEN_BLOCKS)
        *around, own = (self.leaves, *(quoted.leaves for quoted in within))
        own.append(leaf)
        for outer in around:
            outer.append(leaf.hidden())


def _if_seen(leaf: _Leaf | None) -> _Leaf | None:
    return None if leaf is None or leaf.text.startswith(_HIDDEN) else leaf


def _text(own: Sequence[_Leaf]) -> str:
    return _BETWEEN_BLOCKS.join(leaf.text for leaf in own)


def _without_code(block: Block, text: str) -> str:
    """The text of a block with each character of code hidden."""
    if isinstance(block, CodeBlock):
        return _HIDDEN * len(text)
    if not any(isinstance(node, Code) for node in walk(children(block)) if type(node) is not Text):
        return text
    if isinstance(block, Table):
        return "\n".join(" | ".join(map(_line_without_code, row)) for row in block.rows)
    return _line_without_code(block.caption if isinstance(block, Figure) else children(block))


def _line_without_code(line: Iterable[Block | Inline]) -> str:
    return "".join(_HIDDEN * len(node.text) if isinstance(node, Code) else _seen(node) for node in line)


def _seen(node: Block | Inline) -> str:
    if isinstance(node, Text | LineBreak | Image | Anchor):
        return inline_text((node,))
    return _line_without_code(children(node))
