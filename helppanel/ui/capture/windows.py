"""A picture of the host's own windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QDockWidget, QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import composition, positions, stacking, unseen
from helppanel.ui.capture import private as privates
from helppanel.ui.capture.private import Declared
from helppanel.ui.capture.proposals import ShownWindow, proposed, shown_texts
from helppanel.ui.capture.taken import Taken

COVER = QColor("#DDE1E7")  # tokens.json `stage`: what stands where nothing, or the panel, was
STROKE = QColor("#A0A7B3")  # lines on it: here something was left out
MOST_PICTURES = 6  # where each window is a picture of its own


@dataclass(frozen=True)
class WindowsShot:
    """A picture of windows, and what stood in them, which is yet to be searched.

    `taken` has no proposals; `read` returns it with them, from any thread.
    """

    taken: Taken
    windows: tuple[ShownWindow, ...]

    def read(self) -> Taken:
        """The picture with what is proposed to be covered; takes some milliseconds: not on the UI thread."""
        return replace(self.taken, private=proposed(self.windows, self.taken.image.devicePixelRatio()))


def take_windows(exclude: QWidget | None = None, private: Declared | None = None) -> tuple[WindowsShot, ...]:
    """The app's visible windows as they lie on the screen, without `exclude` and its dialogs: one picture.

    Where windows do not know their places, one picture a window, with its popups, the topmost first. Call it
    on the UI thread. It needs no permission and shows nothing but the app. What the host declares private,
    by `private` and by the properties of its widgets, is covered before anyone can see it; where `exclude`
    is docked inside a window its place is covered too. Raises HelpError CAPTURE_FAILED when no window is
    visible, or when there is no memory for the picture.
    """
    windows = [w for w in positions.visible_windows() if not _belongs(w, exclude)]
    if not windows:
        raise HelpError(Problem.CAPTURE_FAILED, "no visible window")
    order = stacking.stacked(windows)
    if positions.positions_known():
        groups = [order]
    else:
        bases = list(dict.fromkeys(stacking.base(window, order) for window in reversed(order)))
        groups = [[w for w in order if stacking.base(w, order) is base] for base in bases[:MOST_PICTURES]]
    return tuple(_picture(group, exclude, private) for group in groups)


def grab_windows(exclude: QWidget | None = None) -> QImage:
    """The picture alone; see `take_windows`."""
    return take_windows(exclude)[0].taken.image


def panel_of(widget: QWidget) -> QWidget:
    """The dock or the window the panel with `widget` in it lives in: what a picture leaves out."""
    place: QWidget | None = widget
    while place is not None and not place.isWindow():
        if isinstance(place, QDockWidget):
            return place
        place = place.parentWidget()
    return widget.window()


def _picture(windows: Sequence[QWidget], exclude: QWidget | None, private: Declared | None) -> WindowsShot:
    """The windows, lowest first, in one picture."""
    size, corners = composition.placed([window.geometry() for window in windows])
    ratio = composition.ratio(size, max(window.devicePixelRatioF() for window in windows))
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    if image.isNull():
        raise HelpError(Problem.CAPTURE_FAILED, f"no memory for {size.width()}×{size.height()} at {ratio}")
    image.setDevicePixelRatio(ratio)
    image.fill(COVER)
    covered, missing, shown = 0, set[str](), []
    places = [QRect(corner, window.size()) for corner, window in zip(corners, windows, strict=True)]
    for number, (window, corner) in enumerate(zip(windows, corners, strict=True)):
        if len(windows) > 1 and not stacking.is_popup(window):
            _outline(image, places[number])
        window.render(image, corner)
        blank = _blank(window, corner, image)
        covers = privates.rects(window, private)
        panel = _panel_in(window, exclude)
        _cover(image, corner, window, blank, panel, covers)
        missing |= {surface.code for surface in blank}
        covered += _count(covers)
        texts = shown_texts(window, [*covers, *panel])
        shown.append(ShownWindow(texts, corner, tuple(places[number + 1 :])))
    taken = Taken(image=image, source="window", covered=covered, unseen=tuple(sorted(missing)))
    return WindowsShot(taken, tuple(shown))


def _blank(window: QWidget, corner: QPoint, image: QImage) -> list[unseen.Surface]:
    """What of the window the picture lacks."""
    ratio = image.devicePixelRatio()

    def pixels(place: QRect) -> QRect:
        there = place.translated(corner)
        return QRect(there.topLeft() * ratio, there.size() * ratio)

    return [s for s in unseen.surfaces(window) if unseen.is_missing(s, image, pixels(s.place))]


def _panel_in(window: QWidget, exclude: QWidget | None) -> list[QRect]:
    """Where the panel is docked in the window."""
    if exclude is None or not window.isAncestorOf(exclude) or not exclude.isVisible():
        return []
    return [QRect(exclude.mapTo(window, QPoint(0, 0)), exclude.size())]


def _cover(
    image: QImage,
    corner: QPoint,
    window: QWidget,
    blank: Sequence[unseen.Surface],
    panel: Sequence[QRect],
    covers: Sequence[QRect],
) -> None:
    painter = QPainter(image)
    painter.translate(corner)
    painter.setClipRect(window.rect())
    for place in [*panel, *(surface.place for surface in blank)]:
        painter.fillRect(place, COVER)
        painter.setPen(QPen(STROKE, 1))
        painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
    for surface in blank:
        painter.fillRect(surface.place.adjusted(1, 1, -1, -1), QBrush(STROKE, Qt.BrushStyle.BDiagPattern))
    for cover in covers:
        painter.fillRect(cover, privates.COVER)
    painter.end()


def _outline(image: QImage, place: QRect) -> None:
    """A line around a window, whose frame is the system's and not in the picture."""
    painter = QPainter(image)
    painter.fillRect(place.adjusted(-1, -1, 1, 1), STROKE)
    painter.end()


def _count(covers: Sequence[QRect]) -> int:
    """How many places one sees: what touches is one."""
    groups: list[list[QRect]] = []
    for cover in covers:
        touching = [
            group for group in groups if any(cover.adjusted(-1, -1, 1, 1).intersects(r) for r in group)
        ]
        groups = [group for group in groups if group not in touching]
        groups.append([cover, *(rect for group in touching for rect in group)])
    return len(groups)


def _belongs(window: QWidget | None, panel: QWidget | None) -> bool:
    """Whether `window` is the panel or a dialog of it; the dialogs of a docked panel have it as ancestor."""
    while window is not None and panel is not None:
        if window is panel:
            return True
        window = positions.opener(window)
    return False
