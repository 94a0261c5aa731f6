"""The form without a mouse, and for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.focus_ring import FocusRing
from tests.ui.conftest import MakeContext
from tests.ui.report_hands import TEXT, Hands, ReportService, drop, focused, open_form, picture, taken

WIDE = [
    "segment_problem",
    "report_text",
    "report_extra",
    "segment_window",
    "report_thumb_0_mark",
    "report_thumb_0_retake",
    "report_thumb_0_remove",
    "report_add_picture",
    "report_timing",
    "report_files",
    "report_file_0_remove",
    "out_fold",
    "report_group_app",
    "report_look_app",
    "report_group_system",
    "report_look_system",
    "report_view",
    "report_email",
    "report_save",
    "report_send",
]
NARROW = [*WIDE[:9], "file_fold", "out_fold", "email_fold", "report_save", "report_send"]


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


def filled(qtbot: QtBot, ctx: PageContext, tmp_path: Path, width: int) -> Hands:
    """A form with a picture and a file."""
    form = open_form(qtbot, ctx, width=width)
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    (tmp_path / "a.txt").write_text("a")
    drop(form.page.findChildren(QWidget, "report_files")[0], [tmp_path / "a.txt"])
    form.qtbot.waitUntil(lambda: bool(form.page.findChildren(QWidget, "report_file_0")))
    form.write(TEXT)
    form.settle()
    form.page.activateWindow()
    qtbot.waitUntil(form.page.isActiveWindow)
    return form


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def tab_through(form: Hands) -> list[str]:
    """The names Tab stops at, once around from the description."""
    form.text.setFocus()
    names: list[str] = []
    while (focus := focused()).objectName() not in names:
        names.append(focus.objectName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert len(names) < 50
    return names


@pytest.mark.parametrize(("width", "stops"), [(776, WIDE), (400, NARROW)])
def test_tab_goes_through_in_reading_order(
    qtbot: QtBot, ctx: PageContext, tmp_path: Path, service: ReportService, width: int, stops: list[str]
) -> None:
    """Tab reaches every control once, in the order they are read, in both layouts."""
    form = filled(qtbot, ctx, tmp_path, width)
    assert tab_through(form) == stops[1:] + stops[:1]


def test_a_fold_opens_by_key_and_joins_in(
    qtbot: QtBot, ctx: PageContext, tmp_path: Path, service: ReportService
) -> None:
    """Space on 将发送的内容 folds it out, and Tab then goes into it."""
    form = filled(qtbot, ctx, tmp_path, 400)
    fold = form.find("out_fold")
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Space)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused().objectName() == "report_group_app"
    assert fold.accessibleName().startswith("收起将发送的内容")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_everything_has_a_name(
    qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path, service: ReportService, locale: str
) -> None:
    """Each button, box and field says what it is to a screen reader."""
    form = filled(qtbot, make_ctx(locale), tmp_path, 776)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    controls = [w for w in form.page.findChildren(QWidget) if isinstance(w, kinds)]
    assert len(controls) > 15
    assert [w for w in controls if not spoken(w)] == []


@pytest.mark.parametrize("name", ["report_add_picture", "report_files", "out_fold", "report_send"])
def test_the_keyboards_focus_is_seen(
    qtbot: QtBot, ctx: PageContext, tmp_path: Path, service: ReportService, name: str
) -> None:
    """A control reached by Tab has the ring around it."""
    form = filled(qtbot, ctx, tmp_path, 776)
    form.find(name).setFocus(Qt.FocusReason.TabFocusReason)
    rings = [ring for ring in form.page.findChildren(FocusRing) if ring.isVisible()]
    assert len(rings) == 1
    place = rings[0].mapTo(form.page, rings[0].rect().center())
    target = form.find(name)
    assert (place - target.mapTo(form.page, target.rect().center())).manhattanLength() <= 2


def test_the_layouts_change_with_the_width(
    qtbot: QtBot, ctx: PageContext, tmp_path: Path, service: ReportService
) -> None:
    """Going narrow and wide again, over and over, loses no part and nothing of what was entered."""
    form = filled(qtbot, ctx, tmp_path, 776)
    for narrow in (True, False, True, False):
        form.page.resize(400 if narrow else 776, 680)
        form.page.set_narrow(narrow)
        assert form.shows("file_fold") is narrow
        for name in ("report_group_app", "report_file_0"):
            form.wait_for(name, gone=narrow)
        assert form.text.toPlainText() == TEXT
    assert form.shows("report_thumb_0")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_nothing_is_wider_than_the_narrow_panel(
    qtbot: QtBot, make_ctx: MakeContext, tmp_path: Path, service: ReportService, locale: str
) -> None:
    """At 360 px, the least width of the panel, the form needs no sideways scrolling in either language."""
    form = filled(qtbot, make_ctx(locale), tmp_path, 360)
    for fold in ("file_fold", "out_fold", "email_fold"):
        form.find(fold).setFocus()
        QTest.keyClick(form.find(fold), Qt.Key.Key_Space)
    form.settle()
    for area in form.page.findChildren(QScrollArea):
        content = area.widget()
        assert content is None or content.minimumSizeHint().width() <= 360
    assert form.page.minimumSizeHint().width() <= 360
