"""The left side of 我的反馈: title, filter, list, and the way to write something new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from helppanel.ui.feedback import rows
from helppanel.ui.feedback.dates import ago
from helppanel.ui.feedback.list_tools import ListTools
from helppanel.ui.feedback.list_view import ListView
from helppanel.ui.feedback.rows import Filter
from helppanel.ui.widgets.buttons import icon_button, primary_button, text_button
from helppanel.ui.widgets.labels import label, line
from helppanel.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext

_MINUTE = 60_000  # ms
_BETWEEN = 4  # px; the buttons bring room of their own, and the English title needs what is left


class ListPane(QFrame):
    """Shows conversations through a filter. Signals: as the list's."""

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, ctx: PageContext, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._ctx = ctx
        self._now = now
        self._synced: datetime | None = None
        self._all: tuple[Conversation, ...] = ()
        self._chosen: UUID | None = None
        self._narrow = False
        t = ctx.texts.t
        self._title = label(t("feedback.title"), "title")
        self._left = icon_button(ctx.theme, "shield", t("ledger.feedback_open"), size=20)
        self._left.setObjectName("feedback_ledger")
        self._left.clicked.connect(lambda: ctx.open("ledger"))
        self._plus = icon_button(ctx.theme, "plus", t("feedback.new_tip"), size=20)
        self._plus.setObjectName("feedback_new")
        self._plus.clicked.connect(lambda: ctx.open("report"))
        self._segments = Segmented(
            ctx.theme,
            [(one, t(f"feedback.filter_{one}", count=0), "") for one in Filter],
            t("feedback.filter"),
        )
        self._segments.setObjectName("feedback_filter")
        self._segments.chosen.connect(self._filter)
        self._tools = ListTools(ctx, self)
        self._tools.changed.connect(self._show_rows)
        self._list = ListView(ctx, now)
        self._list.moved.connect(self.moved)
        self._list.opened.connect(self.opened)
        self._nothing = label(t("feedback.filter_none"), "body", "text3")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nothing.setMargin(24)
        self._age = label("", "caption", "text3")
        self._age.setObjectName("feedback_age")
        self._age_narrow = label("", "caption", "text2")
        self._age_narrow.setObjectName("feedback_age_narrow")
        self._ageing = QTimer(self, interval=_MINUTE)
        self._ageing.timeout.connect(self._show_age)
        self._ageing.start()
        self._foot = self._footer(ctx)
        self._head = QHBoxLayout()
        self._head.setSpacing(_BETWEEN)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._left)
        for button in self._tools.buttons():
            self._head.addWidget(button)
        self._head.addWidget(self._plus)
        self._top = QVBoxLayout()
        self._top.setSpacing(14)
        self._top.addLayout(self._head)
        self._top.addWidget(self._tools.field)
        self._narrow_head = QHBoxLayout()
        self._narrow_head.addWidget(self._segments, 1)
        self._top.addLayout(self._narrow_head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(line())
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        column.addWidget(self._age)
        column.addWidget(self._foot)
        self.set_narrow(False)

    @property
    def list_view(self) -> ListView:
        """The list itself, for the focus."""
        return self._list

    def show_all(
        self, conversations: tuple[Conversation, ...], chosen: UUID | None, synced: datetime | None = None
    ) -> None:
        """Show these, `chosen` selected; selection, filter and scroll position stay.

        `synced`: when the server was last heard.
        """
        self._all, self._chosen, self._synced = conversations, chosen, synced
        self._show_age()
        for one, count in rows.counts(conversations).items():
            self._segments.set_text(one, self._ctx.texts.t(f"feedback.filter_{one}", count=count))
        self._show_rows()

    def choose(self, uuid: UUID | None) -> None:
        """Select a row."""
        self._chosen = uuid
        self._list.choose(uuid)

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: no title, and the way to something new is a filled button at the foot."""
        self._title.setVisible(not narrow)
        self._left.setVisible(not narrow)
        self._plus.setVisible(not narrow)
        self._age.setMargin(8)
        for button in self._tools.buttons():  # beside the segments, where there is no head
            (self._narrow_head if narrow else self._head).addWidget(button)
        if not narrow:
            self._head.addWidget(self._plus)
        self._narrow = narrow
        self._show_age()
        self._foot.setVisible(narrow)
        self._top.setContentsMargins(16, 14 if narrow else 13, 16, 14 if narrow else 12)
        width = self._ctx.theme.px("space.listPaneWidth")
        self.setMinimumWidth(0 if narrow else width)
        self.setMaximumWidth(16_777_215 if narrow else width)
        wide = QSizePolicy.Policy.Preferred if narrow else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)
        ground = "bg" if narrow else "surface"
        self.setStyleSheet(f"ListPane {{ background: {self._ctx.theme.css(ground)}; }}")

    def _filter(self, _value: str) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = Filter(self._segments.value)
        self._tools.set_states({rows.state_of(one) for one in self._all})
        state, query = self._tools.state, self._tools.query
        shown = tuple(
            one
            for one in self._all
            if wanted.passes(one) and state in (None, rows.state_of(one)) and rows.holds(one, query)
        )
        self._nothing.setText(self._ctx.texts.t("feedback.search_none" if query else "feedback.filter_none"))
        self._list.show_rows(shown, self._chosen)
        self._nothing.setVisible(not shown)

    def _show_age(self) -> None:
        """How old what is shown here is."""
        words = "" if self._synced is None else ago(self._synced, self._now(), self._ctx.texts)
        for line_ in (self._age, self._age_narrow):
            line_.setText(words)
        self._age.setVisible(bool(words) and not self._narrow)

    def _footer(self, ctx: PageContext) -> QFrame:
        foot = QFrame()
        foot.setProperty("class", "footer")
        foot.setFixedHeight(ctx.theme.px("control.footerBar"))
        fresh = primary_button(ctx.theme, ctx.texts.t("feedback.new"), "plus")
        fresh.setObjectName("feedback_new_narrow")
        fresh.clicked.connect(lambda: ctx.open("report"))
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        left = text_button(ctx.theme, ctx.texts.t("ledger.feedback_short"), "shield")
        left.setObjectName("feedback_ledger_narrow")
        left.setAccessibleName(ctx.texts.t("ledger.feedback_open"))
        left.setToolTip(ctx.texts.t("ledger.feedback_open"))
        left.clicked.connect(lambda: ctx.open("ledger"))
        row.addWidget(left)
        row.addWidget(self._age_narrow)
        row.addStretch(1)
        row.addWidget(fresh)
        return foot
