"""What the pictures of the form showed to be wrong once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.policy import Policy
from helppanel.ui.report.mark import Mark
from helppanel.ui.report.progress import Stage
from helppanel.ui.report.timing import Timing
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import ElidedLabel
from tests.ui.conftest import MakeContext
from tests.ui.report_hands import Hands, ReportService, open_form

NARROW = 400


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


def edge(form: Hands) -> int:
    """Where the right-hand column ends, in the page."""
    card = form.find("report_email")
    return card.mapTo(form.page, card.rect().topRight()).x()


def test_the_scroll_bar_moves_nothing(qtbot: QtBot, make_ctx: MakeContext, service: ReportService) -> None:
    """Where the page has to scroll, its right edge stays where the title's line ends."""
    form = open_form(qtbot, make_ctx(), ":suggestion")
    form.page.resize(776, 1200)
    bar = form.page._area.verticalScrollBar()
    qtbot.waitUntil(lambda: not bar.isVisible())
    before = edge(form)
    form.page.resize(776, 400)
    qtbot.waitUntil(bar.isVisible)
    qtbot.waitUntil(lambda: edge(form) == before)


def brightest(form: Hands, widget: QWidget, theme: Theme) -> int:
    """How far the pixel of `widget` that differs most from the ground does."""
    image = form.page.grab(QRect(widget.mapTo(form.page, QPoint(0, 0)), widget.size())).toImage()
    ground = QColor(theme.color("bg"))
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(abs(pixel.lightness() - ground.lightness()) for pixel in pixels)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_disabled_looks_so(
    qtbot: QtBot, make_ctx: MakeContext, service: ReportService, theme: str
) -> None:
    """While a report is sent its icons are as grey as its words, in both themes."""
    ctx = make_ctx(theme=theme)
    form = open_form(qtbot, ctx, ":suggestion")
    form.write("请联系 lin@example.com，谢谢您")
    form.wait_for("report_text_private")
    [mark] = form.find("report_text_private").findChildren(Mark)
    icons: tuple[QWidget, ...] = (mark, form.typed(Timing, "report_timing"))
    awake = [brightest(form, icon, ctx.theme) for icon in icons]
    form.page._form.setEnabled(False)
    grey = abs(ctx.theme.color("textDisabled").lightness() - ctx.theme.color("bg").lightness())
    assert [brightest(form, icon, ctx.theme) <= grey + 4 for icon in icons] == [True, True]
    assert min(awake) > grey + 4


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("role", ["screenshot", "file"])
def test_how_far_it_is_can_be_read(
    qtbot: QtBot, make_ctx: MakeContext, service: ReportService, locale: str, role: str
) -> None:
    """In a narrow panel too the number of the file that is read stands there whole."""
    form = open_form(qtbot, make_ctx(locale), ":suggestion", width=NARROW)
    form.page._footer.show_progress(lambda: Stage("files", role, 10, 20, 1, 2), sending=True)
    words = form.typed(ElidedLabel, "report_progress_words")
    qtbot.waitUntil(lambda: words.text() == words.whole)
    assert "20" in words.text()
    form.page._footer.end_progress()


def is_whole(widget: QWidget) -> bool:
    """Whether all of it is seen."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_the_banner_stays_beside_what_is_wrong(
    qtbot: QtBot, make_ctx: MakeContext, service: ReportService
) -> None:
    """Sent from the end of a narrow page, it goes up to where both the banner and the field are seen."""
    form = open_form(qtbot, make_ctx(), ":problem", width=NARROW)
    form.page.resize(NARROW, 480)
    form.click("email_fold")
    form.typed(QLineEdit, "report_email").setText("lin@")
    bar = form.page._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    form.click("report_send")
    form.wait_for("report_banner_errors")
    for name in ("report_banner_errors", "report_text"):
        qtbot.waitUntil(partial(is_whole, form.find(name)))


def test_no_line_stands_for_what_is_off(qtbot: QtBot, make_ctx: MakeContext, service: ReportService) -> None:
    """Where files and e-mail are off, the one row that is left has no lines above or below it."""
    service.policy = Policy(files=False, email=False)
    form = open_form(qtbot, make_ctx(), ":suggestion", width=NARROW)
    card = form.page._form._fold_card
    lines = [one for one in card.findChildren(QFrame) if one.property("class") == "line" and one.isVisible()]
    assert lines == []
