"""已发送的数据: the list, one parcel exactly, the question before erasing, the wish that waits, done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QDialog, QFrame, QWidget

from helppanel.contract.erasure import Erasure
from helppanel.delivery.erasing import Confirmed
from helppanel.demo.tour.hands import click
from helppanel.ui.ledger_page import LedgerPage
from tests.pictures.studio import Studio


class LedgerShots:
    """Opens the page and leaves everything as it was: nothing is erased."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._stage = studio, studio.stage
        page = studio.open("ledger", "ledger")
        assert isinstance(page, LedgerPage)
        self._page = page
        self._stage.wait(lambda: page._listing.chosen_uuids == () and page._state, "the ledger is read")

    def take(self) -> None:
        """In the order a user would meet them."""
        self._studio.shoot("ledger")
        self._content()
        self._question()
        self._waiting()
        self._done()

    def _content(self) -> None:
        click(self._page._listing.stops()[1])
        dialog = self._stage.see("report_preview", QDialog)
        if self._studio.look == "narrow":
            dialog.resize(400, 640)
        self._studio.shoot_over("ledger-content", dialog)
        click(self._stage.see("preview_close", QWidget))

    def _question(self) -> None:
        self._studio.scroll(self._page, to_end=True)
        click(self._stage.see("ledger_erase", QWidget))
        self._studio.shoot("ledger-question")
        self._studio.scroll(self._page, to_end=True)
        self._studio.shoot("ledger-question-end")

    def _waiting(self) -> None:
        """The server is away; it comes back afterwards, when nothing is wished any more."""
        stage = self._stage
        stage.away(stage.server.kill, "the server is killed")
        click(stage.see("ledger_erase_confirm", QWidget))
        stage.see("ledger_waiting", QFrame)
        stage.wait(self._reason, "why it waits")
        self._studio.scroll(self._page, to_end=False)
        self._studio.shoot("ledger-waiting")
        click(stage.see("banner_action", QWidget))
        stage.wait(lambda: self._page._state and self._page._state.asked is None, "the wish is taken back")
        stage.start_server()

    def _reason(self) -> bool:
        self._page.refresh()
        state = self._page._state
        return state is not None and state.asked is not None and state.asked.problem is not None

    def _done(self) -> None:
        """As it looks once the server has confirmed."""
        state = self._page._state
        assert state is not None
        now = datetime.now(UTC)
        erasure = Erasure(erased_at=now, reports=4, messages=11, files=3, votes=2)
        done = Confirmed(at=now.timestamp(), here=9, erasure=erasure)
        self._page._show(replace(state, rows=(), confirmed=done))
        self._studio.shoot("ledger-done")
        self._page._show(state)
