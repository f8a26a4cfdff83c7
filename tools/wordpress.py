"""Writes what WordPress' translations say into ``src/blogpost/language/systems/wordpress.toml``.

The translations are those of Debian's package ``wordpress-l10n``, under the GPL; only the words of an interface are
taken, which are facts about pages. Unpack it and name its folder:
``python tools/wordpress.py usr/share/wordpress/wp-content/languages``. English is kept as people wrote it in the file.
"""
# ruff: noqa: INP001, T201  a script with output, not a module of a package

from __future__ import annotations

import gettext
import html
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

FILE = Path(__file__).parent.parent / "src/blogpost/language/systems/wordpress.toml"
LOCALES = Path(__file__).parent.parent / "src/blogpost/language/locales"
MARKER = "# --- generated from WordPress' translations by tools/wordpress.py; do not edit below this line ---"
NUMBER, TITLE = "{n}", "{title}"

# Where WordPress' name of a language is not the locale's, and does not begin with it.
NAMES = {"no": "nb_NO", "pt-BR": "pt_BR", "pt-PT": "pt_PT", "zh-CN": "zh_CN", "zh-TW": "zh_TW", "fil": "tl"}

# WordPress' own texts by the meanings that they have in the interface.
TEXTS = {
    "said": ('%s <span class="says">says:</span>', '<cite class="fn">%s</cite> <span class="says">says:</span>'),
    "reply": ("Reply", "Log in to Reply"),
    "post_comment": (
        *("Leave a Reply", "Leave a Comment", "Leave a comment", "Post Comment", "Submit Comment", "Cancel reply"),
        *("Click here to cancel reply.", "Comments are closed.", "Comments Off"),
    ),
    "no_comments": ("No Comments", "No comments yet."),
    "counts": ("% Comments", "One Response to %2$s"),
    "labels": ("Tags: ",),
    "older_post": ("Previous Post", "&laquo; Previous", "Previous page", "&laquo; Older Comments"),
    "newer_post": ("Next Post", "Next &raquo;", "Next page", "Newer Comments &raquo;"),
}
TAGS = re.compile(r"<[^>]*>")
PLACES = {"%1$s": NUMBER, "%2$s": TITLE, "%s": NUMBER}


def main(arguments: Sequence[str]) -> int:
    """Rewrites the generated part of the file."""
    folder = Path(arguments[0])
    kept = FILE.read_text("utf-8").partition(MARKER)[0].rstrip() if FILE.exists() else ""
    lines = [kept, "", MARKER]
    for tag in sorted(path.stem for path in LOCALES.glob("*.toml")):
        if tag != "en" and (path := translation(folder, tag)):
            lines += ["", *table(tag, path)]
    FILE.write_text("\n".join(lines) + "\n", "utf-8")
    print(FILE)
    return 0


def translation(folder: Path, tag: str) -> Path | None:
    """The file of a language, of its main region if there are several."""
    name = NAMES.get(tag, tag)
    exact = folder / f"{name}.mo"
    regions = [folder / f"{name}_{tag.upper()}.mo", *sorted(folder.glob(f"{name}_*.mo"))]
    return next((path for path in (exact, *regions) if path.exists()), None)


def table(tag: str, path: Path) -> Iterator[str]:
    """The table of a language."""
    with path.open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    yield f"[{tag}]"
    for key, texts in TEXTS.items():
        forms = dict.fromkeys(form for text in texts for form in translated(key, text, known))
        if forms:
            yield f"{key} = [{', '.join(quoted(form) for form in forms)}]"


def translated(key: str, text: str, known: dict[str | tuple[str, int], str]) -> Iterator[str]:
    """The forms of a text, clean; none if it is not translated, or is not of the expected form."""
    found = (
        [known[text]]
        if text in known
        else [known[each] for each in known if isinstance(each, tuple) and each[0] == text]
    )
    for form in found:
        if form == text and key != "said":
            continue
        clean = " ".join(html.unescape(TAGS.sub("", form)).replace("\xa0", " ").split())
        if key == "said":
            if clean.startswith("%s ") and len(clean) > len("%s x"):
                yield clean.removeprefix("%s ")
            continue
        for place, name in PLACES.items() if key == "counts" else ():
            clean = clean.replace(place, name)
        if key == "counts" and NUMBER not in clean and TITLE not in clean:
            clean = clean.replace("%", NUMBER)
        if clean and not {"%", "$"} & {*clean} and (key != "counts" or NUMBER in clean or TITLE in clean):
            yield clean


def quoted(text: str) -> str:
    """A string of TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
