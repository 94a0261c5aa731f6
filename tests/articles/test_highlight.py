"""Where a text holds what was asked for."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helppanel.articles.analysis import Analyser
from helppanel.articles.highlight import Marks, merged
from helppanel.articles.model import Span

from .vocabularies import understood, vocabulary

KNOWN = vocabulary(
    "打印 打印机 文档 导出 字体 预览", "print printing printer paper happy pdf e-2107 .docx docx c++ ctrl+s"
)


def marks(query: str) -> Marks:
    """What to highlight for `query`."""
    return Marks(understood(query, KNOWN), Analyser())


def marked(text: str, query: str) -> list[str]:
    """The highlighted pieces of `text`."""
    return [text[start:end] for start, end in marks(query).spans(text)]


def is_sound(text: str, found: tuple[Span, ...]) -> bool:
    """Whether `found` lies inside `text`, ascending and apart."""
    places = [place for span in found for place in span]
    return places == sorted(set(places)) and all(0 <= place <= len(text) for place in places)


@pytest.mark.parametrize(
    ("text", "query", "pieces"),
    [
        ("打开打印预览窗口", "打印", ["打印"]),
        ("打开打印预览窗口", "dayin", ["打印"]),
        ("打开打印预览窗口", "dy", ["打印"]),
        ("打开打印预览窗口", "打应", ["打印"]),
        ("打開列印與打印預覽", "打印预览", ["打印預覽"]),
        ("导出PDF与ＰＤＦ", "pdf", ["PDF", "ＰＤＦ"]),
        ("Printing prints a print", "print", ["Printing", "prints", "print"]),
        ("Printing on paper", "pri", ["Printing"]),
        ("print reprint blueprint", "print", ["print"]),
        ("to print on paper", "prnit papr", ["print", "paper"]),
        ("代码 E-2107。", "e-2107", ["E-2107"]),
        ("代码 E-2107，不是 E-2108。", "e2107", ["E-2107"]),
        ("存为 .docx 文件", ".docx", [".docx"]),
        ("按 Ctrl+S 保存", "ctrl+s", ["Ctrl+S"]),
        ("用 C++ 写", "C++", ["C++"]),
        ("unhappily happy", "happy", ["happy"]),
        ("打印", "", []),
        ("", "打印", []),
    ],
)
def test_what_is_highlighted(text: str, query: str, pieces: list[str]) -> None:
    """What was meant is marked as the article writes it, whole words and no parts inside others."""
    assert marked(text, query) == pieces


def test_what_touches_is_one() -> None:
    """Spans that overlap or touch are made one, others stay apart."""
    assert merged([(0, 2), (1, 3), (3, 4), (5, 6)]) == ((0, 4), (5, 6))
    assert merged([(0, 5), (1, 2)]) == ((0, 5),)


@pytest.mark.parametrize(("typed", "text"), [("打印", "Print 与打印"), ("print", "Print 与打印")])
def test_words_for_the_same_thing_are_highlighted(typed: str, text: str) -> None:
    """A synonym that the query was looked up by is marked beside the word typed."""
    own = vocabulary("打印", "print", {("打", "印"): [("print",)], ("print",): [("打", "印")]})
    found = Marks(understood(typed, own), Analyser()).spans(text)
    assert [text[start:end] for start, end in found] == ["Print", "打印"]


def test_a_long_text_is_highlighted_to_the_end() -> None:
    """A whole article is marked throughout, a snippet as far as it needs, and a flood has an end."""
    flood = "打印。" * 10_000
    assert len(marks("打印").spans(flood[:3_000])) == 1_000
    assert len(marks("打印").spans(flood)) == 2_000
    assert len(marks("打印").matches(flood, most=60)) == 60


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LIKELY = st.text("打印應预览PpRrInNtT ß…E-2107.+/İﬁ️\U0001f600é", max_size=40)


@settings(max_examples=250, deadline=None)
@given(ANY | LIKELY, st.text(st.characters(), max_size=20) | LIKELY)
@example("ß", "ss")
@example("ﬁ…", "fi")
@example("İ i̇ pri", "pri")
@example("é print", "print")
@example("\U0001f600打印\U0001f600", "打印")
@example("ǅ print", "print")
def test_highlights_always_lie_inside(text: str, query: str) -> None:
    """For any text and any query the highlights lie in the text, ascending and apart."""
    assert is_sound(text, marks(query).spans(text))
