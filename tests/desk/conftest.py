"""One server and one Chromium for all tests of this room."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.desk.visitor import PASSWORD, Visitor
from tests.server.callers import DeskCaller, UserCaller
from tests.server_process import ServerProcess

AGENT, COLLEAGUE = "周予", "陈立"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A running server with two agents, whose log must stay free of failures."""
    with ServerProcess(tmp_path_factory.mktemp("desk") / "data") as running:
        running.add_agent(AGENT, PASSWORD)
        running.add_agent(COLLEAGUE, PASSWORD)
        yield running
        assert "Traceback" not in running.errors()


@pytest.fixture
def user(server: ServerProcess) -> Iterator[UserCaller]:
    """A user's installation."""
    with UserCaller(server.url) as caller:
        yield caller


@pytest.fixture(scope="package")
def api_token(server: ServerProcess) -> str:
    return server.token(AGENT)


@pytest.fixture
def api(server: ServerProcess, api_token: str) -> Iterator[DeskCaller]:
    """The desk's API: the far end at which the pages' work is seen."""
    with DeskCaller(server.url, api_token) as caller:
        yield caller


@pytest.fixture
def visitor(server: ServerProcess) -> Iterator[Visitor]:
    """Somebody who has not logged in."""
    stranger = Visitor(server.url)
    yield stranger
    stranger.session.close()


@pytest.fixture
def agent(visitor: Visitor) -> Visitor:
    """The agent 周予, logged in."""
    assert visitor.log_in(AGENT).status_code == 303
    return visitor


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        expect.set_options(timeout=15_000)  # an open page asks every 5 s what is new
        yield browser
        browser.close()


@pytest.fixture
def open_page(server: ServerProcess, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Makes a fresh Chromium page; without JavaScript unless asked, 1440 px wide, in Chinese."""
    contexts = []

    def opened(script: bool = False, width: int = 1440, locale: str = "zh-CN") -> Page:
        context = chromium.new_context(
            base_url=server.url,
            java_script_enabled=script,
            locale=locale,
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def agent_page(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """The same, with 周予 logged in and the list on screen."""

    def opened(**options: bool | int | str) -> Page:
        page = open_page(**options)
        page.goto("/desk/")
        page.fill("#name", AGENT)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/desk/tickets*")  # going elsewhere now would end the login before its cookie
        return page

    return opened
