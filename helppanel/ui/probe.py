"""What Qt and the screen allow here, asked in a process of its own: a broken Qt ends the process it is in.

Run as `python -m helppanel.ui.probe`; prints one JSON object: `qt` (facts), `chinese` (fonts there),
`screen` ("" or the problem code of a picture of the screen, which is thrown away).
"""

from __future__ import annotations

import json
import sys

from PySide6.QtGui import QFontDatabase, QGuiApplication

from helppanel.contract.problems import HelpError
from helppanel.ui import qt_facts
from helppanel.ui.capture.screen import grab_screen


def probe() -> dict[str, object]:
    """The answers; makes the process's Qt application."""
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    try:
        grab_screen()
        screen = ""
    except HelpError as error:
        screen = str(error.code)
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    answers = {"qt": qt_facts.gather(), "chinese": bool(chinese), "screen": screen}
    app.quit()
    return answers


if __name__ == "__main__":
    json.dump(probe(), sys.stdout)
