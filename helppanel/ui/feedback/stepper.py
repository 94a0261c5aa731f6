"""The progress stepper: nodes on a line, each with its name and date."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from helppanel.ui import icons
from helppanel.ui.feedback.dates import step_date
from helppanel.ui.feedback.progress import Node, NodeState, spoken

if TYPE_CHECKING:
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

DISC = 20
_LINE = 2
_GAP = 4  # between a disc and the line
_LABEL_TOP = DISC + 6
_LINE_HEIGHT = 16
_TOP = 10
HEIGHT = _TOP + _LABEL_TOP + 2 * _LINE_HEIGHT


class Stepper(QWidget):
    """Draws the nodes given to `show_nodes`; with none of them it hides."""

    def __init__(self, texts: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepper")
        self._texts = texts
        self._theme = theme
        self._nodes: tuple[Node, ...] = ()
        self._words: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_nodes(self, nodes: tuple[Node, ...], now: datetime) -> None:
        """Show `nodes`; `now` decides how their dates are written."""
        self._nodes = nodes
        self._words = tuple(
            (self._texts.t(node.label), step_date(node.at, now, self._texts) if node.at else "")
            for node in nodes
        )
        self.setVisible(bool(nodes))
        self.setAccessibleName(spoken(nodes, self._texts))
        self.setToolTip("\n".join(f"{label}  {date}".rstrip() for label, date in self._words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, _TOP)
        width = self.width() / max(1, len(self._nodes))
        centres = [QPointF(width * (at + 0.5), DISC / 2) for at in range(len(self._nodes))]
        for at, node in enumerate(self._nodes):
            if at:
                self._draw_line(painter, centres[at - 1], centres[at], node.state)
            self._draw_disc(painter, centres[at], node)
            self._draw_words(painter, QRectF(width * at, _LABEL_TOP, width, 2 * _LINE_HEIGHT), at)
        painter.end()

    def _draw_line(self, painter: QPainter, start: QPointF, end: QPointF, state: NodeState) -> None:
        reached = state is not NodeState.FUTURE
        painter.setPen(QPen(self._theme.color("accent" if reached else "borderStrong"), _LINE))
        gap = QPointF(DISC / 2 + _GAP, 0)
        painter.drawLine(start + gap, end - gap)

    def _draw_disc(self, painter: QPainter, centre: QPointF, node: Node) -> None:
        color = self._theme.color
        if node.state is NodeState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent"))
            painter.drawEllipse(centre, DISC / 2, DISC / 2)
            self._draw_icon(painter, "check", "onAccent", centre)
            return
        outline, fill = {
            NodeState.CURRENT: ("accent", "surface"),
            NodeState.WAITING: ("warn", "warnTint"),
            NodeState.FUTURE: ("borderStrong", "surface"),
        }[node.state]
        painter.setPen(QPen(color(outline), _LINE))
        painter.setBrush(color(fill))
        painter.drawEllipse(centre, DISC / 2 - 1, DISC / 2 - 1)
        if node.state is NodeState.WAITING:
            self._draw_icon(painter, "reply", "warnText", centre)
        elif node.state is NodeState.CURRENT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent"))
            painter.drawEllipse(centre, 3, 3)

    def _draw_icon(self, painter: QPainter, name: str, token: str, centre: QPointF) -> None:
        size = 12
        picture = icons.pixmap(name, self._theme.color(token), size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(centre.x() - size / 2, centre.y() - size / 2), picture)

    def _draw_words(self, painter: QPainter, box: QRectF, at: int) -> None:
        label, date = self._words[at]
        state = self._nodes[at].state
        now = state in (NodeState.CURRENT, NodeState.WAITING)
        token = {
            NodeState.DONE: "text",
            NodeState.CURRENT: "accentText",
            NodeState.WAITING: "warnText",
            NodeState.FUTURE: "text3",
        }[state]
        upper = QRectF(box.left(), box.top(), box.width(), _LINE_HEIGHT)
        self._draw_line_of_text(painter, upper, label, "captionStrong" if now else "caption", token)
        self._draw_line_of_text(painter, upper.translated(0, _LINE_HEIGHT), date, "caption", "text2")

    def _draw_line_of_text(self, painter: QPainter, box: QRectF, words: str, ramp: str, token: str) -> None:
        font = self._theme.font(ramp)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
