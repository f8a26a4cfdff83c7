"""A run of the command over all its inputs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from attrs import evolve

from blogpost.cli.destinations import AsDocuments, Documents, FolderOfDocuments, Sites
from blogpost.cli.inputs import Input, absolute, find_inputs, planned
from blogpost.cli.items import Destination, Item, Survey, as_they_are, expect_no_input
from blogpost.cli.options import Options
from blogpost.cli.progress import Count, Done, counting, showing, uncounted
from blogpost.cli.reading import Event, Message, Reading, Task, convert, converted
from blogpost.cli.reporting import Reports
from blogpost.cli.streams import OutputError, say
from blogpost.cli.texts import Folder, OneFile, PrintedRows, StandardOutput
from blogpost.errors import BlogpostError
from blogpost.formats import FORMATS
from blogpost.model import Post
from blogpost.sites import SITES, open_media
from blogpost.writers.images import Manifest
from blogpost.writers.summary import Summary

OK, SOME_FAILED = 0, 1
"""Exit statuses of a run."""


def run(options: Options) -> int:
    """Convert every input, including those after one that fails.

    Returns:
        The exit status.
    """
    inputs, missing = _find_inputs(options)
    kept = frozenset(absolute(each.path) for each in inputs if each.path is not None)
    reports = Reports(options.errors, is_verbose=options.verbose)
    with ExitStack() as stack:
        place: object = options.errors
        try:
            if options.errors is not None:
                expect_no_input(options.errors, kept)
            stack.enter_context(reports)
            place = options.media or options.place.path or options.place.to
            destination = _destination(options, kept)
        except (BlogpostError, OSError) as error:  # of folders, or an extra that isn't installed
            reports.report(str(place), error)
            return SOME_FAILED
        stack.enter_context(closing(destination))
        for given, problem in missing:
            reports.report(given, problem)
        return _Run(options, reports, destination).convert(inputs, len(missing))


def _find_inputs(options: Options) -> tuple[list[Input], list[tuple[str, Exception]]]:
    """The inputs, and the arguments that have none, each with its error."""
    inputs: list[Input] = []
    missing: list[tuple[str, Exception]] = []
    places = (options.place.path, options.images, options.media, options.errors, options.redirects)
    written = {absolute(place) for place in places if place is not None}
    for given in options.files:
        try:
            if options.format == "takeout" and Path(given).is_dir():  # it is one input
                inputs.append(Input(given, Path(given)))
            else:
                inputs.extend(find_inputs(given, options.patterns, written - {absolute(Path(given))}))
        except (BlogpostError, OSError) as error:
            missing.append((given, error))
    return planned(inputs, with_named=_is_planned(options)), missing


def _is_planned(options: Options) -> bool:
    """Whether each input's output has a place of its own, whatever its posts are."""
    row = FORMATS.get(options.place.to)
    return options.place.is_folder and (options.skip_existing or bool(row and row.is_rows))


def _destination(options: Options, kept: Collection[Path]) -> Destination:
    """The destination.

    Args:
        options: the options.
        kept: the absolute paths of the inputs, which are never replaced.

    Raises:
        BlogpostError: the folder with images has none, or the output would replace an input.
        OSError: it cannot be read.
    """
    media = open_media(options.media) if options.media else None
    to, path = options.place.to, options.place.path
    if path is None and to not in SITES and FORMATS[to].write:
        return StandardOutput(to)
    if path is None and to not in SITES and (stream := FORMATS[to].stream):
        return PrintedRows(stream(options.choices))
    if path is not None and not options.place.is_folder:
        expect_no_input(path, kept)
    if options.redirects is not None:
        expect_no_input(options.redirects, kept)
    if to in SITES:
        assert path is not None, "the options have been checked"
        return Sites(path, to, options.comments, media)
    row = FORMATS[to]
    choices = evolve(options.choices, read_image=media.read if media else None)
    if path is not None and options.place.is_folder and row.is_rows:
        return FolderOfDocuments(AsDocuments(path, to, choices, kept))
    if row.gather is not None:
        documents = Documents(row, choices, path, is_folder=options.place.is_folder, redirects=options.redirects)
        if media:
            documents.take_along(media)
        return documents
    assert path is not None, "what has no path is printed"
    return Folder(path, to, media, kept) if options.place.is_folder else OneFile(path, to)


