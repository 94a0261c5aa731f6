"""The article reader, clicked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.ui.article import document, printing
from helppanel.ui.article.heading_list import HeadingList
from helppanel.ui.article_page import ArticlePage
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.banner import Banner
from tests.ui.article_hands import Browser, Show, browsing, button, click, text_of
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import PDF_ZH, fill


@pytest.fixture
def browser() -> Iterator[Browser]:
    yield from browsing()


@pytest.fixture
def page(ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot) -> ArticlePage:
    fill(service)
    page = ArticlePage(ctx)
    show(page, 776, 500)
    page.show_address(":export-pdf?q=PDF%20%E5%AD%97%E4%BD%93")
    qtbot.waitUntil(lambda: bool(text_of(page).toPlainText()))
    return page


def headings(page: ArticlePage) -> HeadingList:
    return next(view for view in page.findChildren(HeadingList) if view.isVisible())


def click_link(page: ArticlePage, words: str) -> None:
    body = text_of(page)
    cursor = body.document().find(words, body.document().find("参见"))
    cursor.setPosition(cursor.selectionStart() + 1, QTextCursor.MoveMode.MoveAnchor)
    page.scroll_area.ensureWidgetVisible(body)
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=body.cursorRect(cursor).center())


def test_shows_the_article(page: ArticlePage) -> None:
    """Title, text, steps with their numbers and the crumbs are those of the article."""
    title = page.findChild(QLabel, "article_title")
    assert isinstance(title, QLabel)
    assert title.text() == PDF_ZH.title
    assert button(page, "article_section").text() == "导出与打印"
    blocks = list(document.blocks(text_of(page).document()))
    steps = {block.text(): document.step_number(block) for block in blocks}
    assert steps["打开 文件 › 导出 › 导出为 PDF。"] == 1
    assert steps["点击 导出，在另一台电脑上打开检查。"] == 3
    assert steps["思源宋体"] == 0
    assert text_of(page).height() > 400


def test_contents_lead_and_follow(page: ArticlePage, qtbot: QtBot) -> None:
    """A heading in the contents scrolls there, and scrolling marks the heading being read."""
    contents = headings(page)
    assert contents.currentIndex().row() == 0
    second = contents.visualRect(contents.model().index(1, 0)).center()
    QTest.mouseClick(contents.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert page.scroll_area.verticalScrollBar().value() > 0
    assert contents.currentIndex().data() == "替换不可嵌入的字体"
    page.scroll_area.verticalScrollBar().setValue(0)
    assert contents.currentIndex().row() == 0


def test_the_end_of_the_page_marks_the_last_heading(page: ArticlePage) -> None:
    """At the end of the scroll the contents mark the last heading in sight, though it cannot get higher."""
    contents = headings(page)
    last = contents.model().rowCount() - 1
    page.scroll_area.verticalScrollBar().setValue(page.scroll_area.verticalScrollBar().maximum())
    assert contents.currentIndex().row() == last


def test_narrow_folds_the_contents(page: ArticlePage, qtbot: QtBot) -> None:
    """Narrow, the contents fold out of a row above the text and nothing is wider than the panel."""
    page.set_narrow(True)
    QApplication.processEvents()  # the page learns how narrow it can be
    page.resize(400, 700)
    assert not any(view.isVisible() for view in page.findChildren(HeadingList))
    click(page, "article_fold")
    assert headings(page).isVisible()
    qtbot.waitUntil(lambda: text_of(page).document().size().width() <= 368)


def test_links(page: ArticlePage, opened: list[str], browser: Browser) -> None:
    """Links to articles open here with the query, anchors scroll, nothing leaves for the browser unasked."""
    click_link(page, "打印")
    click_link(page, "官网")
    assert opened == ["article:print?q=PDF%20%E5%AD%97%E4%BD%93"]
    assert browser.urls == []
    page.scroll_area.verticalScrollBar().setValue(page.scroll_area.verticalScrollBar().maximum())
    before = page.scroll_area.verticalScrollBar().value()
    click_link(page, "上文")
    assert page.scroll_area.verticalScrollBar().value() < before


@pytest.mark.parametrize(
    "href", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x/", "//evil.example", ""]
)
def test_other_links_lead_nowhere(page: ArticlePage, opened: list[str], browser: Browser, href: str) -> None:
    """Whatever else a pack may hold as a link does nothing."""
    text_of(page).followed.emit(href)
    assert (opened, browser.urls) == ([], [])


def test_end_of_the_article(page: ArticlePage, opened: list[str]) -> None:
    """Related articles, contact, and a report that carries article and query."""
    click(page, "related_bookmarks")
    click(page, "article_contact")
    click(page, "article_report")
    query = "q=PDF%20%E5%AD%97%E4%BD%93"
    assert opened == [
        f"article:bookmarks?{query}",
        "contact",
        f"report:problem?article=export-pdf&{query}",
    ]


def test_header(page: ArticlePage, opened: list[str], toasts: list[str]) -> None:
    """Back, the crumbs, and a link on the clipboard that the help page opens."""
    for name in ("article_back", "article_help", "article_section", "article_copy"):
        click(page, name)
    assert opened == ["<back>", "help", "help?section=%E5%AF%BC%E5%87%BA%E4%B8%8E%E6%89%93%E5%8D%B0"]
    assert QGuiApplication.clipboard().text() == "导出 PDF 后字体显示异常怎么办 article:export-pdf"
    assert len(toasts) == 1


def test_print(page: ArticlePage, tmp_path: Path, qtbot: QtBot) -> None:
    """Print opens the system's dialog; printing writes the whole article."""
    click(page, "article_print")
    dialog = page.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    dialog.reject()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "article.pdf"))
    labels = {"note": "说明", "tip": "提示", "warning": "注意"}
    assert printing.print_article(PDF_ZH, printer, page.ctx.theme, labels, lambda _picture: None)
    pdf = (tmp_path / "article.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 10_000


def test_print_that_fails(page: ArticlePage, tmp_path: Path) -> None:
    """Where the file cannot be written the page says so, once, and Qt complains to nobody."""
    for name in ("", str(tmp_path / "nowhere" / "article.pdf")):
        click(page, "article_print")
        dialog = next(one for one in page.findChildren(QPrintDialog) if one.isVisible())
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(name)
        dialog.done(QPrintDialog.DialogCode.Accepted.value)
    banners = [one for one in page.findChildren(Banner) if one.isVisible()]
    assert [one.accessibleName()[:5] for one in banners] == ["未能打印："]


def test_missing_article(page: ArticlePage, opened: list[str], qtbot: QtBot) -> None:
    """An unknown article says so and leads to search; a known one after it shows again."""
    page.show_address(":nothing-here")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "article_search") is not None)
    crumbs = [mark for mark in page.findChildren(QLabel) if mark.isVisible() and mark.pixmap().width() == 14]
    assert crumbs == []
    click(page, "article_search")
    assert opened == ["help"]
    page.show_address(":print")
    qtbot.waitUntil(page.scroll_area.isVisible)


