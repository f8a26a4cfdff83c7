"""``python -m blogpost`` is the command ``blogpost``."""

import sys

from blogpost.cli import main

sys.exit(main())