class _Run:
    """One run.

    Args:
        options: its options.
        reports: reports what goes wrong.
        destination: the destination of all posts.
    """

    def __init__(self, options: Options, reports: Reports, destination: Destination) -> None:
        self._options = options
        self._reports = reports
        self._destination = destination
        self._skipped = 0

    def convert(self, inputs: Sequence[Input], missing: int) -> int:
        """Convert all inputs. Returns the exit status.

        Args:
            inputs: the inputs.
            missing: how many arguments had none.
        """
        tasks = self._tasks(inputs)
        done = Done(len(tasks))
        done.failed = missing
        is_complete = self._convert_all(tasks, done)
        self._summarize(len(tasks) + self._skipped + missing, done)
        if self._reports.has_damage and not self._options.recover:
            say("blogpost: add --recover to skip damaged entries of archives and read the others")
        return OK if is_complete and not done.failed and not self._reports.has_warnings else SOME_FAILED

    def _tasks(self, inputs: Sequence[Input]) -> list[Task]:
        if self._options.join:
            return _joined(inputs)
        if self._options.skip_existing:
            wanted = [each for each in inputs if each.place is None or not self._destination.has(each)]
            self._skipped = len(inputs) - len(wanted)
            inputs = wanted
        return [Task(each.name, (each,)) for each in inputs]

    def _convert_all(self, tasks: Sequence[Task], done: Done) -> bool:
        options = self._options
        try:
            with ExitStack() as stack:
                manifest = stack.enter_context(Manifest(options.images)) if options.images else None
                show, count = self._progress(stack, tasks, done)
                reading = self._reading(with_posts=manifest is not None)
                results = stack.enter_context(converted(tasks, partial(convert, reading), options.jobs, count))
                for task, events in results:
                    done.add(has_failed=not self._convert_one(task, events, manifest))
                    show()
            return self._finish()
        except BrokenPipeError:  # of standard output
            raise
        except OSError as error:  # of the list of images, or no process can start: files report their own errors
            self._reports.report(str(options.images or "--jobs"), error)
            return False

    def _progress(self, stack: ExitStack, tasks: Sequence[Task], done: Done) -> tuple[Count, Count]:
        """The functions to call for each input and for each post."""
        if self._options.quiet or self._options.place.path is None or not tasks:
            return uncounted, uncounted
        if len(tasks) > 1:
            return stack.enter_context(showing(done)), uncounted
        return uncounted, stack.enter_context(counting(tasks[0].name))

    def _reading(self, *, with_posts: bool) -> Reading:
        """How inputs are read. The list of images needs the posts themselves."""
        options = self._options
        return Reading(
            url=options.url,
            format=options.format,
            recover=options.recover,
            join=options.join,
            has_comments=options.comments != "none",
            is_surveyed=self._destination.is_surveyed,
            prepare=as_they_are if with_posts else self._destination.prepare,
        )

    def _convert_one(self, task: Task, events: Iterator[Event | Message], manifest: Manifest | None) -> bool:
        self._reports.file = task.name
        before = evolve(self._destination.summary) if self._options.verbose else Summary()
        try:
            items = self._items(events)
            if manifest is not None:
                items = self._destination.prepare(_listed(items, manifest), task.first)
            self._destination.put(items, task.first)
        except (BrokenPipeError, OutputError):
            raise
        except Exception as error:  # even a bug in the handling of one file doesn't stop the others
            self._reports.report(task.name, error)
            return False
        if self._options.verbose:
            self._tell(task.name, before)
        return True

    def _items(self, events: Iterator[Event | Message]) -> Iterator[Item]:
        for event in events:
            if isinstance(event, Message):
                self._reports.take(event.level, event.text)
            elif isinstance(event, Survey):
                self._destination.survey = event
            else:
                yield event

    def _finish(self) -> bool:
        try:
            self._destination.finish()
        except BrokenPipeError:  # of standard output
            raise
        except OSError as error:
            self._reports.report(str(self._options.place.path), error)
            return False
        return True

    # -------------------------------------------------------------------------------------------- messages

    def _tell(self, name: str, before: Summary) -> None:
        now = self._destination.summary
        posts = now.posts + now.pages - before.posts - before.pages
        say(f"blogpost: {name}: {posts:,} {'post' if posts == 1 else 'posts'}")

    def _summarize(self, total: int, done: Done) -> None:
        """Print the summary, unless it would only say that a single post was written."""
        if self._options.quiet:
            return
        for line in self._lines(total, done):
            say(f"blogpost: {line}")

    def _lines(self, total: int, done: Done) -> Iterable[str]:
        summary = self._destination.summary
        summary.skipped.update(self._reports.skipped)
        if total > 1 and (done.failed or self._skipped or total > len(self._options.files)):
            read = total - done.failed - self._skipped
            skipped = f", {self._skipped:,} skipped, since their output exists" if self._skipped else ""
            yield f"{read:,} {'file' if read == 1 else 'files'} read, {done.failed:,} failed{skipped}"
        is_news = summary.posts + summary.pages > 1 and not self._destination.is_printed
        if is_news or summary.skipped or summary.changed:
            yield from str(summary).splitlines()


def _joined(inputs: Sequence[Input]) -> list[Task]:
    """All inputs as one task."""
    if not inputs:
        return []
    more = f" and {len(inputs) - 1} more" if len(inputs) > 1 else ""
    return [Task(inputs[0].name + more, tuple(inputs))]


def _listed(items: Iterator[Item], manifest: Manifest) -> Iterator[Post]:
    """The posts, after their images have been listed."""
    for item in items:
        assert isinstance(item, Post), "they are prepared later"
        manifest.add(item)
        yield item
