"""What a page has running on the workers; nothing comes back to a page that is gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.ui.ports import Job, PanelService

T = TypeVar("T")


class Work:
    """Runs operations for `owner`; their outcomes are dropped once it is destroyed."""

    def __init__(self, service: PanelService, owner: QObject) -> None:
        self._service = service
        self._jobs: list[Job] = []
        owner.destroyed.connect(partial(_cancel, self._jobs))

    def run(
        self,
        op: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[HelpError], None],
    ) -> Job:
        """Run `op` on a worker, then `done` or `failed` here."""

        def finish(then: Callable[[], None]) -> None:
            self._jobs.remove(job)
            then()

        job = self._service.run(
            op,
            lambda result: finish(lambda: done(result)),
            lambda error: finish(lambda: failed(error)),
        )
        self._jobs.append(job)
        return job

    def cancel(self, job: Job) -> None:
        """Drop the outcome of `job`."""
        job.cancel()
        if job in self._jobs:
            self._jobs.remove(job)


def _cancel(jobs: list[Job]) -> None:
    for job in jobs:
        job.cancel()
