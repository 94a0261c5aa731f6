"""Where the Tab key stops among buttons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget


def stop_at_checked(group: QButtonGroup) -> None:
    """Of buttons of which one is in use, Tab stops at that one; arrows go on from there.

    Qt does so itself, but only once one of them has had the keyboard.
    """

    def follow(button: QAbstractButton, checked: bool) -> None:
        if checked:
            for other in group.buttons():
                other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    group.buttonToggled.connect(follow)


def stop_in_order(widgets: Sequence[QWidget]) -> None:
    """Have Tab visit `widgets` of one window one after another."""
    policies = [widget.focusPolicy() for widget in widgets]
    for widget in widgets:
        widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt passes over those that take no focus now
    for widget, following in pairwise(widgets):
        QWidget.setTabOrder(widget, following)
    for widget, policy in zip(widgets, policies, strict=True):
        widget.setFocusPolicy(policy)
