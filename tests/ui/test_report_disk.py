"""The form in the real panel over a data folder that takes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.ui.panel import HelpPanel, install
from helppanel.ui.report_page import ReportPage
from helppanel.ui.widgets.banner import Banner

TEXT = "打印三栏表格时闪退，每次都是第 2 页。"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QMainWindow]:
    """A host; where its data folder should be lies a file, so that nobody at all can write there."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_args, **_more: tmp_path / "cache")
    (tmp_path / "data").touch()
    window = QMainWindow()
    window.resize(1200, 800)
    yield window
    end(window)


def end(window: QMainWindow) -> None:
    """The host closes."""
    if shiboken6.isValid(window):
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def form(window: QMainWindow, folder: Path, qtbot: QtBot) -> ReportPage:
    """The form of a panel that is new in the window."""
    config = HelpConfig(app_name="青简文字", app_version="12.4", data_dir=folder, locale="zh-CN")
    panel: HelpPanel = install(window, config)
    window.show()
    with qtbot.waitSignal(panel.opened):
        panel.open("report:question")
    page = max(window.findChildren(ReportPage), key=lambda one: one.isVisible())
    qtbot.waitUntil(lambda: editor(page).isEnabled() and page._opening.is_done)
    return page


def editor(page: ReportPage) -> QPlainTextEdit:
    found = page.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def said(page: ReportPage, name: str) -> str:
    """What a banner says, "" where there is none."""
    banners = [one for one in page.findChildren(Banner, f"report_banner_{name}") if one.isVisible()]
    return "".join(label.text() for one in banners for label in one.findChildren(QLabel))


def test_the_words_stay_and_the_banner_says_where_else(
    window: QMainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    """Typing and sending fail: each time one banner names the file with the words, which stay in the form."""
    page = form(window, tmp_path / "data", qtbot)
    editor(page).insertPlainText(TEXT)
    qtbot.waitUntil(lambda: bool(said(page, "save")))
    [kept] = tmp_path.rglob("feedback.txt")
    assert str(kept) in said(page, "save")
    assert kept.read_text("utf-8") == TEXT
    send = page.findChild(QPushButton, "report_send")
    assert isinstance(send, QPushButton)
    send.click()
    qtbot.waitUntil(lambda: bool(said(page, "send")))
    assert str(kept) in said(page, "send")
    qtbot.waitUntil(lambda: not page._keeper._saving)
    assert not said(page, "save")
    assert editor(page).toPlainText() == TEXT


def test_the_next_start_offers_them(window: QMainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """With the folder mended the words are in the form again, as a draft that came back."""
    page = form(window, tmp_path / "data", qtbot)
    editor(page).insertPlainText(TEXT)
    qtbot.waitUntil(lambda: bool(said(page, "save")))
    end(window)
    (tmp_path / "data").unlink()
    [kept] = tmp_path.rglob("feedback.txt")
    qtbot.waitUntil(lambda: not (kept.parent / "holder").exists())
    again = QMainWindow()
    page = form(again, tmp_path / "data", qtbot)
    try:
        assert editor(page).toPlainText() == TEXT
        qtbot.waitUntil(lambda: bool(said(page, "restored")))
    finally:
        end(again)
