"""A region of the screens, dragged over frozen pictures of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from helppanel.ui.announce import announce
from helppanel.ui.capture.mapping import Rect, around, compose
from helppanel.ui.capture.region_overlay import RegionOverlay
from helppanel.ui.capture.region_shape import ALL, FAR_CORNER, Grip, between, dragged

if TYPE_CHECKING:
    from helppanel.ui.capture.shots import Desktop
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BEGIN = (*_ARROWS, Qt.Key.Key_Space)


class RegionPicker(QObject):
    """Lets the user choose: by dragging, by handles, or by keys alone.

    `desktop` holds the picture of every screen, taken before the overlay shows.

    Signals:
        chosen(rect): a `Rect` in native units. The overlay is gone.
        cancelled(): so it is.
    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, texts: Texts, theme: Theme, desktop: Desktop, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._screens = [shot.screen for shot in desktop.shots]
        self._bounds = around([screen.native for screen in self._screens])
        self._selection: Rect | None = None
        self._before: Rect | None = None  # what a press began with
        self._grip: Grip | None = None
        self._pressed = QPointF()
        self.overlays: list[RegionOverlay] = []
        for place, shot, screen in zip(desktop.places, desktop.shots, QGuiApplication.screens(), strict=True):
            # the others are windows of the first: it is modal, and only its own then hear of the mouse
            over = self.overlays[0] if self.overlays else None
            self.overlays.append(overlay := RegionOverlay(theme, place, shot, screen, over))
            theme.apply(overlay)
            overlay.setAccessibleName(texts.t("capture.region"))
            overlay.setAccessibleDescription(texts.t("capture.region_hint"))
            overlay.show_hint(texts.t("capture.region_hint"))
            overlay.pressed.connect(self._press)
            overlay.moved.connect(self._move)
            overlay.released.connect(self._release)
            overlay.taken.connect(self._take)
            overlay.given_up.connect(self.cancel)
            overlay.key.connect(self._key)
        self.overlays[0].setWindowModality(Qt.WindowModality.ApplicationModal)
        self.destroyed.connect(self.overlays[0].deleteLater)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self.cancel)
        app.screenRemoved.connect(self.cancel)

    def show(self, number: int = 0) -> None:
        """Cover the screens; keys go to the screen `number`."""
        popup = QApplication.activePopupWidget()  # it is in the picture, and would keep the keys
        while popup is not None and popup.close():
            popup = QApplication.activePopupWidget()
        for overlay in self.overlays:
            overlay.showFullScreen()
        self.overlays[number].raise_()
        self.overlays[number].activateWindow()
        self.overlays[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Give up."""
        if self.close():
            self.cancelled.emit()

    def _take(self) -> None:
        chosen = self._selection
        if chosen is not None and self.close():
            self.chosen.emit(chosen)

    def close(self) -> bool:
        """Take the overlay away, and say nothing; whether it was there."""
        if not self.overlays:
            return False
        for overlay in self.overlays:
            overlay.hide()
        self.overlays[0].deleteLater()
        self.overlays.clear()
        return True

    def _press(self, point: QPointF, grip: Grip | None) -> None:
        self._pressed, self._grip, self._before = point, grip, self._selection

    def _move(self, point: QPointF) -> None:
        if self._grip is None or self._before is None:
            start = (self._pressed.x(), self._pressed.y())
            self._select(between(start, (point.x(), point.y()), self._bounds))
            return
        way = point - self._pressed
        self._select(dragged(self._before, self._grip, way.x(), way.y(), self._bounds, self._step()))

    def _release(self) -> None:
        if self._selection is not None and self._selection.is_empty:  # a click, or a line: nothing was drawn
            self._select(self._before)
        self._grip = None

    def _select(self, selection: Rect | None) -> None:
        if selection is not None and self._selection is None:
            for overlay in self.overlays:
                overlay.show_hint("")
        self._selection = selection
        size = ""
        if selection is not None:
            made = compose(self._screens, selection)
            size = self._texts.t("capture.region_size", width=made.width, height=made.height)
        for overlay in self.overlays:
            overlay.show_selection(selection, size)

    def _step(self) -> float:
        """A pixel of the finished picture, in native units."""
        where = self._selection or self._bounds
        return 1 / compose(self._screens, where).scale

    def _key(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.cancel()
        elif key in _TAKE:
            self._take()
        elif key is Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._select(self._overlay().place.native)
        elif self._selection is None and key in _BEGIN:
            self._select(_middle(self._overlay().place.native))
        elif key in _ARROWS and self._selection is not None:
            self._nudge(*_ARROWS[key], event.modifiers())
        else:
            return
        event.accept()
        self._say()

    def _nudge(self, across: int, down: int, held: Qt.KeyboardModifier) -> None:
        assert self._selection is not None
        step = self._step()
        by = step * (10 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        grip = FAR_CORNER if held & Qt.KeyboardModifier.ControlModifier else ALL
        self._select(dragged(self._selection, grip, across * by, down * by, self._bounds, step))

    def _overlay(self) -> RegionOverlay:
        """The overlay that has the keys."""
        return next((overlay for overlay in self.overlays if overlay.isActiveWindow()), self.overlays[0])

    def _say(self) -> None:
        """Tell a screen reader what is selected."""
        if self._selection is None or not self.overlays:
            return
        made = compose(self._screens, self._selection)
        x, y = round(self._selection.x - self._bounds.x), round(self._selection.y - self._bounds.y)
        text = self._texts.t("capture.region_chosen", width=made.width, height=made.height, x=x, y=y)
        announce(self._overlay(), text)


def _middle(native: Rect) -> Rect:
    """Half of a screen, in its middle."""
    width, height = native.width // 2, native.height // 2
    return Rect(native.x + width // 2, native.y + height // 2, width, height)
