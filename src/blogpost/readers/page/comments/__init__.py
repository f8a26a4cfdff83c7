"""The comments that stand on a page, whatever the shape of their list (docs/inputs.md, "Comments").

Blogger's lists differ in tags and classes, but each comment has a body, a line that names its author, and a link to
itself. So a comment is found by its body, and the rest is looked for in what holds that body and no other (`lists`,
`rendered`). Since 2012 a script has the comments, too, as data (`scripted`). How many the page says there are is told
by `counting`.
"""

from __future__ import annotations

from blogpost.readers.page.comments.rendered import Context, count_comments, read_comments
from blogpost.readers.page.comments.scripted import merged, read_scripts

__all__ = ["Context", "count_comments", "merged", "read_comments", "read_scripts"]
