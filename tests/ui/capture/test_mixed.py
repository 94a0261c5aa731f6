"""Two screens of other scale, one of them left of the origin, as Qt itself lays them out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCREENS = [
    {"name": "A", "x": 0, "y": 0, "width": 1600, "height": 900},
    {"name": "B", "x": -1280, "y": -100, "width": 1280, "height": 800},
]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `tests.ui.capture.mixed` finds, with A at 200 % and B at 100 %."""
    config: Path = tmp_path_factory.mktemp("screens") / "screens.json"
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config.write_text(json.dumps({"screens": [{**screen, **dots} for screen in SCREENS]}))
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCREEN_SCALE_FACTORS": "A=2;B=1",
    }
    command = [sys.executable, "-m", "tests.ui.capture.mixed"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_private_shows_wherever_its_window_lies(mixed: dict[str, Any]) -> None:
    """Every pixel of a private field is covered, and none beside it, also where it hangs over an edge.

    Its window is on the fine screen, on the coarse one, on both at once, and partly on none.
    """
    for looked_at, shown, too_much in mixed["fields"]:
        assert looked_at > 100
        assert (shown, too_much) == (0, 0)


def test_each_screen_is_under_its_own_overlay(mixed: dict[str, Any]) -> None:
    """The overlay has a window for each screen, exactly as large in Qt's own figures."""
    assert mixed["overlays"] == [[0, 0, 800, 450], [-1280, -100, 1280, 800]]


def test_a_region_spans_screens_of_other_scale(mixed: dict[str, Any]) -> None:
    """Dragged over the edge it is one rectangle of the desktop, with a pixel for each of both screens."""
    assert mixed["region"] == [-80, 200, 180, 100]
    assert mixed["size"] == [180, 100]
