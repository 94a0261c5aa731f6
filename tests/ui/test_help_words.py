"""Words and highlights of the help pages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from helppanel.ui.article.reading import details
from helppanel.ui.help.highlight import HighlightedText, units
from helppanel.ui.help.updated import updated_ago
from helppanel.ui.texts import Texts
from tests.ui.reading_samples import PDF_EN, PDF_ZH

TODAY = date(2026, 11, 23)
wild = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
spans = st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80)), max_size=4)


@pytest.mark.parametrize(
    ("updated", "zh", "en"),
    [
        ("2026-11-23", "今天更新", "Updated today"),
        ("2026-11-22", "昨天更新", "Updated yesterday"),
        ("2026-11-20", "3 天前更新", "Updated 3 days ago"),
        ("2026-11-16", "1 周前更新", "Updated 1 week ago"),
        ("2026-11-01", "3 周前更新", "Updated 3 weeks ago"),
        ("2026-10-20", "1 个月前更新", "Updated 1 month ago"),
        ("2024-11-01", "2 年前更新", "Updated 2 years ago"),
        ("2026-11-24", "", ""),
        ("", "", ""),
        ("soon", "", ""),
    ],
)
def test_updated_ago(updated: str, zh: str, en: str) -> None:
    """The age of an article is said in whole units; a date ahead or none says nothing."""
    assert updated_ago(updated, TODAY, Texts("zh-CN")) == zh
    assert updated_ago(updated, TODAY, Texts("en")) == en


def test_details_of_an_article() -> None:
    """Under a title stand age, reading time and platforms; where it is narrow no platforms."""
    assert "适用于 Windows、macOS、Linux" in details(PDF_ZH, TODAY, Texts("zh-CN"), short=False)
    assert "阅读约 1 分钟" in details(PDF_ZH, TODAY, Texts("zh-CN"), short=True)
    assert "Windows" not in details(PDF_EN, TODAY, Texts("en"), short=True)


@given(wild, spans)
def test_spans_stay_on_their_words(text: str, found: list[tuple[int, int]]) -> None:
    """Counted in UTF-16 as Qt does, a span covers the same words, and never lies outside of the text."""
    encoded = text.encode("utf-16-le")
    kept = [(max(0, start), min(end, len(text))) for start, end in found]
    kept = [(start, end) for start, end in kept if start < end]
    for (start, end), (first, last) in zip(kept, units(text, found), strict=True):
        assert encoded[2 * first : 2 * last].decode("utf-16-le") == text[start:end]


@given(wild, spans, st.integers(1, 300), st.integers(1, 3))
def test_any_text_is_painted(
    qapp: QApplication, text: str, found: list[tuple[int, int]], width: int, lines: int
) -> None:
    """No text, span or width makes the painting fail."""
    image = QImage(320, 80, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    try:
        laid = HighlightedText(text, found, QFont(), width, lines)
        laid.paint(painter, QPointF(0, 0), 20, QColor("black"), QColor("yellow"))
    finally:
        painter.end()


def test_the_marker_lies_under_its_word(qapp: QApplication) -> None:
    """The highlighted span is filled, the rest is not, also after a character of two units."""
    marked: dict[str, list[int]] = {}
    for text, found in (("😀 abc", [(2, 5)]), ("😀 abc", [])):
        image = QImage(200, 24, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        HighlightedText(text, found, QFont(), 200).paint(
            painter, QPointF(0, 0), 24, QColor("black"), QColor("#FF0000")
        )
        painter.end()
        red = [x for x in range(200) if image.pixelColor(x, 3) == QColor("#FF0000")]
        marked[str(found)] = red
    assert marked["[]"] == []
    assert min(marked["[(2, 5)]"]) > 5
    assert max(marked["[(2, 5)]"]) < 150
