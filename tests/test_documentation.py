"""The documentation is true: its examples run, its links lead somewhere, its reference and claims are complete."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogpost
from blogpost import content, errors
from blogpost.cli.options import build_parser
from blogpost.formats import FORMATS
from blogpost.readers.page import themes
from blogpost.sites import SITES
from shown import Reading, blocks

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "examples"
RUN = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
LINKED = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *ROOT.glob("[bf]*/*.md")])

# Files that a user has, by the names that the pages give them (docs/index.md).
GIVEN_FILES = {
    "page.html": "nebelbruecke.html",
    "post.txt": "harbour-bridge.txt",
    "blog-05-17-2014.xml": "export/blog-05-17-2014.xml",
    "harbour.warc.gz": "../tests/cases/captures/harbour.warc.gz",
    "cc-index.parquet": "../tests/cases/captures/cc-index.parquet",
}
GIVEN_ARCHIVE = "takeout-2024"
# The module that a page's examples are parts of.
WITHIN: dict[str, dict[str, Any]] = {"themes": vars(themes)}
# Packages that a page's examples need and other tests don't.
NEEDS = {
    "how-to-data-frame": ["polars"],
    "arrow": ["pyarrow"],
    "tables": ["pyarrow"],
    "web-archives": ["warcio"],
    "cluster": ["duckdb", "polars", "pyarrow", "warcio"],
    "common-crawl": ["duckdb", "warcio"],
    "recipes": ["polars", "pandas", "duckdb"],
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ------------------------------------------------------------------------------------------------ examples


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reading:
    """A reader in a folder that has the manual's files."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    for name, example in GIVEN_FILES.items():
        shutil.copy(EXAMPLES / example, tmp_path / name)
    shutil.make_archive(str(tmp_path / GIVEN_ARCHIVE), "zip", EXAMPLES / "takeout")
    monkeypatch.chdir(tmp_path)
    given = {"blogpost": blogpost, "Path": Path, "post": blogpost.parse(Path("post.txt"))}
    return Reading(capsys, {"__name__": "example", **given})


@pytest.mark.parametrize("path", RUN, ids=name_of)
def test_examples(path: Path, reading: Reading) -> None:
    for needed in NEEDS.get(path.stem, ()):
        pytest.importorskip(needed)
    reading.names |= WITHIN.get(path.stem, {})
    reading.read(path)


def test_there_are_examples() -> None:
    kinds = [block.kind for path in RUN for block in blocks(path)]
    assert kinds.count("python") > 10
    assert kinds.count("sh") + kinds.count("console") > 5


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("python", "assert post.title == 'Another'\n"),
        ("python", "post.byline.name  # 'Another'\n"),
        ("python", ">>> post.byline.name\n'Another'\n"),
        ("python", "# lost.py\nprint()\n"),
        ("sh", "blogpost missing.html\n"),
        ("console", "$ blogpost --schema\nnothing\n"),
        ("json", '{"schema": "blogpost/1", "titel": ""}\n'),
        ("markdown", "---\ntitle: 'A title'\n---\n"),
    ],
)
def test_an_example_can_fail(kind: str, text: str, reading: Reading) -> None:
    page = Path("page.md")
    page.write_text(f"# Page\n\n```{kind}\n{text}```\n", "utf-8")
    with pytest.raises((AssertionError, blogpost.ParseError, pytest.fail.Exception)):
        reading.read(page)


# ------------------------------------------------------------------------------------------------ links

LINK = re.compile(r"\]\(([^)\s]+)\)")
HTML_LINK = re.compile(r'<[^<>]*?\b(?:href|src)="([^"]+)')
FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")


def links(path: Path) -> list[str]:
    """The targets within the repository that a page links to."""
    prose = CODE.sub("", FENCE.sub("", path.read_text("utf-8")))
    return [target for target in (*LINK.findall(prose), *HTML_LINK.findall(prose)) if not re.match(r"\w+:", target)]


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings: their words in small letters, joined by hyphens."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", LINKED, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    for target in links(path):
        file, _, anchor = target.partition("#")
        page = (path.parent / file).resolve() if file else path
        assert page.exists(), f"{name_of(path)}: {target}"
        assert not anchor or anchor in anchors(page), f"{name_of(path)}: {target}"


def test_there_are_links() -> None:
    assert sum(len(links(path)) for path in LINKED) > 50


def test_every_page_is_in_the_manual() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    listed = {line for tree in re.findall(r"```{toctree}\n(.*?)```", index, re.DOTALL) for line in tree.splitlines()}
    assert {path.stem for path in DOCS.glob("*.md")} - {"index"} <= listed


# ------------------------------------------------------------------------------------------------ reference


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", blogpost.__all__)
def test_every_public_name_is_in_the_reference(name: str) -> None:
    assert re.search(rf"^\.\. auto\w+:: blogpost\.{name}$", page("api"), re.MULTILINE)


