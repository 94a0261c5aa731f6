"""What only Qt can tell about the machine, as plain text; quick enough for the UI thread."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QScreen


def gather() -> dict[str, str]:
    """Qt version, platform plugin and screens, by the ids of `report.facts`; needs a running application."""
    return {
        "qt": qVersion(),
        "platform": QGuiApplication.platformName(),
        "screens": "; ".join(map(_screen, QGuiApplication.screens())),
    }


def _screen(screen: QScreen) -> str:
    """Size in device-independent pixels, scale, place and refresh rate; no names, they may be serials."""
    place = screen.geometry()
    return (
        f"{place.width()}×{place.height()} @ {screen.devicePixelRatio():.0%} "
        f"({place.x()}, {place.y()}), {screen.refreshRate():.0f} Hz"
    )
