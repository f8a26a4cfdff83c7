"""Build the manual: ``nox -s docs``, or ``sphinx-build -W -n docs FOLDER``."""
# ruff: noqa: INP001  Sphinx runs this file, nobody imports it

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import attrs
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import blogpost

project = "blogpost"
author = "The blogpost developers"
release = blogpost.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
html_theme = "furo"
html_title = f"blogpost {release}"
highlight_language = "none"
myst_heading_anchors = 3  # those that code forges have

copybutton_prompt_text = r">>> |\.\.\. |\$ "  # copied without prompts and output
copybutton_prompt_is_regexp = True

default_role = "py:obj"  # a name within backticks in a docstring
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 100

_TYPES = {
    "content": ("Block", "Inline", "BlocksLike", "InlinesLike"),
    "values": ("BylineLike", "LocationLike"),
    "canonical": ("MomentLike",),
    "sources": ("Given",),
}
_ALIASES = {name: f"blogpost.{module}.{name}" for module, names in _TYPES.items() for name in names}
autodoc_type_aliases = _ALIASES

nitpicky = True
nitpick_ignore_regex = [
    ("py:class", r"(collections\.abc|datetime)\..*|Path|os\.PathLike|BinaryIO"),  # the standard library's
    ("py:obj", r"\w+"),  # arguments and fields, which docstrings name in the same way
]


class JsonSchema(SphinxDirective):
    """The JSON Schema of the installed library."""

    def run(self) -> list[nodes.Node]:
        """The block of code with the schema."""
        text = json.dumps(blogpost.json_schema(), indent=2)
        return [nodes.literal_block(text, text, language="json")]


class Fields(SphinxDirective):
    """A table of a class's fields: types and defaults from the code, meanings from docs/fields.md."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The table."""
        kind = getattr(blogpost, self.arguments[0])
        heading = r"^## Blog, Location$" if kind in (blogpost.Blog, blogpost.Location) else rf"^## {kind.__name__}$"
        page = (_ROOT / "docs/fields.md").read_text(encoding="utf-8").replace("](#", "](fields.md#")
        section = re.split(heading, page, flags=re.MULTILINE)[1].split("\n## ")[0]
        meanings = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE))
        rows = [*_stored(kind), *_computed(kind)]
        lines = ["| field | type | default | meaning |", "|---|---|---|---|"]
        lines += [
            f"| `{name}` | {_code(type_)} | {_code(default)} | {meanings[name]} |" for name, type_, default in rows
        ]
        table = nodes.container()
        self.state.nested_parse(StringList(lines, self.env.docname), self.content_offset, table)
        return table.children


def _stored(kind: type) -> Iterator[tuple[str, str, str]]:
    for each in attrs.fields(kind):
        if not each.name.startswith("_"):
            yield each.name, str(each.type), "" if each.default is attrs.NOTHING else repr(each.default)


def _computed(kind: type) -> Iterator[tuple[str, str, str]]:
    for name, value in vars(kind).items():
        if isinstance(value, property) and not name.startswith("_") and value.fget is not None:
            yield name, value.fget.__annotations__["return"], ""


def _code(text: str) -> str:
    text = text.replace("dt.", "").replace("|", "\\|")
    return f"`{text}`" if text else ""


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_directive("json-schema", JsonSchema)
    app.add_directive("fields", Fields)
    app.connect("source-read", _include)
    app.connect("autodoc-process-signature", _write_out)
    app.connect("autodoc-process-docstring", _keep_colon, priority=400)  # before napoleon's
    app.connect("autodoc-process-docstring", _link_pages)


_ROOT = Path(__file__).parent.parent
_INCLUDED = {
    "changelog": "CHANGELOG.md",
    "security": "SECURITY.md",
    "benchmarks": "benchmarks/README.md",
    "contributing": "CONTRIBUTING.md",
    "architecture": "ARCHITECTURE.md",
}
_LINK = re.compile(r"\]\(([^)#:\s]+)(#[^)]*)?\)")


def _include(app: Sphinx, page: str, source: list[str]) -> None:
    """Put files from outside this folder into the manual, and lead links to them there."""
    file = _ROOT / _INCLUDED.get(page, f"docs/{page}.md")
    text = file.read_text(encoding="utf-8") if page in _INCLUDED else source[0]
    app.env.note_dependency(str(file))
    source[0] = _LINK.sub(lambda link: _within(link, file.parent), text)


def _within(link: re.Match[str], folder: Path) -> str:
    """A link in Markdown as it is in the manual: to one of its pages, or to a file in the repository."""
    target = (folder / link[1]).resolve()
    if not target.is_relative_to(_ROOT):  # in the output of an example
        return link[0]
    if target.parent == _ROOT / "docs":
        return f"]({target.name}{link[2] or ''})"
    pages = [page for page, file in _INCLUDED.items() if _ROOT / file == target]
    if pages:
        return f"]({pages[0]}.md{link[2] or ''})"
    if target.is_relative_to(_ROOT / "docs"):
        return link[0]
    return f"](path:../{target.relative_to(_ROOT).as_posix()})"


def _write_out(_app: Sphinx, *signature: object) -> tuple[str | None, str | None]:
    """Write aliases and modules in a signature by the names that Sphinx can link."""
    arguments, result = (_with_names(each) for each in signature[-2:])
    return arguments, result


def _with_names(types: object) -> str | None:
    if not isinstance(types, str):
        return None
    return re.sub(r"TypeAliasForwardRef\('([\w.]+)'\)", r"\1", types).replace("dt.date", "datetime.date")


def _keep_colon(_app: Sphinx, what: str, _name: str, _object: object, _options: object, lines: list[str]) -> None:
    """Keep colons in docstrings of properties: Napoleon reads words before one as a type."""
    if what == "property":
        lines[:] = [line.replace(": ", " – ") for line in lines]


def _link_pages(_app: Sphinx, _what: str, _name: str, _object: object, _options: object, lines: list[str]) -> None:
    """Link the pages that docstrings name by their files."""
    lines[:] = [re.sub(r"\bdocs/([\w-]+)\.md\b", r":doc:`\1`", line) for line in lines]
