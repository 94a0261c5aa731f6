"""The desk in headless Chromium."""

from __future__ import annotations

import shutil

from playwright.sync_api import Page, sync_playwright
from PySide6.QtGui import QImage

from tests.pictures.studio import Save

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAGES = ("desk-login", "desk-list", "desk-ticket")


def shoot_desk(url: str, login: tuple[str, str], locale: str, theme: str, save: Save) -> None:
    """The login, the list and the ticket that waits for the user.

    Raises RuntimeError where Chromium is not installed.
    """
    executable = shutil.which("chromium")
    if executable is None:
        raise RuntimeError("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        context = browser.new_context(
            base_url=url,
            locale=locale,
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": 1440, "height": 900},
            device_scale_factor=2,
        )
        page = context.new_page()
        page.goto("/desk/")
        _shoot(page, "desk-login", save)
        page.fill("#name", login[0])
        page.fill("#password", login[1])
        page.click("main button")
        page.goto("/desk/tickets?view=all")
        _shoot(page, "desk-list", save)
        page.goto("/desk/tickets?view=all&status=pending")
        page.click(".row-link")
        page.wait_for_url("**/desk/tickets/*")
        _shoot(page, "desk-ticket", save)
        browser.close()


def _shoot(page: Page, name: str, save: Save) -> None:
    page.wait_for_load_state("networkidle")
    save(name, QImage.fromData(page.screenshot(full_page=True)))
