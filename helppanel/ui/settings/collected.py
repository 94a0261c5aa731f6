"""The card 会收集什么: every group of facts, and what it holds on this machine now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from helppanel.contract.report import FactGroup
from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label, line
from helppanel.ui.widgets.skeleton import SkeletonRows

_ROW = 40


class CollectedCard(Card):
    """A row that folds out for every group."""

    def __init__(self, theme: Theme, texts: Texts, *, has_account: bool) -> None:
        """`has_account`: the host tells who its user is."""
        super().__init__()
        self._theme, self._texts = theme, texts
        self._shown: tuple[FactGroup, ...] = ()
        self.body.addWidget(label(texts.t("settings.collected"), "section"))
        self.body.addWidget(label(texts.t("settings.collected_text"), "body", "text2", wrap=True))
        self._groups = QVBoxLayout()
        self._groups.setSpacing(0)
        self._groups.addWidget(SkeletonRows(theme, 3, _ROW))
        self.body.addLayout(self._groups)
        self.body.addWidget(label(texts.t("settings.never"), "caption", "text3", wrap=True))
        if has_account:
            told = label(texts.t("settings.account_told"), "caption", "text3", wrap=True)
            told.setObjectName("settings_account_told")
            self.body.addWidget(told)

    def show_groups(self, groups: Sequence[FactGroup]) -> None:
        """Show what is collected; what is folded out stays so while it is the same."""
        if self._shown == tuple(groups):
            return
        self._clear()
        self._shown = tuple(groups)
        for group in groups:
            self._groups.addWidget(line())
            self._groups.addWidget(_Group(self._theme, self._texts, group))

    def show_problem(self, text: str) -> None:
        """The facts could not be read."""
        self._clear()
        self._groups.addWidget(label(text, "body", "err", wrap=True))

    def _clear(self) -> None:
        self._shown = ()
        while (item := self._groups.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()


class _Group(QWidget):
    def __init__(self, theme: Theme, texts: Texts, group: FactGroup) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        many = len(group.facts)
        count = texts.t("settings.count_1" if many == 1 else "settings.count", count=many)
        head = _Head(theme, group.label, count)
        head.setObjectName(f"group_{group.id}")
        column.addWidget(head)
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(24, 0, 0, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, fact in enumerate(group.facts):
            name = label(fact.label, "caption", "text3", wrap=True)
            name.setFixedWidth(112)
            value = label(fact.value, "caption", "text2", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1)
        facts.hide()
        head.toggled.connect(facts.setVisible)
        column.addWidget(facts)


class _Head(Button):
    """Folds a group out and in."""

    def __init__(self, theme: Theme, title: str, count: str) -> None:
        super().__init__("row")
        self._theme, self._title, self._count = theme, title, count
        self.setCheckable(True)
        self.setAccessibleName(f"{title} {count}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        """40 px high."""
        return QSize(200, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Arrow, title, count."""
        theme, painter, middle = self._theme, QPainter(self), self.height() / 2
        arrow = icons.pixmap("down" if self.isChecked() else "right", theme.color("text2"), 16)
        painter.drawPixmap(QPointF(0, middle - 8), arrow)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        painter.drawText(
            QRectF(24, 0, self.width() - 24, self.height()), Qt.AlignmentFlag.AlignVCenter, self._title
        )
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text3"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(0, 0, self.width(), self.height()), right, self._count)
        painter.end()
