"""The comments on a page, for all of Blogger's lists (docs/inputs.md, "Comments").

Blogger's lists differ in tags and classes, but each comment has a body, a line with its author, and a link to itself.
A comment is found by its body; its other parts are in the elements that hold that body and no other (`lists`,
`rendered`). Since 2012, a script has the comments as data, too (`scripted`).
"""

from __future__ import annotations

from blogpost.readers.page.comments.rendered import Context, count_comments, read_comments
from blogpost.readers.page.comments.scripted import merge_comments, read_scripts

__all__ = ["Context", "count_comments", "merge_comments", "read_comments", "read_scripts"]
