"""The library's own source, for tests of what stands in it."""

from __future__ import annotations

from pathlib import Path

import blogpost

SOURCE = Path(blogpost.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
assert len(MODULES) > 20
