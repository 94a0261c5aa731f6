"""The form where an administrator switched something off, and with something to mend before sending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.report import Fact, FactGroup
from helppanel.policy import Policy
from helppanel.report.checks.model import Trouble
from helppanel.report.draft import Draft
from helppanel.ui.ports import PageContext
from helppanel.ui.report_page import ReportPage
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import GROUPS
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, picture, sent, taken

DOCUMENT = FactGroup(
    id="document", label="当前文档名称", facts=(Fact(id="name", label="文档", value="总结.docx"),)
)


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.mark.parametrize("width", [776, 400])
def test_files_are_not_offered(qtbot: QtBot, ctx: PageContext, service: ReportService, width: int) -> None:
    """Where files are off there is no place to add one, in neither layout, and the notice says so."""
    service.policy = Policy(files=False, by="IT")
    form = open_form(qtbot, ctx, ":suggestion", width=width)
    form.wait_for("report_policy")
    assert not form.shows("report_files")
    assert not form.shows("file_fold")
    assert form.shows("report_send")


@pytest.mark.parametrize("width", [776, 400])
def test_no_address_leaves(
    qtbot: QtBot, make_ctx: MakeContext, service: ReportService, opened: list[str], width: int
) -> None:
    """Where e-mail is off there is no field, and the address the host knows is not sent."""
    service.policy = Policy(email=False)
    config = HelpConfig(app_name="青简文字", app_version="12.4", email="lin@example.com")
    form = open_form(qtbot, make_ctx(config=config), ":suggestion", width=width)
    assert not form.shows("report_email")
    assert not form.shows("email_fold")
    form.write(TEXT)
    form.click("report_send")
    qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).email is None
    assert b"lin@example.com" not in service.submitted[0].manifest


def test_no_form_is_no_form(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """Where the form is off the notice stands in its place: nothing is kept, taken, typed or sent."""
    service.policy = Policy(form=False, by="IT")
    page = ReportPage(ctx)
    qtbot.addWidget(page)
    page.resize(776, 680)
    page.show_address(":problem")
    page.set_pictures(taken(picture()), "window")
    page.show()
    form = Hands(qtbot, page)
    form.wait_for("report_policy")
    for name in ("report_text", "report_send", "report_save", "report_view", "report_files"):
        assert not form.shows(name)
    assert page.first_focus() is form.find("report_policy_contact")
    page.hide()
    form.settle()
    assert service.store.load() is None


def test_a_check_stands_beside_the_form(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """What may be mended first appears, moves no field, takes no keyboard, and Tab reaches it."""
    form = open_form(qtbot, ctx, ":suggestion")
    form.text.setFocus()
    place = form.text.mapToGlobal(form.text.rect().topLeft())
    service.troubles = (Trouble("uptime", {"seconds": str(9 * 86_400)}),)
    form.page._form.checks.begin()
    form.wait_for("report_checks")
    assert form.text.mapToGlobal(form.text.rect().topLeft()) == place
    assert form.text.hasFocus()
    assert form.find("report_checks_close") in form.page._form.stops()


def test_the_document_is_off_by_default(
    qtbot: QtBot, ctx: PageContext, service: ReportService, opened: list[str]
) -> None:
    """The document's name stays here and the row says so, until the user ticks it."""
    service.facts = (*GROUPS, DOCUMENT)
    form = open_form(qtbot, ctx, ":suggestion")
    form.wait_for("report_group_document")
    box = form.typed(QCheckBox, "report_group_document")
    assert not box.isChecked()
    row = box.parentWidget()
    assert row is not None
    assert "默认不发送" in [label.text() for label in row.findChildren(QLabel)]
    form.write(TEXT)
    form.click("report_send")
    qtbot.waitUntil(lambda: bool(opened))
    assert [group.id for group in sent(service).facts] == ["app", "system"]
    assert Draft().left_out == {"document"}
    form.wait_for("report_group_document")
    assert not form.typed(QCheckBox, "report_group_document").isChecked()


def test_a_long_name_of_a_group_is_shortened(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """A host's long name for its facts ends in …, is whole in the tooltip, and leaves the size its place."""
    name = "我们的应用在这台电脑上记录的全部运行数据 & 更多"
    service.facts = (FactGroup(id="host:x", label=name, facts=(Fact(id="a", label="a", value="b"),)), *GROUPS)
    form = open_form(qtbot, ctx, ":suggestion")
    form.wait_for("report_group_host:x")
    box = form.typed(QCheckBox, "report_group_host:x")
    assert box.text().endswith("…")
    assert box.toolTip() == name
    assert name in box.accessibleName()
    row = box.parentWidget()
    assert row is not None
    assert row.width() <= 256
    short = form.typed(QCheckBox, "report_group_app")
    assert (short.text(), short.toolTip()) == ("应用信息", "")
