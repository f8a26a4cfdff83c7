"""The comments on any blog's page (docs/inputs.md, "Comments of other systems").

Which elements belong to which comment is found first (`units`). Then the lines of each are read (`lines`): names and
times from what is around the text (`heads`), the text from what is left (`texts`), and what it replies to from where it
is (`threads`). How many comments the page states is read by itself (`counting`).
"""

from __future__ import annotations

from blogpost.readers.page.general.comments.counting import count_comments, count_in_link
from blogpost.readers.page.general.comments.reading import read_comments
from blogpost.readers.page.general.comments.times import Context

__all__ = ["Context", "count_comments", "count_in_link", "read_comments"]