@pytest.mark.parametrize("node", [*content.BLOCKS, *content.INLINES])
def test_every_node_is_in_the_reference(node: type) -> None:
    assert re.search(rf"^\.\. auto\w+:: blogpost\.content\.{node.__name__}$", page("api"), re.MULTILINE)


@pytest.mark.parametrize("name", content.__all__)
def test_every_public_name_of_content_is_in_the_reference(name: str) -> None:
    assert re.search(
        rf"^\.\. (auto|py:)\w+:: blogpost\.content\.{name}$|`blogpost\.content\.{name}`", page("api"), re.MULTILINE
    )


def section(name: str, heading: str) -> str:
    """The text below a second-level heading that has the word in it."""
    parts = re.split(r"^## ", page(name), flags=re.MULTILINE)
    return next(part for part in parts if heading in part.partition("\n")[0])


@pytest.mark.parametrize("model", ["Post", "Comment", "Byline", "Quote", "Blog", "Location"])
def test_every_field_is_explained(model: str) -> None:
    kind = getattr(blogpost, model)
    computed = [name for name, value in vars(kind).items() if isinstance(value, property)]
    fields = [field.name for field in attrs.fields(kind)]
    text = section("fields", model)
    assert not [name for name in (*fields, *computed) if name[0] != "_" and f"`{name}`" not in text]


def test_every_option_is_explained() -> None:
    options = {max(action.option_strings) for action in build_parser()._actions if action.option_strings} - {"--help"}
    options -= {"-h"}
    assert not [option for option in options if f"| `{option}" not in page("command-line")]


@pytest.mark.parametrize("name", [*(name for name, row in FORMATS.items() if row.write), *SITES])
def test_every_target_is_explained(name: str) -> None:
    assert f"`{name}`" in page("command-line")


@pytest.mark.parametrize("name", [name for name, row in FORMATS.items() if row.read])
def test_every_format_is_explained(name: str) -> None:
    assert f"`{name}`" in page("inputs")


@pytest.mark.parametrize("name", [name for name in vars(errors) if name.endswith("Error")])
def test_every_error_is_explained(name: str) -> None:
    assert f"`{name}`" in page("errors")


# ------------------------------------------------------------------------------------------------ claims

CLAIMS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("claims.toml").read_text("utf-8"))["claim"]


def in_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim['page']}: {claim['says'][0][:40]}")
def test_a_claim_is_made_and_held(claim: dict[str, Any]) -> None:
    text = in_one_line((ROOT / claim["page"]).read_text("utf-8"))
    assert not [said for said in claim["says"] if in_one_line(said) not in text]
    assert any(claim.get(holder) for holder in ("tests", "run", "kept_with"))
    for test in claim.get("tests", ()):
        file, _, name = test.partition("::")
        assert f"\ndef {name}(" in (ROOT / "tests" / file).read_text("utf-8"), test
    for command in claim.get("run", ()):
        script = command.removeprefix("python ").split()[0]
        assert command.startswith("nox -s ") or (ROOT / script).exists(), command


FILES = re.compile(r"`(?:python )?((?:benchmarks|docs|examples|fuzz|tests|tools)/[\w./-]*)")


@pytest.mark.parametrize("path", LINKED, ids=name_of)
def test_files_named_on_a_page_exist(path: Path) -> None:
    prose = FENCE.sub("", path.read_text("utf-8"))
    assert not [file for file in FILES.findall(prose) if not (ROOT / file).exists()]


TAG = re.compile(r"<[^>]+>")
PROMISES = re.compile(r"\d|\b(?:never|always|every|equal|exactly)\b")


def test_every_promise_of_the_front_page_is_listed() -> None:
    """Sentences of the README with a number or a promise, without its examples, are in claims.toml."""
    prose = CODE.sub("", FENCE.sub("", (ROOT / "README.md").read_text("utf-8")))
    says = [said for claim in CLAIMS if claim["page"] == "README.md" for said in claim["says"]]
    listed = [in_one_line(CODE.sub("", said)) for said in says]
    sentences = [in_one_line(part) for part in re.split(r"\n\n|\n- |\|", TAG.sub("", LINK.sub("]", prose)))]
    promises = [sentence for sentence in sentences if PROMISES.search(sentence)]
    assert not [sentence for sentence in promises if not any(LINK.sub("]", said) in sentence for said in listed)]


# ------------------------------------------------------------------------------------------------ words


def test_words_are_plain() -> None:
    """tools/words.py finds nothing that isn't listed in tools/words.toml."""
    tool = [sys.executable, "-X", "utf8", str(ROOT / "tools/words.py")]
    done = subprocess.run(tool, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
