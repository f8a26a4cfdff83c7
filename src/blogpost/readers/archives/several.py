"""Several archives of one blog → its posts, each once, with everything that any of the archives states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from blogpost.advice import on_archives
from blogpost.errors import NoPostError, UnknownFormatError
from blogpost.model import Post
from blogpost.readers.archives.blogger_json import feed_documents, resource_document
from blogpost.readers.archives.entries import Document
from blogpost.readers.archives.feeds import xml_document
from blogpost.readers.archives.joining import read_documents
from blogpost.readers.archives.salvaging import Salvage, SalvagedSource
from blogpost.readers.archives.takeout import read_parts
from blogpost.readers.archives.wxr import wxr_document
from blogpost.sources import Source

_OPENERS: dict[str, Callable[[Source, str | None], Sequence[Document]]] = {
    "atom": lambda source, url: [xml_document(source.open, url=url)],
    "rss": lambda source, url: [xml_document(source.open, url=url)],
    "export": lambda source, url: [xml_document(source.open, url=url)],
    "gdata-json": feed_documents,
    "api": lambda source, _: [resource_document(source)],
    "wxr": lambda source, url: [wxr_document(source, url)],
}


def read_several(
    sources: Sequence[tuple[Source, str]], url: str | None = None, *, recover: bool = False
) -> Iterator[Post]:
    """Read every post of several archives.

    Comments find their posts in all of them, and feeds of a takeout find their settings. If several have a post, it
    comes from the one that states most of it, with its permalink from any.

    Args:
        sources: the archives and the names of their formats.
        url: the blog's address, if none of them states it.
        recover: whether damaged entries are skipped and reported.

    Raises:
        NoPostError: there is no archive.
        UnknownFormatError: one of them isn't an archive.
        ParseError: an archive breaks its format's rules from here on.
        OSError: a file cannot be read, or the disk is full.
    """
    with ExitStack() as stack:
        salvage = stack.enter_context(Salvage()) if recover else None
        yield from read_documents(_documents(sources, stack, url, salvage), is_joined=True)


def _documents(
    sources: Sequence[tuple[Source, str]], stack: ExitStack, url: str | None, salvage: Salvage | None
) -> list[Document]:
    if not sources:
        raise NoPostError("there is no post: the list of archives is empty")
    parts = [source for source, name in sources if name == "takeout"]
    documents: list[Document] = [*read_parts(parts, stack, url, salvage)]
    for source, name in sources:
        if name != "takeout":
            whole = SalvagedSource(source, name, salvage) if salvage else source
            documents.extend(_opener(source, name)(whole, url))
    if not documents:
        raise NoPostError("there is no post in these parts of a takeout: no file in them ends in .atom")
    return documents


def _opener(source: Source, name: str) -> Callable[[Source, str | None], Sequence[Document]]:
    if name not in _OPENERS:
        place = f"{source.path}: " if source.path else ""
        raise UnknownFormatError(
            f"{place}expected archives to join ({', '.join((*_OPENERS, 'takeout'))}), and this is {name}"
            f"{on_archives(source.given)}"
        )
    return _OPENERS[name]
