"""Check the wording of the manual, the docstrings and the messages: ``python tools/words.py``.

Prints each match of a pattern in tools/words.toml with its place and a better wording, then the counts. Exits with 1 if
there is a match that isn't listed as an exception there. ``--count`` prints only the counts.
"""
# ruff: noqa: INP001, T201  a script, not a module of a package

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import frozen

_ROOT = Path(__file__).parent.parent
_RULES = Path(__file__).with_suffix(".toml")
_PAGES = (*sorted(_ROOT.glob("*.md")), *sorted(_ROOT.glob("docs/*.md")), *sorted(_ROOT.glob("[bf]*/*.md")))
_FOLDERS = ("src/blogpost", "benchmarks", "examples", "fuzz", "tools", "docs")
_SOURCE = tuple(path for folder in _FOLDERS for path in sorted(_ROOT.glob(f"{folder}/**/*.py")))

_LONGEST_SENTENCE = 25  # words, in the manual
_LONGEST_LIST = 40  # words of a clause with at least _FEWEST_COMMAS
_FEWEST_COMMAS = 4
_QUOTED = re.compile(r"`+[^`]*`+|\"[^\"\n]*\"|“[^”\n]*”|<[^>\n]*>")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_FENCE = re.compile(r"^(`{3,}|:{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n.*?^---$", re.MULTILINE | re.DOTALL)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.) |^\s*#+ |^\s*>")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[)*_]*\s+")
_CLAUSE_END = re.compile(r"(?<=[.!?:;])[)*_]*\s+")


@frozen
class Passage:
    """Prose in a file, without code and quotations.

    Attributes:
        path: of its file.
        line: its first line's number.
        text: its words.
        is_sentence: whether it is prose of the manual, whose sentences should be short.
    """

    path: Path
    line: int
    text: str
    is_sentence: bool = False

    @property
    def place(self) -> str:
        """The file and line, for messages."""
        return f"{self.path.relative_to(_ROOT).as_posix()}:{self.line}"


@frozen
class Match:
    """A match of a pattern: its passage, its words and the pattern's name and advice."""

    passage: Passage
    words: str
    name: str
    better: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.passage.place}: {self.name}: “{self.words}” (better: {self.better})\n    {self.passage.text}"


def find_matches() -> tuple[list[Match], list[str]]:
    """All matches that aren't exceptions, and the exceptions that match nothing any more."""
    rules = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    patterns = [(row, re.compile(row["regex"], re.MULTILINE)) for row in rules["pattern"]]
    exceptions = rules.get("exception", [])
    matches, used = [], set()
    for passage in [*_passages_of_pages(), *_passages_of_source()]:
        for match in [*_matches(passage, patterns), *_long_sentences(passage), *_semicolons(passage)]:
            excused = [row["text"] for row in exceptions if _covers(row, match)]
            used.update(excused)
            if not excused:
                matches.append(match)
    return matches, [row["text"] for row in exceptions if row["text"] not in used]


def _covers(exception: dict[str, str], match: Match) -> bool:
    passage = match.passage
    return (
        exception["name"] == match.name
        and passage.path == _ROOT / exception["file"]
        and exception["text"] in passage.text
    )


def _matches(passage: Passage, patterns: Sequence[tuple[dict[str, Any], re.Pattern[str]]]) -> Iterator[Match]:
    for row, pattern in patterns:
        if row.get("only") == "manual" and passage.path.suffix != ".md":
            continue
        for found in pattern.finditer(passage.text):
            yield Match(passage, found[0].strip(), row["name"], row["better"])


def _long_sentences(passage: Passage) -> Iterator[Match]:
    for clause in _CLAUSE_END.split(_IN_BRACKETS.sub("", passage.text)) if passage.is_sentence else ():
        count = len(re.findall(r"[\w`'’-]+", clause))
        if count > (_LONGEST_LIST if clause.count(",") >= _FEWEST_COMMAS else _LONGEST_SENTENCE):
            yield Match(passage, f"{count} words: {clause[:60]}", "long sentence", "two sentences")


