"""补充信息（可选）: the quiet row that folds the further fields out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from helppanel.ui import icons
from helppanel.ui.report.painted import PaintedButton
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme

HEIGHT = 24


class ExtraHead(PaintedButton):
    """Arrow, title, and in grey what the fields hold. Checked = folded out."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, texts.t("form.extra"))
        self._texts = texts
        self._summary = ""
        self.setText(texts.t("form.extra"))
        self.setFont(theme.font("caption"))
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._name)
        self._name()

    def set_summary(self, summary: str) -> None:
        """What the fields hold, in a few words."""
        self._summary = summary
        self._name()
        self.update()

    def _name(self) -> None:
        verb = self._texts.t("report.fold" if self.isChecked() else "report.unfold", title=self.text())
        self.setAccessibleName(f"{verb} {self._summary}".strip())

    # Qt

    def sizeHint(self) -> QSize:
        """As wide as the title; the summary is shortened."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 32, self.height())

    def minimumSizeHint(self) -> QSize:
        """The whole title."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        size = 14
        painter = self.begin()
        arrow = icons.pixmap("up" if self.isChecked() else "down", self.ink("accentText"), size)
        painter.drawPixmap(2, (self.height() - size) // 2, arrow)
        room = self.rect().adjusted(size + 8, 0, -4, 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(self.ink("accentText"))
        painter.drawText(room, side, self.text())
        if not self.isChecked():
            room.setLeft(room.left() + self.fontMetrics().horizontalAdvance(self.text()) + 10)
            painter.setPen(self.ink("text3"))
            shown = self.fontMetrics().elidedText(self._summary, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, side, shown)
        painter.end()
