"""`python -m tests.bench.capture_process ROUNDS`: grabs the screen, and prints milliseconds as JSON.

Three lists: our grab with its look for blankness, the bare grab by mss, one copy of the same bytes.
"""

from __future__ import annotations

import json
import sys

import mss
import numpy as np
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from helppanel.contract.problems import HelpError
from helppanel.ui.capture import screen, screens
from helppanel.ui.capture.mapping import Seen
from tests.bench.capture import desktop, timed


def main() -> None:
    app = QApplication([])
    label = QLabel()
    label.setPixmap(QPixmap.fromImage(desktop()))
    label.show()
    seen = screens.see()
    while not _shows(seen):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    samples: tuple[list[float], list[float], list[float]] = ([], [], [])
    with mss.MSS() as system:
        source = np.frombuffer(system.grab(system.monitors[1]).raw, np.uint8)
        target = source.copy()
        for _ in range(int(sys.argv[1])):
            samples[0].append(timed(lambda: screen.grab(seen)))
            samples[1].append(timed(lambda: system.grab(system.monitors[1])))
            samples[2].append(timed(lambda: np.copyto(target, source)))
    json.dump(samples, sys.stdout)


def _shows(seen: tuple[Seen, ...]) -> bool:
    try:
        return bool(screen.grab(seen).shots)
    except HelpError:
        return False


if __name__ == "__main__":
    main()
