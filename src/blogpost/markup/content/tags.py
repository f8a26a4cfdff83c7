"""Which elements are spans, code or blocks, and which are never content."""

from __future__ import annotations

from blogpost.content import Emphasis, Strikethrough, Strong, Subscript, Superscript, Underline
from blogpost.markup.styles import Span

SPANS: dict[str, Span] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), Emphasis),
    **dict.fromkeys(("strong", "b"), Strong),
    **dict.fromkeys(("u", "ins"), Underline),
    **dict.fromkeys(("s", "strike", "del"), Strikethrough),
    "sup": Superscript,
    "sub": Subscript,
}
CODES = frozenset(("code", "kbd", "samp", "tt"))
BLOCKS = frozenset(
    "address article aside body caption center details div fieldset figcaption figure footer form header hgroup"
    " html legend main nav p section summary".split()
)
DROPPED = frozenset(
    "applet area base basefont button canvas col colgroup datalist frame head input link map meta noembed noframes"
    " noscript optgroup option param progress script select source style svg template textarea title track".split()
)
PLAIN_BLOCKS = BLOCKS - {"figure"}  # without attributes, they only end what is before them and in them
WITHIN_LINES = frozenset((*SPANS, *CODES, "a", "img", "q", "rt", "ruby"))
