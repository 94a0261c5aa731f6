"""Where the user has been in the panel, for the way back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

LIMIT = 50


@dataclass
class Stop:
    """An address and, once it was left, what had the focus there."""

    address: str
    focus: QWidget | None = None

    @property
    def focused(self) -> QWidget | None:
        """What had the focus, if it is still there to have it."""
        return self.focus if self.focus is not None and isValid(self.focus) else None


class History:
    """The stops, the present one last."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []

    @property
    def now(self) -> str:
        """The present address; "" before the first."""
        return self._stops[-1].address if self._stops else ""

    @property
    def addresses(self) -> list[str]:
        """All stops, the present one last."""
        return [stop.address for stop in self._stops]

    def go(self, address: str, focus: QWidget | None) -> None:
        """Come to `address`, leaving the focus of the present stop at `focus`."""
        if self._stops:
            self._stops[-1].focus = focus
            if self.now == address:
                return
        self._stops.append(Stop(address))
        del self._stops[:-LIMIT]

    def back(self) -> Stop | None:
        """Leave the present stop; the one before, None if there is none."""
        if len(self._stops) < 2:
            return None
        self._stops.pop()
        return self._stops[-1]
