"""The editor's parts and the articles that explain them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import LOCALES, HelpConfig
from helppanel.demo.editor import EditorWindow
from helppanel.demo.explained import ARTICLES
from helppanel.service import HelpService
from helppanel.ui.context.topic import topic_of
from helppanel.ui.texts import Texts


@pytest.mark.parametrize("locale", LOCALES)
def test_every_article_is_shipped(locale: str) -> None:
    """Each article that the editor names is in the shipped pack, in both languages."""
    service = HelpService(HelpConfig(app_name="a", app_version="1"))
    assert {service.article(article, locale).locale for article in ARTICLES.values()} == {locale}
    service.close()


def test_the_parts_name_their_articles(qtbot: QtBot) -> None:
    """Every name means a part of the window; a button of the ribbon is explained as its action is."""
    window = EditorWindow(Texts("zh-CN"))
    qtbot.addWidget(window)
    names = {thing.objectName() for thing in window.findChildren(QObject)}
    assert names >= ARTICLES.keys()
    button = window.findChild(QToolButton, "ribbon_file_print")
    family = window.findChild(QWidget, "font_family")
    action = window.findChild(QAction, "file_print")
    assert action is not None
    assert action.property("helpArticle") == "print-document"
    assert topic_of(button) == "print-document"
    assert topic_of(family) == "format-text"
    assert topic_of(window.documents.current().page) == ""
