"""The panel in a host that styles every widget of the app."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helppanel.ui.frame import HelpFrame
from helppanel.ui.ports import PageContext

LOUD = QColor("#ff00ff")


@pytest.fixture
def loud(qapp: QApplication) -> Iterator[None]:
    """The host paints the ground of everything."""
    qapp.setStyleSheet(f"QWidget {{ background: {LOUD.name()}; }}")
    yield
    qapp.setStyleSheet("")


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize("width", [400, 960])
def test_the_hosts_style_does_not_show_through(
    qtbot: QtBot, ctx: PageContext, show: Callable[..., None], width: int
) -> None:
    """No pixel of the host's ground is seen on any page, in the dock's width and the window's."""
    frame = HelpFrame(ctx)
    show(frame, width, 680)
    for address in ("home", "help", "report:problem", "feedback", "contact", "settings"):
        frame.open(address)
        qtbot.waitUntil(frame.isVisible)
        image = frame.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        data = bytes(image.constBits())
        assert LOUD.rgb().to_bytes(4, "little") not in {data[i : i + 4] for i in range(0, len(data), 4)}, (
            address
        )
