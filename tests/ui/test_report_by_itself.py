"""The picture the form takes by itself, and how many pictures it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helppanel.report.draft import Draft
from helppanel.ui.ports import PageContext
from helppanel.ui.report.screenshots import MOST_PICTURES
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, picture, taken

pytestmark = pytest.mark.usefixtures("host")


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


def come_back(form: Hands, rest: str = ":problem") -> None:
    """Leave and open the form again, and wait until it has done what it does by itself."""
    form.page.hide()
    form.page.show_address(rest)
    form.page.show()
    form.settle()


@pytest.mark.parametrize("rest", [":problem", ":problem?article=export-pdf", ""])
def test_a_problem_has_the_hosts_picture(qtbot: QtBot, ctx: PageContext, rest: str) -> None:
    """Opened for a problem, from wherever, the form shows the host's windows, once."""
    form = open_form(qtbot, ctx, rest)
    form.wait_for("report_thumb_0")
    come_back(form)
    assert not form.shows("report_thumb_1")


@pytest.mark.parametrize("rest", [":suggestion", ":question"])
def test_other_kinds_take_none(qtbot: QtBot, ctx: PageContext, rest: str) -> None:
    """A suggestion or a question begins without a picture; the way to a problem brings it."""
    form = open_form(qtbot, ctx, rest)
    form.settle()
    assert not form.shows("report_thumb_0")
    come_back(form)
    form.wait_for("report_thumb_0")


def test_a_removed_picture_stays_away(qtbot: QtBot, ctx: PageContext) -> None:
    """Who removed the picture does not find another one in the same draft."""
    form = open_form(qtbot, ctx, ":problem")
    form.wait_for("report_thumb_0")
    form.click("report_thumb_0_remove")
    come_back(form)
    assert not form.shows("report_thumb_0")


def test_no_picture_stays_no_picture(qtbot: QtBot, ctx: PageContext) -> None:
    """Who chose 不附图 finds it still chosen, and nothing was taken."""
    form = open_form(qtbot, ctx, ":suggestion")
    form.choose("none")
    come_back(form)
    form.choose("window")
    form.wait_for("report_thumb_0")
    form.settle()
    assert not form.shows("report_thumb_1")


def test_a_restored_draft_is_left_as_it_was(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """A draft that was kept without a picture comes back without one."""
    service.store.save(Draft(text=TEXT, saved_at=datetime.now(UTC)))
    form = open_form(qtbot, ctx, ":problem")
    form.wait_for("report_banner_restored")
    form.settle()
    assert not form.shows("report_thumb_0")


def test_the_next_report_has_its_own(qtbot: QtBot, ctx: PageContext, opened: list[str]) -> None:
    """After one was sent without a picture the next problem begins with one."""
    form = open_form(qtbot, ctx, ":problem")
    form.wait_for("report_thumb_0")
    form.click("report_thumb_0_remove")
    form.write(TEXT)
    form.click("report_send")
    qtbot.waitUntil(lambda: bool(opened))
    come_back(form)
    form.wait_for("report_thumb_0")


def test_a_new_picture_takes_the_old_ones_place(
    qtbot: QtBot, ctx: PageContext, service: ReportService
) -> None:
    """报告问题 again, after a kill too, replaces the picture taken by itself instead of adding one."""
    form = open_form(qtbot, ctx, ":problem")
    form.wait_for("report_thumb_0")
    form.write(TEXT)
    form.qtbot.waitUntil(lambda: bool(service.drafts and service.drafts[-1].files))
    first = service.drafts[-1].files[0].path
    again = open_form(qtbot, ctx, ":problem")  # what another process would find
    again.wait_for("report_thumb_0")
    again.page.set_pictures(taken(picture()), "window")
    qtbot.waitUntil(lambda: service.drafts[-1].files[0].path != first)
    again.settle()
    assert not again.shows("report_thumb_1")


def test_own_pictures_add_up_to_a_limit(qtbot: QtBot, ctx: PageContext) -> None:
    """截图并反馈 adds a picture each time; one too many is refused with a word; removing makes room."""
    form = open_form(qtbot, ctx, ":suggestion")
    for _ in range(MOST_PICTURES + 3):
        form.page.show_address(":problem?capture=1")
        form.page.set_pictures(taken(picture()), "window")
    form.wait_for(f"report_thumb_{MOST_PICTURES - 1}")
    form.settle()
    assert not form.shows(f"report_thumb_{MOST_PICTURES}")
    assert form.find("report_picture_error").accessibleName() == "一次最多添加 10 张截图，请先移除不需要的"
    form.click("report_thumb_0_remove")
    assert not form.shows("report_picture_error")
    form.click("report_add_picture")
    form.wait_for(f"report_thumb_{MOST_PICTURES - 1}")
    form.click("report_add_picture")
    form.wait_for("report_picture_error")
