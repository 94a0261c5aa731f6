"""While it is being sent: how far it is, taking it back, going on without the form."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import Problem
from helppanel.contract.report import FactGroup, Parcel
from helppanel.report.draft import Draft
from helppanel.report.gauge import Tell, untold
from helppanel.ui.ports import PageContext
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form

MB = 1024 * 1024


class SlowFiles(ReportService):
    """Reads on when the test lets it; submits when the test lets it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.reading, self.storing = threading.Event(), threading.Event()
        self.half = threading.Event()

    def prepare(
        self,
        draft: Draft,
        facts: tuple[FactGroup, ...],
        locale: str,
        *,
        finished: bool = True,
        tell: Tell = untold,
    ) -> Parcel:
        """Stops after the first megabyte of the second file."""

        def slowly(count: int, item: int = 0) -> None:
            tell(count, item)
            if item == 1:
                self.half.set()
                assert self.reading.wait(20)

        return super().prepare(draft, facts, locale, finished=finished, tell=slowly)

    def submit(self, parcel: Parcel) -> None:
        """Once it may."""
        assert self.storing.wait(20)
        super().submit(parcel)

    def close(self) -> None:
        """Let all go."""
        self.reading.set()
        self.storing.set()
        super().close()


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[SlowFiles]:
    """The form's verbs for real, with gates."""
    result = SlowFiles(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext, tmp_path: Path, service: SlowFiles) -> Hands:
    """With two files of two megabytes; it was just sent, and half is read."""
    form = open_form(qtbot, ctx, ":suggestion")
    form.write(TEXT)
    for name in ("a.bin", "b.bin"):
        (tmp_path / name).write_bytes(name.encode() * (2 * MB // 5))
        form.page._form.attachments.add([tmp_path / name])
        form.qtbot.waitUntil(lambda: not form.page._underway)
    form.click("report_send")
    qtbot.waitUntil(service.half.is_set)
    return form


def said(form: Hands) -> str:
    """The words above the bar."""
    return form.find("report_progress_words").accessibleName()


def test_bytes_and_file_are_named(form: Hands, service: SlowFiles, opened: list[str]) -> None:
    """The bar says which file is being read and how much of all is done, then that it is stored."""
    form.qtbot.waitUntil(lambda: said(form) == "正在准备… 附件 2/2")
    bar = form.typed(QProgressBar, "report_progress")
    assert 600 < bar.value() < bar.maximum() == 1000
    labels = [label.text() for label in form.page._footer.progress.findChildren(QLabel)]
    assert any(" / 4.0 MB" in text for text in labels), labels
    service.reading.set()
    form.qtbot.waitUntil(lambda: said(form) == "正在保存到待发送…")
    assert not form.find("report_cancel").isEnabled()
    service.storing.set()
    form.qtbot.waitUntil(lambda: bool(opened))
    assert len(service.submitted) == 1


def test_it_can_be_taken_back_while_it_is_read(form: Hands, service: SlowFiles, opened: list[str]) -> None:
    """取消 in the middle of a file gives the form back, and nothing is sent."""
    form.click("report_cancel")
    form.wait_for("report_send")
    assert form.text.isEnabled()
    service.reading.set()
    service.storing.set()
    form.settle()
    assert (service.submitted, opened) == ([], [])


def test_it_goes_on_in_the_background(
    form: Hands, service: SlowFiles, opened: list[str], toasts: list[str]
) -> None:
    """转到后台 leaves the form; it is sent all the same, said so, and nobody is called back."""
    form.click("report_background")
    assert opened == ["feedback"]
    form.page.hide()
    service.reading.set()
    service.storing.set()
    form.qtbot.waitUntil(lambda: bool(toasts))
    assert toasts == ["已保存到待发送"]
    assert opened == ["feedback"]
    assert len(service.submitted) == 1
    assert form.page._form.draft.text == ""


def test_a_failure_in_the_background_comes_back(form: Hands, service: SlowFiles, opened: list[str]) -> None:
    """What could not be sent brings the form back, with the words and the reason."""
    service.failures["submit"] = Problem.DISK_FULL
    form.click("report_background")
    form.page.hide()
    service.reading.set()
    service.storing.set()
    form.qtbot.waitUntil(lambda: opened == ["feedback", "report"])
    form.page.show()
    form.wait_for("report_banner_send")
    assert form.text.toPlainText() == TEXT


def test_looking_has_no_background(form: Hands, service: SlowFiles, opened: list[str]) -> None:
    """While a parcel is made only to be looked at, there is 取消 and nothing else."""
    service.reading.set()
    service.storing.set()
    form.qtbot.waitUntil(lambda: bool(opened))
    service.gate.clear()
    form.click("report_view")
    form.wait_for("report_cancel")
    assert not form.shows("report_background")
    service.gate.set()
    form.wait_for("report_preview")
