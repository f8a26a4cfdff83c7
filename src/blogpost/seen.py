"""Which texts came before, in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b

_FIRST_SIZE = 64  # a power of two


class Seen:
    """A set of texts, which takes at most 24 bytes for each, whatever their length.

    It has 64 bits of each text's hash. For a million texts, the chance that two are confused is one in 30 million.

    Args:
        texts: the first texts.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._places = array("Q", bytes(8 * _FIRST_SIZE))  # each key is in the first place after its own that was free
        self._count = 0
        for text in texts:
            self.add(text)

    def __contains__(self, text: str) -> bool:
        key = _key(text)
        return self._places[_place(self._places, key)] == key

    def add(self, text: str) -> bool:
        """Add a text, and return whether it is new."""
        key = _key(text)
        place = _place(self._places, key)
        if self._places[place]:
            return False
        self._places[place] = key
        self._count += 1
        if 3 * self._count > 2 * len(self._places):
            self._grow()
        return True

    def _grow(self) -> None:
        larger = array("Q", bytes(8 * 2 * len(self._places)))
        for key in filter(None, self._places):
            larger[_place(larger, key)] = key
        self._places = larger


def _key(text: str) -> int:
    """The hash of a text; zero marks a free place."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


def _place(places: array[int], key: int) -> int:
    """The place of a key, or the free place for it."""
    last = len(places) - 1
    place = key & last
    while places[place] not in (0, key):
        place = (place + 1) & last
    return place
