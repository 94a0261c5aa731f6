"""The desk in a real browser, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from helppanel.contract.report import Attachment, AttachmentRole, Fact, FactGroup
from tests.desk.conftest import AGENT, COLLEAGUE
from tests.desk.visitor import png
from tests.server.callers import DeskCaller, UserCaller, attachment, report

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]

PICTURE = png()
SHOT = Attachment(
    sha256=attachment(PICTURE).sha256,
    name="screenshot-1.png",
    media_type="image/png",
    size=len(PICTURE),
    role=AttachmentRole.SCREENSHOT,
)
FACTS = (
    FactGroup(id="system", label="系统", facts=(Fact(id="os", label="操作系统", value="Windows 11 23H2"),)),
)


@pytest.fixture
def number(user: UserCaller) -> str:
    """A ticket with a picture that has arrived and a file that has not."""
    receipt = user.send(
        report(
            "导出失败 (E-2107)", SHOT, attachment(b"log", "日志.txt"), email="lin@example.com", facts=FACTS
        )
    )
    user.put_blob(PICTURE)
    return receipt.number


def test_wrong_then_right_login(open_page: Opener) -> None:
    """A wrong password is told at its field, the right one opens the list."""
    page = open_page()
    page.goto("/desk/tickets?view=mine")
    page.fill("#name", AGENT)
    page.fill("#password", "wrong password")
    page.click("main button")
    expect(page.get_by_role("alert")).to_have_text("姓名或密码不正确，请核对后再试。")
    expect(page.locator("#name")).to_have_value(AGENT)
    page.fill("#password", "correct horse")
    page.click("main button")
    expect(page).to_have_url("/desk/tickets?view=mine")
    expect(page.get_by_role("heading", level=1)).to_have_text("待我处理的工单")


def test_from_the_list_to_the_ticket(agent_page: Opener, number: str) -> None:
    """A status filter narrows the list, and a click anywhere on a row opens its ticket."""
    page = agent_page()
    page.locator("summary", has_text="状态").click()
    page.get_by_role("link", name="已提交", exact=True).click()
    page.wait_for_url("**/desk/tickets?*status=new*")
    expect(page.locator(".filter[data-chosen]")).to_contain_text("已提交")
    assert set(page.locator("tbody .chip").all_inner_texts()) == {"已提交"}
    row = page.get_by_role("row").filter(has_text=number)
    row.locator(".at-priority").click(force=True)  # the link covers the whole row
    expect(page.get_by_role("heading", level=1)).to_have_text("导出失败 (E-2107)")
    page.get_by_role("link", name="返回列表").click()
    expect(page).to_have_url("/desk/tickets?view=all&status=new")


def test_the_ticket_shows_everything(agent_page: Opener, number: str) -> None:
    """Picture, facts, e-mail and each attachment's name, media type, size and SHA-256 are on the page."""
    page = agent_page()
    page.goto(f"/desk/tickets/{number}")
    for name, value in (("操作系统", "Windows 11 23H2"), ("产品", "Writer 12.4"), ("语言", "zh-CN")):
        pair = page.locator("dl > dt", has_text=name).first.locator("xpath=following-sibling::dd[1]")
        expect(pair).to_have_text(value)
    expect(page.locator(".email")).to_have_attribute("href", "mailto:lin@example.com")
    rows = page.locator(".attachments tbody tr")
    expect(rows).to_have_count(2)
    for row, file in zip(rows.all(), (SHOT, attachment(b"log", "日志.txt")), strict=True):
        cells = row.locator("td")
        expect(cells.nth(0)).to_have_text(file.name)
        expect(cells.nth(1)).to_have_text(file.media_type)
        expect(cells.nth(2)).to_contain_text(f"{file.size} 字节")
        expect(cells.nth(3)).to_have_text(file.sha256)
    expect(rows.nth(0)).to_contain_text("下载")
    expect(rows.nth(1)).to_contain_text("尚未到达")


