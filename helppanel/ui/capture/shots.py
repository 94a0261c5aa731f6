"""Pictures of whole screens, and one picture made of them. For worker threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture.covering import STAGE
from helppanel.ui.capture.mapping import Place, Rect, Screen, compose
from helppanel.ui.capture.pixels import is_blank
from helppanel.ui.capture.taken import Taken


@dataclass(frozen=True)
class Shot:
    """The picture of one screen, in its physical pixels."""

    screen: Screen
    image: QImage


@dataclass(frozen=True)
class Desktop:
    """The places of all screens, in Qt's order, and the pictures of some of them."""

    places: tuple[Place, ...]
    shots: tuple[Shot, ...]


def shot_of(native: Rect, image: QImage) -> Shot:
    """The picture of the screen at `native`."""
    return Shot(Screen(native, image.width(), image.height()), image)


def check_blank(shots: Sequence[Shot]) -> None:
    """Raise HelpError CAPTURE_BLANK where every screen is one flat colour, CAPTURE_NO_DISPLAY for none."""
    if not shots:
        raise HelpError(Problem.CAPTURE_NO_DISPLAY, "no screen was grabbed")
    if all(is_blank(shot.image) for shot in shots):
        raise HelpError(Problem.CAPTURE_BLANK)


def cover(shots: Sequence[Shot], natives: Sequence[Rect], color: QColor) -> tuple[Shot, ...]:
    """The same with the `natives` places painted solid."""
    return tuple(Shot(shot.screen, _covered(shot, natives, color)) for shot in shots)


def count(shots: Sequence[Shot], natives: Sequence[Rect], within: Rect) -> int:
    """How many of the places show in the rectangle `within`."""
    return sum(
        any(not shot.screen.to_pixels(native.meets(within)).is_empty for shot in shots)
        for native in natives
        if not native.meets(within).is_empty
    )


def put_together(shots: Sequence[Shot], native: Rect, source: str, *, covered: int = 0) -> Taken:
    """What the screens show in the `native` rectangle.

    Raises HelpError CAPTURE_FAILED for a rectangle that no screen shows.
    """
    made = compose([shot.screen for shot in shots], native)
    if not made.parts:
        raise HelpError(Problem.CAPTURE_FAILED, f"no screen shows {native}")
    image = QImage(made.width, made.height, QImage.Format.Format_RGB32)
    image.fill(STAGE)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, source_rect, target in made.parts:
        painter.drawImage(QRectF(*target), shots[number].image, QRectF(*source_rect))
    painter.end()
    return Taken(image=image, source=source, covered=covered)


def grounded(image: QImage) -> QImage:
    """The same without anything to see through: where no screen was is the stage."""
    if not image.hasAlphaChannel():
        return image
    found = QImage(image.size(), QImage.Format.Format_RGB32)
    found.fill(STAGE)
    painter = QPainter(found)
    painter.drawImage(0, 0, image)
    painter.end()
    return found


def _covered(shot: Shot, natives: Sequence[Rect], color: QColor) -> QImage:
    places = [place for native in natives if not (place := shot.screen.to_pixels(native)).is_empty]
    if not places:
        return shot.image
    image = shot.image.copy()
    painter = QPainter(image)
    for place in places:
        painter.fillRect(QRectF(*place), color)
    painter.end()
    return image
