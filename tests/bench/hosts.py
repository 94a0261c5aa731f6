"""`python -m tests.bench.hosts bare|install|open DATA`: a host process that says when it has painted.

Prints its CPU milliseconds at the first paint; for `open` also the milliseconds from the click on 在线支持 to
the first paint of the panel's page.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class FirstPaint(QObject):
    """Calls `then` once a widget with this object name has painted."""

    def __init__(self, app: QApplication, name: str, then: Callable[[], None]) -> None:
        super().__init__(app)
        self._app, self._name, self._then = app, name, then
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched.objectName() == self._name:
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def main() -> int:
    kind, data = sys.argv[1:]
    app = QApplication([])
    window = QMainWindow()
    window.menuBar().addMenu("File")
    content = QWidget()
    content.setObjectName("content")
    window.setCentralWidget(content)
    window.resize(1200, 800)
    if kind != "bare":
        import helppanel

        config = helppanel.HelpConfig(app_name="Host", app_version="1", data_dir=Path(data), locale="zh-CN")
        helppanel.install(window, config)

    def painted() -> None:
        print(time.process_time() * 1000, flush=True)
        if kind == "open":
            # The host is idle when somebody opens its Help menu.
            QTimer.singleShot(300, click)
        else:
            app.quit()

    def click() -> None:
        began = time.perf_counter()

        def page_painted() -> None:
            print((time.perf_counter() - began) * 1000, flush=True)
            app.quit()

        FirstPaint(app, "page_home", page_painted)
        action = window.findChild(QAction, "helppanel_support")
        assert action is not None
        action.trigger()

    FirstPaint(app, "content", painted)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
