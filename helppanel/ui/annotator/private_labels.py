"""The names of the private places in a picture, laid out for one zoom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from helppanel.report.marks import Mark, Private
from helppanel.ui.annotator.label_places import Place, arrange
from helppanel.ui.annotator.words import kind

if TYPE_CHECKING:
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

_PADDING = 5.0


class Label(NamedTuple):
    """What stands where, in device-independent pixels from the picture's corner.

    It joins its place's outline from `below`, or from above.
    """

    text: str
    area: QRectF
    below: bool


class PrivateLabels:
    """Lays them out; remembers the last time, as a picture is painted more often than it changes."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._texts, self._metrics = texts, QFontMetricsF(theme.font("caption"))
        self._key: object = None
        self._found: tuple[Label, ...] = ()

    def lay_out(self, marks: Sequence[Mark], selected: Mark | None, scale: float) -> tuple[Label, ...]:
        """The labels there is room for, at `scale` pixels of the screen for each of the picture."""
        private = tuple(mark for mark in marks if isinstance(mark, Private))
        key = private, selected, scale
        if key != self._key:
            self._key, self._found = key, self._lay_out(private, selected, scale)
        return self._found

    def moved(self, marks: Sequence[Mark], selected: Mark | None, scale: float) -> list[QRectF]:
        """Where labels were or are that were laid out otherwise the last time."""
        before = self._found
        after = self.lay_out(marks, selected, scale)
        if after is before:
            return []
        old, new = _by_place(before), _by_place(after)
        return [(old.get(key) or new[key]).area for key in old.keys() ^ new.keys()]

    def _lay_out(
        self, private: tuple[Private, ...], selected: Mark | None, scale: float
    ) -> tuple[Label, ...]:
        names = [kind(mark, self._texts) for mark in private]
        wide = {name: self._metrics.horizontalAdvance(name) + 2 * _PADDING for name in names}
        boxes = [QRectF(*(value * scale for value in mark.box)) for mark in private]
        places = [Place(box, wide[name]) for box, name in zip(boxes, names, strict=True)]
        first = next((at for at, mark in enumerate(private) if mark == selected), None)
        areas = arrange(places, first)
        return tuple(
            Label(name, area, area.top() > box.top())
            for name, box, area in zip(names, boxes, areas, strict=True)
            if area is not None
        )


def _by_place(labels: Sequence[Label]) -> dict[object, Label]:
    return {(label.text, label.area.x(), label.area.y()): label for label in labels}
