"""The installed PySide6 goes with the installed Python."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1_000


def drift(setter: Callable[[str], object]) -> int:
    """By how much the references to None change while `setter` is called `CALLS` times."""
    before = sys.getrefcount(None)
    for number in range(CALLS):
        setter(str(number % 7))
    return sys.getrefcount(None) - before


def test_none_keeps_its_references(qtbot: QtBot) -> None:
    """A setter takes a reference for the None it returns; a PySide6 that does not aborts the program."""
    label = QLabel()
    qtbot.addWidget(label)
    drift(label.setText)  # what is made once is made here
    assert abs(drift(label.setText)) < CALLS // 10


def test_a_drift_is_seen() -> None:
    """The measure above sees one reference a call."""
    kept: list[None] = []
    assert drift(lambda _: kept.append(None)) >= CALLS
