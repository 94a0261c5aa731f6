"""Back and forward between articles in a real frame: scroll and focus are kept."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from helppanel.ui.article_page import ArticlePage
from helppanel.ui.frame import HelpFrame
from helppanel.ui.ports import PageContext
from tests.ui.article_hands import Show, button, click, long_article, text_of
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import PDF_ZH, fill

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def frame(ctx: PageContext, service: FakeService, show: Show) -> HelpFrame:
    fill(service)
    long_article(service)
    held: list[HelpFrame] = []
    frame = HelpFrame(
        replace(
            ctx,
            open=lambda address: held[0].open(address),
            back=lambda: held[0].back(),
            forward=lambda: held[0].forward(),
            has_forward=lambda: held[0].has_forward,
        )
    )
    held.append(frame)
    show(frame, 960, 480)
    return frame


def read(frame: HelpFrame, qtbot: QtBot, address: str, title: str) -> ArticlePage:
    frame.open(address)
    page = frame.page
    assert isinstance(page, ArticlePage)
    wait(page, qtbot, title)
    return page


def wait(page: ArticlePage, qtbot: QtBot, title: str) -> None:
    qtbot.waitUntil(lambda: page.accessibleName() == title and text_of(page).is_whole)


def test_back_to_where_it_was_read(frame: HelpFrame, qtbot: QtBot) -> None:
    """From a long article on and back: the same line is at the top, and forward leads on again."""
    page = read(frame, qtbot, "article:long", "很长的文章")
    bar = page.scroll_area.verticalScrollBar()
    bar.setValue(4_321)
    read(frame, qtbot, "article:export-pdf", PDF_ZH.title)
    assert bar.value() == 0
    bar.setValue(100)
    QTest.keyClick(text_of(page), Qt.Key.Key_Left, ALT)
    wait(page, qtbot, "很长的文章")
    qtbot.waitUntil(lambda: bar.value() == 4_321)
    QTest.keyClick(text_of(page), Qt.Key.Key_Right, ALT)
    wait(page, qtbot, PDF_ZH.title)
    qtbot.waitUntil(lambda: bar.value() == 100)
    assert not button(page, "article_forward").isVisible()


def test_to_the_end_of_the_page(frame: HelpFrame, qtbot: QtBot) -> None:
    """A related article and back: the page is at its end again, and the keyboard where it was."""
    page = read(frame, qtbot, "article:export-pdf", PDF_ZH.title)
    bar = page.scroll_area.verticalScrollBar()
    bar.setValue(bar.maximum())
    end = bar.value()
    click(page, "related_print")
    qtbot.waitUntil(lambda: page.accessibleName() != PDF_ZH.title)
    click(page, "article_back")
    wait(page, qtbot, PDF_ZH.title)
    qtbot.waitUntil(lambda: bar.value() == end)


def test_link_has_the_keyboard_again(frame: HelpFrame, qtbot: QtBot) -> None:
    """Enter on a link and back: the link has the keyboard, and Enter follows it again."""
    page = read(frame, qtbot, "article:export-pdf", PDF_ZH.title)
    text = text_of(page)
    QTest.keyClick(text, Qt.Key.Key_Tab)
    words = text.textCursor().selectedText()
    QTest.keyClick(text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.accessibleName() != PDF_ZH.title)
    assert frame.address.startswith("article:print")
    frame.back()
    wait(page, qtbot, PDF_ZH.title)
    qtbot.waitUntil(lambda: text.textCursor().selectedText() == words)
    assert text.hasFocus()
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert frame.address.startswith("article:print")


def test_the_mouses_own_buttons(frame: HelpFrame, qtbot: QtBot) -> None:
    """The mouse's buttons for back and forward work over the text."""
    page = read(frame, qtbot, "article:export-pdf", PDF_ZH.title)
    read(frame, qtbot, "article:long", "很长的文章")
    view = text_of(page).viewport()
    QTest.mouseClick(view, Qt.MouseButton.BackButton, pos=QPoint(20, 20))
    wait(page, qtbot, PDF_ZH.title)
    assert button(page, "article_forward").isVisible()
    QTest.mouseClick(view, Qt.MouseButton.ForwardButton, pos=QPoint(20, 20))
    wait(page, qtbot, "很长的文章")


def test_a_new_way_forgets_what_lay_ahead(frame: HelpFrame, qtbot: QtBot) -> None:
    """After going back and on to somewhere else there is no way forward."""
    page = read(frame, qtbot, "article:export-pdf", PDF_ZH.title)
    read(frame, qtbot, "article:long", "很长的文章")
    frame.back()
    wait(page, qtbot, PDF_ZH.title)
    frame.open("article:print")
    assert not button(page, "article_forward").isVisible()
    frame.forward()
    assert frame.addresses == ["article:export-pdf", "article:print"]


def test_new_articles_are_shown_where_the_reader_is(
    frame: HelpFrame, qtbot: QtBot, service: FakeService
) -> None:
    """When other articles serve, the open one changes, keeps its scroll, and counts as opened once."""
    page = read(frame, qtbot, "article:long", "很长的文章")
    bar = page.scroll_area.verticalScrollBar()
    bar.setValue(4_321)
    old = service.articles["zh-CN/long"]
    changed = msgspec.structs.replace(old, title="改过的文章", html=f"{old.html}<p>新的一段</p>")
    service.articles["zh-CN/long"] = changed
    frame.changed("articles")
    wait(page, qtbot, "改过的文章")
    assert text_of(page).toPlainText().endswith("新的一段")
    qtbot.waitUntil(lambda: bar.value() == 4_321)
    assert service.uses == ["opened long"]
    del service.articles["zh-CN/long"]
    frame.changed("articles")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "article_search") is not None)
    service.articles["zh-CN/long"] = changed
    frame.changed("articles")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "article_search") is None)
