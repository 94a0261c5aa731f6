"""The user goes away to mend what a check found, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helppanel.report.checks.model import Trouble
from helppanel.ui.ports import PageContext
from helppanel.ui.report import remedies
from tests.ui.report_hands import ReportService, open_form

DISK = Trouble("disk", {"free": 1e8}, "disk")


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real, on a machine whose disk is nearly full."""
    result = ReportService(tmp_path)
    result.troubles = (DISK,)
    yield result
    result.close()


def test_what_was_mended_is_gone_on_coming_back(
    qtbot: QtBot, ctx: PageContext, service: ReportService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its one click the row stays until the window is in front again, and is looked at anew then."""
    monkeypatch.setattr(remedies, "_open", lambda _url: True)
    monkeypatch.setattr(remedies, "_start", lambda _program, _arguments: True)
    form = open_form(qtbot, ctx, ":suggestion")
    form.wait_for("check_disk")
    other = QWidget()
    qtbot.addWidget(other)

    def go_and_come_back() -> None:
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
        form.page.activateWindow()
        qtbot.waitUntil(form.page.isActiveWindow)

    go_and_come_back()
    form.settle()
    form.click("check_do_disk")
    service.troubles = ()
    assert form.shows("check_disk")
    go_and_come_back()
    form.wait_for("report_checks", gone=True)
