"""The desk in headless Chromium."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Page, sync_playwright
from PySide6.QtGui import QImage

from tests.pictures.studio import Save

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LOGIN, LIST, TICKET, BULK, KEYS = "desk-login", "desk-list", "desk-ticket", "desk-bulk", "desk-keys"
OTHERS = {
    BULK: "tickets?view=all&order=updated",
    "desk-dashboard": "dashboard?days=7",
    "desk-rated": "dashboard/rated?days=30",
    "desk-articles": "articles",
    "desk-known": "known-issues?edit=font-boxes",
    "desk-canned": "canned-answers",
    "desk-import": "import",
    KEYS: "tickets?view=mine",
}
PAGES = (LOGIN, LIST, TICKET, *OTHERS)
WIDTHS = {"": 1440, "-narrow": 400}  # in the pictures' names


def shoot_desk(url: str, login: tuple[str, str], locale: str, theme: str, save: Save) -> None:
    """Every page of the desk, in a wide and a narrow window; the ticket is one that waits for the user.

    Raises RuntimeError where Chromium is not installed.
    """
    executable = shutil.which("chromium")
    if executable is None:
        raise RuntimeError("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        for suffix, width in WIDTHS.items():
            _walk(_window(browser, url, locale, theme, width), login, suffix, save)
        browser.close()


def _window(browser: Browser, url: str, locale: str, theme: str, width: int) -> Page:
    return browser.new_context(
        base_url=url,
        locale=locale,
        color_scheme="dark" if theme == "dark" else "light",
        viewport={"width": width, "height": 900},
        device_scale_factor=2,
    ).new_page()


def _walk(page: Page, login: tuple[str, str], suffix: str, save: Save) -> None:
    page.goto("/desk/")
    _shoot(page, f"{LOGIN}{suffix}", save)
    page.fill("#name", login[0])
    page.fill("#password", login[1])
    page.click("main button")
    page.wait_for_url("**/desk/tickets")
    page.goto("/desk/tickets?view=all")
    _shoot(page, f"{LIST}{suffix}", save)
    page.goto("/desk/tickets?view=all&status=pending")
    page.click(".row-link")
    page.wait_for_url("**/desk/tickets/*")
    _shoot(page, f"{TICKET}{suffix}", save)
    for name, address in OTHERS.items():
        page.goto(f"/desk/{address}")
        if name == BULK:
            page.locator("[name=number]").first.check()
        if name == KEYS:
            page.keyboard.press("?")
        _shoot(page, f"{name}{suffix}", save)


def _shoot(page: Page, name: str, save: Save) -> None:
    page.wait_for_load_state("networkidle")
    whole = not name.startswith(KEYS)  # what a dialog covers is the window
    save(name, QImage.fromData(page.screenshot(full_page=whole)))
