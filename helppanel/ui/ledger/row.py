"""One parcel that left: a box to choose it, and a button that shows exactly what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from helppanel.ui.ledger import words
from helppanel.ui.widgets.buttons import Button, CheckBox
from helppanel.ui.widgets.labels import ElidedLabel
from helppanel.ui.widgets.tile import tile

if TYPE_CHECKING:
    from datetime import datetime

    from helppanel.service import LedgerRow
    from helppanel.ui.ports import PageContext

BOX, TILE = 24, 32  # px
_TONES = {"report": "accent", "reply": "teal", "article_vote": "gold"}


class LedgerRowWidget(QWidget):
    """Signals:

    opened(LedgerRow): show what it was.
    chosen(): it was chosen, or is no longer.
    """

    opened = Signal(object)
    chosen = Signal()

    def __init__(self, ctx: PageContext, row: LedgerRow, now: datetime) -> None:
        super().__init__()
        texts = ctx.texts
        title, lines = words.title(texts, row), words.lines(texts, row, now)
        self.row = row
        self.box = CheckBox()
        self.box.setObjectName(f"ledger_box_{row.uuid}")
        self.box.setAccessibleName(texts.t("ledger.choose", title=title))
        self.box.setFixedWidth(BOX)
        self.box.toggled.connect(self.chosen)
        if not row.over:
            self.box.setEnabled(False)
            self.box.setToolTip(texts.t("ledger.not_over"))
            self.box.setAccessibleDescription(texts.t("ledger.not_over"))
        look = _Look(ctx, row, title, lines)
        look.setObjectName(f"ledger_row_{row.uuid}")
        look.clicked.connect(lambda: self.opened.emit(row))
        self.stops = (self.box, look)  # what Tab visits, in order
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 0, 8, 0)
        across.setSpacing(4)
        across.addWidget(self.box)
        across.addWidget(look, 1)

    @property
    def is_chosen(self) -> bool:
        """Whether its box is ticked."""
        return self.box.isChecked()


class _Look(Button):
    def __init__(self, ctx: PageContext, row: LedgerRow, title: str, lines: tuple[str, ...]) -> None:
        super().__init__("text")
        self.setAccessibleName(ctx.texts.t("ledger.look", title=title, about=", ".join(lines)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        across = QHBoxLayout(self)
        across.setContentsMargins(8, 10, 8, 10)
        across.setSpacing(12)
        mark = tile(ctx.theme, words.icon(row), _TONES.get(row.kind, "neutral"), TILE)
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(ElidedLabel(title, "bodyStrong"))
        for line in lines:
            column.addWidget(ElidedLabel(line, "caption", "text2"))
        across.addLayout(column, 1)

    # Qt

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        layout = self.layout()
        assert layout is not None
        return QSize(200, layout.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Lines are shortened."""
        return QSize(120, self.sizeHint().height())
