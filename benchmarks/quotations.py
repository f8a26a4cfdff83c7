"""How fast the quotations of texts are found, and what a doubled text costs.

    python benchmarks/quotations.py FILE [LANGUAGE]

FILE is a text, or JSON lines with a "text" each. Printed are characters a second over all texts: at first, with the
words of the language yet to be loaded, and at best; and how much longer the texts take if each is there twice in a row.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from blogpost.language.quotations.finding import find_quotations

_RUNS = 7


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    texts = _texts(Path(arguments[0]))
    language = arguments[1] if len(arguments) > 1 else None
    characters = sum(map(len, texts))
    first = _seconds(texts, language)
    best = min(_seconds(texts, language) for _ in range(_RUNS))
    doubled = min(_seconds([f"{text}\n\n{text}" for text in texts], language) for _ in range(_RUNS))
    found = sum(len(find_quotations(text, language)) for text in texts)
    print(f"{len(texts)} texts, {characters} characters, {found} quotations")
    print(f"characters a second: {characters / first / 1e6:.1f} M at first, {characters / best / 1e6:.1f} M at best")
    print(f"cost of doubled texts: x {doubled / best:.2f}")
    return 0


def _texts(path: Path) -> list[str]:
    content = path.read_text(encoding="utf-8")
    return [json.loads(line)["text"] for line in content.splitlines()] if path.suffix == ".jsonl" else [content]


def _seconds(texts: Sequence[str], language: str | None) -> float:
    gc.collect()
    begin = time.process_time()
    for text in texts:
        find_quotations(text, language)
    return time.process_time() - begin


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
