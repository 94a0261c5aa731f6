"""Windows on screens of different scale, in a process that sees two such screens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCREENS = {
    "screens": [
        {"name": name, "x": x, "y": 0, "width": 1600, "height": 1200, "logicalDpi": 96, "logicalBaseDpi": 96}
        for name, x in (("A", 0), ("B", -1600))
    ]
}
PROGRAM = """
import json
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from helppanel.ui.capture.private import COVER, private_places
from helppanel.ui.capture.windows import take_windows

class Lines(QWidget):
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        painter.setPen(QColor("#000000"))
        painter.setFont(self.font())
        painter.drawText(20, 60, "crisp")

app = QApplication([])
screens = {screen.name(): screen for screen in app.screens()}
windows = []
for name in ("A", "B"):
    window = Lines()
    window.setScreen(screens[name])
    window.setGeometry(QRect(screens[name].geometry().topLeft() + QPoint(50, 40), QSize(200, 100)))
    field = QLineEdit("secret", window)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setGeometry(101, 11, 33, 21)
    window.show()
    windows.append(window)
app.processEvents()
[shot] = take_windows()
image = shot.taken.image
image.setDevicePixelRatio(1)
covered = sorted((x, y) for x in range(image.width()) for y in range(image.height())
                 if image.pixelColor(x, y) == COVER)
print(json.dumps({
    "ratios": [window.devicePixelRatioF() for window in windows],
    "size": [image.width(), image.height()],
    "covered": len(covered),
    "count": shot.taken.covered,
    "places": [[place.screen.name(), place.rect.x() - place.screen.geometry().x(), place.rect.width()]
               for place in private_places()],
}))
"""


@pytest.mark.parametrize("factor", [1.25, 1.5, 2])
def test_the_sharpest_screen_sets_the_ratio(tmp_path: Path, factor: float) -> None:
    """Both windows are in one picture at the greater ratio; each private field is covered completely."""
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(SCREENS), "utf-8")
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCREEN_SCALE_FACTORS": f"A=1;B={factor}",
        "QT_SCALE_FACTOR_ROUNDING_POLICY": "PassThrough",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["ratios"] == [1, factor]
    assert said["count"] == 2
    assert sorted(place[0] for place in said["places"]) == ["A", "B"]
    assert all(abs(x - 151) <= 2 and width == 33 for _, x, width in said["places"])
    assert said["size"][1] >= int(100 * factor)
    least = 33 * 21 * factor**2
    assert 2 * least <= said["covered"] <= 2 * (33 * factor + 2) * (21 * factor + 2)
