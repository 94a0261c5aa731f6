"""What it costs to store a report durably."""

from __future__ import annotations

import os
import time
from pathlib import Path
from uuid import uuid4

from helppanel.config import HelpConfig
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from tests.bench.table import Figure, Row, interleave, percentile

PICTURE = 300_000  # bytes


def rows(folder: Path) -> list[Row | Figure]:
    """Click to stored, against writing and syncing the same bytes to one file."""
    service = HelpService(HelpConfig(app_name="Bench", app_version="1", data_dir=folder / "data"))
    service.conversations()

    def send() -> float:
        picture = service.keep_picture(os.urandom(PICTURE), name="window.png", source="window")
        draft = Draft(text="打印时闪退", files=(picture,))
        began = time.perf_counter()
        service.submit(service.prepare(draft, (), "zh-CN"))
        return (time.perf_counter() - began) * 1000

    def raw() -> float:
        content = os.urandom(PICTURE + 600)
        began = time.perf_counter()
        with (folder / uuid4().hex).open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return (time.perf_counter() - began) * 1000

    ours, baseline = interleave(send, raw, 300)
    service.close()
    return [
        Row(
            what="send, click to stored (300 KB picture)",
            against="write + fsync of the same bytes",
            ours=ours,
            baseline=baseline,
            unit="ms",
            goal=3.0,
        ),
        Figure(what="send, p99 by p50", value=_tail(ours), unit="×", goal=4),
        Figure(what="write + fsync, p99 by p50", value=_tail(baseline), unit="×"),
    ]


def _tail(samples: list[float]) -> float:
    return percentile(samples, 99) / percentile(samples, 50)
