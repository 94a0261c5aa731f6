"""Where a picture lies in a widget that shows it, and how large. Knows no Qt.

Places of the widget are device-independent pixels from its upper left corner; `zoom` is screen pixels for a
pixel of the picture, so that 1 shows it exactly as it is, whatever the screen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

STEPS = (0.05, 0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16)
_NEAR = 1e-3  # zooms that look the same


@dataclass(frozen=True)
class Margins:
    """What is kept free around the picture."""

    side: float = 16
    top: float = 16
    bottom: float = 16


@dataclass(frozen=True)
class View:
    """A picture of `picture` pixels in a widget of `room`, scrolled by `scroll`; `ratio` is the screen's."""

    picture: tuple[int, int]
    room: tuple[int, int]
    ratio: float = 1.0
    zoom: float = 1.0
    scroll: tuple[int, int] = (0, 0)
    margins: Margins = Margins()

    @property
    def scale(self) -> float:
        """Device-independent pixels for a pixel of the picture."""
        return self.zoom / self.ratio

    @property
    def fitting(self) -> float:
        """The zoom at which all of it is seen, never enlarged."""
        margins = self.margins
        width = max(1.0, self.room[0] - 2 * margins.side)
        height = max(1.0, self.room[1] - margins.top - margins.bottom)
        fits = min(width / self.picture[0], height / self.picture[1]) * self.ratio
        return max(min(1.0, fits), STEPS[0] / 10)

    @property
    def overhang(self) -> tuple[int, int]:
        """By how much it can be scrolled, to the right and down."""
        margins, scale = self.margins, self.scale
        width = self.picture[0] * scale + 2 * margins.side
        height = self.picture[1] * scale + margins.top + margins.bottom
        return max(0, round(width - self.room[0])), max(0, round(height - self.room[1]))

    @property
    def origin(self) -> tuple[float, float]:
        """Where the picture's upper left corner is: on a pixel of the screen, so that it stays sharp."""
        margins, scale = self.margins, self.scale
        right, down = self.overhang
        x = margins.side - self.scroll[0] if right else (self.room[0] - self.picture[0] * scale) / 2
        free = self.room[1] - margins.top - margins.bottom - self.picture[1] * scale
        y = margins.top - self.scroll[1] if down else margins.top + free / 2
        return round(x * self.ratio) / self.ratio, round(y * self.ratio) / self.ratio

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        """The place of the picture at a place of the widget."""
        left, top = self.origin
        return (x - left) / self.scale, (y - top) / self.scale

    def to_widget(self, x: float, y: float) -> tuple[float, float]:
        """The place of the widget at a place of the picture."""
        left, top = self.origin
        return left + x * self.scale, top + y * self.scale

    def seen(self) -> tuple[float, float, float, float]:
        """The part of the picture on screen, above what floats at the foot: x, y, width, height."""
        left, top = self.to_picture(0, 0)
        right, bottom = self.to_picture(self.room[0], self.room[1] - self.margins.bottom)
        left, top = max(0.0, left), max(0.0, top)
        right, bottom = min(float(self.picture[0]), right), min(float(self.picture[1]), bottom)
        return left, top, max(1.0, right - left), max(1.0, bottom - top)

    def scroll_for(self, place: tuple[float, float], at: tuple[float, float]) -> tuple[int, int]:
        """How to scroll to bring `place` of the picture to `at` of the widget."""
        x = place[0] * self.scale + self.margins.side - at[0]
        y = place[1] * self.scale + self.margins.top - at[1]
        right, down = self.overhang
        return min(max(0, round(x)), right), min(max(0, round(y)), down)


def next_zoom(zoom: float, steps: int) -> float:
    """The zoom so many steps further in (or out, for negative ones)."""
    for _ in range(abs(steps)):
        if steps > 0:
            zoom = STEPS[min(bisect_right(STEPS, zoom * (1 + _NEAR)), len(STEPS) - 1)]
        else:
            zoom = STEPS[max(bisect_left(STEPS, zoom * (1 - _NEAR)) - 1, 0)]
    return zoom
