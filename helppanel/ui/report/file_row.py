"""One attached file in the form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from helppanel.report.amount import amount
from helppanel.report.draft import DraftFile
from helppanel.ui.report.mark import Mark
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button
from helppanel.ui.widgets.labels import ElidedLabel, label


class FileRow(QFrame):
    """Name, size, and an x.

    Signals:
        removed(): leave it out.
    """

    removed = Signal()

    def __init__(self, theme: Theme, texts: Texts, file: DraftFile) -> None:
        super().__init__()
        self.file = file
        size = amount(file.size)
        self.setProperty("class", "card")
        self.setFixedHeight(theme.px("control.row"))
        self.setAccessibleName(texts.t("report.file_name", name=file.name, size=size))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(Mark(theme, "clip"))
        row.addWidget(ElidedLabel(file.name), 1)
        row.addWidget(label(size, "caption", "text3"))
        name = texts.t("report.file_remove", name=file.name)
        self.remove = icon_button(theme, "x", name, size=16)
        self.remove.clicked.connect(self.removed)
        row.addWidget(self.remove)
