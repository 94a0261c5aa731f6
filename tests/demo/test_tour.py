"""The tour itself: it passes on the real program, and fails when the program's world is broken."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.report import Report, measure
from helppanel.demo.server_process import ServerProcess
from helppanel.demo.tour.camera import Camera
from helppanel.demo.tour.runner import RESULT, Result, run_tour
from helppanel.demo.tour.stage import Cast
from helppanel.demo.tour.story_feedback import FeedbackStory

pytestmark = pytest.mark.timeout(300)

SHORT_S = 20.0
TOUR_S = 280  # generous: a retry and a poll are waited for, and the machine may be busy
ROOT = Path(__file__).parents[2]


def _demo(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs `helppanel demo` in `folder` on a machine without a display."""
    env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "helppanel", "demo", *options]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=env, cwd=folder, timeout=TOUR_S, check=False
    )


def _assert_whole(out: Path) -> None:
    """Every step is ok and has its picture, and every attachment the manifest names lies in received/."""
    result = _result(out)
    assert all(step.ok for step in result.steps)
    for step in result.steps:
        assert step.picture is not None
        assert not QImage(str(out / step.picture)).isNull()
    received = out / "received"
    report = msgspec.json.decode((received / "manifest.json").read_bytes(), type=Report)
    assert report.attachments
    for attachment in report.attachments:
        [file] = received.glob(f"{attachment.sha256}.*")
        assert measure(file) == (attachment.sha256, attachment.size)


def test_tour_passes(tmp_path: Path) -> None:
    """`helppanel demo --tour` exits 0 with one good picture a step and the received bytes, whole."""
    done = _demo(tmp_path, "--tour", "here", "--locale", "en", "--theme", "dark")
    assert done.returncode == 0, done.stdout + done.stderr
    _assert_whole(tmp_path / "here")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_no_display_takes_the_tour(tmp_path: Path) -> None:
    """Plain `helppanel demo` without a display says so and takes the tour into out/tour."""
    done = _demo(tmp_path, "--locale", "zh-CN")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "没有可用的显示器" in done.stdout
    _assert_whole(tmp_path / "out" / "tour")


class MuteServer(ServerProcess):
    """Comes back after its fall, accepts connections, and never says a word."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self._ear: socket.socket | None = None

    def start(self, port: int = 0, timeout_s: float = 30.0) -> str:
        if port == 0:
            return super().start(port, timeout_s)
        self._ear = socket.create_server(("127.0.0.1", port))
        return self.url

    def stop(self) -> None:
        super().stop()
        if self._ear is not None:
            self._ear.close()


class LateBlankCamera(Camera):
    """Works twice, then its film stays white."""

    def __init__(self) -> None:
        self._shots = 0

    def take(self, window: QWidget) -> QImage:
        picture = super().take(window)
        self._shots += 1
        if self._shots > 2:
            picture.fill(QColor("white"))
        return picture


def test_mute_server_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    """A server that accepts but never answers gives no receipt: exit 1 at that step, the rest not run."""
    result = _broken(tmp_path, Cast(server=MuteServer, patience_s=SHORT_S))
    assert _failed(result) == "receipt"


def test_blank_picture_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    """A white picture proves nothing: exit 1 at the step it was taken in."""
    result = _broken(tmp_path, Cast(camera=LateBlankCamera(), patience_s=SHORT_S))
    assert _failed(result) == "help_menu"
    assert "blank" in result.steps[2].detail


def test_silent_agent_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    """An agent who never answers: exit 1 when the desk has no answer."""
    result = _broken(tmp_path, Cast(agent=lambda desk, number, text: None, patience_s=SHORT_S))
    assert _failed(result) == "agent_answered"


def _broken(out: Path, cast: Cast) -> Result:
    assert run_tour(out, "feedback", FeedbackStory, cast=cast) == 1
    return _result(out)


def _result(out: Path) -> Result:
    return msgspec.json.decode((out / RESULT).read_bytes(), type=Result)


def _failed(result: Result) -> str:
    """The step that failed; every step after it was not run."""
    oks = [step.ok for step in result.steps]
    first = oks.index(False)
    assert not any(oks[first:])
    assert all(step.detail == "not run" for step in result.steps[first + 1 :])
    return result.steps[first].step
