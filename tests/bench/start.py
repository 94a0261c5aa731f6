"""What the panel costs the host's start, and the user at the first opening."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.bench.table import Row, interleave


def _host(kind: str, data: Path) -> tuple[float, list[str]]:
    """Milliseconds from the start of the process to its first paint, and what it printed after that."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.hosts", kind, str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "painted\n"
        painted = (time.perf_counter() - began) * 1000
        return painted, process.stdout.read().split()


def rows(folder: Path) -> list[Row]:
    """The host's start with and without `install()`; the first opening against a bare process start."""
    ours, baseline = interleave(
        lambda: _host("install", folder / "a")[0], lambda: _host("bare", folder / "a")[0], 30
    )
    opened, bare = interleave(
        lambda: float(_host("open", folder / "b")[1][-1]), lambda: _host("bare", folder / "b")[0], 12
    )
    return [
        Row(
            what="host start with install(), process start to first paint",
            against="the same host without it",
            ours=ours,
            baseline=baseline,
            unit="ms",
            goal=1.05,
        ),
        Row(
            what="first opening of the panel, click to painted",
            against="process start of a bare QMainWindow",
            ours=opened,
            baseline=bare,
            unit="ms",
            goal=1.0,
        ),
    ]
