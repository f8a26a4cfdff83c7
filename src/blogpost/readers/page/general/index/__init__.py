"""Read lists of posts on the pages of any blog: home pages, archives, pages of categories, tags, authors and searches.

Lines that may introduce posts are grouped by how they are marked up (`anchors`); for each group the elements around its
lines are found, or what stands between them (`units`), and the pages that they lead to (`links`, `choice`). The list
with the most text is measured (`measures`) and judged (`verdict`). Each of its units is then read as one post is read
from a page of its own (`card_page`, `reading`).
"""

from __future__ import annotations

from blogpost.readers.page.general.index.reading import read_index

__all__ = ["read_index"]
