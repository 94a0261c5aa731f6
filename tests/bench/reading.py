"""What a long Chinese article costs the UI thread until it is first painted.

Ours is all that the page does once the article has been read and cut by a worker: fill, lay out, paint.
Counted in the thread's own time, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from helppanel.articles.model import Article, Heading
from helppanel.contract.problems import HelpError
from helppanel.ui.article.body import ArticleBody
from helppanel.ui.article_page import ArticlePage
from tests.bench.page_context import page_context
from tests.bench.table import Figure, Row, interleave, percentile
from tests.ui.fake_service import FakeJob, FakeService

T = TypeVar("T")
_Section = tuple[str, str, list[str]]  # title, paragraph, steps

SIZE = 200_000  # bytes of UTF-8
ROUNDS = 15
_CHARACTERS = cycle(
    "导出文档之前请检查字体页码图片表格批注修订目录书签打印预览纸张边距网络同步账号会员安装卸载性能恢复错误代码"
    "选择设置按钮窗口菜单快捷键保存自动备份版本历史共享协作权限密码"
)


def _words(count: int) -> str:
    return "".join(islice(_CHARACTERS, count))


def _sections() -> list[_Section]:
    found: list[_Section] = []
    size = 0
    while size < SIZE:
        title, words, steps = _words(9), _words(311), [_words(41), _words(37), _words(23)]
        size += len("".join((title, words, *steps)).encode())
        found.append((title, words, steps))
    return found


class _Held(FakeService):
    """Does nothing by itself: the measuring plays the worker."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], None] | None]] = []

    def run(
        self,
        op: Callable[[], T],
        on_success: Callable[[T], None] | None = None,
        on_failure: Callable[[HelpError], None] | None = None,
    ) -> FakeJob:
        self.waiting.append((op, on_success))
        return FakeJob()


class _Reader:
    """The page at its usual size, and how long each turn of the event loop took."""

    def __init__(self, service: _Held) -> None:
        self._service = service
        self._page = ArticlePage(page_context(service))
        self._window = QWidget()
        self._page.ctx.theme.apply(self._window)
        self._window.resize(776, 680)
        self._page.setParent(self._window)
        self._page.resize(self._window.size())
        self._window.show()
        found = self._page.findChild(ArticleBody, "article_text")
        assert isinstance(found, ArticleBody)
        self._text = found
        self.turns: list[float] = []

    def open(self) -> float:
        """Milliseconds of the UI thread from the article's arrival to its first paint."""
        self._show("short")
        taken = self._show("long")
        while not self._text.is_whole:
            began = time.thread_time()
            QCoreApplication.processEvents()
            self.turns.append((time.thread_time() - began) * 1000)
        return taken

    def _show(self, name: str) -> float:
        self._page.show_address(f":{name}")
        op, show = self._service.waiting.pop(0)
        assert show is not None
        loaded = op()
        began = time.thread_time()
        show(loaded)
        QCoreApplication.sendPostedEvents()
        self._page.repaint()
        taken = (time.thread_time() - began) * 1000
        self._service.waiting.clear()
        return taken


class _Baseline:
    """A QTextBrowser as wide, its text set as Markdown."""

    def __init__(self, markdown: str) -> None:
        self._markdown = markdown
        self._view = QTextBrowser()
        self._view.resize(552, 632)
        self._view.show()

    def open(self) -> float:
        self._view.setMarkdown("")
        QCoreApplication.processEvents()
        began = time.thread_time()
        self._view.setMarkdown(self._markdown)
        self._view.repaint()
        return (time.thread_time() - began) * 1000


def rows(folder: Path) -> list[Row | Figure]:
    """First paint against QTextBrowser.setMarkdown, and the longest of the turns that follow."""
    app = QApplication.instance() or QApplication([])
    sections = _sections()
    service = _Held(folder)
    service.articles = {f"zh-CN/{article.id}": article for article in (_long(sections), _short())}
    reader, baseline = _Reader(service), _Baseline(_markdown(sections))
    reader.open()  # fonts come into memory
    reader.turns.clear()
    ours, theirs = interleave(reader.open, baseline.open, ROUNDS)
    service.close()
    app.processEvents()
    return [
        Row(
            what="first paint of a 200 KB Chinese article, UI thread",
            against="QTextBrowser.setMarkdown of the same text",
            ours=ours,
            baseline=theirs,
            unit="ms",
        ),
        Figure(what="the same", value=percentile(ours, 50), unit="ms", goal=30),
        Figure(
            what="turns of the event loop while the rest of it comes, p50",
            value=percentile(reader.turns, 50),
            unit="ms",
            goal=16,
        ),
        Figure(what="the same, p99", value=percentile(reader.turns, 99), unit="ms", goal=16),
    ]


def _long(sections: list[_Section]) -> Article:
    html = "".join(
        f'<h2 id="part-{number}">{title}</h2><p>{words}</p>'
        f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>"
        for number, (title, words, steps) in enumerate(sections)
    )
    headings = tuple(Heading(2, f"part-{number}", section[0]) for number, section in enumerate(sections))
    return Article(id="long", locale="zh-CN", title="很长的文章", html=html, text=html, headings=headings)


def _short() -> Article:
    return Article(id="short", locale="zh-CN", title="很短的文章", html="<p>很短。</p>")


def _markdown(sections: list[_Section]) -> str:
    return "\n\n".join(
        f"## {title}\n\n{words}\n\n" + "\n".join(f"1. {step}" for step in steps)
        for title, words, steps in sections
    )
