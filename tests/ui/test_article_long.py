"""A long article: the beginning at once, the rest in turns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from helppanel.ui.article_page import ArticlePage
from helppanel.ui.ports import PageContext
from tests.ui.article_hands import CONTROL, Show, button, long_article, text_of
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import fill


@pytest.fixture
def page(ctx: PageContext, service: FakeService, show: Show) -> ArticlePage:
    fill(service)
    long_article(service)
    page = ArticlePage(ctx)
    show(page, 776, 500)
    return page


def test_begins_at_once(page: ArticlePage, qtbot: QtBot) -> None:
    """The first screenful is there before the rest, which follows without moving what is read."""
    text = text_of(page)
    page.show_address(":long")
    with qtbot.waitSignal(text.grown):
        pass
    assert text.document().find("第 0 节").position() > 0
    assert not text.is_whole
    assert page.scroll_area.verticalScrollBar().maximum() > 0
    page.scroll_area.verticalScrollBar().setValue(200)
    first = text.document().findBlockByNumber(1).text()
    qtbot.waitUntil(lambda: text.is_whole)
    assert page.scroll_area.verticalScrollBar().value() == 200
    assert text.document().findBlockByNumber(1).text() == first
    assert text.document().toPlainText().rstrip().endswith("记号59号")
    assert len(text.tops) == 60


def test_an_anchor_far_down(page: ArticlePage, qtbot: QtBot) -> None:
    """An address with a heading that is not here yet leads there once it is."""
    page.show_address(":long#part-50")
    text, bar = text_of(page), page.scroll_area.verticalScrollBar()
    qtbot.waitUntil(lambda: page.accessibleName() == "很长的文章" and text.is_whole)
    assert bar.value() == text.y() + text.tops[50] - 12


def test_another_article_in_between(page: ArticlePage, qtbot: QtBot) -> None:
    """What was still to come of one article never gets into the next."""
    page.show_address(":long")
    qtbot.waitUntil(lambda: bool(text_of(page).toPlainText()))
    page.show_address(":print")
    qtbot.waitUntil(lambda: page.accessibleName() != "很长的文章")
    qtbot.waitUntil(lambda: text_of(page).is_whole)
    assert "记号" not in text_of(page).toPlainText()


def test_find_in_all_of_it(page: ArticlePage, qtbot: QtBot) -> None:
    """Find counts what is in the whole text, also what comes after the search began, and shows the last."""
    page.show_address(":long")
    qtbot.waitUntil(lambda: bool(text_of(page).toPlainText()))
    QTest.keyClick(text_of(page), Qt.Key.Key_F, CONTROL)
    field, count = page.findChild(QLineEdit, "find_field"), page.findChild(QLabel, "find_count")
    assert isinstance(field, QLineEdit)
    assert isinstance(count, QLabel)
    field.insert("第")
    qtbot.waitUntil(lambda: count.text() == "1/60")
    button(page, "find_previous").click()
    assert count.text() == "60/60"
    text = text_of(page)
    top = page.scroll_area.verticalScrollBar().value() - text.y()
    assert 0 <= text.tops[59] - top <= page.scroll_area.viewport().height()
