"""Promise 3: reading opens no file and no connection, expands no entity, and runs nothing that a document says."""

from __future__ import annotations

import ast
import json
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost import ParseError
from blogpost.formats import readable
from blogpost.markup import yaml
from seeds import seeds
from source import MODULES, SOURCE

HERE = Path(__file__).parent

Documents = list[tuple[str, bytes]]


def read_alone(documents: Documents) -> dict[str, Any]:
    """What `isolated` tells of reading documents in its own process."""
    given = json.dumps([(name, document.hex()) for name, document in documents])
    command = [sys.executable, str(HERE / "isolated.py")]
    run = subprocess.run(command, input=given, capture_output=True, text=True, check=True, timeout=300)
    told: dict[str, Any] = json.loads(run.stdout)
    return told


# ------------------------------------------------------------------------------------------------ files and connections

_SINGLE = frozenset(("html", "text", "markdown", "json", "jsonl"))
# The comments of an archive wait in a private temporary database, which is in memory while they are few.
_OF_ARCHIVES = frozenset(("sqlite3.connect", "sqlite3.connect/handle"))


def opened(name: str, events: Iterable[str]) -> list[str]:
    allowed = frozenset() if name in _SINGLE else _OF_ARCHIVES
    return [event for event in events if event.split()[0] not in allowed]


@pytest.mark.parametrize("name", readable())
def test_reading_opens_nothing(name: str) -> None:
    documents = [(name, seed) for seed in seeds(name)]
    told = read_alone(documents)
    assert told["same"], "it reads the same without a file descriptor to spare"
    assert not [event for events in told["events"] for event in opened(name, events)]


def test_what_is_opened_is_seen() -> None:
    """The measure can fail: what a language needs is read from its file."""
    code = "import isolated, blogpost; isolated.read = lambda *_: [open('/dev/null').read()]; isolated.main()"
    run = subprocess.run(
        [sys.executable, "-c", code], input='[["html", ""]]', capture_output=True, text=True, cwd=HERE, check=False
    )
    assert "OSError" in run.stderr, "there was a file descriptor to spare"


# ------------------------------------------------------------------------------------------------ what they refer to

_SECRET = "the canary has been read"
_INSIDE = "<entry><id>tag:blogger.com,1999:blog-1.post-2</id><title>x &a; %b;</title><content>x &a;</content></entry>"
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" {0}>{1}</feed>'
_REFERRING = (
    '<!DOCTYPE feed SYSTEM "{0}">',
    '<!DOCTYPE feed [<!ENTITY a SYSTEM "{0}">]>',
    '<!DOCTYPE feed [<!ENTITY % b SYSTEM "{0}"> %b;]>',
    '<!DOCTYPE feed PUBLIC "x" "{0}" [<!ENTITY a SYSTEM "{0}">]>',
    '<!-- x --><?x y?>\n<!DOCTYPE feed [<!ENTITY a SYSTEM "{0}">]>',
    '<?xml version="1.0" standalone="no"?><!DOCTYPE feed [<!NOTATION n SYSTEM "{0}"><!ENTITY a SYSTEM "{0}" NDATA n>]>',
    '<!DOCTYPE feed [<!ATTLIST feed xml:base CDATA "{0}"><!ENTITY a "{0}">]>',
    '<?xml-stylesheet type="text/xsl" href="{0}"?>',
    "",
)
_IN_ATTRIBUTES = 'xml:base="{0}" xmlns:xi="http://www.w3.org/2001/XInclude" xsi:schemaLocation="{0} {0}"'
_PAGE = """<!DOCTYPE html SYSTEM "{0}" [<!ENTITY a SYSTEM "{0}">]><html manifest="{0}"><head><base href="{0}">
<link rel="stylesheet" href="{0}"><link rel="import" href="{0}"><script src="{0}"></script>
<meta http-equiv="refresh" content="0;url={0}"></head><body background="{0}"><div class='post hentry'>
<h3 class='post-title'>x &a;</h3><div class='post-body'><img src="{0}"><iframe src="{0}"></iframe>
<object data="{0}"></object><xi:include href="{0}" parse="text"/>&a;</div></div></body></html>"""
_FRONT = "---\ntitle: !include {0}\nx: !<{0}> y\nimage: {0}\n---\n\n![x]({0})\n\n{{{{< include {0} >}}}}\n"


def referring(address: str) -> Iterator[tuple[str, bytes]]:
    """Documents that refer to an address in all the ways that some reader somewhere follows."""
    include = f'<xi:include href="{address}" parse="text"/>'
    for prolog in _REFERRING:
        text = prolog.format(address) + _ATOM.format(_IN_ATTRIBUTES.format(address), include + _INSIDE)
        for name in ("atom", "rss", "export", "takeout"):
            yield name, text.encode()
            yield name, b"\xff\xfe" + text.encode("utf-16-le")
    yield "html", _PAGE.format(address).encode()
    yield "markdown", _FRONT.format(address).encode()
    yield "text", f"Title\n\n![x]({address})\n\nfile: {address}\n".encode()
    tree = {
        "$ref": address,
        "kind": "blogger#post",
        "id": "1",
        "content": f'<img src="{address}">',
        "selfLink": address,
    }
    yield "api", json.dumps(tree).encode()
    yield "gdata-json", json.dumps({"feed": {"entry": [{"content": {"src": address, "type": "text/html"}}]}}).encode()


