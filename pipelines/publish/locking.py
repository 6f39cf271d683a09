"""One writer at a time for a warehouse; the second is told who the first is."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


class Busy(Exception):
    """Another process holds the warehouse; the text says which, since when and for what."""


@contextmanager
def alone_with(warehouse: Path, work: str) -> Iterator[None]:
    """Hold the warehouse for this process while the block runs.

    The lock is the kernel's, on a file in `.cache` beside the warehouse, so it ends with the
    process, killed or not. Raises Busy at once when another process holds it. A build holds it
    from its first file to its last; what it calls may ask again within the same process.
    """
    file = warehouse.parent / ".cache" / f"{warehouse.name}.lock"
    key = str(file.resolve())
    if key in _held:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(_holder_in_words(file)) from error
        holder = {
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
            "work": work,
        }
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(holder).encode(), 0)
        _held.add(key)
        try:
            yield
        finally:
            _held.discard(key)
    finally:
        os.close(descriptor)


_held: set[str] = set()


def _holder_in_words(file: Path) -> str:
    try:
        holder = json.loads(file.read_text(encoding="utf-8"))
        who = f"{holder['host']} 进程 process {holder['process']}，自 since {holder['since']}"
        who += f"（{holder['work']}）"
    except (ValueError, KeyError, OSError):
        who = "另一个进程 another process"
    return f"仓库正被占用，请稍后再试 / the warehouse is in use, try again later: {who}"
