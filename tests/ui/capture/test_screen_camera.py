"""The camera for screens when something nobody foresaw goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import screen, screen_camera, screens
from helppanel.ui.capture.mapping import Place
from helppanel.ui.capture.region import RegionPicker
from helppanel.ui.capture.region_overlay import RegionOverlay
from helppanel.ui.capture.screen_camera import ScreenCamera
from helppanel.ui.capture.shots import Desktop, shot_of
from helppanel.ui.ports import PageContext


def desktop(seen: object, only: int | None) -> Desktop:
    """The screens that Qt sees, in red."""
    places = tuple(Place(s.logical, s.logical, 1.0) for s in screens.see())
    image = QImage(int(places[0].native.width), int(places[0].native.height), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return Desktop(places, tuple(shot_of(place.native, image) for place in places))


def nothing(_declared: object) -> list[object]:
    """No place is private."""
    return []


def planted(*_: object) -> None:
    """A fault."""
    raise RuntimeError("planted")


def later(calls: int) -> Callable[[object], list[object]]:
    """The fault comes after so many calls."""
    left = [None] * calls

    def ask(_declared: object) -> list[object]:
        if not left:
            planted()
        left.pop()
        return []

    return ask


@pytest.fixture
def camera(
    qtbot: QtBot, qapp: QApplication, ctx: PageContext, monkeypatch: pytest.MonkeyPatch
) -> ScreenCamera:
    """One that sees red screens."""
    monkeypatch.setattr(screen_camera, "SYSTEMS", (QGuiApplication.platformName(),))
    monkeypatch.setattr(screen, "grab", desktop)
    monkeypatch.setattr(screen_camera, "private_places", nothing)
    return ScreenCamera(ctx.service, ctx.texts, ctx.theme, None, qapp)


def test_it_sees_red(camera: ScreenCamera, qtbot: QtBot) -> None:
    """Without a fault there is a picture, again and again."""
    for _ in range(2):
        with qtbot.waitSignal(camera.picked) as picked:
            camera.take("all")
        assert picked.args is not None
        assert picked.args[0].image.pixelColor(3, 3) == QColor("red")


@pytest.mark.parametrize("calls", [0, 1])
def test_a_fault_ends_as_a_failure(
    camera: ScreenCamera,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    swallowed: list[logging.LogRecord],
    calls: int,
) -> None:
    """Before and after the grab a fault is told as a failure, once, and the next picture is possible."""
    monkeypatch.setattr(screen_camera, "private_places", later(calls))
    failures: list[HelpError] = []
    camera.failed.connect(failures.append)
    camera.take("all")
    assert failures == []
    qtbot.waitUntil(lambda: bool(failures))
    swallowed.clear()
    assert [error.code for error in failures] == [Problem.CAPTURE_FAILED]
    assert not camera.busy
    monkeypatch.setattr(screen_camera, "private_places", nothing)
    with qtbot.waitSignal(camera.picked):
        camera.take("all")
    assert len(failures) == 1


def test_a_fault_in_the_overlay_ends_as_a_failure(
    camera: ScreenCamera, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, swallowed: list[logging.LogRecord]
) -> None:
    """An overlay that cannot be shown leaves nothing on the screen."""
    monkeypatch.setattr(RegionPicker, "show", planted)
    with qtbot.waitSignal(camera.failed):
        camera.take("region")
    swallowed.clear()
    assert not camera.busy
    qtbot.waitUntil(lambda: not any(isinstance(w, RegionOverlay) for w in QApplication.topLevelWidgets()))


@pytest.mark.parametrize(
    ("system", "display", "is_wayland"),
    [
        ("wayland", "wayland-0", True),
        ("wayland-egl", "", True),
        ("xcb", "", False),
        ("xcb", "wayland-0", True),
        ("offscreen", "wayland-0", False),
        ("windows", "", False),
    ],
)
def test_whose_screen_it_is(
    monkeypatch: pytest.MonkeyPatch, system: str, display: str, is_wayland: bool
) -> None:
    """An app that draws by X11 in a Wayland session is shown the screen by the portal only."""
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: system)
    monkeypatch.setenv("WAYLAND_DISPLAY", display)
    assert screens.is_wayland() is is_wayland
