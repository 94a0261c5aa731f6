"""The list of what left, the latest first; a long one is shown piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helppanel.ui.ledger.row import LedgerRowWidget
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import line

if TYPE_CHECKING:
    from datetime import datetime

    from helppanel.service import LedgerRow
    from helppanel.ui.ports import PageContext

PIECE = 50  # rows that are made at once


class Listing(Card):
    """Signals:

    opened(LedgerRow): show what it was.
    chosen(): other rows are chosen.
    grown(): there are more rows.
    """

    opened = Signal(object)
    chosen = Signal()
    grown = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(padding=0, spacing=0)
        self._ctx = ctx
        self._rows: tuple[LedgerRow, ...] = ()
        self._widgets: list[LedgerRowWidget] = []
        self._now: datetime | None = None
        self.setAccessibleName(ctx.texts.t("ledger.list"))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)
        self._more = text_button(ctx.theme, "")
        self._more.setObjectName("ledger_more")
        self._more.clicked.connect(self._show_more)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)

    @property
    def chosen_uuids(self) -> tuple[UUID, ...]:
        """Those whose box is ticked."""
        return tuple(widget.row.uuid for widget in self._widgets if widget.is_chosen)

    def show_rows(self, rows: tuple[LedgerRow, ...], now: datetime) -> None:
        """Show these; what was chosen stays so while it is there. Nothing moves where nothing changed."""
        if rows == self._rows and self._widgets:
            return
        chosen, shown = set(self.chosen_uuids), max(PIECE, len(self._widgets))
        self._clear()
        self._rows, self._now = rows, now
        while len(self._widgets) < min(shown, len(rows)):
            self._add_piece()
        for widget in self._widgets:
            widget.box.setChecked(widget.row.uuid in chosen and widget.row.over)
        self._count()
        self.chosen.emit()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*(stop for widget in self._widgets for stop in widget.stops), self._more]

    def _show_more(self) -> None:
        at = len(self._widgets)
        self._add_piece()
        self.grown.emit()
        self._widgets[at].stops[-1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_piece(self) -> None:
        assert self._now is not None
        for row in self._rows[len(self._widgets) :][:PIECE]:
            if self._widgets:
                self._column.addWidget(line())
            widget = LedgerRowWidget(self._ctx, row, self._now)
            widget.opened.connect(self.opened)
            widget.chosen.connect(self.chosen)
            self._widgets.append(widget)
            self._column.addWidget(widget)
        self._count()

    def _count(self) -> None:
        left = len(self._rows) - len(self._widgets)
        self._more.setVisible(left > 0)
        self._more.setText(self._ctx.texts.t("ledger.more", count=left))

    def _clear(self) -> None:
        self._widgets = []
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
