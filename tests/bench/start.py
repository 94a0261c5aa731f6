"""What the panel costs the host's start, and the user at the first opening."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.table import Row, interleave

# Users' machines cache bytecode, whatever the shell this runs in says.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Start:
    """Milliseconds from the start of a host process to its first paint, and what it printed after that."""

    wall: float
    cpu: float
    rest: list[str]


def _host(kind: str, data: Path) -> Start:
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.hosts", kind, str(data)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        cpu = float(process.stdout.readline())
        wall = (time.perf_counter() - began) * 1000
        return Start(wall, cpu, process.stdout.read().split())


def rows(folder: Path) -> list[Row]:
    """The host's start with and without `install()`; the first opening against a bare process start."""
    ours, bare = interleave(lambda: _host("install", folder / "a"), lambda: _host("bare", folder / "a"), 40)
    opened, started = interleave(
        lambda: float(_host("open", folder / "b").rest[-1]), lambda: _host("bare", folder / "b").wall, 15
    )
    return [
        Row(
            what="host start with install(), process start to first paint",
            against="the same host without it",
            ours=[start.wall for start in ours],
            baseline=[start.wall for start in bare],
            unit="ms",
            goal=1.05,
        ),
        Row(
            what="the same, CPU alone",
            against="the same host without it",
            ours=[start.cpu for start in ours],
            baseline=[start.cpu for start in bare],
            unit="ms",
            goal=1.05,
        ),
        Row(
            what="first opening of the panel, click to painted",
            against="process start of a bare QMainWindow",
            ours=opened,
            baseline=started,
            unit="ms",
            goal=1.0,
        ),
    ]
