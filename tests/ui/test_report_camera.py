"""The form's camera when something goes wrong, or something else goes on meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helppanel.policy import FREE
from helppanel.report.draft import DraftFile
from helppanel.report.marks import Cover
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.capture import screen_camera
from helppanel.ui.capture.taken import Taken
from helppanel.ui.first_pictures import handed
from helppanel.ui.ports import PageContext
from helppanel.ui.report import camera
from helppanel.ui.report.screenshots import MOST_PICTURES, Screenshots
from helppanel.ui.report_page import ReportPage
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, picture, sent, taken


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def steps() -> list[bool]:
    """What became of the panel: True for away."""
    return []


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext, steps: list[bool]) -> Hands:
    """A blank form."""
    return open_form(qtbot, replace(ctx, conceal=steps.append))


class Waiting(QObject):
    """A camera for screens whose user is still choosing."""

    picked = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    stopped = 0

    def __init__(self, *made_with: object) -> None:
        parent = made_with[-1]
        assert isinstance(parent, QObject)
        super().__init__(parent)

    def take(self, what: str, near: QWidget | None = None) -> None:
        """Never ends by itself."""

    def stop(self) -> None:
        """Give up."""
        Waiting.stopped += 1


class Broken(Waiting):
    """One that has a fault."""

    def take(self, what: str, near: QWidget | None = None) -> None:
        """Fail as nobody foresaw."""
        raise RuntimeError("planted")


@dataclass(frozen=True)
class WindowShot:
    """One of several windows, each a picture of its own."""

    image: QImage

    def read(self) -> Taken:
        """As it is."""
        return Taken(image=self.image, source="window")


def windows(monkeypatch: pytest.MonkeyPatch, *images: QImage) -> None:
    """Let the host have these windows."""
    shots = tuple(map(WindowShot, images))
    monkeypatch.setattr(camera, "take_windows", lambda _panel, _private: shots)


def files(form: Hands) -> tuple[DraftFile, ...]:
    """The pictures that would be sent."""
    return form.page.findChildren(Screenshots)[0].files


def widths(form: Hands) -> list[int]:
    """How wide they are: what tells them apart."""
    return [QImage(str(file.path)).width() for file in files(form)]


def ready(form: Hands) -> None:
    """Wait until nothing is on its way."""
    form.qtbot.waitUntil(lambda: form.find("report_send").isEnabled())


def test_the_panel_comes_back_though_the_page_goes(
    qtbot: QtBot, ctx: PageContext, steps: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the panel is built anew, as for a theme, while a picture is waited for, it is not lost."""
    monkeypatch.setattr(screen_camera, "ScreenCamera", Waiting)
    page = ReportPage(replace(ctx, conceal=steps.append))
    page.show_address("")
    page.show()
    hands = Hands(qtbot, page)
    qtbot.waitUntil(lambda: not hands.text.isReadOnly())
    hands.choose("region")
    assert steps == [True]
    page.deleteLater()
    qtbot.waitUntil(lambda: steps == [True, False])


