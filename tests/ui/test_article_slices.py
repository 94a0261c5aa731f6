"""An article in slices is the article."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from helppanel.ui.article import document, rich_html
from helppanel.ui.theme import Theme
from tests.ui.reading_samples import PDF_ZH

LABELS = {"note": "说明", "tip": "提示", "warning": "注意"}
THEME = "light"


def cut(html: str) -> tuple[str, ...]:
    return rich_html.slices(html, Theme(THEME).css, LABELS)


def seen(built: QTextDocument) -> list[tuple[Any, ...]]:
    """Where every block is, what it says and how it is marked."""
    built.setTextWidth(528)
    layout, found = built.documentLayout(), []
    for block in document.blocks(built):
        place, style = layout.blockBoundingRect(block), block.blockFormat()
        found.append((place, style.headingLevel(), document.step_number(block), block.text()))
    return found


def test_slices_are_the_whole(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block of an article shown slice by slice is where it is when all is shown at once."""
    monkeypatch.setattr(rich_html, "SLICE", 60)
    theme = Theme(THEME)
    parts = cut(PDF_ZH.html * 3)
    assert len(parts) > 20
    whole = document.build("".join(parts), theme)
    grown = document.build(parts[0], theme)
    for part in parts[1:]:
        document.append(grown, part, theme)
    assert seen(grown) == seen(whole)


def test_long_lists_count_on(qapp: QApplication) -> None:
    """A list of a thousand steps is cut, and its steps count to a thousand all the same."""
    theme = Theme(THEME)
    parts = cut(
        '<ol start="3">' + "".join(f"<li>步骤{n}<ul><li>x</li></ul></li>" for n in range(1_000)) + "</ol>"
    )
    assert len(parts) > 10
    built = document.build(parts[0], theme)
    for part in parts[1:]:
        document.append(built, part, theme)
    numbers = [document.step_number(block) for block in document.blocks(built)]
    assert [number for number in numbers if number] == list(range(3, 1_003))


@given(
    st.lists(st.sampled_from(["<ol>", "</ol>", "<li>", "</li>", "<p>", "</p>", "<table>", "x" * 900, "</a>"]))
)
def test_any_soup_keeps_its_words(pieces: list[str]) -> None:
    """However the elements are nested, no word is lost between two slices."""
    together = re.sub("<[^>]*>", "", "".join(cut("".join(pieces))))
    assert together.count("x") == "".join(pieces).count("x")
