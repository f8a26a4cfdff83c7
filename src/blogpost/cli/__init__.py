"""The command line (docs/command-line.md)."""

from blogpost.cli.command import main

__all__ = ["main"]
