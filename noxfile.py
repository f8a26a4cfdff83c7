"""Daily commands: ``nox -s NAME``; ``nox -l`` lists them. Arguments after ``--`` are passed on."""

from __future__ import annotations

import os

import nox

nox.options.sessions = ["lint", "types", "tests", "docs"]
nox.options.reuse_existing_virtualenvs = True

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on the Python that runs nox."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session(python=PYTHONS)
def pythons(session: nox.Session) -> None:
    """Run the tests on every installed Python."""
    session.install(".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def long(session: nox.Session) -> None:
    """Run the properties a hundred times longer."""
    session.install("-e", ".[test]")
    session.run("pytest", *(session.posargs or ["tests/test_round_trips.py"]), env={"HYPOTHESIS_PROFILE": "long"})


@nox.session
def sites(session: nox.Session) -> None:
    """Compare sites built by Pelican, and by other generators if installed, with their posts."""
    session.install("-e", ".[test,sites]")
    session.run("pytest", *(session.posargs or ["tests/test_sites.py", "tests/test_built_sites.py"]))


@nox.session
def engines(session: nox.Session) -> None:
    """Compare what the recipes for Spark (which needs Java), Ray and datatrove write with the plain loop."""
    session.install("-e", ".[test,arrow,warc,engines]")
    session.run("pytest", *(session.posargs or ["tests/test_engines.py"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Style, traps and the layers of the house. Fixes what can be fixed, except in CI."""
    session.install("-e", ".", "import-linter>=2.3", "ruff>=0.8")
    in_ci = bool(os.environ.get("CI"))
    session.run("ruff", "check", "." if in_ci else "--fix")
    session.run("ruff", "format", *(["--check"] if in_ci else []))
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly."""
    session.install("-e", ".[test,lint]")
    session.run("mypy", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the manual into build/docs and run its examples, including those with data frames."""
    session.install("-e", ".[test,docs]")
    session.run("sphinx-build", "-W", "--keep-going", "-n", "docs", "build/docs")
    session.run("pytest", "tests/test_documentation.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure speed: ``nox -s bench -- FOLDER`` with your own pages."""
    session.install(".")
    session.run("python", "benchmarks/speed.py", *session.posargs)


@nox.session
def plots(session: nox.Session) -> None:
    """Draw the pictures of docs/plots from the tables in benchmarks/README.md."""
    session.install("matplotlib>=3.9")
    session.run("python", "tools/plots.py")


@nox.session
def fuzz(session: nox.Session) -> None:
    """Search for inputs that break a law: ``nox -s fuzz -- html --seconds 60``."""
    session.install("-e", ".[test]", "atheris")
    session.run("python", "fuzz/run.py", *session.posargs)
