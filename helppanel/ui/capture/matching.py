"""Which of the desktop's monitors is which of Qt's screens: pure arithmetic on both lists."""

from __future__ import annotations

from collections.abc import Sequence

from helppanel.ui.capture.mapping import Place, Rect, Seen, around

ROUNDED = 2.0  # native units by which a fractional ratio may round the size of a screen


def places(seen: Sequence[Seen], monitors: Sequence[Rect]) -> tuple[Place, ...]:
    """Where each screen that Qt sees is among the monitors of the desktop.

    Qt tells either the corner in pixels and the size in pixels by the ratio (Windows, X11), or all in points
    (macOS): whichever fits the monitors better is believed. A screen that no monitor fits stands where Qt's
    own figures put it, for instance where the desktop tells of one large monitor only.
    """
    pixels = tuple(Place(screen.logical, _in_pixels(screen), screen.ratio) for screen in seen)
    points = tuple(Place(screen.logical, screen.logical, 1.0) for screen in seen)
    expected = min((pixels, points), key=lambda way: _misfit(way, monitors))
    return tuple(place._replace(native=_nearest(place.native, monitors)) for place in expected)


def layout(seen: Sequence[Seen], width: int, height: int) -> tuple[Rect, ...] | None:
    """Where each screen is in one picture of `width` × `height` pixels of the whole desktop.

    None where the picture has another shape than the screens together: what it shows is then unknown.
    """
    whole = around([screen.logical for screen in seen])
    across, down = width / whole.width, height / whole.height
    if abs(across - down) * max(whole.width, whole.height) > ROUNDED * max(across, 1.0):
        return None
    return tuple(
        Rect(
            round((logical.x - whole.x) * across),
            round((logical.y - whole.y) * down),
            round((logical.right - whole.x) * across) - round((logical.x - whole.x) * across),
            round((logical.bottom - whole.y) * down) - round((logical.y - whole.y) * down),
        )
        for logical in (screen.logical for screen in seen)
    )


def _in_pixels(screen: Seen) -> Rect:
    x, y, width, height = screen.logical
    return Rect(x, y, round(width * screen.ratio), round(height * screen.ratio))


def _misfit(expected: Sequence[Place], monitors: Sequence[Rect]) -> float:
    """How far the screens are from the monitors nearest to them."""
    if not monitors:
        return 0
    return sum(min(_distance(place.native, monitor) for monitor in monitors) for place in expected)


def _nearest(rect: Rect, monitors: Sequence[Rect]) -> Rect:
    """The monitor that is there but for rounding; else the place itself."""
    nearest = min(monitors, key=lambda monitor: _distance(rect, monitor), default=rect)
    fits = all(abs(a - b) <= ROUNDED for a, b in zip(rect, nearest, strict=True))
    return nearest if fits else rect


def _distance(one: Rect, other: Rect) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
