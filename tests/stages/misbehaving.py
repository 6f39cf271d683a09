"""What a worker may meet: jobs that hang, die, fail or eat memory. Workers import them by name."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

from pipelines.collect.members import Refusal
from pipelines.stages.isolating import Allow
from pipelines.stages.reading_each import read_one
from pipelines.stages.readings import FileReading
from pipelines.stages.sources import SourceFile

FOR_EVER = 3600


def behave(how: str, allow: Allow) -> str:
    """Do what the word says."""
    if how == "hang":
        Event().wait()
    elif how == "hang in C":
        # a call that holds the interpreter, so that no Python code of the worker runs any more
        ctypes.PyDLL(None).pause()
    elif how == "segfault":
        ctypes.string_at(0)
    elif how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "exit":
        os._exit(7)
    elif how == "memory":
        return str(len(bytearray(2**40)))
    elif how == "size":
        return "a" * (260 * 2**20)
    elif how == "mistake":
        raise ZeroDivisionError("by nothing")
    elif how == "unsendable":
        return lambda: how  # type: ignore[return-value]
    elif how == "takes longer":
        allow(FOR_EVER)
        Event().wait(1.5)
    return f"{how} done"


def worker_number(_: int, allow: Allow) -> int:
    """Which process does this job."""
    return os.getpid()


def leaves_a_child(file: str, allow: Allow) -> str:
    """Start a program that would outlive this process, note its number, and hang."""
    child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    Path(file).write_text(str(child.pid), "utf-8")
    Event().wait()
    return file


def dies_once(file: str, allow: Allow) -> str:
    """Die at the first try, as when a neighbour took all memory of the machine."""
    if not Path(file).exists():
        Path(file).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def read_or_die(source: SourceFile, allow: Allow) -> FileReading:
    """Read a file, unless its name says that this costs the reader its life."""
    if source.refusal is None and source.source_file.startswith("dies"):
        os._exit(9)
    return read_one(source, allow)


def read_what_changes(source: SourceFile, allow: Allow) -> FileReading:
    """Read a file that another program writes to at the same time."""
    source.path.write_text(source.path.read_text("utf-8") + "\n补充", "utf-8")
    return read_one(source, allow)


def refused(source: SourceFile) -> SourceFile:
    """The file with a refusal, as if something had been wrong with it."""
    return replace(source, refusal=Refusal("quarantined", "原因 / reason", "办法 / advice"))
