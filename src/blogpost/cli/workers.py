"""Reading inputs by several processes, in order.

Each process has a pipe of its own, so one that dies costs only the input that it was reading. An input's results wait
in memory or, if they are long, in a temporary file until its turn comes.
"""

from __future__ import annotations

import pickle
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import BinaryIO, TypeAlias

from attrs import define, field, frozen

from blogpost.cli.reading import Convert, Event, Message, Results, Task
from blogpost.cli.reporting import FailedError, Messages, Problem, problems_of


@frozen
class _Failure:
    """The end of an input that failed in another process."""

    problems: tuple[Problem, ...]


@contextmanager
def crew(convert: Convert, size: int) -> Iterator[Callable[[Sequence[Task]], Results]]:
    """Start processes, which end with the context.

    Args:
        convert: converts a task.
        size: the number of processes.

    Returns:
        A function that converts tasks.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="blogpost-", ignore_cleanup_errors=True))
        processes = _Crew(convert, size, Path(folder))
        stack.callback(processes.stop)
        yield processes.results


# ------------------------------------------------------------------------------------------------ this process

_AHEAD = 2  # tasks that a process has, so it needn't wait for this one
_WAITING = 16  # results per process that can wait for the input before them

_Recorded: TypeAlias = "bytes | str"
"""A task's record: its bytes, or the name of a file with them."""


@define
class _Worker:
    """A process, and the numbers of the tasks that it has, in order."""

    process: BaseProcess
    pipe: Connection
    has: deque[int] = field(factory=deque)


class _Crew:
    """The processes."""

    def __init__(self, convert: Convert, size: int, folder: Path) -> None:
        self._convert = convert
        self._folder = folder
        self._workers = [self._hired() for _ in range(size)]
        self._todo: deque[int] = deque()
        self._done: dict[int, _Recorded | _Failure] = {}

    def results(self, tasks: Sequence[Task]) -> Results:
        """For each task in order, its events."""
        own = {number for number, task in enumerate(tasks) if not all(each.is_regular for each in task.inputs)}
        self._todo.extend(number for number in range(len(tasks)) if number not in own)
        for number, task in enumerate(tasks):
            if number in own:  # a pipe is this process's alone
                yield task, self._convert(task)
                continue
            self._hand_out(tasks, number)
            while number not in self._done:
                self._collect()
                self._hand_out(tasks, number)
            yield task, _replayed(self._done.pop(number))

    def stop(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()

    def _hand_out(self, tasks: Sequence[Task], turn: int) -> None:
        """Give each process its next tasks, unless too many results wait already."""
        last = turn + _WAITING * len(self._workers)
        while self._todo and self._todo[0] <= last:
            worker = min(self._workers, key=lambda worker: len(worker.has))
            if len(worker.has) == _AHEAD:
                return
            number = self._todo.popleft()
            worker.has.append(number)
            with suppress(OSError):  # it is dead, which is found when its results are collected
                worker.pipe.send((number, tasks[number]))

    def _collect(self) -> None:
        """Wait for a result, or for the end of a process."""
        for pipe in wait([worker.pipe for worker in self._workers]):
            worker = next(worker for worker in self._workers if worker.pipe is pipe)
            try:
                number, recorded = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
            else:
                worker.has.remove(number)
                self._done[number] = recorded

    def _replace(self, worker: _Worker) -> None:
        """Let another process do what a dead one had to do, but for the task that it died of."""
        worker.process.join()
        worker.pipe.close()
        if worker.has:
            self._done[worker.has.popleft()] = _Failure((_death(worker.process.exitcode),))
        self._todo.extendleft(reversed(worker.has))
        self._workers[self._workers.index(worker)] = self._hired()

    def _hired(self) -> _Worker:
        """A new process. It is a fresh interpreter on every system, since threads don't survive copying a process."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._convert, str(self._folder)), daemon=True)
        with _interrupts_held():
            process.start()
        theirs.close()
        return _Worker(process, ours)


def _death(status: int | None) -> Problem:
    if status is not None and status < 0:
        with suppress(ValueError):
            return _died(f"was killed by {signal.Signals(-status).name}")
    return _died(f"ended with status {status}")


def _died(how: str) -> Problem:
    message = f"the process that read this file {how}"
    return Problem("ProcessDied", message, message)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back within the context. A process that is started here doesn't get it, either."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415  not on Windows

    resource_tracker.ensure_running()  # otherwise the first process would start it, which lets interrupts through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _replayed(recorded: _Recorded | _Failure) -> Iterator[Event | Message]:
    if isinstance(recorded, _Failure):
        raise FailedError(recorded.problems)
    if isinstance(recorded, bytes):
        yield from _read(BytesIO(recorded))
        return
    with open(recorded, "rb") as file:  # noqa: PTH123  it has the name as a string
        yield from _read(file)
    Path(recorded).unlink()


def _read(file: BinaryIO) -> Iterator[Event | Message]:
    while True:
        try:
            event = pickle.load(file)  # noqa: S301  this program has written it
        except EOFError:
            return
        if isinstance(event, _Failure):
            raise FailedError(event.problems)
        yield event


# ------------------------------------------------------------------------------------------------ another process

_IN_MEMORY = 1 << 18  # bytes of a record that is sent through a pipe


def _work(pipe: Connection, convert: Convert, folder: str) -> None:
    """Convert the tasks that come through a pipe, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process gets it, too, and ends this one
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # no part of a file is left
    with suppress(EOFError, OSError):
        while True:
            number, task = pipe.recv()
            pipe.send((number, _recorded(convert, task, folder)))


def _recorded(convert: Convert, task: Task, folder: str) -> _Recorded | _Failure:
    try:
        with closing(_Recording(folder)) as recording:
            _record(convert, task, recording)
            return recording.result()
    except Exception as error:  # the disk is full
        return _Failure(problems_of(task.name, error))


def _record(convert: Convert, task: Task, recording: _Recording) -> None:
    with Messages(lambda level, text: recording.add(Message(level, text))):
        try:
            for event in convert(task):
                recording.add(event)
        except Exception as error:
            recording.add(_Failure(problems_of(task.name, error)))


class _Recording:
    """Events in memory, or in a file if they are many.

    Args:
        folder: the folder for the file.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._memory = BytesIO()
        self._file: BinaryIO = self._memory
        self._name: str | None = None

    def add(self, event: Event | Message | _Failure) -> None:
        """Record an event."""
        pickle.dump(event, self._file, pickle.HIGHEST_PROTOCOL)
        if self._name is None and self._memory.tell() > _IN_MEMORY:
            number, self._name = tempfile.mkstemp(dir=self._folder)
            self._file = open(number, "wb")  # noqa: PTH123, SIM115  closed by `close`
            self._file.write(self._memory.getbuffer())
            self._memory.close()

    def result(self) -> _Recorded:
        """The record."""
        self._file.flush()
        return self._memory.getvalue() if self._name is None else self._name

    def close(self) -> None:
        """Close the file."""
        self._file.close()
