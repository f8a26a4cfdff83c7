"""The sources that every field is read from."""

from __future__ import annotations

from attrs import frozen

from blogpost.readers.page.general.entries import Entry
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.scope import Neighbourhood
from blogpost.readers.page.general.stated import Stated


@frozen(eq=False)
class Sources:
    """A page, as the modules for single fields read it.

    Attributes:
        outline: its lines, and the parts and attributes of its elements.
        stated: what its head and its scripts state.
        neighbourhood: the lines and elements around the body that may be about the post.
        entry: what the h-entry around the body states.
        language: the BCP 47 tag of the language in which words and dates are read.
    """

    outline: Outline
    stated: Stated
    neighbourhood: Neighbourhood
    entry: Entry
    language: str