def test_the_picture_is_painted(agent_page: Opener, number: str) -> None:
    """Under the strict policy the browser really decodes the screenshot, and its full size opens."""
    page = agent_page(script=True)
    page.goto(f"/desk/tickets/{number}")
    picture = page.get_by_alt_text("用户发来的截图 1：screenshot-1.png")
    expect(picture).to_have_js_property("complete", True)
    expect(picture).to_have_js_property("naturalWidth", 64)
    picture.click()
    page.wait_for_url(f"**{SHOT.sha256}")
    # the address changes before Chromium has made its own page around the picture
    expect(page.locator("img")).to_have_js_property("complete", True)
    expect(page.locator("img")).to_have_js_property("naturalWidth", 64)


def test_reply_and_status(agent_page: Opener, number: str, api: DeskCaller, user: UserCaller) -> None:
    """A reply with 待用户回复, then 标记已解决, reach the desk's API and the user's sync."""
    page = agent_page()
    page.goto(f"/desk/tickets/{number}")
    page.get_by_label("回复内容").fill("请更新到 12.5。\n谢谢")
    page.get_by_label("发送后状态").select_option("pending")
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".message-agent .words")).to_have_text("请更新到 12.5。\n谢谢")
    expect(page.locator(".ticket-head .chip")).to_have_text("待用户回复")
    assert api.ticket(number)["messages"][-1]["text"] == "请更新到 12.5。\n谢谢"
    page.get_by_role("button", name="标记已解决").click()
    expect(page.locator(".ticket-head .chip")).to_have_text("已解决")
    expect(page.get_by_role("button", name="标记已解决")).to_have_count(0)
    assert api.ticket(number)["status"] == "solved"
    [ticket] = [ticket for ticket in user.sync().tickets if ticket.number == number]
    assert [change.status for change in ticket.history] == ["new", "pending", "solved"]


def test_handling(agent_page: Opener, number: str, api: DeskCaller) -> None:
    """Assignee and priority are chosen by their labels and saved."""
    page = agent_page()
    page.goto(f"/desk/tickets/{number}")
    page.get_by_label("负责人", exact=True).select_option(COLLEAGUE)
    page.get_by_label("优先级", exact=True).select_option("urgent")
    page.get_by_role("button", name="保存更改").click()
    expect(page.locator("#thread .event", has_text=COLLEAGUE)).to_be_visible()  # the field says so before
    expect(page.get_by_label("负责人", exact=True)).to_have_value(COLLEAGUE)
    seen = api.ticket(number)
    assert (seen["assignee"], seen["priority"], seen["status"]) == (COLLEAGUE, "urgent", "new")


@pytest.mark.parametrize("width", [360, 400, 800, 1100, 1440])
def test_nothing_sticks_out(agent_page: Opener, number: str, width: int) -> None:
    """At every width list and ticket fit the window: nothing has to be scrolled sideways."""
    page = agent_page(script=True, width=width, locale="en-GB")
    for path in ("/desk/tickets", f"/desk/tickets/{number}"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_english(agent_page: Opener) -> None:
    """An English browser gets English; the link switches to Chinese and stays on the page."""
    page = agent_page(locale="en-GB")
    expect(page.get_by_role("heading", level=1)).to_have_text("All tickets")
    page.get_by_role("link", name="Unassigned").click()
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url("/desk/tickets?view=unassigned")
    expect(page.get_by_role("heading", level=1)).to_have_text("未分配的工单")


def test_by_keyboard(agent_page: Opener, number: str) -> None:
    """The first Tab offers to skip to the content, and a row opens with Enter."""
    page = agent_page()
    page.locator("body").press("Tab")  # a key sent to no element may be lost before the first frame
    # not `to_be_focused`: that also asks whether the headless browser's window is in front
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.locator(f'tbody .row-link[href*="{number}"]').focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/desk/tickets/{number}?view=all")


def test_back_and_send_is_one_reply(agent_page: Opener, number: str, api: DeskCaller) -> None:
    """After the browser's Back the same form can be sent again, and the user still has one answer."""
    page = agent_page()
    page.goto(f"/desk/tickets/{number}")
    for _ in range(2):
        page.fill("#text", "请更新驱动")
        page.click(".reply button")
        expect(page.locator(".message-agent")).to_have_count(1)
        expect(page.locator("#text")).to_have_value("")
        page.go_back()
    assert [message["text"] for message in api.ticket(number)["messages"][1:]] == ["请更新驱动"]
