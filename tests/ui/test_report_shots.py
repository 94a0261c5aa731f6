"""Where the form's pictures come from, what is covered in them, and drawing on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.marks import Cover, Private
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.capture import delay, screen_camera
from helppanel.ui.capture.taken import Taken, given
from helppanel.ui.ports import PageContext
from helppanel.ui.report.camera import Camera
from helppanel.ui.report.screenshots import Screenshots
from helppanel.ui.report.timing import Timing
from tests.ui.conftest import MakeContext
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, picture, sent, taken

SECRET = Private(box=(20, 20, 60, 30), kind="email")


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """A blank form."""
    return open_form(qtbot, ctx)


class Screens(QObject):
    """Stands for what takes screens; `outcome` is what comes of it, None for a user who gave up."""

    picked = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    asked: list[str]
    outcome: Taken | HelpError | None

    def __init__(self, *made_with: object) -> None:
        parent = made_with[-1]
        assert isinstance(parent, QObject)
        super().__init__(parent)

    def take(self, what: str, near: QWidget | None = None) -> None:
        """Tell a turn later, as the real one does."""
        self.asked.append(what)
        QTimer.singleShot(0, self, self._tell)

    def stop(self) -> None:
        """There is nothing to give up."""

    def _tell(self) -> None:
        if isinstance(self.outcome, Taken):
            self.picked.emit(self.outcome)
        elif self.outcome is not None:
            self.failed.emit(self.outcome)
        else:
            self.cancelled.emit()


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> type[Screens]:
    """In place of the real ones."""
    monkeypatch.setattr(screen_camera, "ScreenCamera", Screens)
    Screens.asked = []
    Screens.outcome = None
    return Screens


def out(form: Hands, service: ReportService, opened: list[str]) -> QImage:
    """Send; the one picture that left, from its bytes."""
    form.write(TEXT)
    form.qtbot.waitUntil(lambda: form.find("report_send").isEnabled())
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    (data,) = service.blobs_sent
    return QImage.fromData(data)


def is_flat(image: QImage, mark: Private) -> bool:
    """Whether a place shows one colour only."""
    x, y, w, h = map(int, mark.box)
    return all(image.pixel(a, b) == image.pixel(x, y) for a in range(x, x + w) for b in range(y, y + h))


def annotator(form: Hands) -> Annotator:
    """The annotator on the first picture, opened by its button."""
    form.click("report_thumb_0_mark")
    form.qtbot.waitUntil(lambda: bool(form.page.findChildren(Annotator)))
    (found,) = form.page.findChildren(Annotator)
    return found


@pytest.mark.parametrize(("source", "shown"), [("screen", "整个屏幕"), ("region", "区域")])
def test_a_screen_is_taken_without_the_panel(
    qtbot: QtBot, ctx: PageContext, screens: type[Screens], source: str, shown: str
) -> None:
    """整个屏幕 and 区域 conceal the panel, ask for the picture, and show the panel again afterwards."""
    steps: list[bool] = []
    screens.outcome = Taken(image=picture(), source=source, covered=2)
    form = open_form(qtbot, replace(ctx, conceal=steps.append))
    form.choose(source)
    form.wait_for("report_thumb_0")
    assert (steps, screens.asked) == ([True, False], [source])
    assert form.find("report_thumb_0").accessibleName() == f"截图 1，{shown}，已遮盖 2 处"


def test_where_no_screen_can_be_taken_the_windows_are(
    qtbot: QtBot, ctx: PageContext, screens: type[Screens], host: QLabel
) -> None:
    """A refused screen gives the app's windows instead, with the reason and what to do."""
    steps: list[bool] = []
    screens.outcome = HelpError(Problem.CAPTURE_REFUSED)
    form = open_form(qtbot, replace(ctx, conceal=steps.append))
    form.choose("screen")
    form.wait_for("report_thumb_0")
    form.wait_for("report_picture_error")
    assert "这次已改为截取应用窗口" in form.find("report_picture_error").accessibleName()
    assert steps == [True, False]
    assert form.find("report_thumb_0").accessibleName() == "截图 1，应用窗口"


def test_giving_up_leaves_everything_as_it_was(
    qtbot: QtBot, ctx: PageContext, screens: type[Screens]
) -> None:
    """Esc in the choice of a region brings the panel back without a word, and sending is possible."""
    steps: list[bool] = []
    form = open_form(qtbot, replace(ctx, conceal=steps.append))
    form.choose("region")
    qtbot.waitUntil(lambda: steps == [True, False])
    assert not form.shows("report_picture_error")
    assert not form.shows("report_thumb_0")
    qtbot.waitUntil(form.find("report_send").isEnabled)


def test_what_looks_private_leaves_covered(form: Hands, service: ReportService, opened: list[str]) -> None:
    """Places found private are covered in the picture that leaves, counted on it and in the manifest."""
    found = Taken(image=picture(), source="window", covered=1, private=(SECRET,))
    form.page.set_pictures([given(found)], "window")
    form.wait_for("report_thumb_0")
    assert "已遮盖 2 处" in form.find("report_thumb_0").accessibleName()
    assert is_flat(out(form, service, opened), SECRET)
    assert sent(service).attachments[0].masked == 2


