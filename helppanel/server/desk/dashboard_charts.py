"""The geometry of the dashboard's charts: bars, rings and small lines, as numbers for inline SVG.

Widths are parts of the whole in percent, so that a chart is as wide as its place and its letters stay as
they are; heights are px.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HEIGHT = 200  # of most plots
_LABELS = 7  # at most, below the columns
_STEPS = 4  # at most, up the axis
_FILLED = 0.7  # of a column's width
_GAP = 0.08  # between bars side by side, as part of the column's width
_MINUTE, _HOUR = 60, 3600
_DURATIONS = (1, 2, 5, 10, 15, *(60 * hours for hours in (1, 2, 3, 6, 12, 24)))  # minutes


@dataclass(frozen=True)
class Bar:
    """One bar of the series `series`; `x` and `width` in percent, `y` and `height` in px from the top."""

    series: int
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """The bars of one day or week. `title` says it all in words.

    `label` stands below, "" for most; one that `is_minor` only where there is room.
    """

    title: str
    label: str
    is_minor: bool
    x: float
    middle: float
    width: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tick:
    """One line across the chart, with its value."""

    y: float
    label: str


@dataclass(frozen=True)
class BarChart:
    """Columns above an axis."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    is_duration: bool
    height: int


@dataclass(frozen=True)
class Piece:
    """A piece of a ring or of one bar, in hundredths of the whole, from `start` on."""

    series: int
    start: float
    length: float


def bar_chart(
    values: Sequence[Sequence[float]],
    labels: Sequence[str],
    titles: Sequence[str],
    *,
    stacked: bool,
    duration: Callable[[float], str] | None = None,
    height: int = HEIGHT,
) -> BarChart:
    """`values` are those of the series, column by column; `duration` writes seconds, None for counts."""
    tops = [sum(column) if stacked else max(column, default=0) for column in values]
    most = max(tops, default=0)
    step = _count_step(most) if duration is None else _duration_step(most)
    top = step * max(1, math.ceil(most / step))
    ticks = tuple(
        Tick(
            height * (1 - number * step / top),
            f"{number * step:,}" if duration is None else duration(number * step),
        )
        for number in range(round(top / step) + 1)
    )
    width = 100 / max(1, len(values))
    every, last = math.ceil(len(values) / _LABELS), len(values) - 1
    columns = tuple(
        Column(
            title=titles[number],
            label="" if (last - number) % every else labels[number],
            is_minor=(last - number) // every % 2 == 1,
            x=number * width,
            middle=(number + 0.5) * width,
            width=width,
            bars=tuple(_bars(column, number * width, width, stacked, height, height / top)),
        )
        for number, column in enumerate(values)
    )
    return BarChart(columns, ticks, duration is not None, height)


def pieces(values: Sequence[float], whole: float) -> tuple[Piece, ...]:
    """The `values` one after the other, as hundredths of `whole`; nothing for what is 0."""
    found, start = [], 0.0
    for series, value in enumerate(values):
        if value:
            length = 100 * value / whole
            found.append(Piece(series, start, length))
            start += length
    return tuple(found)


def line(values: Sequence[float | None], width: int = 100, height: int = 28) -> str:
    """The points of a small line through the known `values`, in such a box; "" where it says nothing."""
    known = [(number, value) for number, value in enumerate(values) if value is not None]
    most, least = (pick((value for _, value in known), default=0) for pick in (max, min))
    if len(known) < 2 or not most:
        return ""
    span = (most - least) or 1
    flat = most == least
    return " ".join(
        f"{number * width / (len(values) - 1):.1f},"
        f"{height / 2 if flat else 2 + (most - value) * (height - 4) / span:.1f}"
        for number, value in known
    )


def _bars(
    column: Sequence[float], x: float, width: float, stacked: bool, height: float, scale: float
) -> list[Bar]:
    side = width * (1 - _FILLED) / 2
    each = width * _FILLED if stacked else (width * (_FILLED - _GAP * (len(column) - 1))) / len(column)
    bars, below = [], 0.0
    for series, value in enumerate(column):
        if not value:
            continue
        tall = value * scale
        at = x + side + (0 if stacked else series * (each + width * _GAP))
        bars.append(Bar(series, at, each, height - below - tall, tall))
        below += tall if stacked else 0
    return bars


def _count_step(most: float) -> int:
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power * _STEPS >= most:
                return step * power
        power *= 10


def _duration_step(most: float) -> float:
    for minutes in _DURATIONS:
        if minutes * _MINUTE * _STEPS >= most:
            return minutes * _MINUTE
    day = 24 * _HOUR
    return day * _count_step(most / day)
