"""Where the user has been in the panel, for the way back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

LIMIT = 50


@dataclass
class Stop:
    """An address and, once it was left, what had the focus there and where in its page the user was."""

    address: str
    focus: QWidget | None = None
    bookmark: object = None  # of Page.bookmark

    @property
    def focused(self) -> QWidget | None:
        """What had the focus, if it is still there to have it."""
        return self.focus if self.focus is not None and isValid(self.focus) else None


class History:
    """The stops, the present one last, and those the user went back from."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._ahead: list[Stop] = []  # the nearest last

    @property
    def now(self) -> str:
        """The present address; "" before the first."""
        return self._stops[-1].address if self._stops else ""

    @property
    def addresses(self) -> list[str]:
        """All stops, the present one last."""
        return [stop.address for stop in self._stops]

    def go(self, address: str, focus: QWidget | None, bookmark: object = None) -> None:
        """Come to `address`, leaving the present stop as `leave` does. What lay ahead is forgotten."""
        self.leave(focus, bookmark)
        if self._stops and self.now == address:
            return
        self._ahead.clear()
        self._stops.append(Stop(address))
        del self._stops[:-LIMIT]

    def leave(self, focus: QWidget | None, bookmark: object) -> None:
        """Keep where in the present stop the user was."""
        if self._stops:
            self._stops[-1].focus, self._stops[-1].bookmark = focus, bookmark

    def back(self) -> Stop | None:
        """Leave the present stop; the one before, None if there is none."""
        if len(self._stops) < 2:
            return None
        self._ahead.append(self._stops.pop())
        return self._stops[-1]

    @property
    def has_ahead(self) -> bool:
        """Whether the user went back from somewhere."""
        return bool(self._ahead)

    def forward(self) -> Stop | None:
        """Come to the stop that `back` left; None if there is none."""
        if not self._ahead:
            return None
        self._stops.append(self._ahead.pop())
        return self._stops[-1]
