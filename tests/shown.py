"""Runs what a page of the documentation shows, block by block.

- ``python``: all of a page in one namespace; ``>>>`` is a doctest; a comment after a lone expression is its
  value; a block that begins with a comment ``# name.py`` is saved under that name, to be run by a session.
- ``sh``: lines that begin with ``blogpost`` are run, and must succeed.
- ``console``: each line after ``$`` is run, and must print the lines below it. ``> FILE`` writes a file. ``| jq …`` is
  run if jq is installed.
- ``json``: is JSON, and a post if it has a schema.
- ``markdown``: is a document as the library writes it.

Other blocks are only to be looked at.
"""

from __future__ import annotations

import ast
import doctest
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field, frozen

import blogpost
from blogpost import cli


@frozen
class Block:
    """A fenced block of a page; `line` is that of its first line."""

    page: Path
    kind: str
    text: str
    line: int

    def __str__(self) -> str:
        return f"{self.page.name}, line {self.line}"


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for fence in re.finditer(r"^(`{3,})([\w{}-]+)\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL):
        yield Block(page, fence[2], fence[3], text.count("\n", 0, fence.start(3)) + 1)


@define
class Reading:
    """A page read from its top to its end, in the current folder, by somebody who does all that it shows."""

    capsys: pytest.CaptureFixture[str]
    names: dict[str, Any]
    _saved: set[str] = field(factory=set)
    _ran: set[str] = field(factory=set)

    def read(self, page: Path) -> None:
        does = {"python": self._python, "sh": self._commands, "console": self._session}
        does |= {"json": _json, "markdown": _markdown}
        for block in blocks(page):
            does.get(block.kind, _nothing)(block)
        assert self._saved <= self._ran, f"{page.name} shows scripts that it does not run: {self._saved - self._ran}"

    def _python(self, block: Block) -> None:
        if script := re.match(r"# (\w+\.py)\n", block.text):
            Path(script[1]).write_text(block.text, "utf-8")
            self._saved.add(script[1])
        elif ">>> " in block.text:
            _doctest(block, self.names)
        else:
            _statements(block, self.names)

    def _commands(self, block: Block) -> None:
        for line in block.text.replace("\\\n", " ").splitlines():
            if line.startswith("blogpost "):
                assert self._run(line) == 0, f"{block}: {line}: {self.capsys.readouterr().err}"

    def _session(self, block: Block) -> None:
        first, *turns = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        assert not first, f"{block} does not begin with a command"
        for turn in turns:
            line, _, expected = turn.partition("\n")
            self.capsys.readouterr()
            self._run(line)
            self._ran.update(shlex.split(line))
            printed = "".join(self.capsys.readouterr())
            assert _is_so(expected, printed) or _lacks_program(line), f"{block}: {line} prints\n{printed}"

    def _run(self, line: str) -> int:
        """Run a command line, which may end in a file to write or a program to pipe to."""
        line, _, program = line.partition(" | ")
        line, _, file = line.partition(" > ")
        command, *arguments = shlex.split(line, comments=True)
        status = _COMMANDS[command](*arguments)
        if file:
            Path(file.strip()).write_text(self.capsys.readouterr().out, "utf-8")
        if program and not _lacks_program(f" | {program}"):
            output = self.capsys.readouterr().out
            done = subprocess.run(
                shlex.split(program), input=output, capture_output=True, encoding="utf-8", check=False
            )
            print(done.stdout + done.stderr)
        return status


def _lacks_program(line: str) -> bool:
    """Whether a line pipes to a program that isn't installed."""
    _, _, program = line.partition(" | ")
    return bool(program) and shutil.which(program.split()[0]) is None


def _nothing(_: Block) -> None:
    pass


def _json(block: Block) -> None:
    tree = json.loads(block.text)
    if "schema" in tree:
        blogpost.from_dict(tree)


def _markdown(block: Block) -> None:
    written = blogpost.to_markdown(blogpost.from_markdown(block.text))
    assert written == block.text, f"{block}: written as\n{written}"


# ------------------------------------------------------------------------------------------------ Python


def _statements(block: Block, names: dict[str, Any]) -> None:
    code = "\n" * (block.line - 1) + block.text  # so that a traceback names the page's line
    lines = code.splitlines()
    for statement in ast.parse(code, str(block.page)).body:
        if isinstance(statement, ast.Expr) and (claim := _claim(statement, lines)):
            value = repr(eval(compile(ast.Expression(statement.value), str(block.page), "eval"), names))
            assert value == claim, f"{block.page.name}, line {statement.lineno}: {value}"
        else:
            exec(compile(ast.Module([statement], []), str(block.page), "exec"), names)


def _claim(expression: ast.Expr, lines: list[str]) -> str | None:
    """What the comment behind an expression says that it gives."""
    assert expression.end_lineno is not None
    assert expression.end_col_offset is not None
    behind = lines[expression.end_lineno - 1].encode()[expression.end_col_offset :].decode().strip()
    return behind.removeprefix("#").strip() if behind.startswith("#") else None


def _doctest(block: Block, names: dict[str, Any]) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, names, str(block), str(block.page), block.line - 1)
    try:
        doctest.DebugRunner(optionflags=doctest.ELLIPSIS).run(test, clear_globs=False)
    except doctest.DocTestFailure as failure:
        pytest.fail(f"{block}: {failure.example.source}expected\n{failure.example.want}but got\n{failure.got}")
    except doctest.UnexpectedException as unexpected:
        raise unexpected.exc_info[1] from None
    names.update(test.globs)


# ------------------------------------------------------------------------------------------------ commands


def _is_so(expected: str, printed: str) -> bool:
    return doctest.OutputChecker().check_output(expected.strip() + "\n", printed.strip() + "\n", doctest.ELLIPSIS)


def _list(folder: str) -> int:
    print(*sorted(path.name for path in Path(folder).iterdir()), sep="\n")
    return 0


def _show(file: str) -> int:
    print(Path(file).read_text("utf-8"))
    return 0


def _blogpost(*arguments: str) -> int:
    try:
        return cli.main(arguments)
    except SystemExit as end:  # --version, --help, wrong usage
        return int(end.code or 0)


def _python(*arguments: str) -> int:
    command = [sys.executable, "-X", "utf8", "-W", "error", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    print(done.stdout + done.stderr)
    return done.returncode


_COMMANDS: dict[str, Callable[..., int]] = {
    "blogpost": _blogpost,
    "cat": _show,
    "ls": _list,
    "python": _python,
}
