"""Looks for inputs that break a law (fuzz/README.md): ``python fuzz/run.py [NAME...] [--seconds N]``."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["blogpost", "markdown_it", "yaml", "dateutil"]):
    from laws import LAWS
    from seeds import seeds, words

_LONGEST = 20_000  # bytes of an input: twice the longest of the seeds
_SLOWEST = 20  # seconds that an input may take, under instrumentation
_MOST_MEMORY = 2_500  # MB


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the harnesses, one after another; returns 1 if one has found something."""
    parser = argparse.ArgumentParser(description="Fuzzes readers, codecs and rules of language.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all, or some of {', '.join(LAWS)}")
    parser.add_argument("--seconds", type=int, default=120, help="for each of them (120)")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "blogpost-fuzz", metavar="DIR")
    parser.add_argument("--here", action="store_true", help="in this process, which ends with it")
    given = parser.parse_args(arguments)
    for name in given.names:
        if name not in LAWS:
            parser.error(f"expected one of {', '.join(LAWS)}, not {name!r}")
    if given.here:
        _fuzz(given.names[0], given.seconds, given.work)
    results = [_in_process(name, given.seconds, given.work) for name in given.names or LAWS]
    return 0 if all(results) else 1


def _in_process(name: str, seconds: int, work: Path) -> bool:
    """Runs one harness in a process of its own, since libFuzzer never returns; prints a line about it."""
    command = [sys.executable, __file__, name, "--here", f"--seconds={seconds}", f"--work={work}"]
    work.mkdir(parents=True, exist_ok=True)
    log = work / f"{name}.log"
    with log.open("wb") as file:
        status = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, check=False).returncode
    said = log.read_text(encoding="utf-8", errors="replace")
    done = re.search(r"Done (\d+) runs? in (\d+) second", said)
    ran = f"{int(done[1]):,} executions in {done[2]} s" if done else "stopped"
    print(f"{name}: {ran}: {'nothing found' if status == 0 else f'found something: {log}'}", flush=True)
    return status == 0


def _fuzz(name: str, seconds: int, work: Path) -> None:
    """Never returns."""
    own = work / name
    corpus, begun = own / "corpus", own / "seeds"
    for folder in (corpus, begun):
        folder.mkdir(parents=True, exist_ok=True)
    first = seeds(name)
    for number, seed in enumerate(first):
        (begun / f"{number:04}").write_bytes(seed)
    dictionary = own / "words"
    dictionary.write_text("".join(f"{line}\n" for line in words(first)), encoding="ascii")
    options = (
        f"-max_total_time={seconds}",
        f"-max_len={_LONGEST}",
        f"-timeout={_SLOWEST}",
        f"-rss_limit_mb={_MOST_MEMORY}",
        f"-dict={dictionary}",
        f"-artifact_prefix={own}/",
        "-print_final_stats=1",
    )
    atheris.Setup([sys.argv[0], *options, str(corpus), str(begun)], LAWS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
