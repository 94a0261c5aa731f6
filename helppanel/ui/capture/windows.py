"""A picture of the host's own windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDockWidget, QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import composition, positions, stacking
from helppanel.ui.capture.covering import DARK_STAGE, STAGE, Covering, is_dark
from helppanel.ui.capture.private import Declared, rects
from helppanel.ui.capture.proposals import ShownWindow, proposed, shown_texts
from helppanel.ui.capture.taken import Taken
from helppanel.ui.capture.tree import Tree
from helppanel.ui.capture.unseen import is_missing, surfaces
from helppanel.ui.capture.unseen import windows as windows_unseen

TEXT = "text"  # not all of it was looked at for what looks private
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
        bases = [window for window in reversed(order) if stacking.base(window, order) is window]
        groups = [[w for w in order if stacking.base(w, order) is base] for base in bases[:MOST_PICTURES]]
    return tuple(_picture(group, exclude, private) for group in groups)


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
    image.fill(DARK_STAGE if is_dark(windows[0].palette()) else STAGE)
    covered, missing, shown = 0, windows_unseen(), []
    places = [QRect(corner, window.size()) for corner, window in zip(corners, windows, strict=True)]
    for number, (window, corner) in enumerate(zip(windows, corners, strict=True)):
        covering = Covering(image, corner, window.rect(), is_dark=is_dark(window.palette()))
        if len(windows) > 1 and not stacking.is_popup(window):
            covering.outline()
        before = rects(window, private) if private is not None else []
        tree = Tree()
        QWidget.render(window, image, corner)  # some kinds of windows have another `render` of their own
        blank = [s for s in surfaces(window, tree) if is_missing(s, image, covering.pixels(s.place))]
        covers, panel = rects(window, private, tree), _panel_in(window, exclude)
        covers += [place for place in before if place not in covers]  # asking the host may move things
        covering.leave_out([surface.place for surface in blank], is_hatched=True)
        covering.leave_out(panel)
        covered += covering.cover(covers)
        missing |= {surface.code for surface in blank}
        reading = shown_texts(window, [*covers, *panel], tree)
        if reading.is_partial:
            missing.add(TEXT)
        above = tuple(places[number + 1 :])
        shown.append(ShownWindow(tuple(reading.texts), tuple(reading.tables), corner, above))
    taken = Taken(image=image, source="window", covered=covered, unseen=tuple(sorted(missing)))
    return WindowsShot(taken, tuple(shown))


def _panel_in(window: QWidget, exclude: QWidget | None) -> list[QRect]:
    """Where the panel is docked in the window."""
    if exclude is None or not window.isAncestorOf(exclude) or not exclude.isVisible():
        return []
    return [QRect(exclude.mapTo(window, QPoint(0, 0)), exclude.size())]


def _belongs(window: QWidget, panel: QWidget | None) -> bool:
    """Whether `window` is the panel or a dialog of it; the dialogs of a docked panel have it as ancestor."""
    return panel is not None and (window is panel or panel in positions.openers(window))
