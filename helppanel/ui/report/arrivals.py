"""Images and files that are pasted, or dropped anywhere on the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from helppanel.ui.report.drop_zone import files_in

if TYPE_CHECKING:
    from helppanel.policy import Policy
    from helppanel.ui.report.form import Form

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"})


class Arrivals(QObject):
    """Files become attachments, and an image becomes a screenshot; so does a file dropped among those.

    A text that brings its own image, as from a table, stays a text where one is written.
    """

    def __init__(self, page: QWidget, form: Form, policy: Policy) -> None:
        super().__init__(page)
        self._form, self._policy = form, policy
        for target in (page, form.screenshots):
            target.setAcceptDrops(True)
            target.installEventFilter(self)
        for editor in (form.description.editor, form.extra.tried):
            editor.arrivals = self
        paste = QShortcut(QKeySequence.StandardKey.Paste, page)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._paste)

    def takes(self, data: QMimeData) -> bool:
        """Whether the form has a use for it now: not before it is open, and not while it is sent."""
        form = self._form
        if not form.isEnabled() or form.description.editor.isReadOnly():
            return False
        if files_in(data):
            return self._policy.files
        return self._policy.screenshots and data.hasImage()

    def receive(self, data: QMimeData, *, as_pictures: bool = False) -> None:
        """Put it into the form; `as_pictures` where a picture's file is meant to be a screenshot."""
        if not self.takes(data):
            return
        paths, form = files_in(data), self._form
        if not paths:
            image = data.imageData()
            form.screenshots.paste(image if isinstance(image, QImage) else QImage())
            return
        pictures = [path for path in paths if as_pictures and path.suffix.lower() in PICTURES]
        if pictures:
            form.screenshots.add(pictures)
        if others := [path for path in paths if path not in pictures]:
            form.file_fold.set_open(True)
            form.attachments.add(others)

    def _paste(self) -> None:
        self.receive(QGuiApplication.clipboard().mimeData())

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dragged here and no widget in between has a use for."""
        if isinstance(event, QDropEvent) and self.takes(event.mimeData()):
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent | QDragMoveEvent):
                self.receive(event.mimeData(), as_pictures=watched is self._form.screenshots)
            return True
        return False
