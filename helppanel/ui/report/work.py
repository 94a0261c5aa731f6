"""What a page has running on the workers; nothing comes back to a page that is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.ui.ports import Job, PanelService

T = TypeVar("T")


class Work:
    """Runs operations for `owner`. They are always done, but once it is destroyed nobody hears of them.

    So what was written is saved even when the page goes a moment later.
    """

    def __init__(self, service: PanelService, owner: QObject) -> None:
        self._service = service
        self._owners = [True]
        owner.destroyed.connect(self._owners.clear)

    def run(
        self,
        op: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[HelpError], None],
    ) -> Job:
        """Run `op` on a worker, then `done` or `failed` here. `Job.cancel()` drops it."""
        owners = self._owners

        def succeed(result: T) -> None:
            if owners:
                done(result)

        def fail(error: HelpError) -> None:
            if owners:
                failed(error)

        return self._service.run(op, succeed, fail)
