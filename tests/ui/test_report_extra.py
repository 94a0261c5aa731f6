"""补充信息: the error code, the steps tried, the account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.limits import Limits
from helppanel.report.draft import Draft
from helppanel.ui.ports import PageContext
from tests.ui.conftest import MakeContext
from tests.ui.report_hands import TEXT, Hands, ReportService, focused, open_form, sent


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def ctx(make_ctx: MakeContext) -> PageContext:
    """A host that knows the user's account."""
    return make_ctx(config=HelpConfig(app_name="青简文字", app_version="12.4", account="lin_xiao"))


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """A blank form."""
    return open_form(qtbot, ctx, ":suggestion")


def test_what_is_folded_in_is_said(form: Hands) -> None:
    """The account the host knows is named in the folded row, and stands in its field to be changed."""
    assert not form.shows("report_account")
    assert form.find("report_extra").accessibleName() == "展开补充信息（可选） 账号 lin_xiao"
    form.click("report_extra")
    assert form.typed(QLineEdit, "report_account").text() == "lin_xiao"


def test_the_fields_leave_with_the_report(form: Hands, service: ReportService, opened: list[str]) -> None:
    """What stands in the three fields is in the report, without the spaces around it."""
    form.write(TEXT)
    form.click("report_extra")
    form.typed(QLineEdit, "report_error_code").insert(" E-2107 ")
    form.typed(QPlainTextEdit, "report_tried").insertPlainText("重启过\n换过字体")
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    report = sent(service)
    assert (report.error_code, report.tried, report.account) == ("E-2107", "重启过\n换过字体", "lin_xiao")


def test_an_emptied_account_does_not_leave(form: Hands, service: ReportService, opened: list[str]) -> None:
    """The account is the user's: taken out of the field, it is not sent, though the host knows it."""
    form.write(TEXT)
    form.click("report_extra")
    form.typed(QLineEdit, "report_account").clear()
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).account is None
    assert b"lin_xiao" not in service.submitted[0].manifest


def test_a_code_in_the_description_is_offered(form: Hands) -> None:
    """An error code in the text is offered with the fold closed, taken by one click, and offered no more."""
    assert not form.shows("report_error_code_offer")
    form.write("提示“导出失败 (E-2107)”")
    offer = form.typed(QPushButton, "report_error_code_offer")
    assert offer.accessibleName() == "填入描述中的错误代码 E-2107"
    form.click("report_error_code_offer")
    assert not form.shows("report_error_code_offer")
    assert "错误代码 E-2107" in form.find("report_extra").accessibleName()
    assert focused() is form.find("report_extra")


def test_typing_alone_never_fills_the_code(form: Hands, service: ReportService, opened: list[str]) -> None:
    """A code that is offered and not taken is not sent as one."""
    form.write("提示“导出失败 (E-2107)”")
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).error_code is None


def test_the_fields_survive(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """Code and steps alone are worth keeping, and the next visit shows them folded out."""
    form = open_form(qtbot, ctx, ":suggestion")
    form.click("report_extra")
    form.typed(QLineEdit, "report_error_code").insert("0x80070005")
    form.page.hide()
    qtbot.waitUntil(lambda: service.store.load() is not None)
    again = open_form(qtbot, ctx, ":suggestion")
    again.wait_for("report_banner_restored")
    assert again.typed(QLineEdit, "report_error_code").text() == "0x80070005"


def test_a_prefilled_account_alone_is_no_draft(form: Hands, service: ReportService) -> None:
    """Opening and closing a form keeps nothing, though the account is filled in."""
    form.page.hide()
    form.settle()
    assert service.store.load() is None


def test_switching_the_kind_keeps_them(form: Hands, service: ReportService) -> None:
    """Another kind changes none of the fields."""
    form.click("report_extra")
    form.typed(QPlainTextEdit, "report_tried").insertPlainText("重启过")
    form.choose("question")
    assert form.typed(QPlainTextEdit, "report_tried").toPlainText() == "重启过"


def test_too_long_steps_are_named(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """Steps over the limit stop sending, are marked in their own field, and the keyboard goes there."""
    service.store.save(Draft(text=TEXT, tried="步" * (Limits().text + 1)))
    form = open_form(qtbot, ctx)
    form.wait_for("report_banner_restored")
    form.click("report_send")
    form.wait_for("report_tried_error")
    assert service.submitted == []
    assert "5000" in form.find("report_tried_error").accessibleName()
    assert not form.shows("report_text_error")
    assert focused() is form.find("report_tried")
    form.typed(QPlainTextEdit, "report_tried").setPlainText("重启过")
    form.wait_for("report_tried_error", gone=True)


def test_tab_visits_what_is_folded_out(form: Hands) -> None:
    """Tab goes from the description over the fold's row to its fields, in the order they are seen."""
    form.click("report_extra")
    form.text.setFocus()
    seen = []
    for _ in range(5):
        form.settle()
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        seen.append(focused().objectName())
    assert seen[:4] == ["report_extra", "report_error_code", "report_account", "report_tried"]


def test_old_drafts_have_none(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """A draft of an earlier version, without these fields, comes back."""
    service.store.save(Draft(text=TEXT))
    path = next(Path(service.data_dir()).rglob("draft.json"))
    plain = msgspec.json.decode(path.read_bytes())
    for name in ("error_code", "tried", "account"):
        del plain[name]
    path.write_bytes(msgspec.json.encode(plain))
    form = open_form(qtbot, ctx)
    form.wait_for("report_banner_restored")
    assert form.text.toPlainText() == TEXT
