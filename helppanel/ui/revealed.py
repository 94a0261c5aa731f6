"""Remembers fields that hid what is typed: shown in clear later, by their eye, they stay private."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

HID = "_helppanel_hid"  # kept on the field itself: it ends with it


def watch() -> None:
    """From now on look at the fields of a window that gets the keyboard; asked again, nothing more is done.

    Not only at the field that gets it: a password that was filled in is shown by a box beside it.
    """
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.property(HID) is None:
        app.setProperty(HID, 0)
        app.focusChanged.connect(_note)


def hides(field: QLineEdit) -> bool:
    """Whether the field hides what is typed, or did when it was looked at."""
    if field.echoMode() is not QLineEdit.EchoMode.Normal:
        if field.property(HID) is None:
            field.setProperty(HID, 1)
        return True
    return field.property(HID) is not None


def _note(*focused: QWidget | None) -> None:
    windows = {widget.window() for widget in focused if widget is not None and isValid(widget)}
    for window in windows:
        for field in window.findChildren(QLineEdit):
            hides(field)
