"""An open page of the desk follows what happens elsewhere, and keeps what is being written on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.desk.conftest import AGENT, COLLEAGUE
from tests.desk.visitor import PASSWORD
from tests.server.callers import DeskCaller, UserCaller, reply, report
from tests.server_process import ServerProcess

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
WORDS = "您好，请先把驱动更"  # half a sentence


@pytest.fixture
def number(user: UserCaller) -> str:
    return user.send(report("打印不了")).number


def _stay(page: Page) -> None:
    """Mark the document: after a reload the mark would be gone."""
    page.locator("html").evaluate("page => page.dataset.stayed = 'yes'")


def _stayed(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-stayed", "yes")


def _open(agent_page: Opener, address: str) -> Page:
    """A page whose clock can be put forward."""
    page = agent_page(script=True)
    page.clock.install()
    page.goto(address)
    _stay(page)
    return page


def _ticket(agent_page: Opener, number: str) -> Page:
    return _open(agent_page, f"/desk/tickets/{number}")


def _later(page: Page) -> None:
    """To the page's next look at what is new."""
    page.clock.fast_forward(5_000)


def test_the_list_follows(agent_page: Opener, user: UserCaller, api: DeskCaller) -> None:
    """A new ticket and a colleague's change of it appear in the list and in the rail's counts."""
    page = _open(agent_page, "/desk/tickets?view=unassigned&order=updated")
    before = int(page.locator(".rail [aria-current] .nav-count").inner_text())
    number = user.send(report("新工单自己出现")).number
    _later(page)
    row = page.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text("新工单自己出现")
    expect(page.locator(".rail [aria-current] .nav-count")).to_have_text(str(before + 1))
    api.edit(number, status="in_progress", priority="urgent")
    _later(page)
    expect(row.locator(".chip")).to_have_text("处理中")
    expect(row.locator(".at-priority")).to_have_text("紧急")
    api.edit(number, assignee=COLLEAGUE)
    _later(page)
    expect(row).to_have_count(0)
    _stayed(page)


def test_what_was_chosen_stays_chosen(agent_page: Opener, user: UserCaller, number: str) -> None:
    """While a ticket is chosen for a bulk action the list stands still, and follows again afterwards."""
    page = _open(agent_page, "/desk/tickets?view=unassigned&order=updated")
    box = page.get_by_role("checkbox", name=number)
    box.check()
    later = user.send(report("等选完再出现")).number
    _later(page)
    count = page.locator(".rail [aria-current] .nav-count")
    expect(count).not_to_have_text(count.inner_text())  # the rail goes on
    expect(box).to_be_checked()
    expect(page.get_by_role("row").filter(has_text=later)).to_have_count(0)
    box.uncheck()
    page.locator("body").evaluate("() => document.activeElement.blur()")
    _later(page)
    expect(page.get_by_role("row").filter(has_text=later)).to_have_count(1)


def test_the_ticket_follows(agent_page: Opener, user: UserCaller, api: DeskCaller, number: str) -> None:
    """A user's reply and a colleague's changes appear, and half a reply keeps words, caret and focus."""
    page = _ticket(agent_page, number)
    text = page.get_by_label("回复内容")
    text.fill(WORDS)
    text.press("ArrowLeft")
    assert user.send_reply(number, reply("现在又好了")).status_code < 300
    api.edit(number, assignee=COLLEAGUE, status="in_progress")
    _later(page)
    expect(page.locator(".message-user .words").last).to_have_text("现在又好了")
    expect(page.get_by_label("负责人", exact=True)).to_have_value(COLLEAGUE)
    expect(page.locator(".ticket-head .chip")).to_have_text("处理中")
    expect(text).to_have_value(WORDS)
    found = text.evaluate("field => [field === document.activeElement, field.selectionStart]")
    assert found == [True, len(WORDS) - 1]
    _stayed(page)


