"""The verb that finds what the support side knows of already."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from helppanel.contract.service_info import KnownIssue
from helppanel.report.known import matching
from helppanel.service.telling import Telling


@dataclass(frozen=True, kw_only=True)
class Known:
    """A known issue; `joined` is the user's own report of it."""

    issue: KnownIssue
    joined: UUID | None


class Knowing(Telling):
    """Part of HelpService."""

    def known_issues(self, text: str, code: str = "") -> tuple[Known, ...]:
        """Those that `text` or the error `code` speaks of, the likeliest first."""
        info = self.service_info()
        found = () if info is None else matching(info.known_issues, text, self._app().id, code)
        return self._with_joined(found)

    def known_issue(self, name: str) -> Known | None:
        """The one with this id, while it is published."""
        info = self.service_info()
        found = () if info is None else tuple(one for one in info.known_issues if one.id == name)
        return next(iter(self._with_joined(found)), None)

    def _with_joined(self, found: tuple[KnownIssue, ...]) -> tuple[Known, ...]:
        if not found:
            return ()
        mine = {talk.known_issue: talk.uuid for talk in self.conversations() if talk.known_issue}
        return tuple(Known(issue=issue, joined=mine.get(issue.id)) for issue in found)
