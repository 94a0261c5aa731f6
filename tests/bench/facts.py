"""What it costs to collect the facts, and to look for trouble before sending."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from helppanel import policy
from helppanel.config import HelpConfig
from helppanel.service import HelpService
from tests.bench.table import Figure, percentile

HOST = {f"fact {number}": (lambda: "said at once") for number in range(10)}
ROUNDS = 40
COLD = """
import sys, time
from pathlib import Path
from helppanel.config import HelpConfig
from helppanel.service import HelpService
service = HelpService(HelpConfig(app_name="Bench", app_version="1", data_dir=Path(sys.argv[1])))
began = time.perf_counter()
service.collect_facts("zh-CN")
print((time.perf_counter() - began) * 1000)
service.close()
"""


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _service(folder: Path, facts: dict[str, Callable[[], object]]) -> HelpService:
    return HelpService(HelpConfig(app_name="Bench", app_version="1", data_dir=folder, facts=facts))


def _cold(folder: Path) -> float:
    command = [sys.executable, "-c", COLD, str(folder)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _hanging(folder: Path) -> tuple[float, float]:
    """The first and the second of two collections in which five facts of the host never answer."""
    never = threading.Event()
    service = _service(folder, {f"hangs {number}": never.wait for number in range(5)})
    first, second = (_milliseconds(lambda: service.collect_facts("zh-CN")) for _ in range(2))
    never.set()
    service.close()
    return first, second


def rows(folder: Path) -> list[Figure]:
    """Facts of a healthy machine and of one on which some hang; the checks; the policy."""
    service = _service(folder / "a", dict(HOST))
    warm = [_milliseconds(lambda: service.collect_facts("zh-CN")) for _ in range(ROUNDS)]
    looks = [_milliseconds(service.look_before_sending) for _ in range(ROUNDS)]
    service.close()
    reads = [_milliseconds(lambda: policy.read("bench")) for _ in range(ROUNDS)]
    first, second = _hanging(folder / "c")
    return [
        Figure(what="all facts and ten of the host's (p95)", value=percentile(warm, 95), unit="ms", goal=300),
        Figure(
            what="all facts, the first time in a process (p50 of 7)",
            value=percentile([_cold(folder / "b") for _ in range(7)], 50),
            unit="ms",
            goal=300,
        ),
        Figure(what="all facts while five hang, first opening", value=first, unit="ms", goal=2_300),
        Figure(what="the same, from the second opening on", value=second, unit="ms", goal=300),
        Figure(
            what="checks before sending, without a server (p95)",
            value=percentile(looks, 95),
            unit="ms",
            goal=300,
        ),
        Figure(what="the policy, where there is none (p95)", value=percentile(reads, 95), unit="ms", goal=1),
    ]
