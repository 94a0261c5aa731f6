"""Every page of the desk, walked as somebody does who cannot see it, or not well."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.server.callers import DeskCaller, UserCaller, rating, report

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
PAGES = ("tickets?view=all", "tickets/{number}", "dashboard?days=90", "dashboard/rated?days=90", "articles",
         "known-issues", "canned-answers", "import")  # fmt: skip
# Text with less contrast to what is behind it than 4.5, by the rules of WCAG 2; what is disabled may.
FAINT = """() => {
    const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
    const light = (rgb) => {
        const [r, g, b] = rgb.map((part) => {
            const c = part / 255;
            return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const [r, g, b, alpha = 1] = parts(getComputedStyle(at).backgroundColor);
            if (alpha === 1) return [r, g, b];
        }
        return [255, 255, 255];
    };
    const found = [];
    for (const element of document.body.querySelectorAll("*")) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!own || element.matches("option, title, desc, :disabled") || !element.checkVisibility()) continue;
        const style = getComputedStyle(element);
        const ink = element.closest("svg") ? style.fill : style.color;
        const [a, b] = [light(parts(ink).slice(0, 3)), light(behind(element))].sort((x, y) => y - x);
        if ((a + 0.05) / (b + 0.05) < 4.5) found.push(`${element.className}: ${element.textContent.trim()}`);
    }
    return found;
}"""
# Tables with a cell that no head explains, and charts without a table beside them.
UNTOLD = """() => [
    ...[...document.querySelectorAll("table")].filter((table) =>
        !table.querySelector("thead th[scope=col], thead [role=columnheader]") ||
        !(table.caption || table.closest("[aria-labelledby]"))),
    ...[...document.querySelectorAll("svg[role=img]")].filter((chart) =>
        !chart.querySelector("title") || !chart.closest("section").querySelector("table")),
].map((one) => one.outerHTML.slice(0, 200))"""
RING = """() => {
    const at = document.activeElement;
    const drawn = [[at, null], [at, "::after"], ...[...(at.labels ?? [])].map((label) => [label, null])];
    return [at.outerHTML.slice(0, 200), at === document.body || at.matches(".skip") ||
        drawn.some(([one, part]) => getComputedStyle(one, part).outlineStyle !== "none")];
}"""


@pytest.fixture
def number(user: UserCaller, api: DeskCaller) -> str:
    """An answered, rated ticket."""
    number = user.send(report("打印不了", email="lin@example.com", error_code="E-2107")).number
    api.answer(number, "请更新驱动")
    api.edit(number, status="solved")
    assert user.rate(number, rating(4, "很快")).status_code < 300
    return number


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_all_is_named(agent_page: Opener, number: str, locale: str) -> None:
    """Each page has its language, title, one first heading, landmarks, heads to tables, named controls."""
    page = agent_page(script=True, locale=locale)
    for path in PAGES:
        page.goto(f"/desk/{path.format(number=number)}")
        expect(page.locator("html")).to_have_attribute("lang", locale)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        for landmark in ("banner", "main", "search"):
            expect(page.get_by_role(landmark)).to_have_count(1)
        assert page.evaluate(UNTOLD) == [], path
        for role in ("button", "link", "textbox", "combobox", "checkbox", "radio", "searchbox", "img"):
            named = page.get_by_role(role, name=re.compile(r"\S"))
            expect(page.get_by_role(role)).to_have_count(named.count())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(agent_page: Opener, number: str, scheme: Literal["light", "dark"]) -> None:
    """In both looks all words stand out from what is behind them by 4.5 or more."""
    page = agent_page(script=True)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in PAGES:
        page.goto(f"/desk/{path.format(number=number)}")
        assert page.evaluate(FAINT) == [], path


def test_focus_is_seen(agent_page: Opener, number: str) -> None:
    """Tab by Tab through every page, whatever has the focus shows it."""
    page = agent_page(script=True)
    for path in PAGES:
        page.goto(f"/desk/{path.format(number=number)}")
        seen = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            what, is_seen = page.evaluate(RING)
            assert is_seen, f"{path}: {what}"
            seen.add(what)
        assert len(seen) > 8, path
