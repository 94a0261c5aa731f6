"""What Qt and the screen allow here, asked in a process of its own: a broken Qt ends the process it is in.

Run as `python -m helppanel.ui.probe [--no-screen]`; prints one JSON object: `qt` (facts), `chinese` (fonts
there), `screen` ("" or the problem code of a picture of the screen, which is thrown away; with `--no-screen`
none is tried), `portal` (whether there the user is asked by the desktop portal; none is asked now).
"""

from __future__ import annotations

import json
import sys

from PySide6.QtGui import QFontDatabase, QGuiApplication

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui import qt_facts
from helppanel.ui.capture import screens
from helppanel.ui.capture.screen import grab_screen


def probe(*, screen: bool = True) -> dict[str, object]:
    """The answers; makes the process's Qt application. Without `screen` no picture of one is tried."""
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    portal = screens.is_wayland()
    seen = (_portal() if portal else _screen()) if screen else str(Problem.SCREENSHOTS_OFF)
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    answers = {"qt": qt_facts.gather(), "chinese": bool(chinese), "screen": seen, "portal": portal}
    app.quit()
    return answers


def _screen() -> str:
    try:
        grab_screen()
    except HelpError as error:
        return str(error.code)
    return ""


def _portal() -> str:
    from helppanel.ui.capture.portal_offer import is_offered  # D-Bus is not everywhere

    return "" if is_offered() else str(Problem.CAPTURE_NO_PORTAL)


if __name__ == "__main__":
    json.dump(probe(screen="--no-screen" not in sys.argv), sys.stdout)
