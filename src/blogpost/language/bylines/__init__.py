"""Who wrote a text, read from the line that says so.

The rooms, in the order in which a line passes them: `moments` takes dates and times out, `introductions` finds the
by-word, `pieces` parts what follows it, `kinds` says what each piece is, `people` and `naming` make names and
affiliations of them, `acceptance` and `bare` decide whether to believe them, `letter_case` mends capitals. `lines`
reads bylines over several lines.
"""

from blogpost.language.bylines.credits import Credit, parse_byline, parse_credit
from blogpost.language.bylines.letter_case import normal_case
from blogpost.language.bylines.lines import SeveralLines, parse_lines

__all__ = ["Credit", "SeveralLines", "normal_case", "parse_byline", "parse_credit", "parse_lines"]
