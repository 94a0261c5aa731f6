"""The annotator opens, says how private places stand, asks before it goes, and hands over what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace as changed
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from helppanel.report.marks import Crop, Mark, Private
from helppanel.ui.annotator.words import spoken
from helppanel.ui.texts import Texts
from tests.ui.annotator.conftest import Open
from tests.ui.annotator.hands import BOX, CTRL, MAIL, PHONE, Hands, picture

if TYPE_CHECKING:
    from tests.ui.conftest import MakeContext

COVERED = changed(PHONE, covered=True)


def says(hands: Hands) -> str:
    """What the private bar says."""
    words = hands.see("private_words")
    assert isinstance(words, QLabel)
    return words.text()


def shown(hands: Hands, name: str) -> bool:
    """Whether a widget is visible."""
    return any(widget.isVisible() for widget in hands.dialog.findChildren(QWidget, name))


def test_done_hands_over_the_marks(annotate: Open) -> None:
    """完成 gives the marks, once, and closes; nothing was given up."""
    hands = annotate((BOX,))
    hands.board.select(0)
    hands.key(Qt.Key.Key_Right)
    hands.push("annotator_done")
    [(mark,)] = hands.results
    assert mark != BOX
    assert hands.given_up == []
    assert not hands.dialog.isVisible()


def test_ctrl_enter_is_done_from_anywhere(annotate: Open) -> None:
    """Ctrl+Enter ends it also while a button has the keyboard; Enter alone presses that button."""
    hands = annotate((BOX,))
    fit = hands.see("annotator_actual")
    fit.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert hands.canvas.view.zoom == 1
    assert hands.results == []
    hands.key(Qt.Key.Key_Return, CTRL)
    assert hands.results == [(BOX,)]


def test_cancel_asks_only_if_something_changed(annotate: Open) -> None:
    """取消 leaves at once; after a change it asks, and staying keeps all."""
    untouched = annotate((BOX,))
    untouched.push("annotator_cancel")
    assert untouched.given_up == [True]
    hands = annotate((BOX,))
    hands.board.select(0)
    hands.key(Qt.Key.Key_Right)
    hands.push("annotator_cancel")
    assert hands.given_up == []
    hands.push("annotator_leave_first")
    assert hands.dialog.isVisible()
    hands.dialog.close()
    hands.push("annotator_leave_second")
    assert hands.given_up == [True]
    assert hands.results == []


def test_uncovered_places_are_asked_about_once(annotate: Open) -> None:
    """完成 asks; 遮盖并完成 covers them; put off, the next 完成 goes through as it is."""
    first = annotate((PHONE, MAIL))
    first.push("annotator_done")
    assert first.results == []
    first.push("annotator_bare_first")
    [marks] = first.results
    assert all(isinstance(mark, Private) and mark.covered for mark in marks)
    second = annotate((PHONE,))
    second.push("annotator_done")
    QTest.keyClick(second.see("annotator_bare"), Qt.Key.Key_Escape)
    assert second.results == []
    second.push("annotator_done")
    assert second.results == [(PHONE,)]
    third = annotate((PHONE,))
    third.push("annotator_done")
    third.push("annotator_bare_second")
    assert third.results == [(PHONE,)]


def test_what_a_crop_cuts_away_is_not_asked_about(annotate: Open) -> None:
    """A private place outside the crop cannot be seen in what is sent; nor does the bar count it."""
    crop = Crop(box=(300, 50, 400, 300))
    hands = annotate((PHONE, crop, Private(box=(310, 60, 90, 20), kind="email", covered=False)))
    assert "1 处" in hands.see("private_words").property("text")
    hands.push("private_cover")
    hands.push("annotator_done")
    assert len(hands.results) == 1


def test_nothing_is_drawn_through_the_bar(annotate: Open) -> None:
    """A drag on the floating bar leaves the picture under it alone."""
    hands = annotate((PHONE,), image=picture(QSize(4000, 3000)))
    hands.push("annotator_actual")
    hands.push("tool_rectangle")
    QTest.mousePress(hands.see("private_words"), Qt.MouseButton.LeftButton)
    QTest.mouseMove(hands.see("annotator_private"), QPoint(80, 30))
    QTest.mouseRelease(hands.see("annotator_private"), Qt.MouseButton.LeftButton)
    assert hands.marks() == (PHONE,)


def test_the_bar_covers_shows_and_ignores_all(annotate: Open) -> None:
    """All are covered in one step and shown in one; ignoring drops only what is not covered."""
    hands = annotate((PHONE, MAIL))
    assert says(hands) == "检测到 2 处可能的隐私信息"
    hands.push("private_cover")
    assert says(hands) == "已遮盖 2 处可能的隐私信息"
    hands.push("annotator_undo")
    assert hands.marks() == (PHONE, MAIL)
    hands.push("private_cover")
    hands.push("private_show")
    assert hands.marks() == (PHONE, MAIL)
    hands.click(110, 110)
    assert hands.marks() == (COVERED, MAIL)
    hands.push("private_ignore")
    assert hands.marks() == (COVERED,)
    hands.board.select(0)
    hands.key(Qt.Key.Key_Delete)
    assert not shown(hands, "annotator_private")


def test_the_bars_shadow_fades_out(annotate: Open) -> None:
    """It has no edge of its own: where it ends, and well before, it can hardly be told from the stage."""
    hands = annotate((PHONE,), width=1280, height=700)
    bar = hands.see("annotator_private")
    place = QRect(bar.mapTo(hands.dialog, QPoint()), bar.size())
    shot = hands.dialog.grab().toImage()
    stage = shot.pixelColor(4, place.center().y()).lightness()
    for x, y in ((place.center().x(), place.bottom()), (place.left() + 3, place.center().y())):
        assert abs(shot.pixelColor(x, y).lightness() - stage) <= 3


@pytest.mark.parametrize(
    ("examined", "words"),
    [(True, "未发现隐私信息，请自行确认"), (False, "无法自动检查这张图片，请自行确认有无隐私信息")],
)
def test_nothing_private_is_said_with_care(annotate: Open, examined: bool, words: str) -> None:
    """Where nothing was found, or nobody could look, the bar says so until it is closed."""
    hands = annotate(examined=examined)
    assert says(hands) == words
    before = hands.canvas.view.zoom
    hands.push("private_close")
    assert not shown(hands, "annotator_private")
    assert hands.canvas.view.zoom >= before


def test_a_click_toggles_a_private_place_and_a_drag_moves_it(annotate: Open) -> None:
    """A click covers it and another shows it, with any tool; dragged it moves and stays as it was."""
    hands = annotate((PHONE,))
    for tool in ("select", "rectangle"):
        hands.board.choose_tool(tool)
        hands.click(150, 110)
        assert hands.marks() == (COVERED,)
        hands.click(150, 110)
        assert hands.marks() == (PHONE,)
    hands.board.choose_tool("select")
    hands.drag((150, 110), (170, 130))
    [moved] = hands.marks()
    assert isinstance(moved, Private)
    assert not moved.covered
    assert moved.box[0] > PHONE.box[0]


def overlaps(bar: QWidget) -> list[str]:
    """What of a bar's buttons leaves it, or lies on another."""
    rects = [
        (child.objectName(), QRect(child.mapTo(bar, QPoint()), child.size()))
        for child in bar.findChildren(QAbstractButton)
        if child.isVisible()
    ]
    assert len(rects) >= 16
    found = [name for name, rect in rects if not bar.rect().contains(rect)]
    for at, (name, rect) in enumerate(rects):
        found += [f"{name} on {other}" for other, there in rects[at + 1 :] if rect.intersects(there)]
    return found


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [1600, 1280, 1000, 900, 800, 700, 560, 480, 400, 360])
def test_the_bars_fit(annotate: Open, qtbot: QtBot, make_ctx: MakeContext, locale: str, width: int) -> None:
    """At every width and in both languages all buttons are in reach, and the private bar is whole."""
    hands = annotate((PHONE, MAIL), on=make_ctx(locale), width=1400, height=620)
    hands.dialog.resize(width, 620)
    bar, private = hands.see("annotator_toolbar"), hands.see("annotator_private")
    qtbot.waitUntil(lambda: bar.width() == width and not overlaps(bar))
    assert hands.canvas.rect().adjusted(0, 0, 0, 12).contains(private.geometry())
    for name in ("private_cover", "private_ignore", "private_words"):
        inner = hands.see(name)
        assert inner.width() >= inner.minimumSizeHint().width(), name
        assert private.rect().contains(QRect(inner.mapTo(private, QPoint()), inner.size())), name


