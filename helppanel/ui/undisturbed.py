"""When a frame may go: not while a dialog of its is open or a page of its is at work."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QDialog, QWidget

from helppanel.ui.widgets.page import Page


def rest(frame: QWidget) -> SignalInstance | None:
    """What is emitted when `frame` may be asked again; None if it may go now and nothing is lost."""
    dialog = next((dialog for dialog in frame.findChildren(QDialog) if dialog.isVisible()), None)
    if dialog is not None:
        return dialog.finished
    page = next((page for page in frame.findChildren(Page) if page.is_at_work), None)
    return page.rested if page is not None else None
