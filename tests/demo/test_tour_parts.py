"""The tour's own tools: they must see what goes wrong, or the tour proves nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from helppanel.demo.editor import EditorWindow
from helppanel.demo.tour.camera import Camera, flaw
from helppanel.demo.tour.expect import alike
from helppanel.demo.tour.hands import OutOfReachError, click
from helppanel.demo.tour.patience import TooLateError, away, wait_until
from helppanel.demo.tour.runner import RESULT, Result, run_tour
from helppanel.demo.tour.stage import Cast, Stage
from helppanel.demo.tour.stall import StallWatch
from helppanel.demo.tour.story import Step


class NoServer:
    """A server for stories that need none."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def start(self, port: int = 0) -> str:
        raise AssertionError("not in this story")

    def stop(self) -> None:
        return

    def kill(self) -> None:
        return

    def add_agent(self, name: str) -> str:
        raise AssertionError(f"no agent {name} in this story")

    def token(self, name: str) -> str:
        raise AssertionError(f"no token for {name} in this story")


class ShortStory:
    """A slip is shown, `middle` happens, a last step follows."""

    def __init__(self, stage: Stage, middle: Callable[[], str]) -> None:
        self._stage = stage
        self._middle = middle

    def steps(self) -> list[Step]:
        return [Step("shown", self._show), Step("middle", self._middle), Step("last", lambda: "done")]

    def _show(self) -> str:
        self._stage.note(
            "slip", ["一二三四五六七八九十 The quick brown fox jumps over the lazy dog" for _ in range(18)]
        )
        return "a slip"


class BlankCamera(Camera):
    """Its film is never exposed."""

    def take(self, window: QWidget) -> QImage:
        picture = super().take(window)
        picture.fill(QColor("white"))
        return picture


def _run(out: Path, middle: Callable[[], str], camera: Camera | None = None) -> tuple[int, Result]:
    cast = Cast(server=NoServer, patience_s=5.0, camera=camera or Camera())
    code = run_tour(out, "short", lambda stage: ShortStory(stage, middle), cast=cast)
    return code, msgspec.json.decode((out / RESULT).read_bytes(), type=Result)


def test_story_that_goes_well(qtbot: QtBot, tmp_path: Path) -> None:
    """All steps done: exit 0, and each has its picture and times in tour.json."""
    code, result = _run(tmp_path, lambda: "seen")
    assert code == 0, result
    assert [(step.step, step.ok, step.detail) for step in result.steps] == [
        ("shown", True, "a slip"), ("middle", True, "seen"), ("last", True, "done"),
    ]  # fmt: skip
    for step in result.steps:
        assert step.picture is not None
        assert not QImage(str(tmp_path / step.picture)).isNull()


def test_failed_step_ends_the_story(qtbot: QtBot, tmp_path: Path) -> None:
    """A step that fails gives exit 1 and its reason; the steps after it are reported as not run."""

    def fail() -> str:
        raise AssertionError("the desk is empty")

    code, result = _run(tmp_path, fail)
    assert code == 1
    assert "the desk is empty" in result.steps[1].detail
    assert (result.steps[2].ok, result.steps[2].detail, result.steps[2].picture) == (False, "not run", None)


def test_blank_picture_fails(qtbot: QtBot, tmp_path: Path) -> None:
    """A step whose picture shows nothing has not been shown to happen."""
    code, result = _run(tmp_path, lambda: "seen", BlankCamera())
    assert code == 1
    assert "blank" in result.steps[0].detail


def test_hidden_error_fails(qtbot: QtBot, tmp_path: Path) -> None:
    """An exception inside a slot, which Qt would only print, fails the step it happened in."""

    def stumble() -> str:
        QTimer.singleShot(0, lambda: int("seven"))
        return "looks fine"

    with capture_exceptions() as printed:
        code, result = _run(tmp_path, stumble)
    assert code == 1
    assert "ValueError" in result.steps[1].detail
    assert len(printed) == 1


def test_logged_error_fails(qtbot: QtBot, tmp_path: Path) -> None:
    """What the panel swallows to spare its host still fails the step."""

    def swallow() -> str:
        logging.getLogger("helppanel").error("a page could not be made")
        return "looks fine"

    code, result = _run(tmp_path, swallow)
    assert code == 1
    assert "could not be made" in result.steps[1].detail


def test_stall_is_measured(qtbot: QtBot, tmp_path: Path) -> None:
    """A step that keeps the UI thread for 120 ms has at least that in stall_ms."""

    def block() -> str:
        time.sleep(0.12)
        return "slept"

    _, result = _run(tmp_path, block)
    assert result.steps[1].stall_ms >= 110