def test_marks_are_drawn_into_what_leaves(form: Hands, service: ReportService, opened: list[str]) -> None:
    """What the user draws is flattened into the picture that leaves."""
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    dialog = annotator(form)
    dialog.marked.emit((Cover(box=SECRET.box),))
    dialog.done(0)
    form.qtbot.waitUntil(lambda: "已遮盖 1 处" in form.find("report_thumb_0").accessibleName())
    assert is_flat(out(form, service, opened), SECRET)
    assert sent(service).attachments[0].masked == 1


def test_marks_come_back_with_the_draft(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """In a draft opened again the annotator shows the marks the picture had, on the picture without them."""
    form = open_form(qtbot, ctx)
    form.write(TEXT)
    form.page.set_pictures([given(Taken(image=picture(), source="window", private=(SECRET,)))], "window")
    form.wait_for("report_thumb_0")
    form.settle()
    form.page.hide()
    form.settle()
    again = open_form(qtbot, ctx)
    again.wait_for("report_thumb_0")
    dialog = annotator(again)
    assert dialog.board.marks == (SECRET,)
    dialog.done(0)


def test_a_pasted_picture_is_a_picture(form: Hands, service: ReportService, opened: list[str]) -> None:
    """A picture from the clipboard is attached, with every pixel and without a button to take it again."""
    image = picture()
    form.page.findChildren(Screenshots)[0].paste(image)
    form.wait_for("report_thumb_0")
    assert not form.shows("report_thumb_0_retake")
    assert out(form, service, opened).convertToFormat(image.format()) == image


def test_what_a_picture_cannot_show_is_named(form: Hands) -> None:
    """Surfaces that a grab cannot see are named beside the pictures, each once."""
    pictures = [given(Taken(image=picture(), source="window", unseen=("native",))) for _ in range(2)]
    form.page.set_pictures(pictures, "window")
    form.wait_for("report_thumb_1")
    assert len(form.typed(QLabel, "report_unseen").text().splitlines()) == 1


def test_the_count_down_comes_before_the_picture(
    qtbot: QtBot, ctx: PageContext, host: QLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a delay the panel is away while the user opens a menu, and back once the picture is taken."""

    class Now(QObject):
        due = Signal()
        cancelled = Signal()

        def __init__(self, _texts: object, _theme: object, parent: QObject) -> None:
            super().__init__(parent)

        def start(self, seconds: int, near: QWidget | None = None) -> None:
            steps.append(seconds)
            QTimer.singleShot(0, self, self.due.emit)

    monkeypatch.setattr(delay, "Countdown", Now)
    steps: list[object] = []
    form = open_form(qtbot, replace(ctx, conceal=steps.append))
    timing = form.typed(Timing, "report_timing")
    timing.click()
    timing.choices.actions()[1].trigger()
    timing.choices.close()
    form.click("report_add_picture")
    form.wait_for("report_thumb_0")
    assert steps == [True, 3, False]
    assert timing.accessibleName() == "截图时机：3 秒后截图"


def test_esc_brings_the_panel_back_without_a_picture(qtbot: QtBot, ctx: PageContext, host: QLabel) -> None:
    """Who gives up the count has the panel again, no picture, and may ask for the next one."""
    steps: list[object] = []
    form = open_form(qtbot, replace(ctx, conceal=steps.append))
    form.page.findChildren(Camera)[0].take("window", delay=9)
    assert steps == [True]
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    QTest.keyClick(host, Qt.Key.Key_Escape)
    assert steps == [True, False]
    assert not form.shows("report_picture_error")
    form.click("report_add_picture")
    form.wait_for("report_thumb_0")
    assert not form.shows("report_thumb_1")


def test_a_window_that_is_private_all_over_is_no_blank_picture(form: Hands) -> None:
    """A picture that is one colour because it was covered is attached; the badge says why."""
    image = picture()
    image.fill(0xFF868E9B)
    form.page.set_pictures([given(Taken(image=image, source="window", covered=1))], "window")
    form.wait_for("report_thumb_0")
    assert "已遮盖 1 处" in form.find("report_thumb_0").accessibleName()


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [360, 776])
def test_the_delay_can_be_read(qtbot: QtBot, make_ctx: MakeContext, locale: str, width: int) -> None:
    """The button of the clock has room for its icon and the longest delay beside it."""
    form = open_form(qtbot, make_ctx(locale), width=width)
    timing = form.typed(Timing, "report_timing")
    timing.click()
    timing.choices.actions()[2].trigger()
    timing.choices.close()
    assert "10" in timing.text()
    needed = timing.iconSize().width() + timing.fontMetrics().horizontalAdvance(timing.text())
    qtbot.waitUntil(lambda: timing.width() > needed)
    room = timing.parentWidget()
    assert room is not None
    assert room.rect().contains(timing.geometry())
