"""The shared widgets, on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import TicketStatus
from helppanel.ui import icons
from helppanel.ui.ports import PageContext
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.buttons import Button, icon_button, plain_button, primary_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.focus_ring import FocusRing
from helppanel.ui.widgets.labels import ElidedLabel
from helppanel.ui.widgets.search_field import SearchField
from helppanel.ui.widgets.segmented import Segmented
from helppanel.ui.widgets.status_chip import StatusChip, look, words
from helppanel.ui.widgets.toast import Toast

Show = Callable[..., None]


def column(*widgets: QWidget) -> QWidget:
    """The widgets under each other."""
    result = QWidget()
    layout = QVBoxLayout(result)
    for widget in widgets:
        layout.addWidget(widget)
    return result


def rings(root: QWidget) -> list[FocusRing]:
    """The visible ones."""
    return [ring for ring in root.findChildren(FocusRing) if ring.isVisible()]


def test_the_ring_shows_for_the_keyboard_only(qtbot: QtBot, ctx: PageContext, show: Show) -> None:
    """Tab draws a ring around the button it reaches and takes it from the one it left; a click draws none."""
    first, second = primary_button(ctx.theme, "发送"), plain_button(ctx.theme, "取消")
    root = column(first, second)
    show(root, 300, 120)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert rings(root) == []
    QTest.keyClick(first, Qt.Key.Key_Tab)
    [ring] = rings(root)
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    root.resize(400, 140)
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert rings(root) == []


def test_an_icon_button_has_a_name_and_room_for_a_finger(ctx: PageContext, show: Show) -> None:
    """What shows no word says one to screen readers and in its tooltip, and is at least 28 px."""
    button = icon_button(ctx.theme, "x", "关闭")
    show(column(button))
    assert button.accessibleName() == button.toolTip() == "关闭"
    assert min(button.width(), button.height()) >= ctx.theme.px("control.minTouch")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_state_has_a_chip(ctx: PageContext, show: Show, locale: str) -> None:
    """Each parcel state and ticket status has a word in both languages, an icon and known colours."""
    texts = Texts(locale)
    for state in (*ParcelState, *TicketStatus):
        ink, tint, icon = look(state)
        assert words(state, texts)
        assert icon in icons.names()
        assert ctx.theme.color(ink) != ctx.theme.color(tint)
    chip = StatusChip(ctx.theme, texts, TicketStatus.PENDING)
    show(chip)
    assert chip.accessibleName() == words(TicketStatus.PENDING, texts)
    assert chip.sizeHint().height() == 20


def test_a_long_line_is_shortened_and_told_whole(show: Show) -> None:
    """Text that does not fit ends in …, its tooltip and name carry all of it; given room it shows again."""
    text = ElidedLabel("很长的标题" * 20)
    show(text, 200, 30)
    assert text.text().endswith("…")
    assert text.toolTip() == text.accessibleName() == "很长的标题" * 20
    text.resize(QFontMetrics(text.font()).horizontalAdvance(text.whole) + 10, 30)
    assert text.text() == text.whole
    assert text.toolTip() == ""


def test_segments_move_with_the_arrow_keys(qtbot: QtBot, ctx: PageContext, show: Show) -> None:
    """The right arrow takes the next choice and says so once; setting a value from code says nothing."""
    control = Segmented(ctx.theme, [("a", "问题", "bug"), ("b", "建议", "bulb")], "类型")
    seen: list[str] = []
    control.chosen.connect(seen.append)
    show(column(control), 300, 80)
    assert control.value == "a"
    first = control.findChild(QPushButton, "segment_a")
    assert first is not None
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert (control.value, seen) == ("b", ["b"])
    control.set_value("a")
    assert (control.value, seen) == ("a", ["b"])


def test_a_choice_has_room_for_its_bold_text(ctx: PageContext, show: Show) -> None:
    """Taken or not, a segment is wide enough for the bold words and keeps its width."""
    choices = (("dock", "Docked", ""), ("window", "Own window", ""))
    segmented = Segmented(ctx.theme, choices, "Place")
    holder = QWidget()
    QHBoxLayout(holder).addWidget(segmented, 0, Qt.AlignmentFlag.AlignLeft)
    show(holder, 400, 60)
    button = segmented.findChild(QPushButton, "segment_window")
    assert isinstance(button, QPushButton)
    before = button.width()
    segmented.set_value("window")
    assert button.width() == before
    words = QFontMetrics(ctx.theme.font("bodyStrong")).horizontalAdvance("Own window")
    assert before >= words + 2 * 13


def test_a_banner_acts_and_goes(qtbot: QtBot, ctx: PageContext, show: Show) -> None:
    """Action and x each signal once; the x hides the banner; markup in its text stays text."""
    banner = Banner(
        ctx.theme, "warn", "<b>慢</b>", detail="14:20 更新", action="查看进展", dismiss="关闭提示"
    )
    show(column(banner), 500, 80)
    assert "<b>" in banner.accessibleName()
    seen: list[str] = []
    banner.acted.connect(lambda: seen.append("acted"))
    banner.dismissed.connect(lambda: seen.append("dismissed"))
    for name in ("banner_action", "banner_dismiss"):
        button = banner.findChild(Button, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert seen == ["acted", "dismissed"]
    assert banner.isHidden()


@pytest.mark.parametrize(("narrow", "width"), [(True, 360), (False, 480)])
def test_a_long_detail_wraps(ctx: PageContext, show: Show, narrow: bool, width: int) -> None:
    """A sentence as detail is whole at every width, beside its action."""
    detail = "Please choose a file made by helppanel articles build, or leave the setting out."
    banner = Banner(ctx.theme, "err", "This file is not usable.", detail=detail, action="Try again")
    banner.set_narrow(narrow)
    show(column(banner), width, 200)
    labels = [label for label in banner.findChildren(QLabel) if label.isVisible() and label.text()]
    assert labels
    for label in labels:
        assert label.width() >= label.minimumSizeHint().width()
        assert label.wordWrap()
        assert label.height() >= label.heightForWidth(label.width())
    assert banner.width() <= width


def test_a_toast_goes_by_itself(qtbot: QtBot, show: Show) -> None:
    """A toast sits inside its parent and hides after its time."""

    class Brief(Theme):
        def px(self, path: str) -> int:
            return 20 if path == "motion.toast" else super().px(path)

    root = QWidget()
    show(root, 300, 300)
    toast = Toast(Brief("light"), root)
    toast.say("已提交，编号 QJ-20930-0147，这一行很长，放不下时会折行，不会超出面板")
    assert root.rect().contains(toast.geometry())
    qtbot.waitUntil(toast.isHidden)


def test_the_search_field_can_be_cleared(qtbot: QtBot, ctx: PageContext, show: Show) -> None:
    """The x shows with text, empties the field and goes; the field is 44 px high, 40 when narrow."""
    field = SearchField(ctx.theme, "描述您遇到的问题…", "搜索帮助", "清除", "Ctrl+K")
    other = QLineEdit()
    show(column(field, other), 400, 120)
    assert field.height() == 44
    QTest.keyClicks(field, "print")
    [clear] = [child for child in field.children() if getattr(child, "toolTip", str)() == "清除"]
    assert isinstance(clear, QWidget)
    assert clear.isVisible()
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not clear.isVisible()
    field.set_narrow(True)
    qtbot.waitUntil(lambda: field.height() == 40)


def test_flow_wraps(show: Show) -> None:
    """Items wrap at the width and ask for the height of their lines."""
    root = QWidget()
    flow = FlowLayout(10)
    root.setLayout(flow)
    items = [QWidget() for _ in range(6)]
    for item in items:
        item.setFixedSize(100, 20)
        flow.addWidget(item)
    show(root, 220, 200)
    assert [(item.x(), item.y()) for item in items] == [(x, y) for y in (0, 30, 60) for x in (0, 110)]
    assert flow.heightForWidth(220) == 80


def test_the_ring_moves_with_what_its_button_is_in(ctx: PageContext, show: Show) -> None:
    """A box that is pushed down takes the ring of the button in it along."""
    page, box = QWidget(), QWidget()
    page.resize(300, 300)
    box.setParent(page)
    button = plain_button(ctx.theme, "x")
    button.setParent(box)
    button.move(1, 1)
    box.resize(button.sizeHint() + QSize(2, 2))
    show(page)
    button.clearFocus()  # the window gave it, which is not the keyboard
    button.setFocus(Qt.FocusReason.TabFocusReason)
    [ring] = rings(page)
    before = ring.pos()
    box.move(0, 50)
    assert ring.pos() - before == QPoint(0, 50)
