"""The desk's work by keys alone, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.desk.conftest import AGENT, COLLEAGUE
from tests.desk.visitor import PASSWORD
from tests.server.callers import DeskCaller, UserCaller, report

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
# Each is proved below.
KEYS = [
    "/",
    "?",
    "J",
    "↓",
    "K",
    "↑",
    "Enter",
    "X",
    "R",
    "N",
    "A",
    "E",
    "Ctrl+Enter",
    "Esc",
]
LIST = "/desk/tickets?view=unassigned&order=updated"


@pytest.fixture
def number(user: UserCaller) -> str:
    return user.send(report("第一条")).number


def _focused(target: Locator) -> None:
    """It has the focus. Not `to_be_focused`: that also asks whether the headless window is in front."""
    element = target.element_handle()
    target.page.wait_for_function("element => element === document.activeElement", arg=element)


def _ring(target: Locator) -> None:
    """It has the focus and shows it, a row's link by a ring around its row."""
    _focused(target)
    drawn = """element => [null, "::after"].some(
        part => getComputedStyle(element, part).outlineStyle === "solid")"""
    assert target.evaluate(drawn)


def _ticket(agent_page: Opener, number: str) -> Page:
    page = agent_page(script=True)
    page.goto(f"/desk/tickets/{number}")
    return page


def test_login_to_the_ticket(open_page: Opener, user: UserCaller) -> None:
    """Log in, go through the rows both ways, choose one and open it; each focused row shows its ring."""
    older, newer = (user.send(report(text)).number for text in ("旧的", "新的"))
    page = open_page(script=True)
    page.goto(LIST)
    for words in (AGENT, PASSWORD):
        page.keyboard.type(words)
        page.keyboard.press("Tab" if words == AGENT else "Enter")
    page.wait_for_url(f"**{LIST}")
    first, second = (page.locator(f'.row-link[href*="{number}"]') for number in (newer, older))
    for key, row in (("j", first), ("j", second), ("k", first), ("ArrowDown", second), ("ArrowUp", first)):
        page.keyboard.press(key)
        _ring(row)
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name=newer)).to_be_checked()
    expect(page.locator(".bulk")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name=newer)).not_to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/tickets/{older}?*")


def test_answer_and_solve(agent_page: Opener, number: str, api: DeskCaller) -> None:
    """Note, reply, assignee and the solution, each by its key and sent by Ctrl+Enter or Enter."""
    page = _ticket(agent_page, number)
    page.keyboard.press("n")
    _ring(page.locator("#note-text"))
    page.keyboard.type("只给同事")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note .words")).to_have_text("只给同事")
    page.keyboard.press("r")
    _ring(page.locator("#text"))
    page.keyboard.type("请更新")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message-agent .words")).to_have_text("请更新")
    page.keyboard.press("a")
    _ring(page.locator("#assignee"))
    for _ in (AGENT, COLLEAGUE):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#assignee")).to_have_value(COLLEAGUE)
    page.keyboard.press("Tab")
    page.locator(".handling button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#thread .event", has_text=COLLEAGUE)).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator(".ticket-head .chip")).to_have_text("已解决")
    seen = api.ticket(number)
    assert (seen["status"], seen["assignee"]) == ("solved", COLLEAGUE)
    assert [message["text"] for message in seen["messages"][1:]] == ["请更新"]


def test_the_help(agent_page: Opener, number: str) -> None:
    """? lists every key there is, Esc closes it, and while it is open no other key acts."""
    page = _ticket(agent_page, number)
    dialog = page.get_by_role("dialog", name="键盘快捷键")
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    assert dialog.locator("kbd").all_inner_texts() == KEYS
    page.keyboard.press("n")
    expect(page.locator("#tab-reply")).to_be_checked()
    _ring(dialog.get_by_role("link", name="关闭"))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()


def test_search_and_menus(agent_page: Opener, number: str) -> None:
    """/ goes to the search and Esc leaves it; in a menu the arrows choose, and Esc goes back to it."""
    page = agent_page(script=True)
    page.goto(LIST)
    page.keyboard.press("/")
    search = page.locator(".search input")
    _ring(search)
    page.keyboard.type("第一条")
    page.keyboard.press("Escape")
    _focused(page.locator("body"))
    menu = page.locator("details.menu", has_text="状态").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    for key, choice in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        _ring(menu.locator(".pop a").nth(choice))
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    _ring(menu.locator("summary"))


def test_typing_is_typing(agent_page: Opener, number: str, api: DeskCaller) -> None:
    """In a field, with a modifier, or held down, the keys' letters do nothing but what they always do."""
    page = _ticket(agent_page, number)
    text = page.locator("#text")
    text.focus()
    page.keyboard.type("/?jkxrnae")
    expect(text).to_have_value("/?jkxrnae")
    text.fill("")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    for key in ("Control+e", "Alt+n", "Control+a"):
        page.keyboard.press(key)
    page.locator("#after").focus()
    page.keyboard.press("e")
    page.locator("#tags").focus()
    page.keyboard.type("ne?")
    expect(page.locator("#tags")).to_have_value("ne?")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("#tab-reply")).to_be_checked()
    page.goto(LIST)
    page.locator(".search input").focus()
    page.keyboard.type("jx/")
    expect(page.locator(".search input")).to_have_value("jx/")
    expect(page.locator("[name=number]:checked")).to_have_count(0)
    assert api.ticket(number)["status"] == "new"


def test_an_input_method_keeps_its_keys(agent_page: Opener, number: str, api: DeskCaller) -> None:
    """While Chinese is being composed, Esc does not leave the field and Ctrl+Enter does not send."""
    page = _ticket(agent_page, number)
    text = page.locator("#text")
    text.fill("您好")
    method = page.context.new_cdp_session(page)
    for key in ("Escape", "Control+Enter"):
        compose = {"text": "qing", "selectionStart": 4, "selectionEnd": 4}
        method.send("Input.imeSetComposition", compose)
        expect(text).to_have_value("您好qing")
        page.keyboard.press(key)
        _focused(text)
        method.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
        expect(text).to_have_value("您好")
    assert len(api.ticket(number)["messages"]) == 1
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message-agent .words")).to_have_text("您好")
