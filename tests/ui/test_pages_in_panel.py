"""Help, article and settings in the real panel, with the real service and the shipped articles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.service import HelpService
from helppanel.service.local_use import NAME, LocalUse
from helppanel.ui.article_page import ArticlePage
from helppanel.ui.frame import HelpFrame
from helppanel.ui.help.hit_list import HitList
from helppanel.ui.help_page import HelpPage
from helppanel.ui.home.article_card import ArticleCard
from helppanel.ui.panel import HelpPanel, install
from helppanel.ui.settings_page import SettingsPage
from helppanel.ui.widgets.toast import Toast


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    window.resize(1200, 800)
    yield window
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def panel(window: QMainWindow, tmp_path: Path, qtbot: QtBot) -> HelpPanel:
    config = HelpConfig(
        app_name="青简文字", app_version="12.4", data_dir=tmp_path, locale="zh-CN", theme="light"
    )
    panel = install(window, config)
    window.show()
    qtbot.waitExposed(window)
    return panel


def frame(window: QMainWindow) -> HelpFrame:
    [shown] = [one for one in window.findChildren(HelpFrame) if one.isVisible()]
    return shown


def click(window: QMainWindow, name: str) -> None:
    [button] = [one for one in frame(window).findChildren(QPushButton, name) if one.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_from_a_search_to_an_article_and_back(window: QMainWindow, panel: HelpPanel, qtbot: QtBot) -> None:
    """A search over the shipped articles opens one; back shows the search as it was."""
    with qtbot.waitSignal(panel.opened):
        panel.open("help?q=%E5%AF%BC%E5%87%BA%20PDF")
    page = frame(window).page
    assert isinstance(page, HelpPage)
    qtbot.waitUntil(lambda: page.query == "导出 PDF")
    rows = page.findChild(HitList, "help_results")
    assert isinstance(rows, HitList)
    title = rows.currentIndex().data()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    article = frame(window).page
    assert isinstance(article, ArticlePage)
    qtbot.waitUntil(lambda: article.accessibleName() == title)
    click(window, "article_back")
    assert frame(window).page is page
    assert page.query == "导出 PDF"


def test_choices_take_effect_at_once(window: QMainWindow, panel: HelpPanel, qtbot: QtBot) -> None:
    """Theme, language and place chosen in the settings change the panel that is on screen."""
    with qtbot.waitSignal(panel.opened):
        panel.open("settings")
    docks = window.findChildren(QDockWidget)
    assert [dock.isVisible() for dock in docks] == [True]
    before = frame(window)
    qtbot.waitUntil(lambda: bool(before.findChildren(QPushButton, "segment_window")))
    click(window, "segment_window")
    qtbot.waitUntil(lambda: not docks[0].isVisible() and frame(window).window() is not window)
    click(window, "segment_en")

    def english() -> bool:
        page = frame(window).page
        return isinstance(page, SettingsPage) and page.accessibleName() == "Settings & privacy"

    qtbot.waitUntil(english)
    bright = frame(window).palette().window().color().lightness()
    click(window, "segment_dark")
    qtbot.waitUntil(lambda: frame(window).palette().window().color().lightness() < bright / 2)


def test_damaged_data_is_told(window: QMainWindow, panel: HelpPanel, tmp_path: Path, qtbot: QtBot) -> None:
    """With a damaged database the panel opens, and says where the old file is."""
    (tmp_path / "outbox.sqlite3").write_bytes(b"no database" * 1000)
    with qtbot.waitSignal(panel.opened):
        panel.open("home")
    toast = frame(window).findChild(Toast, "toast")
    assert isinstance(toast, Toast)
    qtbot.waitUntil(lambda: str(tmp_path / "outbox.sqlite3") in toast.text)


def article_page(window: QMainWindow) -> ArticlePage:
    page = frame(window).page
    assert isinstance(page, ArticlePage)
    return page


def test_a_host_opens_an_article_at_its_section(window: QMainWindow, panel: HelpPanel, qtbot: QtBot) -> None:
    """`open` with an article and a heading shows the article there; the keyboard stays in the host."""
    service = HelpService(HelpConfig(app_name="青简文字", app_version="12.4"))
    headings = service.article("printer-problems", "zh-CN").headings
    service.close()
    with qtbot.waitSignal(panel.opened):
        panel.open(f"article:printer-problems#{headings[-1].anchor}")
    page = article_page(window)
    qtbot.waitUntil(lambda: page.scroll_area.verticalScrollBar().value() > 0)
    assert page.accessibleName() != "printer-problems"
    assert not frame(window).isAncestorOf(QApplication.focusWidget() or window)


def test_a_host_opens_what_there_is_not(window: QMainWindow, panel: HelpPanel, qtbot: QtBot) -> None:
    """An unknown heading shows the article's top; an unknown article says so and leads to the search."""
    with qtbot.waitSignal(panel.opened):
        panel.open("article:printer-problems#no-such-heading")
    page = article_page(window)
    qtbot.waitUntil(lambda: bool(page.accessibleName()))
    assert page.scroll_area.verticalScrollBar().value() == 0
    panel.open("article:no-such-article#fonts")
    search = "article_search"
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QPushButton, search)))
    click(window, "article_search")
    assert isinstance(frame(window).page, HelpPage)


