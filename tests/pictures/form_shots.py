"""The form in its further states, and what opens from it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QSize
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QListWidget, QPlainTextEdit, QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.demo.tour.hands import click
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.sightings import Sighting
from helppanel.ui.report import words
from helppanel.ui.report.masked_sheet import MaskedSheet
from helppanel.ui.report.progress import Stage as Progress
from helppanel.ui.report_page import ReportPage
from tests.pictures.studio import Studio

NARROW = QSize(400, 600)
SECRET = {
    "zh-CN": "导出 PDF 时提示“导出失败 (E-2107)”，请回复 lin.xiao@example.com 或 138 0013 8000。",
    "en": "Export fails (E-2107). Please write to lin.xiao@example.com or call 138 0013 8000.",
}
MB = 1024 * 1024


class FormShots:
    """Begins with a form that has words and a picture; leaves it so."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._stage = studio, studio.stage

    def take(self) -> None:
        """All states, in the order a user would meet them."""
        self._private()
        self._preview()
        self._masked()
        self._too_large()
        self._sending()
        self._restored()

    def _page(self) -> ReportPage:
        return self._stage.see("page_report", ReportPage)

    def _private(self) -> None:
        """Private things in the user's own words, and the further fields."""
        field = self._stage.see("report_text", QPlainTextEdit)
        before = field.toPlainText()
        field.setPlainText(SECRET[self._stage.texts.locale])
        field.moveCursor(QTextCursor.MoveOperation.End)
        self._stage.see("report_text_private", QWidget)
        click(self._stage.see("report_extra", QWidget))
        self._studio.scroll(self._page(), to_end=False)
        self._studio.shoot("form-private")
        click(self._stage.see("report_extra", QWidget))
        field.setPlainText(before)
        self._stage.wait(
            lambda: self._stage.shown("report_text_private", QWidget) is None, "nothing private is left"
        )

    def _preview(self) -> None:
        """Everything that would leave, by its parts."""
        click(self._stage.see("report_view", QWidget))
        dialog = self._stage.see("report_preview", QDialog)
        parts = self._stage.see("preview_parts", QListWidget)
        self._shoot(dialog, "form-preview-exact")
        for row, name in ((1, "readable"), (2, "picture")):
            parts.setCurrentRow(row)
            self._shoot(dialog, f"form-preview-{name}")
        click(self._stage.see("preview_close", QWidget))

    def _masked(self) -> None:
        """What is masked in the facts: a sample, as the demo's own facts give nothing away."""
        page = self._page()
        found = (
            Sighting(PrivateKind.EMAIL, "account", "user=", "lin.xiao@example.com", " plan=team"),
            Sighting(PrivateKind.IPV4, "proxy", "http://", "10.20.3.77", ":8080"),
        )
        sheet = MaskedSheet(page.ctx, page, found, frozenset({"email"}))
        sheet.open()
        self._shoot(sheet, "form-masked")
        sheet.close()

    def _too_large(self) -> None:
        """All together is more than the server takes."""
        page = self._page()
        page._refused(HelpError(Problem.REPORT_TOO_LARGE, limit=200))
        self._studio.scroll(page, to_end=True)
        self._studio.shoot("form-too-large")
        page._form.attachments.set_files(page._form.attachments.files)

    def _sending(self) -> None:
        """While the second of two pictures is read."""
        page = self._page()
        self._studio.scroll(page, to_end=False)
        page._form.setEnabled(False)
        stage = Progress("files", "screenshot", 2, 2, 11 * MB // 10, 16 * MB // 10)
        page._footer.show_progress(lambda: stage, sending=True)
        self._studio.shoot("form-sending")
        page._stopped()

    def _restored(self) -> None:
        """A draft of earlier today came back."""
        page = self._page()
        now = datetime.now().astimezone().replace(hour=14, minute=35)
        page._messages.restored(words.restored(page.ctx.texts, now - timedelta(minutes=15), now))
        self._studio.shoot("form-restored")
        page._messages.clear()

    def _shoot(self, dialog: QDialog, name: str) -> None:
        if self._studio.look == "narrow":
            dialog.resize(NARROW)
        self._studio.shoot_over(name, dialog)
