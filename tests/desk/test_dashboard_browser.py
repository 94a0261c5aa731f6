"""The dashboard in a real browser, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.server.callers import DeskCaller, UserCaller, report

pytestmark = pytest.mark.browser


def test_charts_and_their_tables(agent_page: Callable[..., Page], user: UserCaller, api: DeskCaller) -> None:
    """From the rail to the charts: they are drawn, their tables open, and nothing sticks out at 400 px."""
    api.edit(user.send(report()).number, status="closed")  # so that it fills nobody else's list
    page = agent_page(width=400, locale="en-GB")
    page.get_by_role("link", name="Dashboard").click()
    page.get_by_role("link", name="Last 90 days").click()
    page.wait_for_url("**/dashboard?*days=90*")  # the page before has charts too
    chart = page.get_by_role("img", name="New per day, by kind")
    expect(chart).to_be_visible()
    bar = chart.locator(".series-0").last
    box = bar.bounding_box()
    assert box is not None
    assert box["height"] > 50
    expect(bar).not_to_have_css("fill", "rgb(0, 0, 0)")  # the style sheet's colour
    table = page.get_by_role("table", name="New per day, by kind")
    expect(table).to_have_count(0)
    page.locator(".data summary").first.click()
    expect(table.get_by_role("row")).to_have_count(91)
    assert page.locator("body").evaluate("body => body.ownerDocument.documentElement.scrollWidth") <= 400
