"""The form: write, correct, send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.limits import Limits
from helppanel.contract.problems import Problem
from helppanel.contract.report import ReportKind
from helppanel.contract.service_info import ServiceInfo
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import ElidedLabel
from tests.ui.conftest import MakeContext
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, sent


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """Chinese, wide."""
    return open_form(qtbot, ctx, ":problem")


def error_of(form: Hands, name: str) -> str:
    """What the notice `name` says; "" while it is hidden."""
    return form.find(name).accessibleName() if form.shows(name) else ""


def test_what_is_written_is_sent(form: Hands, service: ReportService, opened: list[str]) -> None:
    """A click on 发送 stores the text with the facts, opens the conversation and leaves a blank form."""
    form.write(TEXT)
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    report = sent(service)
    assert (report.kind, report.text, report.email) == (ReportKind.PROBLEM, TEXT, None)
    assert [group.id for group in report.facts] == ["app", "system"]
    assert opened == [f"feedback:{report.uuid}"]
    assert form.text.toPlainText() == ""
    assert service.store.load() is None


def test_switching_the_kind_keeps_the_text(form: Hands, service: ReportService, opened: list[str]) -> None:
    """The three kinds ask for different things, and what was written goes along."""
    hint = form.text.placeholderText()
    form.write(TEXT)
    form.choose("suggestion")
    assert form.text.toPlainText() == TEXT
    assert form.text.placeholderText() != hint
    form.choose("question")
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert (sent(service).kind, sent(service).text) == (ReportKind.QUESTION, TEXT)


def test_an_unticked_group_stays_here(form: Hands, service: ReportService, opened: list[str]) -> None:
    """A group that was unticked is not in what is sent, and footer and card say so."""
    summary = form.typed(ElidedLabel, "report_summary")
    assert "2 组诊断信息" in summary.whole
    form.typed(QCheckBox, "report_group_system").click()
    assert "1 组诊断信息" in summary.whole
    form.write(TEXT)
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert [group.id for group in sent(service).facts] == ["app"]


def test_what_is_missing_is_shown_and_mended(form: Hands, service: ReportService) -> None:
    """Two faults are counted and said at their fields, the first gets the focus, mending takes them away."""
    form.typed(QLineEdit, "report_email").setFocus()
    QTest.keyClicks(form.find("report_email"), "linxiao@example")
    form.click("report_send")
    form.wait_for("report_banner_errors")
    banner = form.find("report_banner_errors")
    assert banner.accessibleName() == "还有 2 处需要修改后才能发送"
    assert error_of(form, "report_text_error") == "请至少写一句话，方便我们理解问题"
    assert error_of(form, "report_email_error") == "请填写完整的邮箱地址"
    form.qtbot.waitUntil(form.text.hasFocus)
    form.write("x")
    assert banner.accessibleName() == "还有 1 处需要修改后才能发送"
    assert error_of(form, "report_text_error") == ""
    form.click("banner_action")
    form.qtbot.waitUntil(form.find("report_email").hasFocus)
    QTest.keyClicks(form.find("report_email"), ".com")
    form.wait_for("report_banner_errors", gone=True)
    assert error_of(form, "report_email_error") == ""
    assert service.submitted == []


def test_too_much_text_is_counted_and_refused(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """The limit is the server's; text over it is said to be too long and is not sent."""
    service.info = ServiceInfo(name={}, limits=Limits(text=10))
    form = open_form(qtbot, ctx)
    count = form.typed(QLabel, "report_count")
    qtbot.waitUntil(lambda: count.text() == "0 / 10")
    form.write("😀" * 11)
    assert count.text() == "11 / 10"
    form.click("report_send")
    assert error_of(form, "report_text_error").startswith("文字超过 10 字")
    assert service.submitted == []


