"""An annotator on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helppanel.report.marks import Mark
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.ports import PageContext
from tests.ui.annotator.hands import Hands, picture

Open = Callable[..., Hands]


@pytest.fixture
def annotate(qtbot: QtBot, ctx: PageContext) -> Iterator[Open]:
    """Open an annotator over a window: `annotate(marks, width=…, height=…, ctx=…)`."""
    hosts: list[QWidget] = []
    opened: list[Hands] = []

    def show(
        marks: tuple[Mark, ...] = (),
        *,
        width: int = 1280,
        height: int = 800,
        on: PageContext | None = None,
        image: QImage | None = None,
        examined: bool = True,
    ) -> Hands:
        host = QWidget()
        hosts.append(host)
        qtbot.addWidget(host)
        host.resize(900, 600)
        host.show()
        dialog = Annotator(on or ctx, host, image or picture(), marks, source="窗口", examined=examined)
        dialog.resize(width, height)
        hands = Hands(dialog)
        opened.append(hands)
        dialog.open()
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return hands

    yield show
    opened.clear()
    hosts.clear()
