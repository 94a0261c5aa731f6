"""The parts of the contact page, in two columns or in one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from helppanel.support import channels
from helppanel.ui.contact.hours_card import HoursCard
from helppanel.ui.contact.prepare_card import PrepareCard
from helppanel.ui.contact.qr_card import QrCard
from helppanel.ui.contact.state import ServiceState
from helppanel.ui.contact.summary_card import SummaryCard
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import label

SIDE = 240
_ANY = 16_777_215  # Qt's greatest width: as wide as there is room
_BELOW = 12  # px under a group, besides the spacing


class Parts(QWidget):
    """Channels beside hours, or a summary over channels. The parts stay; only their places change.

    `cards` are the groups of channels with their titles, `button` makes the summary's button.
    """

    def __init__(
        self,
        ctx: PageContext,
        state: ServiceState,
        now: datetime,
        cards: Sequence[tuple[str, QWidget]],
        button: Callable[[], QPushButton],
    ) -> None:
        super().__init__()
        self._ctx, self._state, self._now, self._button = ctx, state, now, button
        self._summary: SummaryCard | None = None  # made with the first layout that has it
        self._hours: HoursCard | None = None
        self._prepare = PrepareCard(ctx.theme, ctx.texts, state, ctx.config)
        shown = channels.online(state.info, state.is_member)
        self._qr = [QrCard(ctx.theme, ctx.texts, channel) for channel in shown if channels.has_code(channel)]
        self._titles: list[QWidget] = []
        self._below: list[QSpacerItem] = []
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for title, card in cards:
            self._titles.append(label(title, "section"))
            self._below.append(QSpacerItem(0, _BELOW, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed))
            self._left.addWidget(self._titles[-1])
            self._left.addWidget(card)
            self._left.addSpacerItem(self._below[-1])
        self._left.addStretch(1)
        for side in (*self._qr, self._prepare):
            self._right.addWidget(side)
        self._right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addLayout(self._left, 1)
        self._columns.addLayout(self._right)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addLayout(self._columns)

    def set_one_column(self, one: bool) -> None:
        """One column under the summary, without titles; or two."""
        gap = self._ctx.theme.px("space.gapCards")
        self._make(one)
        for widget, shown in ((self._summary, one), (self._hours, not one)):
            if widget is not None:
                widget.setVisible(shown)
        for title in self._titles:
            title.setVisible(not one)
        for space in self._below:
            space.changeSize(0, 0 if one else _BELOW, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        for code in self._qr:
            code.setVisible(not one)
        for card in (self._hours, *self._qr, self._prepare):
            if card is not None:
                card.setMinimumWidth(0 if one else SIDE)
                card.setMaximumWidth(_ANY if one else SIDE)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if one else direction.LeftToRight)
        self._columns.setSpacing(gap if one else 24)
        self._left.setSpacing(gap if one else 8)
        self._right.setSpacing(16)
        self._whole.setSpacing(gap)

    def _make(self, one: bool) -> None:
        theme, texts, state, now = self._ctx.theme, self._ctx.texts, self._state.service, self._now
        if one and self._summary is None:
            self._summary = SummaryCard(theme, texts, state, now, self._button())
            self._whole.insertWidget(0, self._summary)
        elif not one and self._hours is None:
            self._hours = HoursCard(theme, texts, state, now)
            self._right.insertWidget(0, self._hours)
