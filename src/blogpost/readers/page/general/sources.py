"""What every field is read from."""

from __future__ import annotations

from attrs import frozen

from blogpost.readers.page.general.entries import Entry
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.scope import Neighbourhood
from blogpost.readers.page.general.stated import Stated


@frozen(eq=False)
class Sources:
    """A page as the rooms for single fields see it.

    Attributes:
        outline: its lines, and what its elements' names and attributes say.
        stated: what its head and its scripts say.
        near: where around the body the post may be spoken of.
        entry: what the h-entry around the body says.
        language: the BCP 47 tag of the language in which words and dates are read.
    """

    outline: Outline
    stated: Stated
    near: Neighbourhood
    entry: Entry
    language: str