def test_nothing_that_a_document_refers_to_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(_SECRET, encoding="utf-8")
    for address in (secret.as_uri(), str(secret)):
        told = read_alone([*referring(address)])
        assert told["same"]
        assert _SECRET not in json.dumps(told["told"])
        assert not [event for events in told["events"] for event in opened("atom", events)]


def test_nothing_that_a_document_refers_to_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        documents = [*referring(f"http://127.0.0.1:{server.getsockname()[1]}/x")]
        assert len(documents) > 20
        for name, document in documents:
            try:
                list(blogpost.iter_posts(document, format=name))
            except blogpost.BlogpostError:
                continue
        with pytest.raises(BlockingIOError):
            server.accept()


# ------------------------------------------------------------------------------------------------ entities


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("name", ["atom", "rss", "export", "takeout"])
def test_document_types_are_refused(name: str, encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    for prolog in filter(lambda prolog: "DOCTYPE" in prolog, _REFERRING):
        document = mark + (prolog.format("x") + _ATOM.format("", _INSIDE)).encode(encoding)
        with pytest.raises(ParseError, match="document type"):
            list(blogpost.iter_posts(document, format=name))


def test_entities_in_pages_are_text() -> None:
    page = f'<!DOCTYPE html [<!ENTITY a "{_SECRET}">]><div class="h-entry"><p class="e-content">x &a; y</p></div>'
    post = blogpost.parse(page, format="html")
    assert _SECRET not in blogpost.to_json(post)
    assert "&a;" in post.text


# ------------------------------------------------------------------------------------------------ what is never run

_TAGS = (
    "!!python/object/apply:pathlib.Path.touch [{0}]",
    "!!python/object/apply:os.system ['touch {0}']",
    "!!python/object/new:os.system ['touch {0}']",
    "!!python/name:os.system",
    "!!python/module:os",
    "!!python/object:blogpost.Post {{}}",
    "!!binary aGVsbG8=",
    "!!timestamp 2012-10-18",
    "!!set {{x: null}}",
    "!ruby/object:Gem::Installer {{i: x}}",
    "!!javax.script.ScriptEngineManager [x]",
)


@pytest.mark.parametrize("loader", yaml.LOADERS, ids=lambda loader: loader.__name__)
@pytest.mark.parametrize("tag", _TAGS)
def test_tags_of_yaml_make_nothing(tag: str, loader: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "LOADERS", [loader])
    canary = tmp_path / "canary"
    tree = yaml.loads(f"x: {tag.format(canary)}\n")
    assert not canary.exists()
    assert _is_plain(tree)


def _is_plain(tree: object) -> bool:
    if isinstance(tree, dict):
        return all(isinstance(key, str) and _is_plain(value) for key, value in tree.items())
    return all(map(_is_plain, tree)) if isinstance(tree, list) else type(tree) is str


class _Touching:
    """What touches a file when its pickle is loaded."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._path,)


@pytest.mark.parametrize("protocol", [0, 2, pickle.HIGHEST_PROTOCOL])
def test_pickles_are_never_loaded(protocol: int, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    document = pickle.dumps(_Touching(canary), protocol=protocol)
    for name in (None, *readable()):
        try:
            list(blogpost.iter_posts(document, format=name))
        except blogpost.BlogpostError:
            continue
    assert not canary.exists()
    pickle.loads(document)
    assert canary.exists(), "it would have been touched"


# What could run what it is given, or reach out.
_NEVER_IMPORTED = frozenset(
    "pickle marshal shelve dbm code codeop runpy subprocess multiprocessing socket ssl http ftplib smtplib "
    "socketserver asyncio webbrowser ctypes pty xmlrpc imaplib poplib telnetlib cgi wsgiref urllib3 requests".split()
)
# With `--jobs`, the command starts processes of its own, which send each other their results.
_OF_JOBS = {"cli/workers.py": frozenset(("multiprocessing", "pickle"))}
_NEVER_CALLED = frozenset(("eval", "exec", "compile", "__import__", "breakpoint", "input"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_module_could(module: Path) -> None:
    never = _NEVER_IMPORTED - _OF_JOBS.get(module.relative_to(SOURCE).as_posix(), frozenset())
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        assert not {name.partition(".")[0] for name in names} & never
        assert "urllib.request" not in names
        assert "os.system" not in names
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in _NEVER_CALLED
