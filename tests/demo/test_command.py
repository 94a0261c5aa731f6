"""`helppanel demo` with a screen: the editor, its own server, and an orderly end."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from helppanel.commands.console import has_display

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_display_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """X or Wayland count as a display, nothing else does."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.setenv(name, "1")
        assert has_display()
        monkeypatch.delenv(name)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo as somebody with a screen starts it; the screen is Qt's offscreen one."""
    env = os.environ | {
        "DISPLAY": "nowhere", "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path),
    }  # fmt: skip
    command = [sys.executable, "-m", "helppanel", "demo", "--locale", "en"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, encoding="utf-8", env=env, cwd=tmp_path
    ) as process:
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without asking them")
def test_prints_the_desk_and_ends_in_order(program: subprocess.Popen[str]) -> None:
    """It prints where the desk is, the desk answers, and a request to end stops the server too."""
    assert program.stdout is not None
    lines = [program.stdout.readline() for _ in range(3)]
    assert "Password" in lines[2]
    place = urlsplit(lines[1].rsplit(" ", 1)[1].strip())
    assert place.hostname is not None
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=10)
    connection.request("GET", place.path)
    assert connection.getresponse().status < 400
    connection.close()
    program.send_signal(signal.SIGTERM)
    program.wait(30)
    with pytest.raises(ConnectionRefusedError):
        connection.connect()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="fonts are fontconfig's elsewhere")
@pytest.mark.parametrize(("fonts", "answer"), [("<fontconfig/>", "False"), (None, "True")])
def test_missing_fonts_are_noticed(tmp_path: Path, fonts: str | None, answer: str) -> None:
    """Without a Chinese font the tour knows it; on this machine, which has one, it knows that too."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    if fonts is not None:
        config = tmp_path / "fonts.conf"
        config.write_text(fonts)
        env |= {"FONTCONFIG_FILE": str(config), "XDG_CACHE_HOME": str(tmp_path)}
    code = (
        "from helppanel.demo.app import application; app = application(); "
        "from helppanel.demo.tour.fonts import can_draw_chinese; print(can_draw_chinese())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stdout.strip() == answer