def test_styles_are_in_a_popup_where_it_is_narrow(annotate: Open) -> None:
    """The one button opens colours and widths; keys choose there, Enter closes."""
    hands = annotate((BOX,), width=700)
    hands.board.select(0)
    assert not shown(hands, "color_1F9D55")
    hands.push("annotator_style_button")
    swatch = hands.see("color_1F9D55")
    QTest.mouseClick(swatch, Qt.MouseButton.LeftButton)
    [mark] = hands.marks()
    assert getattr(mark, "color", "") == "#1F9D55"
    popup = hands.see("annotator_style_popup")
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert hands.dialog.isVisible()


def test_the_wheel_scrolls_and_zooms_at_the_pointer(annotate: Open) -> None:
    """Ctrl+wheel keeps what is under the pointer; the middle button pans; fit brings all back."""
    hands = annotate(image=picture(QSize(3840, 2160)))
    canvas = hands.canvas
    hands.push("annotator_actual")
    port, spot = canvas.viewport(), hands.at(1800, 1000)
    no = Qt.ScrollPhase.NoScrollPhase
    before = canvas.view.to_picture(spot.x(), spot.y())
    for _ in range(6):
        event = QWheelEvent(
            spot.toPointF(), port.mapToGlobal(spot).toPointF(), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, CTRL, no, False,
        )  # fmt: skip
        QApplication.sendEvent(port, event)
    assert canvas.view.zoom > 1
    assert canvas.view.to_picture(spot.x(), spot.y()) == pytest.approx(before, abs=2)
    scroll = canvas.view.scroll
    QTest.mousePress(port, Qt.MouseButton.MiddleButton, pos=spot)
    QTest.mouseMove(port, spot - QPoint(30, 20))
    QTest.mouseRelease(port, Qt.MouseButton.MiddleButton, pos=spot - QPoint(30, 20))
    assert canvas.view.scroll == (scroll[0] + 30, scroll[1] + 20)
    hands.push("annotator_fit")
    assert canvas.view.zoom == canvas.view.fitting