def test_the_panel_comes_back_after_a_fault(
    form: Hands, steps: list[bool], swallowed: list[logging.LogRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault nobody foresaw is said, the panel is back, and sending and another picture are possible."""
    monkeypatch.setattr(screen_camera, "ScreenCamera", Broken)
    form.choose("screen")
    form.wait_for("report_picture_error")
    swallowed.clear()
    assert steps == [True, False]
    ready(form)
    windows(monkeypatch, picture())
    form.choose("window")
    form.wait_for("report_thumb_0")


def test_a_fault_in_the_hosts_windows_is_said(
    form: Hands, swallowed: list[logging.LogRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the host's own widgets raise while they are taken does not keep the form from being sent."""

    def broken(_panel: object, _private: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(camera, "take_windows", broken)
    form.click("report_add_picture")
    form.wait_for("report_picture_error")
    swallowed.clear()
    ready(form)


def test_a_discarded_draft_gets_no_late_picture(form: Hands, service: ReportService) -> None:
    """A picture that is on its way when the draft is discarded is not in the next one."""
    form.write(TEXT)
    form.settle()
    shots = form.page.findChildren(Screenshots)[0]
    shots.camera.keep(taken(picture(size=(1500, 1000)), picture()), automatic=False)
    shots.set_files(())
    assert shots.camera.pending == 0
    form.settle()
    assert files(form) == ()
    ready(form)


def test_a_discarded_draft_ends_what_is_chosen(
    form: Hands, steps: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A region that is still being chosen goes with the draft it was for."""
    monkeypatch.setattr(screen_camera, "ScreenCamera", Waiting)
    Waiting.stopped = 0
    form.choose("region")
    shots = form.page.findChildren(Screenshots)[0]
    form.qtbot.waitUntil(lambda: bool(form.page.findChildren(Waiting)))
    shots.set_files(())
    assert (Waiting.stopped, steps) == (1, [True, False])
    ready(form)


def test_many_windows_keep_to_the_limit(form: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each window is a picture of its own, no more are added than there is room for."""
    windows(monkeypatch, *(picture(size=(100 + at, 80)) for at in range(6)))
    form.page.set_pictures(taken(*[picture()] * (MOST_PICTURES - 2), source="screen"), "screen")
    form.wait_for(f"report_thumb_{MOST_PICTURES - 3}")
    form.page.findChildren(Screenshots)[0].take("window")
    ready(form)
    assert widths(form)[-2:] == [100, 101]
    assert len(files(form)) == MOST_PICTURES


def test_retaking_one_window_adds_no_others(form: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """重新截取 replaces one picture by one, and its button keeps the focus."""
    windows(monkeypatch, picture(size=(100, 80)), picture(size=(101, 80)))
    form.page.set_pictures(taken(picture(), picture(size=(50, 40))), "window")
    form.wait_for("report_thumb_1")
    form.find("report_thumb_0_retake").setFocus()
    form.click("report_thumb_0_retake")
    ready(form)
    assert widths(form) == [100, 50]
    assert form.find("report_thumb_0_retake").hasFocus()


def test_another_source_stands_for_all_that_was_automatic(
    form: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several pictures nobody asked for give way together to the one the user asks for."""
    form.page.set_pictures(taken(picture(), picture(size=(50, 40))), "window")
    form.wait_for("report_thumb_1")
    windows(monkeypatch, picture(size=(100, 80)))
    form.choose("screen")  # none here: the windows instead
    form.qtbot.waitUntil(lambda: widths(form) == [100])


def test_what_was_drawn_on_gives_way_to_nothing(form: Hands) -> None:
    """A picture the user has drawn on stays when another is taken by itself."""
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    form.click("report_thumb_0_mark")
    form.qtbot.waitUntil(lambda: bool(form.page.findChildren(Annotator)))
    (dialog,) = form.page.findChildren(Annotator)
    dialog.marked.emit((Cover(box=(20, 20, 60, 30)),))
    dialog.done(0)
    ready(form)
    form.page.set_pictures(taken(picture(size=(50, 40))), "window")
    form.wait_for("report_thumb_1")
    assert widths(form) == [320, 50]
    assert files(form)[0].marks


def test_none_stays_chosen(form: Hands, service: ReportService, opened: list[str]) -> None:
    """After 不附图 a picture that is taken by itself is not attached, and those kept aside stay there."""
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    form.choose("none")
    form.page.set_pictures(taken(picture(size=(50, 40))), "window")
    form.write(TEXT)
    ready(form)
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).attachments == ()


def test_a_picture_handed_over_is_the_forms_own(form: Hands) -> None:
    """What the host does to its picture afterwards is not in the form's."""
    image = picture()
    (own,) = handed(FREE, image)
    image.fill(QColor("red"))
    assert own().image == picture()


def test_a_picture_that_comes_while_sending_is_for_the_next(
    form: Hands, service: ReportService, opened: list[str]
) -> None:
    """截图并反馈 while a report is being sent begins the next report with that picture."""
    form.write(TEXT)
    service.gate.clear()
    form.click("report_send")
    form.page.show_address(":problem?capture=1")
    form.page.set_pictures(taken(picture()), "window")
    service.gate.set()
    form.qtbot.waitUntil(lambda: bool(opened))
    form.qtbot.waitUntil(lambda: len(files(form)) == 1)
    assert sent(service).attachments == ()
    assert all(file.path.is_file() for file in files(form))


@pytest.mark.parametrize(("source", "comes_back"), [("screen", True), ("window", False)])
def test_a_picture_that_was_asked_for_is_kept(
    qtbot: QtBot, ctx: PageContext, source: str, comes_back: bool
) -> None:
    """A picture the user took is kept before a word is written; an automatic one is not."""
    form = open_form(qtbot, ctx)
    form.page.set_pictures(taken(picture(), source=source), source)
    form.wait_for("report_thumb_0")
    ready(form)
    form.page.hide()
    form.settle()
    again = open_form(qtbot, ctx)
    again.settle()
    assert again.shows("report_thumb_0") is comes_back