def test_the_help_key_opens_the_article(window: QMainWindow, panel: HelpPanel, qtbot: QtBot) -> None:
    """F1 in a widget of the host opens its article with the keyboard in it; in the panel, the help."""
    field = QLineEdit()
    window.setCentralWidget(field)
    field.setProperty("helpArticle", "export-pdf")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    action = window.findChild(QAction, "helppanel_help_center")
    assert isinstance(action, QAction)
    qtbot.waitUntil(lambda: not action.shortcut().isEmpty())
    with qtbot.waitSignal(panel.opened):
        QTest.keyClick(field, Qt.Key.Key_F1)
    page = article_page(window)
    qtbot.waitUntil(lambda: "PDF" in page.accessibleName())
    inside = QApplication.focusWidget()
    assert inside is not None
    assert frame(window).isAncestorOf(inside)
    QTest.keyClick(inside, Qt.Key.Key_F1)
    assert isinstance(frame(window).page, HelpPage)


def counted(use: LocalUse, article: str, times: int) -> bool:
    return round(use.worths().get(article, 0)) == times


def test_what_is_read_becomes_popular(
    window: QMainWindow, panel: HelpPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    """An article that is opened again and again comes to the first page, without anything being sent."""
    with qtbot.waitSignal(panel.opened):
        panel.open("home")
    card = frame(window).findChildren(ArticleCard)[0]
    qtbot.waitUntil(lambda: bool(card.rows))
    before = [row.objectName() for row in card.rows]
    assert "popular_unsaved-changes" not in before
    use = LocalUse(tmp_path / NAME)
    for time in range(1, 7):
        for article in ("unsaved-changes", "print-document"):
            panel.open(f"article:{article}")
            qtbot.waitUntil(partial(counted, use, article, time))
    panel.open("home")
    qtbot.waitUntil(lambda: "popular_unsaved-changes" in [row.objectName() for row in card.rows])


def test_an_article_in_the_other_language(window: QMainWindow, panel: HelpPanel, qtbot: QtBot) -> None:
    """A hit of the other language opens in it, translated or not; so do the articles it leads to."""
    with qtbot.waitSignal(panel.opened):
        panel.open("article:print-document?locale=en")
    page = article_page(window)
    qtbot.waitUntil(lambda: "Print" in page.accessibleName())
    related = [one for one in page.findChildren(QPushButton) if one.objectName().startswith("related_")]
    qtbot.waitUntil(related[0].isVisible)
    title = page.accessibleName()
    QTest.mouseClick(related[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.accessibleName() != title)
    assert page.accessibleName().isascii()
    panel.open("article:print-document")
    qtbot.waitUntil(lambda: page.accessibleName() == "打印文档")
