"""Work done in processes of their own, with limits on time and memory: one death costs one job.

What the work is belongs elsewhere. Every worker has a pipe of its own and nothing is shared, so a
worker that is killed in the middle of a sentence spoils no other's. Workers are kept warm and used
again; they come from a fork server that has loaded the reader once and runs no thread.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import multiprocessing
import os
import resource
import signal
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from multiprocessing.reduction import ForkingPickler
from types import ModuleType
from typing import Any, Generic, Literal, TypeVar

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Allow = Callable[[float], None]
"""Told by a job how many seconds it may take beyond the usual limit."""

_PRELOADED = "pipelines.stages.reading_task"
_SECONDS_TO_START = 120.0
_SECONDS_TO_BE_KILLED = 60.0
_MOST_JOBS_OF_A_WORKER = 200
_RESULTS_AHEAD = 8
# a report of a hundred pages gives about 5 MB; what is larger would use up the memory of the
# process that gathers the results, which has no limit
_LARGEST_RESULT = 256 * 2**20


@dataclass(frozen=True)
class Limits:
    """What one job may use.

    Text reports take seconds and less than 300 MiB of data; a scan may ask for more time (Allow),
    and its recognition models and pages need about 1 GiB.
    """

    seconds: float = 300.0
    memory: int = 4 * 2**30


LIMITS = Limits()


@dataclass(frozen=True)
class Finished(Generic[Result]):
    """The result of a job that ended well."""

    value: Result


@dataclass(frozen=True)
class Died:
    """A job that gave no result: it ran out of time or memory, the result was larger than any
    that is meant (`size`), or its process died or failed."""

    cause: Literal["time", "memory", "size", "signal", "exit", "error"]
    detail: str = ""


def prepare_workers() -> None:
    """Let the fork server load the reader while this process loads what it needs itself."""
    _context()
    forkserver.ensure_running()


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def core_count() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each_in_worker(
    work: Callable[[Argument, Allow], Result],
    arguments: Sequence[Argument],
    *,
    limits: Limits = LIMITS,
    workers: int | None = None,
) -> Iterator[Finished[Result] | Died]:
    """What the work makes of each argument, in the order of the arguments.

    `work` is a function of a module; arguments and results travel between processes. Results are
    the same whatever the number of workers (by default one a core): a job whose process died or
    had no memory left is done once more in a fresh one. Raises nothing of the job's own.
    """
    count = min(workers or core_count(), len(arguments))
    crew = _Crew(work, arguments, limits, count)
    try:
        for number in range(len(arguments)):
            while number not in crew.ended:
                crew.start_jobs(number + _RESULTS_AHEAD * count)
                crew.take_messages()
            yield crew.ended.pop(number)
    finally:
        crew.dismiss()


class _Worker:
    """One process, its pipe, and the job it is on."""

    def __init__(self, limits: Limits) -> None:
        context = _context()
        self.pipe, other_end = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(other_end, limits.memory), daemon=True, name="reader"
        )
        with _unaware_of_the_program():
            self.process.start()
        other_end.close()
        self.job = -1
        self.deadline = 0.0
        self.jobs_done = 0

    def give(self, job: int, work: object, argument: object, seconds: float) -> None:
        self.job = job
        self.deadline = time.monotonic() + _SECONDS_TO_START + seconds
        self.pipe.send((work, argument, seconds))

    def kill(self) -> int | None:
        """End the process and all that it started; returns its exit code."""
        try:
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self.process.kill()
        return self.farewell()

    def farewell(self) -> int | None:
        """The exit code of a process that has ended or is about to."""
        self.process.join(_SECONDS_TO_BE_KILLED)
        code = self.process.exitcode
        self.pipe.close()
        return code


@contextmanager
def _unaware_of_the_program() -> Iterator[None]:
    """A worker started here imports what its job needs, and not the program that asks for it.

    A program without a guard of its main part would else run again in every worker.
    """
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


class _Crew(Generic[Argument, Result]):
    """The workers, the jobs not yet begun, and the results not yet asked for."""

    def __init__(
        self,
        work: Callable[[Argument, Allow], Result],
        arguments: Sequence[Argument],
        limits: Limits,
        count: int,
    ) -> None:
        self.ended: dict[int, Finished[Result] | Died] = {}
        self._work, self._arguments, self._limits, self._count = work, arguments, limits, count
        self._next = 0
        self._again: deque[int] = deque()
        self._tried_again: set[int] = set()
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []

    def start_jobs(self, before: int) -> None:
        """Give jobs with a number below `before` to free workers."""
        while self._again and len(self._busy) < self._count:
            if self._idle:
                self._idle.pop().kill()
            self._give(_Worker(self._limits), self._again.popleft())
        last = min(before, len(self._arguments))
        while self._next < last and len(self._busy) < self._count:
            worker = self._idle.pop() if self._idle else _Worker(self._limits)
            self._next += 1
            self._give(worker, self._next - 1)

    def _give(self, worker: _Worker, job: int) -> None:
        self._busy.append(worker)
        try:
            worker.give(job, self._work, self._arguments[job], self._limits.seconds)
        except OSError:  # it died before its job; that shows as the end of its pipe
            return

    def take_messages(self) -> None:
        """Wait for the next message or deadline, and settle what it brings."""
        nearest = min(worker.deadline for worker in self._busy)
        pipes = [worker.pipe for worker in self._busy]
        ready = wait(pipes, max(0.0, nearest - time.monotonic()))
        for worker in [worker for worker in self._busy if worker.pipe in ready]:
            self._take(worker)
        now = time.monotonic()
        for worker in [worker for worker in self._busy if worker.deadline <= now]:
            worker.kill()
            self._end(worker, Died("time"))

    def _take(self, worker: _Worker) -> None:
        try:
            kind, content = worker.pipe.recv()
        except (EOFError, OSError):
            self._end(worker, _death(worker.kill()))
            return
        if kind == "allowed":
            worker.deadline = time.monotonic() + self._limits.seconds + content
        elif kind == "value":
            self._end(worker, Finished(content))
        else:
            worker.kill()
            self._end(worker, Died(kind, content))

    def _end(self, worker: _Worker, result: Finished[Result] | Died) -> None:
        self._busy.remove(worker)
        job = worker.job
        if isinstance(result, Finished):
            worker.jobs_done += 1
            if worker.jobs_done < _MOST_JOBS_OF_A_WORKER:
                self._idle.append(worker)
            else:
                worker.kill()
        elif result.cause in ("memory", "signal", "exit") and job not in self._tried_again:
            # what earlier jobs left behind in the worker, or a neighbour on the machine, may have
            # been the cause
            self._tried_again.add(job)
            self._again.append(job)
            return
        self.ended[job] = result

    def dismiss(self) -> None:
        """End every worker at once."""
        for worker in [*self._busy, *self._idle]:
            worker.kill()


def _death(code: int | None) -> Died:
    if code is None or code >= 0:
        return Died("exit", str(code))
    known = {one.value: one.name for one in signal.Signals}
    return Died("signal", known.get(-code, str(-code)))


def _serve(pipe: Connection, memory: int) -> None:
    """What a worker does: one job after the other, until nobody is at the other end of its pipe."""
    _confine(memory)
    with open(os.devnull, "w") as nowhere, suppress(EOFError, ConnectionError):
        while True:
            work, argument, seconds = pipe.recv()

            def allow(further: float, usual: float = seconds) -> None:
                # ends a process that hangs when nobody is left to end it
                last = usual + further + _SECONDS_TO_BE_KILLED
                faulthandler.dump_traceback_later(last, exit=True, file=nowhere)
                pipe.send(("allowed", further))

            allow(0.0)
            _do(pipe, work, argument, allow)
            faulthandler.cancel_dump_traceback_later()


def _do(pipe: Connection, work: Callable[[Any, Allow], Any], argument: Any, allow: Allow) -> None:
    try:
        message = ForkingPickler.dumps(("value", work(argument, allow)))
        if len(message) > _LARGEST_RESULT:
            pipe.send(("size", ""))
        else:
            pipe.send_bytes(message)
    except MemoryError:
        pipe.send(("memory", ""))
    except Exception as error:
        pipe.send(("error", f"{type(error).__name__}: {error}"))


def _confine(memory: int) -> None:
    """Limits that no file can lift, in a session of its own so that its children die with it."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # not RLIMIT_AS: thread stacks and mapped models count there long before they are used
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # what was loaded before the fork is no garbage, and looking through it would copy its pages
    gc.freeze()
    # what a library mutters about a file is no line of the program's own output
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
