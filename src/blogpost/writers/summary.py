"""A summary of a run: counts of written and skipped items."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from attrs import define, field

from blogpost.model import Post


class Noted(Protocol):
    """Something that counts what it changes and skips, by reason."""

    changed: Counter[str]
    skipped: Counter[str]


@define
class Summary:
    """Counts of posts and comments written.

    Attributes:
        drafts: posts and pages that are drafts. They are counted as posts or pages, too, as are the next two.
        without_address: posts and pages for which the site's tool chooses an address.
        skipped: counts of skipped items, by reason.
        changed: counts of changes to content that the format can't represent.
    """

    posts: int = 0
    pages: int = 0
    drafts: int = 0
    scheduled: int = 0
    trashed: int = 0
    comments: int = 0
    without_address: int = 0
    skipped: Counter[str] = field(factory=Counter)
    changed: Counter[str] = field(factory=Counter)

    def add(self, post: Post, *, comments: int, has_address: bool = True) -> None:
        """Count a post that was written.

        Args:
            post: the post.
            comments: the number of its comments written.
            has_address: whether it keeps its address, or isn't published.
        """
        self.posts += post.kind == "post"
        self.pages += post.kind == "page"
        self.drafts += post.status == "draft"
        self.scheduled += post.status == "scheduled"
        self.trashed += post.status == "trashed"
        self.comments += comments
        self.without_address += not has_address

    def note(self, source: Noted) -> None:
        """Add what something else has counted."""
        self.changed.update(source.changed)
        self.skipped.update(source.skipped)

    def include(self, other: Summary) -> None:
        """Add the counts of another summary."""
        for name in ("posts", "pages", "drafts", "scheduled", "trashed", "comments", "without_address"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.skipped.update(other.skipped)
        self.changed.update(other.changed)

    def __str__(self) -> str:
        """A line for everything written, and a line for each reason why something was changed or skipped."""
        written = [_counted(self.posts, "post"), _counted(self.pages, "page")]
        states = ((self.drafts, "in draft"), (self.scheduled, "scheduled"), (self.trashed, "trashed"))
        of_them = ", ".join(f"{number} {state}" for number, state in states if number)
        first = ", ".join(written) + (f" (of them {of_them})" if of_them else "")
        lines = [f"{first}, {_counted(self.comments, 'comment')}"]
        if self.without_address:
            posts = _counted(self.without_address, "post")
            lines.append(f"{posts} without a permalink: the site generator chooses the address")
        lines += [f"changed: {number:,} × {what}" for what, number in self.changed.items()]
        lines += [f"skipped: {number:,} × {reason}" for reason, number in self.skipped.items()]
        return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
