"""What became of the posts of a run."""

from __future__ import annotations

from collections import Counter

from attrs import define, field

from blogpost.model import Post


@define
class Summary:
    """Counts of what was written, and of what was not, by the reason."""

    posts: int = 0
    pages: int = 0
    drafts: int = 0
    scheduled: int = 0
    trashed: int = 0
    comments: int = 0
    without_address: int = 0
    skipped: Counter[str] = field(factory=Counter)

    def add(self, post: Post, *, comments: int, has_address: bool = True) -> None:
        """Counts a post that was written; a draft counts as one, and as a post or page, too.

        Args:
            post: the post.
            comments: how many of its comments were written.
            has_address: whether it stays at its old address, as far as readers are to see it.
        """
        self.posts += post.kind == "post"
        self.pages += post.kind == "page"
        self.drafts += post.status == "draft"
        self.scheduled += post.status == "scheduled"
        self.trashed += post.status == "trashed"
        self.comments += comments
        self.without_address += not has_address

    def include(self, other: Summary) -> None:
        """Adds the counts of another run, or of another site of the same one."""
        for name in ("posts", "pages", "drafts", "scheduled", "trashed", "comments", "without_address"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.skipped.update(other.skipped)

    def __str__(self) -> str:
        """A line for all that was written, and one for each reason why something was not."""
        written = [_counted(self.posts, "post"), _counted(self.pages, "page")]
        of_them = [
            f"{number} {what}"
            for number, what in ((self.drafts, "in draft"), (self.scheduled, "scheduled"), (self.trashed, "trashed"))
            if number
        ]
        first = ", ".join(written) + (f" (of them {', '.join(of_them)})" if of_them else "")
        lines = [f"{first}, {_counted(self.comments, 'comment')}"]
        if self.without_address:
            posts = _counted(self.without_address, "post")
            lines.append(f"{posts} without a permalink: the site generator chooses the address")
        return "\n".join((*lines, *(f"skipped: {number:,} × {reason}" for reason, number in self.skipped.items())))


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
