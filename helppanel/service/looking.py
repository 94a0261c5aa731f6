"""The verb that looks, before a report is sent, for what the user could mend at once."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from helppanel.config import HelpConfig
from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import Release
from helppanel.policy import Policy
from helppanel.report.checks import disk, memory, server, uptime, version
from helppanel.report.checks.model import Check, Trouble
from helppanel.report.patience import LateError, Patience
from helppanel.service.finding import Finding

log = logging.getLogger("helppanel")


class Looking(Finding):
    """Part of HelpService."""

    def __init__(
        self,
        config: HelpConfig,
        post: Callable[[Callable[[], None]], None],
        on_change: Callable[[str], None] | None,
        policy: Policy | None,
    ) -> None:
        super().__init__(config, post, on_change, policy)
        self._looks: Patience[Trouble | None] = Patience()

    def look_before_sending(self) -> tuple[Trouble, ...]:
        """What is wrong on this machine, in the order of `_checks`; takes 2 s at most.

        A check that fails or is late finds nothing and is logged. Asks the server for nothing but its time.
        """
        checks = {check.id: check.look for check in self._checks()}
        found = []
        for name, answer in self._looks.ask(checks).items():
            if isinstance(answer, BaseException):
                log.info("the check %s found nothing: %r", name, answer)
                answer = self._offline() if name == "server" and isinstance(answer, LateError) else None
            if answer is not None:
                found.append(answer)
        return tuple(found)

    def _checks(self) -> Iterator[Check]:
        if self.has_server:
            yield Check("server", partial(server.look, self._clock_ahead))
        folders = (self._folder, Path.home(), Path(tempfile.gettempdir()))
        yield Check("disk", partial(disk.look, folders))
        yield Check("memory", memory.look)
        yield Check("version", lambda: version.look(self._config.app_version, self._latest()))
        yield Check("uptime", uptime.look)

    def _clock_ahead(self) -> float | None:
        """Raises HelpError as the client does."""
        if self._probe_line is None:
            return None
        return self._probe_line.client().clock_ahead(self._opened().inbox.service_etag())

    def _offline(self) -> Trouble | None:
        """A line on which nothing comes back: only the courier has waited long enough to know."""
        return server.UNREACHABLE if self.online is False else None

    def _latest(self) -> Release | None:
        try:
            info = self.service_info()
        except HelpError:
            return None
        return None if info is None else info.latest.get(self._app().id)
