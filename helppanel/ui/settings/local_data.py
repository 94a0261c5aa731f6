"""The card 本机数据: where it lies, and erasing it, asked once in the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import plain_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.danger_question import DangerQuestion
from helppanel.ui.widgets.labels import label


class LocalDataCard(Card):
    """Signals:

    forget_wanted(): which articles were read shall be forgotten.
    erase_wanted(): the user confirmed.
    said(str): something for the panel's foot.
    """

    forget_wanted = Signal()
    erase_wanted = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(spacing=12)
        self._theme, self._texts = theme, texts
        self._folder = Path()
        self.body.addWidget(label(texts.t("settings.data"), "section"))
        self.body.addWidget(label(texts.t("settings.data_text"), "body", "text2", wrap=True))
        self._path = label("", "body", wrap=True)
        self._path.setObjectName("settings_path")
        self._path.setFont(theme.mono())
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._path)
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, icon, act in (("open_folder", "ext", self._open), ("copy_path", "copy", self._copy)):
            button = plain_button(theme, texts.t(f"settings.{name}"), icon)
            button.setObjectName(f"settings_{name}")
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(label(texts.t("settings.reading_text"), "body", "text2", wrap=True))
        forget = plain_button(theme, texts.t("settings.forget"), "undo")
        forget.setObjectName("settings_forget")
        forget.clicked.connect(self.forget_wanted)
        self.body.addWidget(forget, 0, Qt.AlignmentFlag.AlignLeft)
        self._question = DangerQuestion(theme, texts, "settings")
        self._question.confirmed.connect(self.erase_wanted)
        self.body.addWidget(self._question)

    def show_folder(self, folder: Path) -> None:
        """Where the data lies."""
        self._folder = folder
        # Only after these may a long path go on to the next line.
        self._path.setText(str(folder).replace("/", "/\u200b").replace("\\", "\\\u200b"))
        self._path.setAccessibleName(str(folder))

    def settle(self) -> None:
        """The question is answered."""
        self._question.settle()

    def _open(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            self._copy()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._folder))
        self.said.emit(self._texts.t("settings.path_copied"))