def test_keyboard(page: ArticlePage, qtbot: QtBot) -> None:
    """The arrow keys scroll, and Tab reaches every control from back to report."""
    text_of(page).setFocus()
    QTest.keyClick(text_of(page), Qt.Key.Key_PageDown)
    assert page.scroll_area.verticalScrollBar().value() > 0
    button(page, "article_back").setFocus()
    seen: list[str] = []
    for _ in range(30):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget().objectName())
    wanted = ("article_help", "article_section", "article_copy", "article_print", "article_text")
    assert seen.index("related_print") < seen.index("article_contact") < seen.index("article_report")
    assert set(wanted) <= set(seen)


def test_another_article_starts_at_the_top(page: ArticlePage, qtbot: QtBot) -> None:
    """Going on to another article shows its beginning; an anchor in the address shows that heading."""
    page.scroll_area.verticalScrollBar().setValue(page.scroll_area.verticalScrollBar().maximum())
    page.show_address(":print")
    qtbot.waitUntil(lambda: page.accessibleName() != PDF_ZH.title)
    assert page.scroll_area.verticalScrollBar().value() == 0
    page.show_address(":export-pdf#replace")
    qtbot.waitUntil(lambda: page.scroll_area.verticalScrollBar().value() > 0)
    assert text_of(page).mapTo(page.scroll_area, QPoint(0, text_of(page).tops[1])).y() < 100
