"""已发送的数据: every parcel that left this computer, its exact content, and how all of it goes again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.clean import clean_name
from helppanel.ui.ledger import words
from helppanel.ui.ledger.content import Content
from helppanel.ui.ledger.erase_card import EraseCard
from helppanel.ui.ledger.listing import Listing
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.buttons import plain_button
from helppanel.ui.widgets.empty_state import EmptyState
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.page import ScrollPage
from helppanel.ui.widgets.push_header import PushHeader

if TYPE_CHECKING:
    from helppanel.contract.report import Parcel
    from helppanel.service import LedgerRow, LedgerState
    from helppanel.ui.ports import PageContext


class LedgerPage(ScrollPage):
    """Address: `ledger`."""

    def __init__(self, ctx: PageContext) -> None:
        t = ctx.texts.t
        super().__init__(ctx, "ledger", t("ledger.title"))
        self._work = Work(ctx.service, self)
        self._state: LedgerState | None = None
        self._header = PushHeader(ctx.theme, t("ledger.title"), t("ledger.back"))
        self._header.back.connect(ctx.back)
        self.outer.insertWidget(0, self._header)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(8)
        self._intro = label(t("ledger.intro"), "body", "text2", wrap=True)
        self._listing = Listing(ctx)
        self._listing.opened.connect(self._open)
        self._listing.chosen.connect(self._choose)
        self._listing.grown.connect(self._order)
        self._empty = EmptyState(ctx.theme, "shield", t("ledger.empty_title"), t("ledger.empty_text"))
        self._empty.setObjectName("ledger_empty")
        self._erase = EraseCard(ctx.theme, ctx.texts)
        # later: once the card has its place
        self._erase.asked.connect(
            lambda: QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self._erase, 0, 16))
        )
        self._erase.confirmed.connect(partial(self._do, ctx.service.erase_me))
        self.body.addLayout(self._notices)
        for widget in (self._intro, self._listing, self._empty, self._erase):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._footer = self._build_footer()
        self.outer.addWidget(self._footer)
        for part in (self._listing, self._empty, self._erase, self._footer):
            part.setVisible(False)

    def show_address(self, rest: str) -> None:
        """Read the ledger."""
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        self._work.run(self.ctx.service.ledger, self._show, self._say_problem)

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: a question stands above its answers."""
        super().set_narrow(narrow)
        self._choose()

    def first_focus(self) -> QWidget | None:
        """The way back."""
        return self._header.arrow

    def _build_footer(self) -> QFrame:
        t = self.ctx.texts.t
        footer = QFrame()
        footer.setProperty("class", "footer")
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, footer)
        self._foot.setContentsMargins(16, 11, 16, 11)
        self._foot.setSpacing(8)
        self._chosen = label("", "body", "text2", wrap=True)
        self._chosen.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self._export = plain_button(self.ctx.theme, t("ledger.export"), "save")
        self._export.setObjectName("ledger_export")
        self._export.clicked.connect(self._ask_where)
        self._delete = plain_button(self.ctx.theme, t("ledger.delete"), "trash")
        self._delete.setObjectName("ledger_delete")
        self._delete.setToolTip(t("ledger.delete_tip"))
        self._delete.clicked.connect(self._ask_delete)
        self._sure = plain_button(self.ctx.theme, t("ledger.delete_sure"), "trash")
        self._sure.setObjectName("ledger_delete_sure")
        self._sure.clicked.connect(self._delete_chosen)
        self._keep = plain_button(self.ctx.theme, t("ledger.delete_keep"))
        self._keep.setObjectName("ledger_delete_keep")
        self._keep.clicked.connect(self._choose)
        self._foot.addWidget(self._chosen, 1)
        self._foot.addLayout(row)
        for button in (self._export, self._delete, self._keep, self._sure):
            row.addWidget(button)
        return footer

    def _show(self, state: LedgerState) -> None:
        self._state = state
        now = datetime.now().astimezone()
        self._listing.show_rows(state.rows, now)
        self._listing.setVisible(bool(state.rows))
        self._footer.setVisible(bool(state.rows))
        self._empty.setVisible(not state.rows)
        self._erase.setVisible(self.ctx.service.has_server)
        self._erase.set_possible(state.asked is None and bool(state.rows))
        self._show_notices(state, now)
        self._choose()
        self._order()

    def _order(self) -> None:
        """Tab goes from top to bottom, whatever was made last."""
        footer = (self._export, self._delete, self._keep, self._sure)
        stops = [self._header.arrow, *self._listing.stops(), *self._erase.stops(), *footer]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_notices(self, state: LedgerState, now: datetime) -> None:
        t, theme = self.ctx.texts.t, self.ctx.theme
        self._clear_notices()
        if state.asked is not None:
            text, reason = words.waiting(self.ctx.texts, state, now)
            banner = Banner(
                theme, "info", text, detail=reason, action=t("ledger.erase_take_back"), icon="clock"
            )
            banner.setObjectName("ledger_waiting")
            banner.acted.connect(partial(self._do, self.ctx.service.keep_me, "ledger.erase_taken_back"))
        elif state.confirmed is not None:
            banner = Banner(theme, "ok", words.confirmed(self.ctx.texts, state, now))
            banner.setObjectName("ledger_confirmed")
        else:
            return
        self._add_notice(banner)

    def _choose(self) -> None:
        """Show how many are chosen; a question about them is no longer asked."""
        count = len(self._listing.chosen_uuids)
        t = self.ctx.texts.t
        key = "ledger.chosen_none" if not count else "ledger.chosen_1" if count == 1 else "ledger.chosen"
        self._chosen.setText(t(key, count=count))
        self._delete.setEnabled(count > 0)
        self._question(False)

    def _ask_delete(self) -> None:
        count = len(self._listing.chosen_uuids)
        key = "ledger.delete_question_1" if count == 1 else "ledger.delete_question"
        self._chosen.setText(self.ctx.texts.t(key, count=count))
        self._question(True)
        self._keep.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _question(self, on: bool) -> None:
        moved = self._keep.hasFocus() or self._sure.hasFocus()
        direction = QBoxLayout.Direction
        above = on and self.narrow
        self._foot.setDirection(direction.TopToBottom if above else direction.LeftToRight)
        answers, acts = (self._keep, self._sure), (self._export, self._delete)
        # what leaves goes first: all at once would push the page wider, and it would stay so
        for button in acts if on else answers:
            button.hide()
        for button in answers if on else acts:
            button.show()
        if moved and not on:
            self._export.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _delete_chosen(self) -> None:
        chosen, service = self._listing.chosen_uuids, self.ctx.service
        self._do(lambda: service.ledger_delete(chosen), "ledger.deleted")

    def _do(self, op: Callable[[], object], done: str = "") -> None:
        """Run `op` on a worker, say that it is done unless the page shows it, and show what is so now."""

        def say(_result: object) -> None:
            if done:
                self.ctx.toast(self.ctx.texts.t(done))
            self.refresh()

        self._work.run(op, say, self._say_problem)

    def _ask_where(self) -> None:
        t = self.ctx.texts.t
        dialog = QFileDialog(self, t("ledger.export_dialog"))
        dialog.setObjectName("ledger_export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.setNameFilter(f"{t('ledger.export_kind')} (*.zip)")
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M")
        proposed = t("ledger.export_name", app=self.ctx.config.app_name, time=stamp)
        dialog.selectFile(clean_name(f"{proposed}.zip"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.export_to(Path(path)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Save the ledger there."""
        service, said = self.ctx.service, self.ctx.texts.t("ledger.exported", path=str(path))
        self._work.run(
            lambda: service.ledger_export(path), lambda _none: self.ctx.toast(said), self._say_problem
        )

    def _open(self, row: LedgerRow) -> None:
        service = self.ctx.service

        def show(parcel: Parcel) -> None:
            Content(self.ctx, self, parcel, row.size).open()

        self._work.run(lambda: service.ledger_parcel(row.uuid), show, self._say_problem)

    def _say_problem(self, error: HelpError) -> None:
        texts = self.ctx.texts
        self._clear_notices()
        banner = Banner(
            self.ctx.theme,
            "err",
            texts.problem(error),
            detail=texts.next_step(error.code),
            action=texts.t("ledger.again"),
        )
        banner.setObjectName("ledger_problem")
        banner.acted.connect(self.refresh)
        self._add_notice(banner)

    def _add_notice(self, banner: Banner) -> None:
        banner.set_narrow(True)
        self._notices.addWidget(banner)
        banner.announce()

    def _clear_notices(self) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
