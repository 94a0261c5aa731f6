"""Remembers fields that hid what is typed: shown in clear later, by their eye, they stay private."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

HID = "_helppanel_hid"  # kept on the field itself: it ends with it


def watch() -> None:
    """From now on look at the field that gets or leaves the keyboard, and soon after at all in its window.

    Asked again, nothing more is done. A password that was filled in is shown by a box beside it: the field
    itself need never have the keyboard.
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


def _note(*fields: QWidget | None) -> None:
    for field in fields:
        if isinstance(field, QLineEdit) and isValid(field):
            hides(field)
    app = QApplication.instance()
    if app is not None:
        QTimer.singleShot(0, app, _look_around)  # the keyboard also leaves what is being deleted right now


def _look_around() -> None:
    focused = QApplication.focusWidget()
    if focused is not None:
        for field in focused.window().findChildren(QLineEdit):
            hides(field)
