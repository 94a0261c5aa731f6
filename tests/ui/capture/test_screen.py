"""Pictures of the screen, on a real one."""

from __future__ import annotations

import ctypes
import platform
import sys
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import permission, screen
from helppanel.ui.capture.mapping import Rect, Seen
from helppanel.ui.capture.private import COVER
from helppanel.ui.capture.screen_camera import ScreenCamera
from helppanel.ui.ports import PageContext
from tests.ui.capture.conftest import OnX

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="X displays are Linux's")
BLACK, RED, GREEN, PRIVATE = "#000000", "#ff0000", "#00ff00", COVER.name()
SEEN = (Seen(Rect(0, 0, 640, 480), 1),)


@on_linux
def test_the_screen_is_taken_and_what_is_private_covered(on_x: OnX) -> None:
    """A picture of an X screen has its size, the window where it is, and no pixel of its password field."""
    assert on_x("screen") == {
        "size": [640, 480],
        "colors": [BLACK, RED, PRIVATE, PRIVATE, RED],
        "covered": 1,
        "source": "screen",
    }


@on_linux
@pytest.mark.parametrize("variable", ["QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS"])
def test_a_scaled_screen_keeps_its_pixels(on_x: OnX, variable: str) -> None:
    """At 200 % the picture has the screen's own pixels, and what is private is covered at twice its place."""
    found = on_x("screen", **{variable: "2"})
    assert found["size"] == [640, 480]
    assert found["colors"] == [BLACK, RED, PRIVATE, PRIVATE, RED]


@on_linux
def test_what_moves_while_it_is_taken_is_covered_twice(on_x: OnX) -> None:
    """A private widget that moves after the grab is covered where it was and where it is."""
    found = on_x("moved")
    assert found["colors"] == [PRIVATE, PRIVATE]
    assert found["covered"] == 1


@on_linux
def test_what_passes_while_it_is_taken_is_covered_all_the_way(on_x: OnX) -> None:
    """A private widget that moves on and on is nowhere in the picture, also between two looks at it."""
    assert on_x("passing")["leaks"] == 0


@on_linux
def test_a_region_shows_the_screen_as_it_was(on_x: OnX) -> None:
    """A dragged region has its own pixels, the menu that was open, and covers; the menu itself is gone."""
    assert on_x("region") == {
        "size": [300, 100],
        "colors": [BLACK, RED, PRIVATE, GREEN],
        "covered": 1,
        "source": "region",
        "menu gone": True,
    }


@on_linux
def test_a_region_can_be_cancelled(on_x: OnX) -> None:
    """Escape ends the overlay, and the camera says so once."""
    assert on_x("cancelled") == {"ended": "cancelled"}


@on_linux
def test_an_empty_screen_is_blank(on_x: OnX) -> None:
    """A screen of one colour is CAPTURE_BLANK, not a black attachment."""
    assert on_x("blank") == {"failed": "capture_blank"}


@on_linux
@pytest.mark.parametrize(
    ("display", "wayland", "code"),
    [
        ("", "", Problem.CAPTURE_NO_DISPLAY),
        (":987", "", Problem.CAPTURE_FAILED),
        (":987", "wayland-0", Problem.CAPTURE_NO_DISPLAY),
    ],
)
def test_no_screen_is_said(
    monkeypatch: pytest.MonkeyPatch, display: str, wayland: str, code: Problem
) -> None:
    """Without a display, with one that is gone, and under Wayland, there is a code and no picture."""
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    for grab in (screen.grab_screen, lambda: screen.grab(SEEN)):
        with pytest.raises(HelpError) as caught:
            grab()
        assert caught.value.code is code


def test_an_app_that_shows_nothing_has_no_screen(qtbot: QtBot, qapp: QApplication, ctx: PageContext) -> None:
    """Where Qt itself draws nowhere, the screen of somebody else's session is not taken."""
    camera = ScreenCamera(ctx.service, ctx.texts, ctx.theme, None, qapp)
    with qtbot.waitSignal(camera.failed) as failed:
        camera.take("all")
    assert failed.args is not None
    assert failed.args[0].code is Problem.CAPTURE_NO_DISPLAY
    assert not camera.busy


class Graphics:
    """What macOS offers to ask about its permission; it answers no, and notes what it was asked."""

    asked: tuple[str, ...] = ()

    def __init__(self, path: str) -> None:
        assert path.endswith("CoreGraphics")

    def __getattr__(self, name: str) -> Callable[[], bool]:
        def answer() -> bool:
            Graphics.asked = (*Graphics.asked, name)
            return False

        return answer


def test_macos_is_asked_before_it_shows_only_the_wallpaper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without permission nothing is grabbed: the system asks its user, and the code says what to do."""
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    monkeypatch.setattr(ctypes, "CDLL", Graphics)
    monkeypatch.setattr(Graphics, "asked", ())
    with pytest.raises(HelpError) as caught:
        screen.grab(SEEN)
    assert caught.value.code is Problem.CAPTURE_PERMISSION
    assert Graphics.asked == ("CGPreflightScreenCaptureAccess", "CGRequestScreenCaptureAccess")


def test_where_nothing_is_to_be_asked_it_is_permitted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other systems, and a macOS too old to know the question, permit."""
    assert sys.platform == "darwin" or permission.granted()
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    monkeypatch.setattr(permission, "_GRAPHICS", "/nowhere")
    assert permission.granted()
