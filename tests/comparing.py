"""What texts are compared by, where their marks and spaces do not matter."""

from __future__ import annotations


def words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in text).split()