def _semicolons(passage: Passage) -> Iterator[Match]:
    """Sentences with one semicolon: with more of them it is a list."""
    for sentence in _SENTENCE_END.split(_IN_BRACKETS.sub("", passage.text)) if passage.is_sentence else ():
        if sentence.count("; ") == 1:
            yield Match(passage, sentence[:60], "semicolon", "two sentences")


# ------------------------------------------------------------------------------------------------ pages


def _passages_of_pages() -> Iterator[Passage]:
    for path in _PAGES:
        text = path.read_text(encoding="utf-8")
        for ignored in (_FENCE, _FRONT_MATTER):
            text = ignored.sub(lambda match: "\n" * match[0].count("\n"), text)
        if path.name == "CHANGELOG.md":
            text = re.split(r"^## 1\.0\.0rc1", text, flags=re.MULTILINE)[0]  # older parts stay as they were published
        yield from _passages_of_page(path, text)


def _passages_of_page(path: Path, text: str) -> Iterator[Passage]:
    paragraph: list[str] = []
    first = 1
    for number, line in enumerate([*text.split("\n"), ""], 1):
        is_row = line.lstrip().startswith("|")
        if paragraph and (not line.strip() or is_row or _ITEM.match(line) or paragraph[0].startswith("#")):
            yield Passage(path, first, _prose(_ITEM.sub("", " ".join(paragraph))), is_sentence=True)
            paragraph = []
        if is_row:
            yield from (Passage(path, number, _prose(cell)) for cell in re.split(r"(?<!\\)\|", line) if cell.strip())
        elif line.strip():
            first = first if paragraph else number
            paragraph.append(line.strip())


def _prose(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    return _QUOTED.sub("`…`", text).replace("**", "").strip()


# ------------------------------------------------------------------------------------------------ source


def _passages_of_source() -> Iterator[Passage]:
    for path in _SOURCE:
        source = path.read_text(encoding="utf-8")
        yield from _docstrings(path, ast.parse(source))
        yield from _messages(path, ast.parse(source))
        yield from _comments(path, source)


def _docstrings(path: Path, tree: ast.Module) -> Iterator[Passage]:
    """Docstrings of modules, classes and functions, and those below constants."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                for number, paragraph in _paragraphs(text.split("\n"), node.lineno):
                    yield Passage(path, number, _prose(paragraph.replace("``", "`")))


def _paragraphs(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    for is_text, group in groupby(enumerate(lines, first), lambda pair: bool(pair[1].strip())):
        if is_text:
            numbered = list(group)
            yield numbered[0][0], "\n".join(line.strip() for _, line in numbered)


def _messages(path: Path, tree: ast.Module) -> Iterator[Passage]:
    """Texts of errors, log messages and the command's help."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise):
            parts = [node.exc] if node.exc else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _LOGS:
            parts = list(node.args)
        elif isinstance(node, ast.keyword) and node.arg in _HELP:
            parts = [node.value]
        else:
            continue
        for part in parts:
            for text in _texts(part):
                yield Passage(path, node.lineno if hasattr(node, "lineno") else 1, _prose(text))


_LOGS = {"debug", "info", "warning", "error", "add_argument_group"}
_HELP = {"help", "description", "epilog", "reason", "hint", "message"}


def _texts(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr):
            yield "".join(str(value.value) if isinstance(value, ast.Constant) else "…" for value in part.values)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value:
            yield part.value


def _comments(path: Path, source: str) -> Iterator[Passage]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Passage(path, token.start[0], _prose(token.string.lstrip("# ")))


# ------------------------------------------------------------------------------------------------ the command


def main(arguments: Sequence[str]) -> int:
    """Print the matches and counts; return the exit status."""
    matches, unused = find_matches()
    if "--count" not in arguments and matches:
        print(*matches, sep="\n")
    for kind, suffix in (("manual", ".md"), ("source", ".py")):
        counts = Counter(match.name for match in matches if match.passage.path.suffix == suffix)
        print(f"{kind}: {counts.total()}", *(f"{name} {count}" for name, count in counts.most_common()), sep=", ")
    for text in unused:
        print(f"unused exception: {text}")
    return bool(matches or unused)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
