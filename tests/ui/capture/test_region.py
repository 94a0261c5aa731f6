"""Choosing a region."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from helppanel.ui.capture import screens
from helppanel.ui.capture.mapping import Place, Rect
from helppanel.ui.capture.region import RegionPicker
from helppanel.ui.capture.region_overlay import RegionOverlay
from helppanel.ui.capture.region_shape import ALL, GRIPS, between, dragged, grips, seized
from helppanel.ui.capture.shots import Desktop, shot_of
from helppanel.ui.ports import PageContext

BOUNDS = Rect(-1920, -200, 3840, 1400)
ACROSS, DOWN = st.floats(-1920, 1920), st.floats(-200, 1200)
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def inside(rect: Rect) -> bool:
    """Whether the selection is within the bounds, but for what floating point leaves."""
    met = rect.meets(BOUNDS)
    return all(math.isclose(a, b, abs_tol=1e-6) for a, b in zip(met, rect, strict=True))


@st.composite
def selections(draw: st.DrawFn) -> Rect:
    """Some selection within the bounds, at least 2 wide and high."""
    x, y = draw(st.floats(-1920, 1900)), draw(st.floats(-200, 1190))
    return Rect(x, y, draw(st.floats(2, 3840)), draw(st.floats(2, 1400))).meets(BOUNDS)


@given(ACROSS, DOWN, ACROSS, DOWN)
def test_a_selection_is_drawn_in_any_direction(x: float, y: float, x2: float, y2: float) -> None:
    """From one point to another it is the same as back, and within the bounds."""
    drawn = between((x, y), (x2, y2), BOUNDS)
    assert drawn == between((x2, y2), (x, y), BOUNDS)
    assert inside(drawn)


@given(selections(), st.sampled_from((ALL, *GRIPS)), st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_dragging_keeps_a_selection_in_bounds(rect: Rect, grip: tuple[int, int], x: float, y: float) -> None:
    """However far it is dragged, it stays in bounds, keeps a pixel, and the edges not seized stay."""
    found = dragged(rect, next(g for g in (ALL, *GRIPS) if g == grip), x, y, BOUNDS, 1)
    assert inside(found)
    assert found.width >= 0.999
    assert found.height >= 0.999
    if grip == ALL:
        assert math.isclose(found.width, rect.width)
        assert math.isclose(found.height, rect.height)
    else:
        assert grip[0] == -1 or math.isclose(found.x, rect.x, abs_tol=1e-6)
        assert grip[0] == 1 or math.isclose(found.right, rect.right, abs_tol=1e-6)
        assert grip[1] == -1 or math.isclose(found.y, rect.y, abs_tol=1e-6)
        assert grip[1] == 1 or math.isclose(found.bottom, rect.bottom, abs_tol=1e-6)


def test_handles_are_seized_before_the_inside() -> None:
    """A press near a handle seizes it, inside it seizes all, elsewhere nothing."""
    rect = Rect(100, 100, 200, 100)
    for grip, x, y in grips(rect):
        assert seized(rect, x + 3, y - 3, 5) == grip
    assert seized(rect, 200, 130, 5) == ALL
    assert seized(rect, 200, 220, 5) is None


class Hand:
    """A user before the overlay, and what came of it."""

    def __init__(self, picker: RegionPicker) -> None:
        self.picker = picker
        self.overlay: RegionOverlay = picker.overlays[0]
        self.chosen: list[Rect] = []
        self.cancelled = 0
        picker.chosen.connect(self.chosen.append)
        picker.cancelled.connect(self._count)

    def _count(self) -> None:
        self.cancelled += 1

    def drag(self, *points: tuple[int, int]) -> None:
        """Press at the first, move over the others, let go at the last."""
        QTest.mousePress(self.overlay, LEFT, NONE, QPoint(*points[0]))
        for point in points[1:]:
            self.overlay.moved.emit(QPointF(*self._native(*point)))
        QTest.mouseRelease(self.overlay, LEFT, NONE, QPoint(*points[-1]))

    def _native(self, x: int, y: int) -> tuple[float, float]:
        native = self.overlay.place.to_native(Rect(x, y, 0, 0))
        return native.x, native.y

    def keys(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys."""
        for key in keys:
            QTest.keyClick(self.overlay, key, held)


@pytest.fixture
def hand(qtbot: QtBot, ctx: PageContext) -> Iterator[Hand]:
    """A picker over a white screen."""
    parent = QObject()
    picker = RegionPicker(ctx.texts, ctx.theme, desktop(), parent)
    picker.show()
    qtbot.waitUntil(picker.overlays[0].isActiveWindow)
    yield Hand(picker)
    picker.close()
    parent.deleteLater()


