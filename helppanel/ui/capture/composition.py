"""Where windows are put in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from PySide6.QtCore import QPoint, QRect, QSize

GAP = 24  # what stays of a strip without any window, however wide it is on the screen
MOST_PIXELS = 64_000_000  # 256 MB


def placed(windows: Sequence[QRect]) -> tuple[QSize, list[QPoint]]:
    """The picture's size and each window's upper left corner in it, from their places on the desktop.

    They lie as they do there, but empty strips between them, across or down, are narrowed to `GAP`: windows
    on far ends of a desktop, or on screens with a hole between, make no picture of mostly nothing.
    """
    across = _narrowed([(rect.left(), rect.width()) for rect in windows])
    down = _narrowed([(rect.top(), rect.height()) for rect in windows])
    corners = [QPoint(x, y) for x, y in zip(across, down, strict=True)]
    area = QRect()
    for corner, rect in zip(corners, windows, strict=True):
        area = area.united(QRect(corner, rect.size()))
    return area.size(), corners


def ratio(size: QSize, wanted: float) -> float:
    """Pixels of the picture a logical pixel: `wanted`, or less where that were more than `MOST_PIXELS`."""
    area = size.width() * size.height()
    return min(wanted, sqrt(MOST_PIXELS / area)) if area else wanted


def _narrowed(spans: Sequence[tuple[int, int]]) -> list[int]:
    """New starts for spans given as (start, length)."""
    starts, end, cut = {}, None, 0
    for start, length in sorted(spans):
        if end is None:
            cut = start
        elif start > end + GAP:
            cut += start - end - GAP
        starts[start] = start - cut
        end = start + length if end is None else max(end, start + length)
    return [starts[start] for start, _ in spans]
