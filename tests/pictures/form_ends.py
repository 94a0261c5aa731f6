"""What becomes of the form: looked at by groups, checked, refused, queued, sent."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.demo.tour.hands import click
from helppanel.demo.tour.patience import rest
from helppanel.report.checks.model import Trouble
from helppanel.ui.report.remedies import remedy
from helppanel.ui.report_page import ReportPage
from tests.pictures.studio import SETTLE_S, Studio

GB = 1024**3
TROUBLES = (
    Trouble("disk", {"free": 0.4 * GB}, "disk"),
    Trouble("memory", {"available": 0.5 * GB, "own": 1.2 * GB}, "memory"),
    Trouble("clock_slow", {"seconds": 720.0}, "clock"),
    Trouble("update", {"version": "12.5", "link": "https://example.com/download"}, "update"),
    Trouble("server", action="try_again"),
    Trouble("uptime", {"seconds": 12 * 86_400.0}, "restart"),
)


class FormEnds:
    """Begins with a form that has words and a picture, and sends it."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._stage = studio, studio.stage
        self._page = studio.stage.see("page_report", ReportPage)

    def take(self) -> None:
        """In the order a user would meet them."""
        self._group()
        self._checks()
        self._refused()
        self._sent()

    def _group(self) -> None:
        """One group of facts, as it would leave."""
        click(self._stage.see("report_look_system", QWidget))
        sheet = self._stage.see("report_group_sheet", QDialog)
        if self._studio.look == "narrow":
            sheet.resize(400, 600)
        self._studio.shoot_over("form-group", sheet)
        click(self._stage.see("sheet_close", QWidget))

    def _checks(self) -> None:
        """Everything that may be wrong with a machine."""
        checks, config = self._page._form.checks, self._page.ctx.config
        checks._show(tuple((trouble, remedy(trouble, config, "win32")) for trouble in TROUBLES))
        self._studio.scroll(self._page, to_end=False)
        if self._studio.look == "narrow":
            rest(SETTLE_S)  # until the card has its place
            self._page._area.ensureWidgetVisible(checks, 0, 16)
        self._studio.shoot("form-checks")
        checks._show(())

    def _refused(self) -> None:
        """The disk is full."""
        self._page._refused(HelpError(Problem.DISK_FULL))
        self._studio.scroll(self._page, to_end=False)
        self._studio.shoot("form-refused")
        self._page._messages.clear()

    def _sent(self) -> None:
        """Sent while the server is away, and when it is back."""
        stage, service = self._stage, self._page.ctx.service
        stage.away(stage.server.kill, "the server is killed")
        stage.away(service.retry_now, "the courier tries")
        stage.wait(lambda: service.online is False, "the courier knows")
        click(stage.see("report_send", QWidget))
        stage.see("report_queued", QWidget)
        self._studio.shoot("form-queued")
        stage.start_server()
        click(stage.see("report_offline", QWidget).findChildren(QWidget, "banner_action")[0])
        title = stage.see("report_queued_title", QLabel)
        waiting = title.text()
        stage.wait(lambda: title.text() != waiting, "the receipt")
        self._studio.shoot("form-sent")
        click(stage.see("report_queued_another", QWidget))
