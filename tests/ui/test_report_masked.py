"""What is masked in the facts: counted, looked at, and sent as it is where the user wants that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel
from pytestqt.qtbot import QtBot

from helppanel.contract.report import Fact, FactGroup
from helppanel.report.draft import Draft
from helppanel.ui.ports import PageContext
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, sent

SECRET, ADDRESS = "lin.xiao@example.com", "192.168.3.77"
RAW = (
    FactGroup(
        id="app",
        label="应用信息",
        facts=(Fact(id="login", label="登录", value=f"user {SECRET} signed in"),),
    ),
    FactGroup(id="system", label="系统与显示", facts=(Fact(id="ip", label="本机地址", value=ADDRESS),)),
)


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real, facts that give something away."""
    result = ReportService(tmp_path)
    result.facts = RAW
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext, service: ReportService) -> Hands:
    """A form that shows what is masked."""
    form = open_form(qtbot, ctx, ":suggestion")
    form.wait_for("report_masked")
    return form


def words(form: Hands) -> str:
    """What the row says."""
    labels = form.find("report_masked").findChildren(QLabel)
    return "".join(label.text() for label in labels).replace("\u00a0", " ")


def sheet(form: Hands, name: str) -> QDialog:
    """The dialog `name`, once it is there."""
    form.qtbot.waitUntil(lambda: form.page.findChild(QDialog, name) is not None)
    dialog = form.page.findChild(QDialog, name)
    assert isinstance(dialog, QDialog)
    return dialog


def told(dialog: QDialog) -> str:
    """All that a dialog says."""
    return " ".join(label.text() for label in dialog.findChildren(QLabel)).replace("\u200b", "")


def test_what_is_masked_is_counted(form: Hands) -> None:
    """Under the groups a row says how many of each kind are masked."""
    assert words(form) == "已遮盖：邮箱 1、IP 地址 1"


def test_a_group_that_stays_here_is_not_counted(form: Hands) -> None:
    """Unticking a group takes its findings out of the row."""
    form.click("report_group_system")
    form.qtbot.waitUntil(lambda: words(form) == "已遮盖：邮箱 1")


def test_nothing_masked_takes_no_place(form: Hands) -> None:
    """Without a group that gives something away there is no row."""
    for group in ("app", "system"):
        form.typed(QCheckBox, f"report_group_{group}").click()
    form.wait_for("report_masked", gone=True)


def test_a_file_name_counts(form: Hands, tmp_path: Path) -> None:
    """What a file's name gives away is masked and counted too."""
    path = tmp_path / "other@example.com 的字体.txt"
    path.write_text("x")
    form.page._form.attachments.add([path])
    form.qtbot.waitUntil(lambda: words(form) == "已遮盖：邮箱 2、IP 地址 1")


def test_it_can_be_looked_at(form: Hands) -> None:
    """查看 shows each finding in its fact with the words around it."""
    form.click("report_masked_look")
    said = told(sheet(form, "report_masked_sheet")).replace("&#8203;", "")
    assert all(part in said for part in ("登录", "user ", SECRET, " signed in", "本机地址", ADDRESS))


def test_a_kind_can_be_sent_as_it_is(form: Hands, service: ReportService, opened: list[str]) -> None:
    """发送原文 for one kind sends that kind readable and the other masked, and the row says both."""
    form.write(TEXT)
    form.click("report_masked_look")
    dialog = sheet(form, "report_masked_sheet")
    box = dialog.findChild(QCheckBox, "report_show_email")
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()
    box.click()
    dialog.close()
    form.qtbot.waitUntil(lambda: words(form) == "已遮盖：IP 地址 1\n按原文发送：邮箱 1")
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    report = sent(service)
    assert report.scrubbed == {"ipv4": 1}
    assert SECRET.encode() in service.submitted[0].manifest
    assert ADDRESS.encode() not in service.submitted[0].manifest


def test_masked_is_the_default(form: Hands, service: ReportService, opened: list[str]) -> None:
    """Sent without a look at it, nothing of it leaves, and the next form masks again."""
    form.write(TEXT)
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    manifest = service.submitted[0].manifest
    assert SECRET.encode() not in manifest
    assert ADDRESS.encode() not in manifest
    assert sent(service).scrubbed == {"email": 1, "ipv4": 1}


def test_the_choice_is_kept_with_the_draft(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """A restored draft sends as it is what it was to send so, and says so; a discarded one forgets."""
    service.store.save(Draft(text=TEXT, shown=frozenset({"email"})))
    form = open_form(qtbot, ctx)
    form.wait_for("report_masked")
    qtbot.waitUntil(lambda: "按原文发送：邮箱 1" in words(form))
    form.wait_for("report_banner_restored")
    form.click("banner_action")
    qtbot.waitUntil(lambda: words(form) == "已遮盖：邮箱 1、IP 地址 1")


def test_a_group_can_be_looked_at(form: Hands) -> None:
    """The eye beside a group shows its facts as they would leave."""
    form.qtbot.waitUntil(lambda: form.find("report_look_app").isEnabled())
    form.click("report_look_app")
    said = told(sheet(form, "report_group_sheet"))
    assert "signed in" in said
    assert SECRET not in said


def test_the_dialog_by_keys(form: Hands) -> None:
    """The row's button and the boxes can be reached and pressed without a mouse."""
    look = form.find("report_masked_look")
    look.setFocus()
    QTest.keyClick(look, Qt.Key.Key_Space)
    dialog = sheet(form, "report_masked_sheet")
    box = dialog.findChild(QCheckBox, "report_show_email")
    assert isinstance(box, QCheckBox)
    assert box.accessibleName() == "邮箱发送原文"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    form.qtbot.waitUntil(lambda: "按原文发送" in words(form))
