"""A virtual X screen, and what a process that sees it finds there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

OnX = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """A virtual X screen of 640×480."""
    program = shutil.which("Xvfb")
    assert program, "Xvfb is missing; on Debian: apt-get install xvfb"
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # comes once the display answers
        yield f":{number}"
        server.terminate()


@pytest.fixture
def on_x(x_display: str) -> OnX:
    """Run a scene of `tests.ui.capture.on_x` on the virtual screen: what it found, by name."""

    def run(scene: str, **environment: str) -> dict[str, Any]:
        env = {**os.environ, "DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb", **environment}
        env.pop("WAYLAND_DISPLAY", None)
        command = [sys.executable, "-m", "tests.ui.capture.on_x", scene]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run
