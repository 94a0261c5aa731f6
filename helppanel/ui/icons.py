"""Line icons of `resources/icons/icons.json`, tinted and rendered for the screen's pixel ratio."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from helppanel import assets


def pixmap(name: str, color: QColor, size: int = 20, device_pixel_ratio: float | None = None) -> QPixmap:
    """The icon `name` in `color`, `size` device-independent pixels square. Raises KeyError."""
    ratio = device_pixel_ratio or _ratio()
    return _render(name, color.name(QColor.NameFormat.HexArgb), size, ratio)


def icon(
    name: str,
    color: QColor,
    size: int = 20,
    device_pixel_ratio: float | None = None,
    *,
    on: QColor | None = None,
    disabled: QColor | None = None,
) -> QIcon:
    """The icon `name` for buttons and menus; `on` tints it while checked, `disabled` while disabled."""
    result = QIcon(pixmap(name, color, size, device_pixel_ratio))
    if on is not None:
        tinted = pixmap(name, on, size, device_pixel_ratio)
        result.addPixmap(tinted, QIcon.Mode.Normal, QIcon.State.On)
    if disabled is not None:
        grey = pixmap(name, disabled, size, device_pixel_ratio)
        result.addPixmap(grey, QIcon.Mode.Disabled, QIcon.State.Off)
    return result


def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(_shapes()["icons"])


@lru_cache(maxsize=512)
def _render(name: str, color: str, size: int, ratio: float) -> QPixmap:
    shapes = _shapes()
    widths: dict[str, float] = shapes["strokeWidth"]
    width = widths[min(widths, key=lambda at: abs(int(at) - size))]
    argb = QColor(color)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{shapes["viewBox"]}" fill="none"'
        f' stroke="{argb.name()}" stroke-opacity="{argb.alphaF():.3f}" stroke-width="{width}"'
        f' stroke-linecap="{shapes["linecap"]}" stroke-linejoin="{shapes["linejoin"]}">'
        f"{shapes['icons'][name].replace('currentColor', argb.name())}</svg>"
    )
    result = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(result.rect()))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@cache
def _shapes() -> dict[str, Any]:
    shapes: dict[str, Any] = json.loads(assets.path("icons/icons.json").read_text("utf-8"))
    return shapes
