"""The website's form in a real Chromium without JavaScript, in both languages, wide and narrow."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.desk.visitor import png
from tests.server.callers import DeskCaller
from tests.server.web_visitor import number_on_text
from tests.server_process import ServerProcess

pytestmark = pytest.mark.browser
Opener = Callable[[str, int], Page]
_WORDS = {
    "zh-CN": ("提交", "打不开昨天的文档，提示 E-2107", "请点“重新打开”", "非常满意", "提交评价", "重新打开"),
    "en": ("Send", "Yesterday's document does not open: E-2107", "Please try again", "Very satisfied",
           "Send rating", "Reopen"),
}  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One for the module."""
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(server: ServerProcess, chromium: Browser) -> Iterator[Opener]:
    """Makes a page without JavaScript, of a language and a width."""
    contexts = []

    def opened(locale: str, width: int) -> Page:
        context = chromium.new_context(
            base_url=server.url,
            java_script_enabled=False,
            locale=locale,
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def _shoot(page: Page, name: str) -> None:
    """Keeps a picture of the page where `HELPPANEL_WEB_PICTURES` names a folder."""
    folder = os.environ.get("HELPPANEL_WEB_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def _fits(page: Page, width: int) -> None:
    page.wait_for_load_state()  # a page's words may be there before its style sheet
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    for element in page.locator("main :is(input:not([type=hidden]), textarea, button, img, .card)").all():
        inner = element.bounding_box()
        assert inner is None or inner["width"] <= 1 or inner["x"] + inner["width"] <= width


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_from_the_form_to_the_reopening(
    open_page: Opener, agent: DeskCaller, tmp_path: Path, locale: str, width: int
) -> None:
    """A report with a picture is sent, answered, replied to, solved, rated and reopened, without a script."""
    send, words, said, best, rate, reopen = _WORDS[locale]
    picture, log = tmp_path / "screenshot.png", tmp_path / "a.log"
    picture.write_bytes(png(640, 360))
    log.write_bytes(b"E-2107")
    page = open_page(locale, width)
    page.goto("/support")
    _fits(page, width)
    page.fill("#text", words)
    page.fill("#email", "lin@example")  # what the browser takes, and no mail server has
    page.fill("#error_code", "E-2107")
    page.set_input_files("#files", [picture, log])
    _shoot(page, f"form-{locale}-{width}")
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.locator("#text")).to_have_value(words)
    expect(page.locator("#email-error")).to_be_visible()
    _shoot(page, f"refused-{locale}-{width}")
    page.fill("#email", "")
    page.set_input_files("#files", [picture, log])
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.locator(".saved .secret")).to_contain_text("/support/t/")
    _fits(page, width)
    _shoot(page, f"saved-{locale}-{width}")
    number = number_on_text(page.locator(".saved h2").inner_text())
    agent.answer(number, said)
    agent.edit(number, status="pending")
    page.click(".secret a")
    expect(page.locator(".message-agent .words")).to_have_text(said)
    page.fill("#reply-text", "OK")
    page.set_input_files("#reply-files", [picture])
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.locator(".message-user .shown img")).to_have_count(2)
    agent.edit(number, status="solved")
    page.reload()
    page.get_by_label(best, exact=True).check()
    page.get_by_role("button", name=rate, exact=True).click()
    expect(page.locator("#rating [role=status]")).to_contain_text(best)
    _fits(page, width)
    _shoot(page, f"solved-{locale}-{width}")
    page.fill("#reopen-text", words)
    page.get_by_role("button", name=reopen, exact=True).click()
    expect(page.locator("#reply")).to_be_visible()
    assert agent.ticket(number)["status"] == "in_progress"
