"""How the manual is built: ``nox -s docs``, or ``sphinx-build -W -n docs FOLDER``."""
# ruff: noqa: INP001  Sphinx runs this file, nobody imports it

from __future__ import annotations

import json
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import blogpost

project = "blogpost"
author = "The blogpost developers"
release = blogpost.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = f"blogpost {release}"
highlight_language = "none"
myst_heading_anchors = 3  # those that code forges have

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
    """The JSON Schema, as the installed library gives it."""

    def run(self) -> list[nodes.Node]:
        """The block that stands for the directive."""
        text = json.dumps(blogpost.json_schema(), indent=2)
        return [nodes.literal_block(text, text, language="json")]


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_directive("json-schema", JsonSchema)
    app.connect("source-read", _lead_outside)
    app.connect("autodoc-process-signature", _write_out)
    app.connect("autodoc-process-docstring", _keep_colon, priority=400)  # before napoleon's


def _lead_outside(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Links to pages that stand above this folder are links to files, since the manual does not have them."""
    source[0] = re.sub(r"\]\((\.\./[^)#]+)(#[^)]*)?\)", r"](path:\1)", source[0])


def _write_out(_app: Sphinx, *signature: object) -> tuple[str | None, str | None]:
    """A signature with names that can be found: autodoc leaves wrappers around aliases, and modules have their own."""
    arguments, result = (_with_names(each) for each in signature[-2:])
    return arguments, result


def _with_names(types: object) -> str | None:
    if not isinstance(types, str):
        return None
    return re.sub(r"TypeAliasForwardRef\('([\w.]+)'\)", r"\1", types).replace("dt.date", "datetime.date")


def _keep_colon(_app: Sphinx, what: str, _name: str, _object: object, _options: object, lines: list[str]) -> None:
    """Napoleon takes what stands before a property's colon for its type."""
    if what == "property":
        lines[:] = [line.replace(": ", " – ") for line in lines]