def test_stall_sees_slots(qtbot: QtBot) -> None:
    """A slot that takes long is seen while the loop runs on around it."""
    watch = StallWatch()
    watch.start()
    over: list[bool] = []
    QTimer.singleShot(20, lambda: time.sleep(0.1))
    QTimer.singleShot(160, lambda: over.append(True))
    wait_until(lambda: over, 5, "the end")
    assert watch.stop() >= 90


def test_new_tour_keeps_strangers(qtbot: QtBot, tmp_path: Path) -> None:
    """A second tour into the same folder removes the first one's pictures and nothing of anybody else."""
    (tmp_path / "mine.png").write_bytes(b"mine")
    _run(tmp_path, lambda: "seen")
    _, result = _run(tmp_path, lambda: "seen again")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"mine.png", RESULT, *(step.picture for step in result.steps)}


def test_flaw_knows_another_window(editor: EditorWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A picture is right only for the window it was taken of, in the state it is in."""
    file = tmp_path / "a.png"
    Camera().take(editor).save(str(file))
    assert flaw(file, editor) == ""
    editor.editor_actions["file_new"].trigger()
    assert "does not show" in flaw(file, editor)
    editor.resize(900, 700)
    assert "the window is not" in flaw(file, editor)
    assert "no picture" in flaw(tmp_path / "missing.png", editor)


def test_open_menu_is_on_the_picture(editor: EditorWindow, qtbot: QtBot) -> None:
    """The camera sees a menu that hangs over the window."""
    before = Camera().take(editor)
    bar = editor.menuBar()
    click(bar, bar.actionGeometry(bar.actions()[0]).center())
    after = Camera().take(editor)
    changed = sum(
        before.pixel(x, y) != after.pixel(x, y) for x in range(0, 400, 10) for y in range(0, 400, 10)
    )
    assert changed > 100


def test_away_hands_back(qtbot: QtBot) -> None:
    """What runs away from the UI thread returns its value, raises its error, and may not take for ever."""
    assert away(lambda: 7, 5, "seven") == 7
    with pytest.raises(ZeroDivisionError):
        away(lambda: 1 // 0, 5, "a division")
    with pytest.raises(TooLateError, match="a nap"):
        away(lambda: time.sleep(0.3), 0.05, "a nap")


def test_wait_raises_what_it_meets(qtbot: QtBot) -> None:
    """A condition that never holds is named; one that raises is not waited for."""
    with pytest.raises(TooLateError, match="spring"):
        wait_until(lambda: False, 0.05, "spring")
    with pytest.raises(ZeroDivisionError):
        wait_until(lambda: 1 // 0, 5, "a division")


def test_hidden_buttons_cannot_be_clicked(qtbot: QtBot) -> None:
    """The hands refuse what a person could not click."""
    button = QPushButton("x")
    qtbot.addWidget(button)
    with pytest.raises(OutOfReachError):
        click(button)
    button.show()
    button.setEnabled(False)
    with pytest.raises(OutOfReachError):
        click(button)


def test_far_buttons_are_scrolled_to(qtbot: QtBot) -> None:
    """A button below the edge is scrolled into sight before it is clicked; one clipped away is refused."""
    content, area, clip = QWidget(), QScrollArea(), QWidget()
    content.resize(200, 2000)
    pressed: list[str] = []
    buttons: dict[str, QPushButton] = {}
    for name, parent, y in (("far", content, 1900), ("lost", clip, 500)):
        button = buttons[name] = QPushButton(name, parent)
        button.move(0, y)
        button.clicked.connect(lambda _checked, name=name: pressed.append(name))
    clip.resize(100, 100)
    area.setWidget(content)
    area.resize(220, 200)
    for window in (area, clip):
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
    click(buttons["far"])
    with pytest.raises(OutOfReachError, match="out of sight"):
        click(buttons["lost"])
    assert pressed == ["far"]


def test_alike_compares_an_area(editor: EditorWindow) -> None:
    """A picture is like itself, unlike a blank one, and only the asked area counts."""
    picture = editor.grab().toImage()
    page = QRect(400, 300, 500, 300)
    assert alike(picture, picture.copy(), page)
    blank = QImage(picture.size(), QImage.Format.Format_RGB32)
    blank.fill(QColor("black"))
    assert not alike(picture, blank, page)
    assert not alike(picture, picture.copy(0, 0, 100, 100), page)
    partly = picture.copy()
    painter = QPainter(partly)
    painter.fillRect(0, 0, 300, 900, QColor("black"))
    painter.end()
    assert alike(picture, partly, page)
