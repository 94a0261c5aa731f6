"""The tools of the annotator, in the order of its bar: name, icon and the letter that takes them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

SELECT = "select"


@dataclass(frozen=True)
class Offer:
    """One tool as the bar offers it: `name` is `select` or a `measures.Tool`."""

    name: str
    icon: str
    key: Qt.Key

    @property
    def letter(self) -> str:
        """The key as people read it."""
        return chr(self.key.value)


OFFERS = (
    Offer(SELECT, "cursor", Qt.Key.Key_V),
    Offer("arrow", "arrow", Qt.Key.Key_A),
    Offer("rectangle", "rect", Qt.Key.Key_R),
    Offer("ellipse", "ellipse", Qt.Key.Key_E),
    Offer("pen", "pen", Qt.Key.Key_P),
    Offer("text", "text", Qt.Key.Key_T),
    Offer("step", "num", Qt.Key.Key_N),
    Offer("highlight", "hl", Qt.Key.Key_H),
    Offer("mosaic", "mosaic", Qt.Key.Key_M),
    Offer("cover", "cover", Qt.Key.Key_S),
    Offer("crop", "crop", Qt.Key.Key_C),
)
BY_KEY = {offer.key: offer.name for offer in OFFERS}
