"""Parameters of tests that need an extra."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

import pytest

_LACKS_PYARROW = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")


def needing_extras(formats: Iterable[str]) -> list[Any]:
    """The names of formats as parameters; those that need an extra which isn't installed are skipped."""
    return [pytest.param(name, marks=_LACKS_PYARROW) if name == "parquet" else name for name in formats]
