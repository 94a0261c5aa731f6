"""What the form says about what the administrator switched off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helppanel.policy import FREE, Policy
from helppanel.ui.ports import PageContext
from helppanel.ui.report.policy_notice import PolicyNotice, sentences
from helppanel.ui.report_page import ReportPage
from helppanel.ui.texts import Texts
from tests.ui.fake_service import FakeService
from tests.ui.report_hands import Hands, open_form, picture, taken

ZH, EN = Texts("zh-CN"), Texts("en")


@pytest.mark.parametrize(
    ("policy", "zh", "en"),
    [
        (FREE, [], []),
        (Policy(server="https://help.example.com"), [], []),
        (
            Policy(screenshots=False, files=False, by="信息安全部", contact="it@example.com"),
            ["已由信息安全部关闭：截图、附件", "如有疑问，请联系：it@example.com"],
            ["Switched off by 信息安全部: screenshots, attachments", "Questions: it@example.com"],
        ),
        (
            Policy(email=False),
            ["已由管理员关闭：联系邮箱"],
            ["Switched off by your administrator: e-mail address"],
        ),
    ],
)
def test_what_is_off_and_by_whom(policy: Policy, zh: list[str], en: list[str]) -> None:
    """The parts that are off, who said so and whom to ask; nothing where all is allowed."""
    assert sentences(policy, ZH) == zh
    assert sentences(policy, EN) == en


def test_names_stand_in_a_sentence() -> None:
    """A Latin name stands off from Chinese text, and a form that is off is said first of all."""
    assert sentences(Policy(form=False, by="IT"), ZH)[0] == "反馈表单已由 IT 关闭"
    assert sentences(Policy(form=False, by="安全部"), ZH)[0] == "反馈表单已由安全部关闭"
    assert sentences(Policy(form=False), EN)[0] == "Your administrator switched off the feedback form"


def test_a_policy_that_cannot_be_read_is_said(ctx: PageContext) -> None:
    """The user learns that the file is broken, what that means for the report, and whom to tell."""
    first, second = sentences(Policy(screenshots=False, files=False, email=False, problem="damaged"), ZH)
    assert "无法读取" in first
    assert "保存在本机" in second


def under(qtbot: QtBot, ctx: PageContext, service: FakeService, policy: Policy) -> Hands:
    """The form under a policy."""
    service.policy = policy
    return open_form(qtbot, ctx)


def test_the_form_shows_what_is_left(qtbot: QtBot, ctx: PageContext, service: FakeService) -> None:
    """With files and e-mail off the form has neither, says so and by whom, and sends the rest."""
    hands = under(qtbot, ctx, service, Policy(files=False, email=False, by="信息安全部"))
    assert hands.shows("report_policy")
    assert not hands.shows("report_email")
    hands.write("导出失败")
    hands.click("report_send")
    qtbot.waitUntil(lambda: bool(service.submitted))


@pytest.mark.parametrize("kind", ["problem", "question"])
def test_no_picture_is_offered_where_none_may_be(
    qtbot: QtBot, ctx: PageContext, service: FakeService, kind: str
) -> None:
    """With screenshots off the form has neither the sources nor the button to add one, whatever the kind."""
    hands = under(qtbot, ctx, service, Policy(screenshots=False))
    hands.choose(kind)
    assert not hands.shows("report_source")
    assert not hands.shows("report_ask_picture")


def test_nothing_is_said_where_nothing_is_off(qtbot: QtBot, ctx: PageContext, service: FakeService) -> None:
    """A form under no policy has no notice."""
    assert not under(qtbot, ctx, service, FREE).shows("report_policy")


@pytest.mark.usefixtures("qapp")
def test_a_form_that_is_off_leads_elsewhere(
    qtbot: QtBot, ctx: PageContext, service: FakeService, opened: list[str]
) -> None:
    """In the form's place stands the notice, with the way to other channels; nothing can be sent."""
    service.policy = Policy(form=False, by="信息安全部")
    page = ReportPage(ctx)
    ctx.theme.apply(page)
    page.resize(776, 680)
    qtbot.addWidget(page)
    page.show_address("")
    page.show()
    qtbot.waitExposed(page)
    [notice] = [one for one in page.findChildren(PolicyNotice) if one.isVisible()]
    shown = {one.objectName() for one in page.findChildren(QWidget) if one.isVisible()}
    assert not {"report_send", "report_text"} & shown
    page.set_pictures(taken(picture()), "window")
    page._form.screenshots.keep(taken(picture()), "window", automatic=False)
    Hands(qtbot, page).settle()
    assert page._form.draft.files == ()
    [contact] = notice.stops()
    QTest.mouseClick(contact, Qt.MouseButton.LeftButton)
    assert opened == ["contact"]
