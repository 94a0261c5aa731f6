"""What the host's own function answers about a widget."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, isfinite

from PySide6.QtCore import QRect, QRectF


def places(answer: object, area: QRect) -> list[QRect] | None:
    """The private places in `area`: all of it for True, which is None here; nothing for what is false.

    One rectangle or several are taken as far as they lie in `area`; one turned inside out, or that is no
    number, is all of it. Raises TypeError for what is no rectangle.
    """
    if not answer and not isinstance(answer, QRect | QRectF):
        return []
    if isinstance(answer, QRect | QRectF):
        answer = [answer]
    if not isinstance(answer, Iterable) or isinstance(answer, str):
        return None
    found = [_place(each, area) for each in answer]
    return None if None in found else [place for place in found if place is not None and not place.isEmpty()]


def _place(value: object, area: QRect) -> QRect | None:
    """Reckoned here: Qt's own numbers run over where a rectangle is as large as a number can be."""
    if isinstance(value, QRectF):
        edges = value.left(), value.top(), value.left() + value.width(), value.top() + value.height()
    elif isinstance(value, QRect):
        edges = value.left(), value.top(), value.right() + 1, value.bottom() + 1
    else:
        raise TypeError(f"the host's private places must be QRect, not {type(value).__name__}")
    left, top, right, bottom = edges
    if not all(map(isfinite, edges)) or right < left or bottom < top:
        return None
    if right == left or bottom == top:
        return QRect()
    return QRect(
        x := max(floor(left), area.left()),
        y := max(floor(top), area.top()),
        min(ceil(right), area.right() + 1) - x,
        min(ceil(bottom), area.bottom() + 1) - y,
    )
