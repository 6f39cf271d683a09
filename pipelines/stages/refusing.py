"""What is told of a file whose reading came to no end. How files are read is told elsewhere."""

from __future__ import annotations

from pipelines.collect.members import Refusal
from pipelines.stages.isolating import Died, Limits

_SPLIT_ADVICE = "拆分文件或另存后再放入 / split the file or save it again, then add it"
_REPORT_ADVICE = "另存后再放入，或报告此文件 / save it again and add that, or report this file"


def refusal_of_death(death: Died, limits: Limits) -> Refusal:
    """The outcome `quarantined` in words for a file that cost its worker."""
    if death.cause == "time":
        return Refusal(
            "quarantined",
            f"超过时限仍未读完（{limits.seconds:g} 秒起，随页数增加）/ not read within its time "
            f"({limits.seconds:g} s and more for many pages)",
            _SPLIT_ADVICE,
        )
    if death.cause == "memory":
        return Refusal(
            "quarantined",
            f"需要的内存超过 {limits.memory >> 20} MiB / it needs more memory than "
            f"{limits.memory >> 20} MiB",
            _SPLIT_ADVICE,
        )
    if death.cause == "size":
        return Refusal(
            "quarantined",
            "读出的内容远多于任何报告 / far more comes out of it than out of any report",
            _SPLIT_ADVICE,
        )
    if death.cause == "error":
        return Refusal("quarantined", f"程序出错 / our own fault: {death.detail}", _REPORT_ADVICE)
    how = death.detail if death.cause == "signal" else f"exit code {death.detail}"
    return Refusal(
        "quarantined",
        f"读取进程两次中断（{how}）/ the reading process died twice: {how}",
        _REPORT_ADVICE,
    )


def refusal_of_lost_workers() -> Refusal:
    """The outcome of a file over which one worker on another machine after the other died."""
    return Refusal(
        "quarantined",
        "读此文件的工作机接连中断 / the workers that read it died one after the other",
        "看工作机的日志，再运行一次；仍如此则报告此文件 / look at the workers' logs and run again; "
        "report this file if it stays",
    )


def refusal_of_change() -> Refusal:
    """The outcome of a file that was not the same after it was read."""
    return Refusal(
        "unreadable",
        "读取期间文件被改动或删除 / the file was changed or removed while it was read",
        "等文件不再变动后重新运行 / run again when the file is at rest",
    )