def test_a_failure_keeps_everything(form: Hands, service: ReportService, opened: list[str]) -> None:
    """When storing fails the text is still there, the reason is said, and 重试 sends it."""
    form.write(TEXT)
    service.failures["submit"] = Problem.DISK_FULL
    form.click("report_send")
    form.wait_for("report_banner_send")
    assert "磁盘空间不足" in form.find("report_banner_send").accessibleName()
    assert form.text.toPlainText() == TEXT
    assert form.text.isEnabled()
    service.failures.clear()
    form.click("banner_action")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).text == TEXT


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_sends(form: Hands, service: ReportService, opened: list[str], key: Qt.Key) -> None:
    """Ctrl+Enter in the description sends and puts no line into the text."""
    form.write(TEXT)
    QTest.keyClick(form.text, key, Qt.KeyboardModifier.ControlModifier)
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).text == TEXT


def test_sending_twice_sends_once(form: Hands, service: ReportService, opened: list[str]) -> None:
    """While one is being sent neither a second click nor the keys send another."""
    form.write(TEXT)
    service.gate.clear()
    send = form.find("report_send")
    for _ in range(3):
        QTest.mouseClick(send, Qt.MouseButton.LeftButton)
    QTest.keyClick(form.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    service.gate.set()
    form.qtbot.waitUntil(lambda: bool(opened))
    form.settle()
    assert len(service.submitted) == 1


def test_sending_can_be_taken_back(form: Hands, service: ReportService, opened: list[str]) -> None:
    """While the parcel is being made 取消 gives the form back and nothing is sent."""
    form.write(TEXT)
    service.gate.clear()
    form.click("report_send")
    form.qtbot.waitUntil(lambda: form.find("report_cancel").isEnabled())
    assert not form.text.isEnabled()
    form.click("report_cancel")
    form.wait_for("report_send")
    service.gate.set()
    assert form.text.isEnabled()
    assert form.text.toPlainText() == TEXT
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert len(service.submitted) == 1


def test_the_address_carries_what_was_searched(
    qtbot: QtBot, ctx: PageContext, service: ReportService, opened: list[str]
) -> None:
    """Kind, query and article of the address go into the report, and the e-mail of the host is there."""
    form = open_form(qtbot, ctx, ":suggestion?q=%E6%89%93%E5%8D%B0%20a&article=print-pdf")
    form.write(TEXT)
    form.page.show_address("")
    form.click("report_send")
    qtbot.waitUntil(lambda: bool(opened))
    report = sent(service)
    assert (report.kind, report.query, report.article) == (ReportKind.SUGGESTION, "打印 a", "print-pdf")


def test_what_led_here_is_shown_and_may_stay(
    qtbot: QtBot, ctx: PageContext, service: ReportService, opened: list[str]
) -> None:
    """The article's title and the search stand in what will be sent; unticked, neither is in the report."""
    service.add_article("print-pdf", "打印为 PDF")
    form = open_form(qtbot, ctx, ":problem?q=%E6%89%93%E5%8D%B0%20a&article=print-pdf")
    form.settle()
    assert form.typed(QLabel, "report_led_here_words").text() == "相关文章：打印为 PDF · 搜索：“打印 a”"
    form.write(TEXT)
    form.typed(QCheckBox, "report_led_here").click()
    form.page.show_address("")
    form.settle()
    assert not form.typed(QCheckBox, "report_led_here").isChecked()
    form.click("report_send")
    qtbot.waitUntil(lambda: bool(opened))
    report = sent(service)
    assert (report.query, report.article) == (None, None)
    assert not form.shows("report_led_here")


def test_the_hosts_email_is_filled_in(
    qtbot: QtBot, make_ctx: MakeContext, service: ReportService, opened: list[str]
) -> None:
    """An address the host knows is there from the start, after sending too, and can be taken out."""
    form = open_form(
        qtbot, make_ctx(config=HelpConfig(app_name="a", app_version="1", email="lin@example.com"))
    )
    form.write(TEXT)
    form.click("report_send")
    qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).email == "lin@example.com"
    assert form.typed(QLineEdit, "report_email").text() == "lin@example.com"


def test_facts_that_fail_stop_nothing(
    qtbot: QtBot, ctx: PageContext, service: ReportService, opened: list[str]
) -> None:
    """Without facts the form still opens, says so, and sends what was written."""
    service.failures["collect_facts"] = Problem.BUG
    form = open_form(qtbot, ctx, facts=False)
    form.write(TEXT)
    form.click("report_send")
    qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).facts == ()
