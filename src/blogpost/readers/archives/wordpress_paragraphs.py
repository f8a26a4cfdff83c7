"""WordPress's classic content → HTML.

In it, empty lines part paragraphs, line ends are line breaks, and captions are shortcodes. WordPress makes HTML of
these when it shows a post (`wpautop`). Content of the block editor is HTML already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogpost.markup.embeds import provider

# WordPress's list of elements that are blocks (wp-includes/formatting.php).
_NAMES = (
    "address|article|aside|blockquote|caption|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hgroup|legend|li|map|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|iframe"
)
_BLOCK = re.compile(
    rf"(?P<alone><hr\b[^<>]*>|<!--(?:more|nextpage)\b[^<>]*>)|(?P<end></(?:{_NAMES})\b[^<>]*>)|<(?:{_NAMES})\b[^<>]*>",
    re.IGNORECASE,
)
_HOLDS_NO_PARAGRAPH = re.compile(r"<(?:p|pre|h[1-6]|dt|caption|figcaption|legend|summary|address)\b", re.IGNORECASE)
_KEPT = ("pre", "script", "style", "textarea", "figure")  # they keep their line ends
_AS_IT_IS = re.compile(rf"<({'|'.join(_KEPT)})\b[^<>]*>", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE) for name in _KEPT}
_TAG = re.compile(r"<[^<>]*>")
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_OF_BLOCK_EDITOR = "<!-- wp:"


def html_of_content(content: str) -> str:
    """WordPress's content as the HTML that its pages have."""
    if _OF_BLOCK_EDITOR in content:
        return content
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_parts(_with_figures(content)))


def _parts(content: str) -> Iterator[str]:
    """The content in parts: what keeps its line ends, and the paragraphs between."""
    position = 0
    while start := _AS_IT_IS.search(content, position):
        end = _ENDS[start[1].lower()].search(content, start.end())
        if end is None:
            break
        yield _paragraphs(content[position : start.start()])
        yield content[start.start() : end.end()]
        position = end.end()
    yield _paragraphs(content[position:])


def _paragraphs(content: str) -> str:
    """The paragraphs in content without elements that keep their line ends."""
    content = _TAG.sub(lambda tag: tag[0].replace("\n", " "), content)
    pieces = _EMPTY_LINES.split(_BLOCK.sub(_apart, content))
    return "\n".join(_paragraph(piece.strip()) for piece in pieces if piece.strip())


def _apart(tag: re.Match[str]) -> str:
    """A tag with an empty line before its element and after it."""
    before = "" if tag["end"] else "\n\n"
    after = "\n\n" if tag["end"] or tag["alone"] else ""
    return f"{before}{tag[0]}{after}"


def _paragraph(piece: str) -> str:
    """A piece between empty lines as a paragraph, or as it is if it is a whole block.

    It has a block's tag only at its beginning or its end.
    """
    first = _BLOCK.match(piece)
    last = piece.rfind("<") if piece.endswith(">") else -1
    is_end = last > 0 and (end := _BLOCK.match(piece, last)) is not None and end["end"] is not None
    opening = first[0] if first else ""
    closing = piece[last:] if is_end else ""
    text = piece[len(opening) : len(piece) - len(closing)].strip()
    if not opening and not closing and _is_address_of_embed(text):
        return f'<iframe src="{text}"></iframe>'
    lines = "<br>\n".join(line.strip() for line in text.split("\n"))
    if not lines or (opening and (closing or _HOLDS_NO_PARAGRAPH.match(opening))):
        return f"{opening}{lines}{closing}"
    return f"{opening}<p>{lines}</p>{closing}"


_MAX_ADDRESS_LENGTH = 500  # characters


def _is_address_of_embed(text: str) -> bool:
    """Whether a paragraph is only the bare address of a video or the like, for which WordPress shows a player."""
    is_address = len(text) <= _MAX_ADDRESS_LENGTH and text.startswith(("http://", "https://"))
    return is_address and not set(text) & set("<>\"' \n") and provider(text) is not None


# ------------------------------------------------------------------------------------------------ captions and embeds

_SHORTCODE = re.compile(r"(\[/?(?:caption|wp_caption|embed)\b[^\[\]]*\])")
_IMAGE = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)")
_OLD_CAPTION = re.compile(r"\bcaption=(?:\"([^\"]*)\"|'([^']*)')")


def _with_figures(content: str) -> str:
    """The content with figures for captions, and addresses on lines of their own for embeds."""
    if "[" not in content:
        return content
    pieces = _SHORTCODE.split(content)
    for place in range(1, len(pieces) - 2, 2):
        start, inner, end = pieces[place : place + 3]
        if start.startswith("[/") or not end.startswith("[/"):
            continue
        if shown := _embed(inner) if start.startswith("[embed") else _figure(start, inner):
            pieces[place : place + 3] = ["", shown, ""]
    return "".join(pieces)


def _embed(inner: str) -> str:
    return f"\n\n{inner.strip()}\n\n"


def _figure(start: str, inner: str) -> str | None:
    image = _IMAGE.match(inner)
    if image is None:
        return None
    old = _OLD_CAPTION.search(start)
    caption = inner[image.end() :].strip() or (old and (old[1] or old[2])) or ""
    caption = caption.replace("\n", "<br>")
    return f"\n\n<figure>{image[1]}<figcaption>{caption}</figcaption></figure>\n\n"
