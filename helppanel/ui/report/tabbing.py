"""The order the Tab key goes through, whatever order widgets were made in."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def chain(stops: list[QWidget]) -> None:
    """Let Tab go from each of `stops` to the next."""
    taken = [stop for stop in stops if stop.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for one, other in pairwise(taken):
        QWidget.setTabOrder(one, other)
