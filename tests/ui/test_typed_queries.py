"""What a stuck user types, key by key, in the panel over the real service and the shipped articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from helppanel.config import LOCALES, HelpConfig
from helppanel.demo.tour.hands import type_text
from helppanel.service import Hit
from helppanel.ui.article_page import ArticlePage
from helppanel.ui.frame import HelpFrame
from helppanel.ui.help.hit_list import HitList
from helppanel.ui.help.hit_model import ROW
from helppanel.ui.help_page import HelpPage
from helppanel.ui.panel import HelpPanel, install

TYPED = ("dayin", "dy", "打印", "print", "prnit", "打應")
PRINTING = "print-document"
OWN = {"zh-CN": ("dayin", "dy", "打印", "打應"), "en": ("print", "prnit")}  # the page's own words answer


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    """A host on the screen."""
    window = QMainWindow()
    window.resize(1200, 800)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def opened(window: QMainWindow, folder: Path, locale: str, qtbot: QtBot) -> HelpPanel:
    config = HelpConfig(
        app_name="青简文字", app_version="12.4", data_dir=folder, locale=locale, theme="light"
    )
    panel = install(window, config)
    with qtbot.waitSignal(panel.opened):
        panel.open("help")
    return panel


def page_of(window: QMainWindow) -> HelpPage:
    [frame] = [one for one in window.findChildren(HelpFrame) if one.isVisible()]
    assert isinstance(frame.page, HelpPage)
    return frame.page


def type_and_wait(page: HelpPage, text: str, qtbot: QtBot) -> Hit:
    """The first hit once the page answers `text`."""
    field, rows = page.findChild(QLineEdit, "help_search"), page.findChild(HitList, "help_results")
    assert isinstance(field, QLineEdit)
    assert isinstance(rows, HitList)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    type_text(field, text)
    qtbot.waitUntil(lambda: page.query == text and rows.isVisible())
    hit = rows.currentIndex().data(ROW)
    assert isinstance(hit, Hit)
    return hit


@pytest.mark.parametrize("typed", TYPED)
def test_each_finds_the_printing_article_first(
    window: QMainWindow, tmp_path: Path, qtbot: QtBot, typed: str
) -> None:
    """Typed in the Chinese panel, each finds the article about printing first, and Enter opens it."""
    opened(window, tmp_path, "zh-CN", qtbot)
    page = page_of(window)
    hit = type_and_wait(page, typed, qtbot)
    assert hit.id == PRINTING
    field = page.findChild(QLineEdit, "help_search")
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    [article] = [one for one in window.findChildren(ArticlePage) if one.isVisible()]
    qtbot.waitUntil(lambda: article.accessibleName() == hit.title)


@pytest.mark.parametrize("locale", LOCALES)
def test_highlights_lie_inside(window: QMainWindow, tmp_path: Path, qtbot: QtBot, locale: str) -> None:
    """However it was found, highlights lie inside of title and snippet, in order, and are not missing."""
    opened(window, tmp_path, locale, qtbot)
    page = page_of(window)
    for typed in TYPED:
        hit = type_and_wait(page, typed, qtbot)
        for text, spans in ((hit.title, hit.title_spans), (hit.snippet, hit.snippet_spans)):
            edges = [edge for span in spans for edge in span]
            assert edges == sorted(edges)
            assert all(0 <= edge <= len(text) for edge in edges)
        marked = bool(hit.title_spans or hit.snippet_spans)
        assert marked or typed not in OWN[locale], f"{typed} highlights nothing"
