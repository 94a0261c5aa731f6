"""A row that folds something out below it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from helppanel.ui import icons
from helppanel.ui.report.painted import PaintedButton
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import line


class FoldHeader(PaintedButton):
    """Icon, title, a summary at the right, and the arrow. Checked = folded out."""

    def __init__(self, theme: Theme, icon: str, title: str) -> None:
        super().__init__(theme, title)
        self._icon = icon
        self._summary_ramp = "body"
        self._summary = ""
        self.setText(title)
        self.setCheckable(True)
        self.setFixedHeight(46)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_summary(self, summary: str) -> None:
        """What is inside, in a few words."""
        self._summary = summary
        self.update()

    def set_heading(self, heading: bool) -> None:
        """Whether it is the head of a card, or a row like others."""
        self.setFont(self.theme.font("section" if heading else "body"))
        self._summary_ramp = "caption" if heading else "body"
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(160, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        size = self.theme.px("icon.small")
        painter = self.begin()
        top = (self.height() - size) // 2
        painter.drawPixmap(16, top, icons.pixmap(self._icon, self.ink("text2"), size + 1))
        arrow = icons.pixmap("up" if self.isChecked() else "down", self.ink("text2"), size)
        painter.drawPixmap(self.width() - size - 14, top, arrow)
        room = self.rect().adjusted(16 + size + 10, 0, -size - 24, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.ink("text"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, self.text())
        room.setLeft(room.left() + self.fontMetrics().horizontalAdvance(self.text()) + 12)
        painter.setFont(self.theme.font(self._summary_ramp))
        painter.setPen(self.ink("text3"))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(self._summary, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, shown)
        painter.end()


class Fold(QWidget):
    """A header and what it folds out.

    Signals:
        folded(out): the user folded it out, or in.
    """

    folded = Signal(bool)

    def __init__(self, theme: Theme, texts: Texts, icon: str, title: str) -> None:
        super().__init__()
        self._texts, self._title, self._summary = texts, title, ""
        self.header = FoldHeader(theme, icon, title)
        self.header.toggled.connect(self._toggled)
        self._line = line()
        self._room = QWidget()
        self._inner = QVBoxLayout(self._room)
        self._inner.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self._line, self._room):
            column.addWidget(part)
        self._toggled(False)

    def put(self, content: QWidget, margins: tuple[int, int, int, int]) -> None:
        """Take `content` in."""
        self._inner.setContentsMargins(*margins)
        self._inner.addWidget(content)

    def set_open(self, out: bool) -> None:
        """Fold out or in."""
        self.header.setChecked(out)

    @property
    def is_open(self) -> bool:
        """Whether it is folded out."""
        return self.header.isChecked()

    def set_summary(self, summary: str) -> None:
        """What is inside, in a few words."""
        self._summary = summary
        self.header.set_summary(summary)
        self._name()

    def _toggled(self, out: bool) -> None:
        self._line.setVisible(out)
        self._room.setVisible(out)
        self._name()
        self.folded.emit(out)

    def _name(self) -> None:
        verb = self._texts.t("report.fold" if self.is_open else "report.unfold", title=self._title)
        self.header.setAccessibleName(f"{verb} {self._summary}".strip())
