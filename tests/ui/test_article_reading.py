"""Find in the page, highlighted words, zoom, links and pictures of the reader, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import HelpError
from helppanel.ui.article import printing
from helppanel.ui.article.decoding import MAX_PIXELS, decode
from helppanel.ui.article.pictures import Picture
from helppanel.ui.article.zoom import SETTING
from helppanel.ui.article_page import ArticlePage
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import ElidedLabel
from tests.ui.article_hands import CONTROL, Browser, Show, browsing, button, click, png, text_of, with_picture
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import fill

SHIFT = Qt.KeyboardModifier.ShiftModifier
COLUMN = QSize(100, 100)
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'>{}</svg>"


@pytest.fixture
def browser() -> Iterator[Browser]:
    yield from browsing()


@pytest.fixture
def picture(service: FakeService, qapp: QApplication) -> str:
    fill(service)
    return with_picture(service, png(900, 300), 900, 300)


@pytest.fixture
def page(ctx: PageContext, picture: str, show: Show, qtbot: QtBot) -> ArticlePage:
    page = ArticlePage(ctx)
    show(page, 776, 500)
    page.show_address(":export-pdf?q=字体")
    qtbot.waitUntil(lambda: bool(text_of(page).toPlainText()))
    qtbot.waitUntil(lambda: bool(marked(page)))
    return page


def marked(page: ArticlePage) -> list[str]:
    return [mark.cursor.selectedText() for mark in text_of(page).extraSelections()]


def count(page: ArticlePage) -> str:
    label = page.findChild(QLabel, "find_count")
    assert isinstance(label, QLabel)
    return label.text()


def field(page: ArticlePage) -> QLineEdit:
    found = page.findChild(QLineEdit, "find_field")
    assert isinstance(found, QLineEdit)
    return found


def viewer(page: ArticlePage) -> QWidget | None:
    return page.findChild(QWidget, "picture_viewer")


def test_marks_the_words_of_the_search(page: ArticlePage) -> None:
    """What the search highlighted in its hit is highlighted in the text, also inside tables."""
    assert set(marked(page)) == {"字体"}
    cells = [mark.cursor.currentTable() is not None for mark in text_of(page).extraSelections()]
    assert any(cells)


def test_marks_what_was_meant(page: ArticlePage, service: FakeService, qtbot: QtBot) -> None:
    """A query in pinyin marks the characters that the search takes it for."""
    service.meant["ziti"] = "字体"
    page.show_address(":export-pdf?q=ziti")
    qtbot.waitUntil(lambda: set(marked(page)) == {"字体"})


def test_finds_in_the_page(page: ArticlePage, qtbot: QtBot) -> None:
    """Ctrl+F, type, Enter and F3 step round; Esc closes, selects the place and marks the search again."""
    QTest.keyClick(text_of(page), Qt.Key.Key_F, CONTROL)
    assert field(page).hasFocus()
    QTest.keyClicks(field(page), "PDF")
    qtbot.waitUntil(lambda: count(page) == "1/5")
    assert {word.lower() for word in marked(page)} == {"pdf"}
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert count(page) == "2/5"
    QTest.keyClick(field(page), Qt.Key.Key_Return, SHIFT)
    QTest.keyClick(field(page), Qt.Key.Key_F3, SHIFT)
    assert count(page) == "5/5"
    QTest.keyClick(field(page), Qt.Key.Key_F3)
    assert count(page) == "1/5"
    QTest.keyClick(field(page), Qt.Key.Key_Escape)
    assert text_of(page).textCursor().selectedText() == "PDF"
    qtbot.waitUntil(lambda: set(marked(page)) == {"字体"})


def test_finds_chinese_and_nothing(page: ArticlePage, qtbot: QtBot) -> None:
    """Chinese is found, also in a table's cell; what is nowhere is said to be nowhere."""
    click(page, "article_find")
    field(page).insert("某商用")
    qtbot.waitUntil(lambda: count(page) == "1/1")
    assert text_of(page).isVisible()
    field(page).insert("没有的")
    qtbot.waitUntil(lambda: count(page) == page.ctx.texts.t("article.find_none"))
    assert not button(page, "find_next").isEnabled()


def test_zooms(page: ArticlePage, service: FakeService, qtbot: QtBot) -> None:
    """Ctrl with +, -, 0 and the wheel changes the text's size, which the next page remembers."""
    text = text_of(page)
    usual = text.document().defaultFont().pixelSize()
    QTest.keyClick(text, Qt.Key.Key_Plus, CONTROL)
    assert text.document().defaultFont().pixelSize() > usual
    qtbot.waitUntil(lambda: service.settings.get(SETTING) == "110")
    middle = QPointF(text.viewport().rect().center())
    button_, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(middle, middle, QPoint(), QPoint(0, 120), button_, CONTROL, phase, False)
    QApplication.sendEvent(text.viewport(), turn)
    qtbot.waitUntil(lambda: service.settings.get(SETTING) == "125")
    other = ArticlePage(page.ctx)
    qtbot.addWidget(other)
    other.show_address(":print")
    qtbot.waitUntil(lambda: text_of(other).document().defaultFont().pixelSize() > usual)
    QTest.keyClick(text, Qt.Key.Key_0, CONTROL)
    assert text.document().defaultFont().pixelSize() == usual
    qtbot.waitUntil(lambda: service.settings.get(SETTING) == "100")


