"""Tables of pages: which hold what a reader looks up, and which are there for the layout."""

from __future__ import annotations

import pytest
from lxml import html

from blogpost.content import Table
from blogpost.markup.content import read_blocks

PICTURE = "<img src='https://example.org/a.jpg'>"
PROSE = "The ferry left the harbour before the fog had lifted, and nobody on the quay could say who was on it. " * 3

TABLES = {
    "words": ("<tr><th>Ship<th>Year<tr><td>Swan<td>1912", True),
    "short texts of several lines": ("<tr><td>Swan<br>a ferry<td>1912", True),
    "a small picture beside words": (f"<tr><td>{PICTURE}<td>Swan", True),
    "a picture within a line": (f"<tr><td>{PICTURE} Swan<td>1912", True),
    "pictures side by side": (f"<tr><td>{PICTURE}<td>{PICTURE}", False),
    "pictures with their names": (f"<tr><td><p>Swan</p>{PICTURE}<td><p>Gull</p>{PICTURE}", False),
    "prose beside a picture": (f"<tr><td>{PROSE}<td>{PICTURE} 1912", False),
    "columns of prose": ("<tr><td><p>a<p>b<p>c<p>d<td><p>e<p>f<p>g<p>h", False),
    "spaces between short lines": ("<tr><td><p>a<p>&nbsp;<p>b<p>&nbsp;<p>c<td>d", True),
    "a list in a cell": ("<tr><td><ul><li>a</ul><td>b", False),
    "lists in rows": ("<tr><td><ul><li>a</ul><td>b<tr><td>c<td><pre>d</pre>", True),
    "a list in a table with headings": ("<tr><th>Ship<th>Crew<tr><td>Swan<td><ul><li>Jo<li>Al</ul>", True),
    "pictures in a table with headings": (f"<tr><th>Ship<th>Seen<tr><td><p>Swan</p>{PICTURE}<td>1912", True),
    "players side by side": ("<tr><td><iframe src=/a></iframe>a<td><iframe src=/b></iframe>b", False),
    "pages in columns with headings": (f"<tr><th>a<th>b<tr><td>{PROSE * 4}<td>{PROSE * 4}", False),
    "a single column": ("<tr><td>a<tr><td>b", False),
}


@pytest.mark.parametrize(("rows", "is_data"), TABLES.values(), ids=TABLES)
def test_tables_of_data_are_told_from_layout(rows: str, is_data: bool) -> None:
    blocks = read_blocks(html.fragment_fromstring(f"<div><table>{rows}</table></div>"))
    assert any(isinstance(block, Table) for block in blocks) is is_data