def desktop() -> Desktop:
    """The offscreen screen, white."""
    (seen,) = screens.see()
    image = QImage(int(seen.logical.width), int(seen.logical.height), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    place = Place(seen.logical, seen.logical, 1)
    return Desktop((place,), (shot_of(place.native, image),))


def test_a_region_is_dragged_and_taken(hand: Hand) -> None:
    """From press to release a selection is drawn, and Enter takes exactly it."""
    hand.drag((100, 50), (150, 90), (300, 200))
    assert hand.chosen == []
    hand.keys(Qt.Key.Key_Return)
    assert hand.chosen == [Rect(100, 50, 200, 150)]
    assert not QApplication.topLevelWidgets() or not any(
        isinstance(w, RegionOverlay) and w.isVisible() for w in QApplication.topLevelWidgets()
    )


def test_handles_and_inside_are_dragged(hand: Hand) -> None:
    """A corner resizes, the inside moves, a double click inside takes it."""
    hand.drag((100, 100), (200, 200))
    hand.drag((200, 200), (260, 240))
    hand.drag((150, 130), (160, 150))
    QTest.mouseDClick(hand.overlay, LEFT, NONE, QPoint(170, 160))
    assert hand.chosen == [Rect(110, 120, 160, 140)]


def test_a_click_beside_keeps_the_selection(hand: Hand) -> None:
    """A click that draws nothing leaves what was selected; a double click there takes nothing."""
    hand.drag((100, 100), (200, 200))
    QTest.mouseClick(hand.overlay, LEFT, NONE, QPoint(400, 400))
    QTest.mouseDClick(hand.overlay, LEFT, NONE, QPoint(400, 400))
    assert hand.chosen == []
    hand.keys(Qt.Key.Key_Enter)
    assert hand.chosen == [Rect(100, 100, 100, 100)]


def test_the_keyboard_alone_is_enough(hand: Hand) -> None:
    """Space selects the middle, arrows move by one, Shift by ten, Ctrl resizes, Enter takes."""
    whole = hand.overlay.place.native
    hand.keys(Qt.Key.Key_Return)
    assert hand.chosen == []
    hand.keys(Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up)
    hand.keys(Qt.Key.Key_Down, held=SHIFT)
    hand.keys(Qt.Key.Key_Left, held=CTRL)
    hand.keys(Qt.Key.Key_Down, held=CTRL | SHIFT)
    hand.keys(Qt.Key.Key_Return)
    x, y, width, height = whole.width // 4 + 2, whole.height // 4 + 9, whole.width // 2, whole.height // 2
    assert hand.chosen == [Rect(x, y, width - 1, height + 10)]


def test_all_of_a_screen_is_one_key(hand: Hand) -> None:
    """Ctrl+A selects the screen that has the keys."""
    hand.keys(Qt.Key.Key_A, held=CTRL)
    hand.keys(Qt.Key.Key_Return)
    assert hand.chosen == [hand.overlay.place.native]


def test_escape_and_a_right_click_give_up(hand: Hand) -> None:
    """Either ends it once, whatever is selected."""
    hand.drag((100, 100), (200, 200))
    point = QPoint(150, 150)
    QApplication.sendEvent(hand.overlay, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, point))
    assert (hand.chosen, hand.cancelled) == ([], 1)
    hand.keys(Qt.Key.Key_Escape, Qt.Key.Key_Return)
    assert (hand.chosen, hand.cancelled) == ([], 1)


def test_escape_gives_up(hand: Hand) -> None:
    """So does the key."""
    hand.keys(Qt.Key.Key_Escape)
    assert (hand.chosen, hand.cancelled) == ([], 1)


def test_it_is_named_for_a_screen_reader(hand: Hand, ctx: PageContext) -> None:
    """The overlay says what it is and how it is used."""
    assert hand.overlay.accessibleName() == ctx.texts.t("capture.region")
    assert "Enter" in hand.overlay.accessibleDescription()


def test_the_selection_shows_the_picture_and_its_size(hand: Hand) -> None:
    """Inside the selection the frozen picture is as it was; outside it is dimmed; the size stands below."""
    hand.drag((100, 100), (300, 200))
    shown = hand.overlay.grab().toImage()
    ratio = shown.devicePixelRatio()
    assert shown.pixelColor(int(150 * ratio), int(150 * ratio)) == QColor("white")
    assert shown.pixelColor(int(500 * ratio), int(500 * ratio)).lightness() < 200
    assert shown.pixelColor(int(104 * ratio), int(212 * ratio)).lightness() > 200  # the size, under it


def test_a_popup_and_a_modal_dialog_do_not_keep_the_mouse(qtbot: QtBot, ctx: PageContext) -> None:
    """An open menu is closed, and the overlay works over a modal dialog of the host."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.show()
    menu = QMenu(dialog)
    menu.addAction(QAction("a", menu))
    menu.popup(QPoint(10, 10))
    qtbot.waitUntil(menu.isVisible)
    parent = QObject()
    picker = RegionPicker(ctx.texts, ctx.theme, desktop(), parent)
    picker.show()
    qtbot.waitUntil(picker.overlays[0].isActiveWindow)
    assert not menu.isVisible()
    found = Hand(picker)
    found.drag((10, 10), (60, 60))
    found.keys(Qt.Key.Key_Return)
    assert found.chosen == [Rect(10, 10, 50, 50)]
    parent.deleteLater()