def test_asks_before_the_browser(page: ArticlePage, browser: Browser, qtbot: QtBot) -> None:
    """An address of the web is shown before it is opened or copied; Esc opens nothing."""
    text = text_of(page)
    words = page.findChild(ElidedLabel, "link_words")
    assert isinstance(words, ElidedLabel)
    text.followed.emit("https://例え.example/a?b=1")
    assert "xn--r8jz45g.example/a?b=1" in words.whole
    QTest.keyClick(button(page, "link_open"), Qt.Key.Key_Escape)
    assert text.hasFocus()
    text.followed.emit("mailto:help@example.com")
    assert "help@example.com" in words.whole
    click(page, "link_copy")
    assert QGuiApplication.clipboard().text() == "mailto:help@example.com"
    assert browser.urls == []
    text.followed.emit("https://www.wps.cn/")
    click(page, "link_open")
    assert browser.urls == ["https://www.wps.cn/"]


def test_shows_where_a_link_leads(page: ArticlePage, qtbot: QtBot) -> None:
    """Tab walks the picture and the links; one that leaves the panel shows its address, and Enter asks."""
    text, hint = text_of(page), page.findChild(ElidedLabel, "link_hint")
    assert isinstance(hint, ElidedLabel)
    text.setFocus()
    leads: list[str] = []
    text.pointed.connect(leads.append)
    while "https://www.wps.cn/" not in leads:
        QTest.keyClick(text, Qt.Key.Key_Tab)
        assert text.hasFocus(), leads
    assert [lead.partition(":")[0] for lead in leads] == ["picture", "article", "#embed", "https"]
    assert hint.isVisible()
    assert hint.whole == "www.wps.cn"
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert button(page, "link_open").hasFocus()
    assert not hint.isVisible()


def test_picture_comes_and_grows(page: ArticlePage, picture: str, qtbot: QtBot) -> None:
    """A picture is drawn when it has come, Enter enlarges it, Esc brings the keyboard back to it."""
    text = text_of(page)
    spot = QPoint(text.width() // 2, 60)
    qtbot.waitUntil(lambda: text.grab().toImage().pixelColor(spot).name() == "#ff0000")
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Tab)
    QTest.keyClick(text, Qt.Key.Key_Return)
    shown = viewer(page)
    assert shown is not None
    assert shown.accessibleName() == "导出选项"
    assert shown.size() == page.size()
    middle = shown.rect().center()
    qtbot.waitUntil(lambda: shown.grab().toImage().pixelColor(middle).name() == "#ff0000")
    edge = QPoint(middle.x(), middle.y() - 200)
    assert shown.grab().toImage().pixelColor(edge).name() != "#ff0000"
    for _ in range(4):
        QTest.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.grab().toImage().pixelColor(edge).name() == "#ff0000"
    click(shown, "viewer_zoom_fit")
    assert shown.grab().toImage().pixelColor(edge).name() != "#ff0000"
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: viewer(page) is None)
    assert text.hasFocus()
    QTest.keyClick(text, Qt.Key.Key_Return)
    again = viewer(page)
    assert again is not None
    QTest.keyClick(again, Qt.Key.Key_Escape)


def test_lost_picture(ctx: PageContext, service: FakeService, picture: str, show: Show, qtbot: QtBot) -> None:
    """A picture that cannot be read keeps its place, says what it shows, and breaks nothing."""
    service.images[picture] = b"no picture at all"
    page = ArticlePage(ctx)
    show(page, 776, 500)
    page.show_address(":export-pdf")
    qtbot.waitUntil(lambda: bool(text_of(page).toPlainText()))
    before = text_of(page).grab().toImage()
    qtbot.waitUntil(lambda: text_of(page).grab().toImage() != before)
    assert text_of(page).alt_of(picture) == "导出选项"


def test_prints_pictures(page: ArticlePage, service: FakeService, tmp_path: Path, qtbot: QtBot) -> None:
    """A printed article holds its pictures, drawn by the same hand."""
    asked: list[str] = []

    def pixmap(picture: Picture) -> QPixmap:
        asked.append(picture.name)
        return QPixmap(picture.width, picture.height)

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "article.pdf"))
    labels = {"note": "说明", "tip": "提示", "warning": "注意"}
    article = service.articles["zh-CN/export-pdf"]
    printing.print_article(article, printer, page.ctx.theme, labels, pixmap)
    assert asked == list(service.images)


def test_narrow_picture(page: ArticlePage, qtbot: QtBot) -> None:
    """A picture is never wider than the column, whatever that is."""
    page.set_narrow(True)
    QApplication.processEvents()
    page.resize(400, 700)
    qtbot.waitUntil(lambda: text_of(page).width() <= 368)
    assert text_of(page).document().idealWidth() <= 368


@pytest.mark.parametrize("name", ["x.png", "x.svg"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        SVG.format("<image href='file:///etc/passwd' width='9' height='9'/>").encode(),
        b"<svg",
    ],
)
def test_bad_pictures(qapp: QApplication, name: str, data: bytes) -> None:
    """What is damaged, or refers to files, is no picture."""
    with pytest.raises(HelpError):
        decode(name, data, COLUMN)


def test_too_large_a_picture(qapp: QApplication) -> None:
    """More pixels than a picture may have are never decoded; fewer are, no larger than asked for."""
    side = int(MAX_PIXELS**0.5) + 10
    with pytest.raises(HelpError):
        decode("x.png", png(side, side), COLUMN)
    assert decode("x.png", png(400, 200), COLUMN).width() == 100
    drawn: QImage = decode("x.svg", SVG.format("<rect width='9' height='9'/>").encode(), COLUMN)
    assert (drawn.width(), drawn.height()) == (100, 75)