def test_zoom_from_fit_keeps_the_middle(annotate: Open) -> None:
    """100 % shows the middle of a large picture; arrows with nothing selected pan; an edge stops them."""
    hands = annotate(image=picture(QSize(3840, 2160)))
    canvas = hands.canvas
    middle = canvas.viewport().rect().center()
    before = canvas.view.to_picture(middle.x(), middle.y())
    hands.push("annotator_actual")
    assert canvas.view.to_picture(middle.x(), middle.y()) == pytest.approx(before, abs=2)
    scroll = canvas.view.scroll
    canvas.setFocus()
    hands.key(Qt.Key.Key_Right)
    assert canvas.view.scroll[0] > scroll[0]
    for _ in range(200):
        hands.key(Qt.Key.Key_Left)
    assert canvas.view.scroll[0] == 0


def test_marks_are_told_to_those_who_listen(annotate: Open) -> None:
    """Tools, private places and marks have names that say what they are and how they stand."""
    hands = annotate((BOX, PHONE, COVERED))
    texts = Texts("zh-CN")
    assert hands.see("tool_rectangle").accessibleName() == "矩形，R"
    hands.key(Qt.Key.Key_R)
    assert hands.see("tool_rectangle").accessibleName() == "矩形，R，已选中"
    assert spoken(hands.marks(), 1, texts) == "隐私信息 1，共 2，电话号码，未遮盖"
    assert spoken(hands.marks(), 2, texts) == "隐私信息 2，共 2，电话号码，已遮盖"
    assert spoken(hands.marks(), 0, texts) == "矩形，标注 1，共 1"
    hands.board.select(1)
    assert hands.canvas.accessibleDescription() == "隐私信息 1，共 2，电话号码，未遮盖"


def test_a_picture_that_is_not_plain_is_made_so_first(annotate: Open, qtbot: QtBot) -> None:
    """A picture with transparency and a pixel ratio is shown after a worker has flattened it."""
    image = QImage(400, 200, QImage.Format.Format_ARGB32)
    image.fill(QColor("#2A62D8"))
    image.setDevicePixelRatio(2)
    hands = annotate((BOX,), image=image)
    middle = hands.at(200, 150)

    def is_shown() -> bool:
        return hands.canvas.grab().toImage().pixelColor(middle) == QColor("#2A62D8")

    qtbot.waitUntil(is_shown)


def test_what_is_covered_cannot_be_seen_while_marking(annotate: Open, qtbot: QtBot) -> None:
    """The canvas paints a covered place flat, whatever lies under it, and shows it once it is not covered."""
    image = picture()
    image.fill(QColor("#00FF00"))
    hands = annotate((COVERED,), image=image)
    spot = hands.at(160, 110)

    def color() -> QColor:
        return hands.canvas.grab().toImage().pixelColor(spot)

    assert color() != QColor("#00FF00")
    hands.push("private_show")
    qtbot.waitUntil(lambda: color().green() > 200 and color().red() < 60)


def test_a_huge_picture_opens(annotate: Open, qtbot: QtBot) -> None:
    """A picture of 12,000 × 9,000 pixels is there at once, coarse at first, and its marks can be moved."""
    image = QImage(12_000, 9_000, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    hands = annotate((BOX, Crop(box=(0, 0, 6000, 5000))), image=image)
    hands.board.select(0)
    hands.key(Qt.Key.Key_Right)
    assert hands.marks()[0] != BOX
    assert isinstance(hands.see("annotator_size"), QLabel)


def test_it_fits_a_small_screen(annotate: Open) -> None:
    """Its least size is that of the smallest window the panel has."""
    hands = annotate((PHONE,), width=300, height=300)
    least = hands.dialog.minimumSize()
    assert (least.width(), least.height()) <= (360, 480)
    assert isinstance(hands.see("annotator_done"), QPushButton)


def test_undo_is_named_after_what_it_undoes(annotate: Open) -> None:
    """The arrows say what they would do."""
    hands = annotate((BOX,))
    hands.board.select(0)
    hands.key(Qt.Key.Key_Delete)
    assert hands.see("annotator_undo").accessibleName() == "撤销删除"
    hands.push("annotator_undo")
    assert hands.see("annotator_redo").accessibleName() == "重做删除"


def test_the_start_is_the_users_not_the_last_tool(annotate: Open) -> None:
    """A mark's own style shows while it is selected; the style for new ones stays."""
    blue: Mark = changed(BOX, color="#2A62D8")
    hands = annotate((blue,))
    assert hands.style() == ("#D92D20", 4)
    hands.board.select(0)
    assert hands.style() == ("#2A62D8", 4)
    hands.board.select(None)
    assert hands.style() == ("#D92D20", 4)
