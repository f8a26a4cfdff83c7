"""The recipes for engines: their rows are those of the plain loop, also when a worker is killed in the middle.

`nox -s engines` installs the engines and runs this; where one is missing, its tests are skipped.
"""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import blogpost
from web_archives import WARCINFO, http, packed, record, response

pytest.importorskip("warcio")
ds = pytest.importorskip("pyarrow.dataset")

ROOT = Path(__file__).parent.parent
ENGINES = {"spark": "pyspark", "ray": "ray", "datatrove": "datatrove"}
# Seconds after which a run is given up and begun again: datatrove waits forever for a worker that was killed.
_PATIENCE = {"spark": 300, "ray": 300, "datatrove": 30}

# Python runs this before a worker's code: the first one that reads this file dies after its first batch.
KILLING = """
import os, pathlib, signal
import blogpost

read = blogpost.read_warc_arrow

def read_and_die(path, **options):
    for batch in read(path, rows=5, **options):
        yield batch
        dead = pathlib.Path(os.environ["BLOGPOST_TEST_DEAD"])
        if path.name == "1.warc.gz" and not dead.exists():
            dead.touch()
            os.kill(os.getpid(), signal.SIGKILL)

blogpost.read_warc_arrow = read_and_die
"""


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    """A folder with three archives: posts, pages without any, and damage."""
    folder = tmp_path / "archives"
    folder.mkdir()
    nothing = record(http("<html><p>Nothing.</p></html>"), url="https://harbour.example/about.html")
    for number in range(3):
        pages = [response(page) for page in range(number * 20, number * 20 + 20)]
        data = packed([WARCINFO, *pages[:10], nothing]) + b"\x1f\x8b\x08 damage" + packed(pages[10:])
        (folder / f"{number}.warc.gz").write_bytes(data)
    return folder


def counted(rows: Iterable[dict[str, Any]]) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True, default=str) for row in rows)


def run(engine: str, archives: Path, output: Path, **environment: str) -> None:
    """Run a recipe as a user does; again, if it was lost with its worker."""
    command = [sys.executable, str(ROOT / f"examples/engines/{engine}_posts.py"), str(archives), str(output)]
    path = os.pathsep.join(filter(None, [str(output.parent / "path"), *sys.path, os.environ.get("PYTHONPATH")]))
    ours = {"PYTHONPATH": path, "PYSPARK_PYTHON": sys.executable, "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    ours |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": "--master local[2,4] pyspark-shell"}  # four attempts
    ours |= {"TZ": "UTC"} | environment
    log = output.with_suffix(".log")
    for attempt in range(2):
        with log.open("w") as told:
            done = subprocess.Popen(
                command, env={**os.environ, **ours}, stdout=told, stderr=told, start_new_session=True
            )
            try:
                if done.wait(timeout=_PATIENCE[engine] if not attempt else 300) == 0:
                    return
            except subprocess.TimeoutExpired:
                os.killpg(done.pid, signal.SIGKILL)
                done.wait()
    pytest.fail(log.read_text("utf-8")[-3000:])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("is_killed", [False, True], ids=["undisturbed", "a worker is killed"])
def test_rows_are_those_of_the_plain_loop(engine: str, is_killed: bool, archives: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec(ENGINES[engine]) is None:
        pytest.skip(f"{ENGINES[engine]} isn't installed")
    output, dead = tmp_path / "output", tmp_path / "dead"
    if is_killed:
        (tmp_path / "path").mkdir()
        (tmp_path / "path" / "sitecustomize.py").write_text(KILLING, "utf-8")
    run(engine, archives, output, BLOGPOST_TEST_DEAD=str(dead))
    assert dead.exists() == is_killed
    assert not list(output.glob("*.part"))
    files = [str(path) for path in output.glob("*.parquet")]
    found = counted(ds.dataset(files, schema=blogpost.arrow_schema(source=True)).to_table().to_pylist())
    plain = [
        row
        for path in sorted(archives.iterdir())
        for batch in blogpost.read_warc_arrow(path)
        for row in batch.to_pylist()
    ]
    assert len(plain) == 3 * 22
    assert found == counted(plain)


def test_every_recipe_is_tested() -> None:
    assert {path.stem for path in (ROOT / "examples/engines").glob("*.py")} == {f"{name}_posts" for name in ENGINES}
