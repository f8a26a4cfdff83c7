"""The commands of a working day: ``nox -s NAME``, ``nox -l`` to see them; what stands behind ``--`` is passed on."""

from __future__ import annotations

import os

import nox

nox.options.sessions = ["lint", "types", "tests", "docs"]
nox.options.reuse_existing_virtualenvs = True

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


@nox.session
def tests(session: nox.Session) -> None:
    """The tests, on the Python that runs nox."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session(python=PYTHONS)
def pythons(session: nox.Session) -> None:
    """The tests, on every Python that is installed."""
    session.install(".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def long(session: nox.Session) -> None:
    """The properties, a hundred times longer."""
    session.install("-e", ".[test]")
    session.run("pytest", *(session.posargs or ["tests/test_round_trips.py"]), env={"HYPOTHESIS_PROFILE": "long"})


@nox.session
def sites(session: nox.Session) -> None:
    """Sites as Pelican builds them, and Hugo and Jekyll if they are installed, compared with their posts."""
    session.install("-e", ".[test,sites]")
    session.run("pytest", *(session.posargs or ["tests/test_sites.py", "tests/test_built_sites.py"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Style and traps; mended where that can be done, but not in CI."""
    session.install("ruff>=0.8")
    in_ci = bool(os.environ.get("CI"))
    session.run("ruff", "check", "." if in_ci else "--fix")
    session.run("ruff", "format", *(["--check"] if in_ci else []))


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly."""
    session.install("-e", ".[test,lint]")
    session.run("mypy", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The manual, into build/docs; its examples, those with data frames, too."""
    session.install("-e", ".[test,docs]")
    session.run("sphinx-build", "-W", "--keep-going", "-n", "docs", "build/docs")
    session.run("pytest", "tests/test_documentation.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Speed: ``nox -s bench -- FOLDER`` with pages of your own."""
    session.install(".")
    session.run("python", "benchmarks/speed.py", *session.posargs)


@nox.session
def plots(session: nox.Session) -> None:
    """The pictures of docs/plots, drawn anew out of the tables in benchmarks/README.md."""
    session.install("matplotlib>=3.9")
    session.run("python", "tools/plots.py")


@nox.session
def fuzz(session: nox.Session) -> None:
    """A look for inputs that break a law: ``nox -s fuzz -- html --seconds 60``."""
    session.install("-e", ".[test]", "atheris")
    session.run("python", "fuzz/run.py", *session.posargs)
