"""Jobs in workers: a death, a hang or a bomb costs one job; order and results never change."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.stages.isolating import Died, Finished, Limits, each_in_worker
from tests.stages.misbehaving import behave, dies_once, leaves_a_child, worker_number

ROOT = Path(__file__).parents[2]
SHORT = Limits(seconds=1.0, memory=2**30)


def ends(process: int) -> bool:
    """Whether a process has ended or is about to; waits for the system to see to it."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([handle], [], [], 60)
    os.close(handle)
    return bool(ended)


@pytest.mark.parametrize(
    ("how", "death"),
    [
        ("hang", Died("time")),
        ("hang in C", Died("time")),
        ("segfault", Died("signal", "SIGSEGV")),
        ("kill", Died("signal", "SIGKILL")),
        ("exit", Died("exit", "7")),
        ("memory", Died("memory")),
        ("mistake", Died("error", "ZeroDivisionError: by nothing")),
    ],
)
def test_a_bad_job_costs_itself_alone(how: str, death: Died) -> None:
    results = list(each_in_worker(behave, ["a", how, "b"], limits=SHORT, workers=2))
    assert results == [Finished("a done"), death, Finished("b done")]


def test_a_result_larger_than_any_report_is_refused_where_it_was_made() -> None:
    limits = replace(SHORT, seconds=60)
    assert list(each_in_worker(behave, ["size"], limits=limits, workers=1)) == [Died("size")]


def test_a_result_that_cannot_travel_is_told() -> None:
    (result,) = each_in_worker(behave, ["unsendable"], limits=SHORT)
    assert isinstance(result, Died)
    assert result.cause == "error"
    assert "pickle" in result.detail


def test_a_job_may_ask_for_more_time() -> None:
    assert list(each_in_worker(behave, ["takes longer"], limits=SHORT)) == [
        Finished("takes longer done")
    ]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_order_whatever_the_number_of_workers(workers: int) -> None:
    jobs = [f"{number}" if number % 7 else "exit" for number in range(40)]
    results = list(each_in_worker(behave, jobs, limits=SHORT, workers=workers))
    assert results == [
        Died("exit", "7") if job == "exit" else Finished(f"{job} done") for job in jobs
    ]


def test_workers_are_used_again() -> None:
    results = list(each_in_worker(worker_number, range(30), workers=2))
    numbers = {result.value for result in results if isinstance(result, Finished)}
    assert len(results) == 30
    assert 1 <= len(numbers) <= 2
    assert os.getpid() not in numbers


def test_a_death_that_does_not_repeat_costs_nothing(tmp_path: Path) -> None:
    assert list(each_in_worker(dies_once, [str(tmp_path / "died")])) == [Finished("done")]


def test_what_a_killed_worker_started_is_ended_too(tmp_path: Path) -> None:
    note = tmp_path / "child"
    (result,) = each_in_worker(leaves_a_child, [str(note)], limits=SHORT)
    assert result == Died("time")
    assert ends(int(note.read_text("utf-8")))


def test_workers_end_when_nobody_wants_the_rest() -> None:
    results = each_in_worker(worker_number, range(50), workers=2)
    first = next(results)
    assert isinstance(first, Finished)
    results.close()
    assert ends(first.value)


def test_no_job_needs_no_worker() -> None:
    assert list(each_in_worker(behave, [])) == []


def test_an_interrupt_ends_every_process(tmp_path: Path) -> None:
    note = tmp_path / "pipe"
    os.mkfifo(note)
    program = (
        "from pipelines.stages.isolating import each_in_worker\n"
        "from tests.stages.misbehaving import leaves_a_child\n"
        f"list(each_in_worker(leaves_a_child, [{str(note)!r}]))\n"
    )
    run = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE)
    # opening waits for the job, which hangs as soon as it has written
    child = note.read_text("utf-8")
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert b"KeyboardInterrupt" in told
    assert ends(int(child))
