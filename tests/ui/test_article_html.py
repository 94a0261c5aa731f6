"""From an article's HTML to rich text: nothing but what is known comes through."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from helppanel.ui.article import document, links
from helppanel.ui.article.body import ArticleBody
from helppanel.ui.article.rich_html import rich_html
from helppanel.ui.article.shelf import Shelf
from helppanel.ui.theme import Theme
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import PDF_ZH

LABELS = {"note": "说明", "tip": "提示", "warning": "注意"}


def rich(html: str) -> str:
    return rich_html(html, Theme("light").css, LABELS)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<img src="file:///etc/passwd"><img src="https://evil.example/x.png">',
        '<p onclick="x()" style="background: url(https://evil.example)">a</p>',
        '<a href="javascript:x()">a</a><a href="file:///etc/passwd">b</a><a href="data:text/html,x">c</a>',
        '<link rel="stylesheet" href="https://evil.example/x.css"><style>p { color: red }</style>',
        '<ol start="1); x">a</ol><iframe src="https://evil.example"></iframe>',
        '<object data="x">y</object><embed src="x"><video src="x">',
    ],
)
def test_hostile_html_is_harmless(html: str) -> None:
    """Scripts, pictures, styles and strange links of a foreign pack never reach the rich text."""
    result = rich(html)
    assert not any(
        word in result for word in ("evil", "passwd", "alert", "x()", "javascript", "data:", "red")
    )


@given(st.text() | st.text("<>/='\"&;abolipqu ").map(lambda soup: soup * 3))
def test_any_text_is_one(text: str) -> None:
    """No input makes the writer fail."""
    rich(text)
    links.is_followed(text)
    links.article_of(text)


def test_boxes_are_labelled() -> None:
    """Every box says in words what it is, even one that begins with a list."""
    for kind, label in LABELS.items():
        assert label in rich(f'<blockquote class="{kind}"><p>a</p></blockquote>')
        assert label in rich(f'<blockquote class="{kind}"><ul><li>a</li></ul></blockquote>')
    assert LABELS["note"] in rich('<blockquote class="unheard-of"><p>a</p></blockquote>')
    assert rich('<blockquote class="tip"><p>a</p><p>b</p></blockquote>').count("提示") == 1


def test_the_text_survives(qapp: QApplication) -> None:
    """The document says what the article says, in its order."""
    text = document.build(rich(PDF_ZH.html), Theme("light")).toPlainText()
    places = [
        text.index(words)
        for words in ("嵌入全部字体", "替换不可嵌入的字体", "思源宋体", "pdffonts", "仍有问题")
    ]
    assert places == sorted(places)


def test_numbers_go_on(qapp: QApplication) -> None:
    """Steps count from where the list says, each list for itself."""
    html = "<ol><li>a</li><li>b</li></ol><p>x</p><ol start='3'><li>c</li><li>d<ol><li>e</li></ol></li></ol>"
    built = document.build(rich(html), Theme("light"))
    numbers = {block.text(): document.step_number(block) for block in document.blocks(built)}
    assert numbers == {"a": 1, "b": 2, "x": None, "c": 3, "d": 4, "e": 1}


def test_long_lines_of_code_wrap(qapp: QApplication) -> None:
    """Code that is wider than the column goes on in the next line, its own line breaks kept."""
    built = document.build(rich(f"<pre>{'word ' * 60}\n{'x' * 300}\n  end</pre>"), Theme("light"))
    built.setTextWidth(300)
    assert built.size().width() <= 300
    assert len(built.toPlainText().strip().splitlines()) == 3


@given(st.sampled_from(["light", "dark"]))
@settings(max_examples=2)
def test_headings_are_found(qapp: QApplication, theme: str) -> None:
    """The headings of the document are those of the article, in both themes."""
    built = document.build(rich_html(PDF_ZH.html, Theme(theme).css, LABELS), Theme(theme))
    assert [block.text() for block in document.headings(built)] == [h.title for h in PDF_ZH.headings]


def test_nothing_is_loaded(qapp: QApplication, service: FakeService, tmp_path: Path) -> None:
    """The view hands out no file and no web address, whatever the text asks for."""
    picture = tmp_path / "x.png"
    picture.write_bytes(b"x")
    body = ArticleBody(Theme("light"), "text", Shelf(service, lambda: 1.0, qapp))
    kind = QTextDocument.ResourceType.ImageResource.value
    for name in (picture.as_uri(), str(picture), "https://evil.example/x.png"):
        assert body.loadResource(kind, name) is None
    body.deleteLater()
