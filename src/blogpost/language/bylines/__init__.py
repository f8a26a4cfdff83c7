"""Read who wrote a text from the line that says so.

A line passes these modules in order: `prefilter` rejects most lines, `moments` takes dates and times out, `filing`
takes out sections and tags, `introductions` finds the introducer, `pieces` divides the text after it, `kinds`
classifies the pieces, `people` and `naming` make names and affiliations of them, `acceptance` decides whether to
accept these, `bare` reads lines without an introducer, and `letter_case` corrects capitals. `known` has facts from
elsewhere on the page. `several_lines` reads bylines over several lines.
"""

from blogpost.language.bylines.credits import Credit, parse_byline, parse_credit
from blogpost.language.bylines.known import Known
from blogpost.language.bylines.letter_case import normal_case
from blogpost.language.bylines.several_lines import SeveralLines, parse_lines

__all__ = ["Credit", "Known", "SeveralLines", "normal_case", "parse_byline", "parse_credit", "parse_lines"]
