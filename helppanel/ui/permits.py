"""What the administrator lets the menu do; asked after the host's first paint: its start pays nothing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helppanel.policy import Policy

NEEDS = {"report": ("form",), "suggest": ("form",), "capture": ("form", "screenshots")}  # by entry


class Permits:
    """For the app `app_id` (`HelpConfig.identity`); `policy` stands in place of the system's."""

    def __init__(self, app_id: str, policy: Policy | None = None) -> None:
        self._app_id, self._given = app_id, policy

    @cached_property
    def policy(self) -> Policy:
        """Read when first asked for: one small file, which most machines do not have."""
        if self._given is not None:
            return self._given
        from helppanel.policy import read

        return read(self._app_id)

    def forbid(self, entry: str) -> bool:
        """Whether an entry of the menu is switched off."""
        return any(not getattr(self.policy, part) for part in NEEDS.get(entry, ()))
