"""The comments on any blog's page (docs/inputs.md, "Comments of other systems").

`unnamed_places` finds the place for comments if no element is named for it. `units` finds the elements of each comment,
and `comment_lines` reads their lines. `comment_heads` reads names and times around the text, and `comment_texts` reads
the text itself. `threads` finds the comment that each one replies to, by its place. `counting` reads the count that the
page states.
"""

from __future__ import annotations

from blogpost.readers.page.general.comments.counting import count_comments, count_in_link
from blogpost.readers.page.general.comments.page_comments import read_comments
from blogpost.readers.page.general.comments.times import Context
from blogpost.readers.page.general.comments.unnamed_places import mark_unnamed_places

__all__ = ["Context", "count_comments", "count_in_link", "mark_unnamed_places", "read_comments"]
