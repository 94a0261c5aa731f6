"""What the cameras ask of whoever has threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.ui.ports import Job

T = TypeVar("T")


class Workers(Protocol):
    """The service, or what stands between it and a page that may go."""

    def run(
        self, op: Callable[[], T], done: Callable[[T], None], failed: Callable[[HelpError], None], /
    ) -> Job:
        """Run `op` on a worker, then `done` or `failed` on the UI thread. `Job.cancel()` drops it."""
