"""Reading in threads and in processes gives what reading alone gives, and changes nothing that others see."""

from __future__ import annotations

import gc
import locale
import logging
import os
import random
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import blogpost
from blogpost import BlogpostError, Post
from blogpost.formats import readable
from seeds import seeds

_THREADS = 8
_EACH = 12  # documents of a format

Told = list[Post | BlogpostError]


def documents() -> list[tuple[str, bytes]]:
    """Some documents of each format, in turn, so that different readers run at the same time."""
    by_format = {name: seeds(name) for name in readable()}
    chosen = {name: of_it[:: max(1, len(of_it) // _EACH)] for name, of_it in by_format.items()}
    return [(name, of_it[turn]) for turn in range(_EACH) for name, of_it in chosen.items() if turn < len(of_it)]


def read(given: tuple[str, bytes]) -> Told:
    """The posts, and the error that ends them if one does: both have to come back from another process."""
    name, document = given
    told: Told = []
    try:
        told.extend(blogpost.iter_posts(document, format=name))
    except BlogpostError as error:
        told.append(error)
    return told


def shown(told: Told) -> list[str]:
    """All that can be made of what was read: quotations, too, are found anew."""
    return [
        "\n".join((blogpost.to_json(each), blogpost.to_markdown(each), blogpost.to_html(each), blogpost.to_text(each)))
        if isinstance(each, Post)
        else f"{type(each).__name__}: {each}"
        for each in told
    ]


def read_and_show(given: tuple[str, bytes]) -> list[str]:
    return shown(read(given))


@pytest.fixture(scope="module")
def alone() -> list[list[str]]:
    return [read_and_show(given) for given in documents()]


def test_there_are_documents_of_every_format(alone: list[list[str]]) -> None:
    assert {name for name, _ in documents()} == set(readable())
    assert sum(map(len, alone)) > 5 * len(readable())


def test_threads_read_the_same(alone: list[list[str]]) -> None:
    with ThreadPoolExecutor(_THREADS) as pool:
        assert list(pool.map(read_and_show, documents() * 2)) == alone * 2


_AT_ONCE = f"""
import sys
from concurrent.futures import ThreadPoolExecutor
from test_concurrency import documents, read_and_show
sys.setswitchinterval(1e-5)
given = documents()
with ThreadPoolExecutor({_THREADS}) as pool:
    told = list(pool.map(read_and_show, given))
assert told == [read_and_show(each) for each in given]
"""


def test_threads_that_are_the_first_to_read_read_the_same() -> None:
    """Formats, locales and tables are loaded at first use, here by all threads at once."""
    paths = os.pathsep.join(sys.path)
    subprocess.run([sys.executable, "-W", "error", "-c", _AT_ONCE], check=True, env={**os.environ, "PYTHONPATH": paths})


def test_processes_read_the_same_and_posts_survive_the_way_back(alone: list[list[str]]) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        told = list(pool.map(read, documents(), chunksize=8))
    assert list(map(shown, told)) == alone
    assert [each for each in map(read, documents()) if not isinstance(each[-1], BlogpostError)] == [
        each for each in told if not isinstance(each[-1], BlogpostError)
    ]


# ------------------------------------------------------------------------------------------------ what others see


def state_of_python() -> dict[str, Any]:
    return {
        "folder": Path.cwd(),
        "environment": dict(os.environ),
        "recursion": sys.getrecursionlimit(),
        "digits": sys.get_int_max_str_digits(),
        "switches": sys.getswitchinterval(),
        "path": list(sys.path),
        "hooks": (sys.excepthook, sys.displayhook, sys.unraisablehook),
        "garbage": (gc.isenabled(), gc.get_threshold()),
        "locale": locale.setlocale(locale.LC_ALL),
        "random": random.getstate(),
        "warnings": list(warnings.filters),
        "logging": (logging.root.level, list(logging.root.handlers), logging.getLogger("blogpost").level),
    }


def state_of_package() -> dict[str, str]:
    """What modules and classes hold in themselves, but for functions, and what those remember of their results."""
    modules = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "blogpost"}
    holders: dict[str, Any] = dict(modules)
    for name, module in modules.items():
        classes = {f"{name}.{key}": value for key, value in vars(module).items() if isinstance(value, type)}
        holders |= {key: value for key, value in classes.items() if value.__module__.partition(".")[0] == "blogpost"}
    return {
        f"{name}.{key}": repr(value)
        for name, holder in holders.items()
        for key, value in vars(holder).items()
        if isinstance(value, dict | list | set | bytearray | str | int | float | tuple) and not key.startswith("__")
    }


def test_reading_changes_no_state(alone: list[list[str]]) -> None:
    before = state_of_python(), state_of_package()
    assert len(before[1]) > 300
    assert [read_and_show(given) for given in documents()] == alone
    after = state_of_python(), state_of_package()
    assert after[0] == before[0]
    assert {key: value for key, value in after[1].items() if before[1].get(key) != value} == {}
