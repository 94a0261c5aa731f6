"""A screen for programs that have none."""

from __future__ import annotations

import json
import os
from pathlib import Path

SCREEN = (2880, 1800)  # px, at two a point
TIME_ZONE = "Asia/Shanghai"  # of the hours the demo publishes


def environment(folder: Path) -> dict[str, str]:
    """This process's, with a screen that is large and fine enough; its description goes to `folder`."""
    width, height = SCREEN
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    config = folder / "screen.json"
    config.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96}]}))
    return {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCALE_FACTOR": "2",
        "TZ": TIME_ZONE,
    }
