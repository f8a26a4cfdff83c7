"""Read lists of posts on the pages of any blog: home pages, archives, pages of categories, tags, authors and searches.

`anchors` groups the lines that may introduce posts by their markup. For each group, `units` finds the elements around
or between these lines, and `links` and `choice` the pages that they lead to. The list with the most text is measured
(`measures`) and judged (`verdict`). Then each of its units is read like a post on a page of its own (`card_posts`).
"""

from __future__ import annotations

from blogpost.readers.page.general.index.card_posts import read_index

__all__ = ["read_index"]
