"""`python -m tests.end2end.kill_points URL DATA FILE K`: send one report and die at the K-th step.

A step is the moment before and after each database commit and each HTTP call. Exits 0 when the report was
delivered before step K came. With `vote` as FILE: an article vote, on the article `step-K`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from helppanel.config import HelpConfig
from helppanel.contract.report import AttachmentRole
from helppanel.delivery.client import Client
from helppanel.delivery.database import Database
from helppanel.report.draft import Draft, DraftFile
from helppanel.service import HelpService


class Fuse:
    """Counts steps; the last one kills this process as nothing else can."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def step(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def arm(fuse: Fuse) -> None:
    """Put a step before and after every commit and every call."""
    transaction, call = Database.transaction, Client._call

    @contextmanager
    def counted_transaction(self: Database, *, waits: bool = True) -> Iterator[Any]:
        with transaction(self, waits=waits) as connection:
            yield connection
            fuse.step()
        fuse.step()

    def counted_call(self: Client, *args: Any, **options: Any) -> Any:
        fuse.step()
        answer = call(self, *args, **options)
        fuse.step()
        return answer

    setattr(Database, "transaction", counted_transaction)  # noqa: B010  mypy forbids the assignment
    setattr(Client, "_call", counted_call)  # noqa: B010


def main() -> int:
    url, data, file, steps = sys.argv[1:]
    arm(Fuse(int(steps)))
    service = HelpService(HelpConfig(app_name="x", app_version="1", server=url, data_dir=Path(data)))
    if file == "vote":
        service.vote(f"step-{steps}", "zh-CN", False, "unclear", "看不懂", "打印")
    else:
        submit(service, Path(file), f"step {steps}")
    service.start()
    settled = service.wait_settled(30)
    service.close()
    return 0 if settled else 1


def submit(service: HelpService, path: Path, text: str) -> None:
    """Store a report with the file attached."""
    attached = DraftFile(
        path=path,
        name=path.name,
        media_type="",
        size=path.stat().st_size,
        role=AttachmentRole.FILE,
        source="file",
    )
    service.submit(service.prepare(Draft(text=text, files=(attached,)), (), "zh-CN"))


if __name__ == "__main__":
    sys.exit(main())
