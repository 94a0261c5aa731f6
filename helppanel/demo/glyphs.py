"""The editor's own icons: lines on a 24 grid, tinted for the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

RATIOS = (1, 2)  # device pixels a pixel; Qt picks the nearest
SIZE = 20  # px

_LINES = {
    "new": "M6.500 3.500H14l4.500 4.500v11a1.500 1.500 0 0 1-1.500 1.500H6.500A1.500 1.500 0 0 1 5 19V5a1.500"
    " 1.500 0 0 1 1.500-1.500zM13.500 3.500v5h5",
    "open": "M3.500 18.500v-12A1.500 1.500 0 0 1 5 5h4.500l2 2.500H18A1.500 1.500 0 0 1 19.500 9v1.500"
    "M3.500 18.500l2.500-8h15l-2.500 8z",
    "save": "M4.500 4.500h12l3 3v12h-15zM8 4.500v5h7v-5M8 19.500v-6h8v6",
    "print": "M7 8.500v-4h10v4M7 16.500H4.500v-8h15v8H17M7 13.500h10v6.500H7z",
    "pdf": "M5 12V5a1.500 1.500 0 0 1 1.500-1.500H14l4.500 4.500v4M13.500 3.500v5h5"
    "M12 12v8M8.500 17l3.500 3.500 3.500-3.500",
    "undo": "M8.500 5L4 9.500 8.500 14M4 9.500h10a5.500 5.500 0 0 1 0 11h-3",
    "redo": "M15.500 5L20 9.500 15.500 14M20 9.500H10a5.500 5.500 0 0 0 0 11h3",
    "find": "M17.500 11a6.500 6.500 0 1 1-13 0a6.500 6.500 0 0 1 13 0M16 16l4.300 4.300",
    "plus": "M12 5v14M5 12h14",
    "close": "M6.500 6.500l11 11M17.500 6.500l-11 11",
    "up": "M6 14.500l6-6 6 6",
    "down": "M6 9.500l6 6 6-6",
    "bold": "M7.500 4.500h5.500a3.700 3.700 0 0 1 0 7.400H7.500z"
    "M7.500 11.900h6.500a3.800 3.800 0 0 1 0 7.600H7.500z",
    "italic": "M10 4.500h7M7 19.500h7M14 4.500l-4 15",
    "underline": "M7 4.500v6.500a5 5 0 0 0 10 0V4.500M5.500 20h13",
    "left": "M4.500 6h15M4.500 10h9M4.500 14h15M4.500 18h9",
    "center": "M4.500 6h15M7.500 10h9M4.500 14h15M7.500 18h9",
    "right": "M4.500 6h15M10.500 10h9M4.500 14h15M10.500 18h9",
    "justify": "M4.500 6h15M4.500 10h15M4.500 14h15M4.500 18h15",
    "wave": "M4 17.500c3-7 5.500-10 7.500-9s-2 6.500 0 7.500 4-4.500 8.500-4.500",
}


def glyph(name: str, color: str) -> QIcon:
    """The icon `name` in `color` (#RRGGBB). Raises KeyError for an unknown name."""
    icon = QIcon()
    for ratio in RATIOS:
        icon.addPixmap(pixmap(name, color, SIZE, ratio))
    return icon


def logo(size: int, accent: str) -> QPixmap:
    """The application's mark, `size` px square: a white wave on the accent."""
    mark = QPixmap(size * 2, size * 2)
    mark.setDevicePixelRatio(2)
    mark.fill(Qt.GlobalColor.transparent)
    painter = QPainter(mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(accent))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 5, size / 5)
    inner = round(size * 0.8)
    painter.drawPixmap((size - inner) // 2, (size - inner) // 2, pixmap("wave", "#FFFFFF", inner, 2))
    painter.end()
    return mark


def pixmap(name: str, color: str, size: int, ratio: int) -> QPixmap:
    """One drawing, `size` px square at `ratio` device pixels each."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{color}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{_LINES[name]}"/></svg>'
    )
    image = QPixmap(size * ratio, size * ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
