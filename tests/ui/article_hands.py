"""Hands and eyes for the article reader, and articles with much in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from helppanel.articles.model import Article, Heading
from helppanel.ui.article.body import ArticleBody
from helppanel.ui.article_page import ArticlePage
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import PDF_ZH

Show = Callable[..., None]
CONTROL = Qt.KeyboardModifier.ControlModifier


class Browser(QObject):
    """Takes the addresses that would open in the system's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())


def browsing() -> Iterator[Browser]:
    """A browser in place of the system's."""
    result = Browser()
    schemes = ("http", "https", "mailto", "file")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, result, "take")  # type: ignore[arg-type]  # the stub says bytes, the call takes str
    yield result
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def text_of(page: ArticlePage) -> ArticleBody:
    """The article's text."""
    body = page.findChild(ArticleBody, "article_text")
    assert isinstance(body, ArticleBody)
    return body


def button(page: QWidget, name: str) -> QPushButton:
    """By name."""
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def click(page: QWidget, name: str) -> None:
    """With the mouse."""
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def png(width: int, height: int) -> bytes:
    """A red picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def with_picture(service: FakeService, data: bytes, width: int, height: int, kind: str = "png") -> str:
    """Puts a picture into the article `export-pdf`; its name."""
    name = f"{sha256(data).hexdigest()[:32]}.{kind}"
    service.images[name] = data
    picture = f'<p><img src="image:{name}" alt="导出选项" width="{width}" height="{height}"></p>'
    service.articles["zh-CN/export-pdf"] = replace(PDF_ZH, html=picture + PDF_ZH.html)
    return name


def long_article(service: FakeService, sections: int = 60) -> None:
    """Puts an article `long` there that takes many slices."""
    words = "导出为其他格式之前请检查字体与页码是否正确。" * 12
    parts = [f'<h2 id="part-{n}">第 {n} 节</h2><p>{words}</p><p>记号{n}号</p>' for n in range(sections)]
    titles = tuple(Heading(2, f"part-{n}", f"第 {n} 节") for n in range(sections))
    service.articles["zh-CN/long"] = Article(
        id="long", locale="zh-CN", title="很长的文章", html="".join(parts), text=words, headings=titles
    )