def test_a_choice_not_saved_stays(agent_page: Opener, api: DeskCaller, number: str) -> None:
    """A field the agent has changed and not saved stays as it is; saving it keeps the colleague's change."""
    page = _ticket(agent_page, number)
    page.get_by_label("优先级", exact=True).select_option("urgent")
    api.edit(number, assignee=COLLEAGUE)
    _later(page)
    expect(page.locator("#thread .event", has_text=COLLEAGUE)).to_be_visible()
    expect(page.get_by_label("优先级", exact=True)).to_have_value("urgent")
    page.get_by_role("button", name="保存更改").click()
    expect(page.get_by_label("负责人", exact=True)).to_have_value(COLLEAGUE)
    seen = api.ticket(number)
    assert (seen["assignee"], seen["priority"]) == (COLLEAGUE, "urgent")


def test_the_server_goes_and_comes_back(
    agent_page: Opener, server: ServerProcess, api: DeskCaller, number: str
) -> None:
    """That the server is gone is said, Send keeps the words meanwhile, and afterwards they arrive once."""
    page = _ticket(agent_page, number)
    page.get_by_label("回复内容").fill(WORDS)
    server.stop()
    try:
        _later(page)
        expect(page.get_by_text("连不上服务器，正在重试。")).to_be_visible()
        page.get_by_role("button", name="发送").click()
        expect(page.get_by_text("连不上服务器，正在重试。")).to_be_visible()
    finally:
        server.start()
    _later(page)
    expect(page.get_by_text("已恢复连接。")).to_be_visible()
    expect(page.get_by_text("连不上服务器，正在重试。")).to_be_hidden()
    expect(page.get_by_label("回复内容")).to_have_value(WORDS)
    _stayed(page)
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".message-agent .words")).to_have_text(WORDS)
    assert [message["text"] for message in api.ticket(number)["messages"][1:]] == [WORDS]


def test_the_login_ends_and_is_renewed(agent_page: Opener, api: DeskCaller, number: str) -> None:
    """Logged out elsewhere, the page says so and keeps the words; after a login in a tab they are sent."""
    page = _ticket(agent_page, number)
    page.get_by_label("回复内容").fill(WORDS)
    other = page.context.new_page()
    other.goto("/desk/tickets")
    other.get_by_role("button", name="退出登录").click()
    expect(other.locator("#password")).to_be_visible()
    _later(page)
    expect(page.get_by_text("登录已结束，写下的内容还在。")).to_be_visible()
    page.get_by_label("回复内容").press("Control+Enter")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="在新标签页重新登录").click()
    popup.value.fill("#name", AGENT)
    popup.value.fill("#password", PASSWORD)
    popup.value.click("main button")
    expect(popup.value).to_have_url(f"/desk/tickets/{number}")
    _later(page)
    expect(page.get_by_text("登录已结束，写下的内容还在。")).to_be_hidden()
    expect(page.get_by_label("回复内容")).to_have_value(WORDS)
    _stayed(page)
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".message-agent .words")).to_have_text(WORDS)
    assert [message["text"] for message in api.ticket(number)["messages"][1:]] == [WORDS]


def test_leaving_asks_first(agent_page: Opener, api: DeskCaller, number: str) -> None:
    """Words not sent are not lost by a click on another button or link; sending them asks nothing."""
    page = _ticket(agent_page, number)
    page.on("dialog", lambda dialog: dialog.dismiss())  # to stay
    page.get_by_label("回复内容").press_sequentially(WORDS)
    for leave in (
        page.get_by_role("button", name="标记已解决"),
        page.get_by_role("link", name="返回列表"),
    ):
        with page.expect_event("dialog") as asked:
            leave.click(no_wait_after=True)
        assert asked.value.type == "beforeunload"
        expect(page.get_by_label("回复内容")).to_have_value(WORDS)
        _stayed(page)
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".message-agent .words")).to_have_text(WORDS)
    assert api.ticket(number)["status"] != "solved"
