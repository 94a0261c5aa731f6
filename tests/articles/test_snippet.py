"""Snippets and highlights."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helppanel.articles import snippet
from helppanel.articles.highlight import spans
from helppanel.articles.model import Span
from helppanel.articles.pack import Pack
from helppanel.articles.query import parse

from .samples import packed, write


def marked(text: str, found: tuple[Span, ...]) -> list[str]:
    """The highlighted pieces of `text`."""
    return [text[start:end] for start, end in found]


def inside(text: str, found: tuple[Span, ...]) -> bool:
    """Whether `found` lies inside `text`, ascending and apart."""
    places = [place for span in found for place in span]
    return places == sorted(set(places)) and all(0 <= place <= len(text) for place in places)


@pytest.mark.parametrize(
    ("text", "query", "pieces"),
    [
        ("打开打印预览窗口", "打印预览", ["打印预览"]),
        ("导出PDF与ＰＤＦ", "pdf", ["PDF", "ＰＤＦ"]),
        ("Printing prints a print", "print", ["Print", "print", "print"]),
        ("ink printing drinks ink", "ink paper", ["ink", "ink"]),
        ("代码 E-2107。", "e-2107", ["E-2107"]),
        ("出现在导出文件时", "导出文", ["导出文"]),
        ("另存为…打印", "打印", ["打印"]),
    ],
)
def test_what_is_highlighted(text: str, query: str, pieces: list[str]) -> None:
    """Whole phrases, words in any width, beginnings of the last word, and no parts inside other words."""
    assert marked(text, spans(text, parse(query).sought)) == pieces


def test_the_snippet_is_cut_around_the_best_place() -> None:
    """Of many places the one with most of the query is shown, from the start of its sentence, with marks."""
    text = "打印在前面。" + "无关的话说了很多。" * 60 + "先打印预览，再导出文件。" + "后面还有。" * 60
    shown, found = snippet.cut(text, parse("打印 导出文件").sought, "")
    assert shown.startswith("…先打印预览，再导出文件。")
    assert shown.endswith("…")
    assert marked(shown, found) == ["打印", "导出文件"]
    assert len(shown) < 100


def test_english_snippets_end_between_words() -> None:
    """A cut never leaves half an English word at either end."""
    words = [f"word{number}" for number in range(300)]
    shown, _ = snippet.cut(" ".join(words), parse("word150").sought, "")
    assert set(shown.strip("…").split()) <= set(words)
    assert "word150" in shown


def test_without_a_match_in_the_text_the_summary_is_shown() -> None:
    """An article found by its title alone shows how it begins."""
    assert snippet.cut("正文。", parse("标题").sought, "概要。") == ("概要。", ())


@settings(deadline=None)
@given(st.text(), st.text(max_size=12), st.text(max_size=300))
@example("ß", "ss", "")
@example("ﬁ…", "fi", "")
@example("İ i̇", "i", "")
def test_highlights_always_lie_inside(text: str, query: str, otherwise: str) -> None:
    """For any text and query, the snippet has its highlights inside, ascending and apart."""
    sought = parse(query).sought
    shown, found = snippet.cut(text, sought, otherwise)
    assert inside(shown, found)
    assert inside(text, spans(text, sought))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack with mixed text."""
    folder = tmp_path_factory.mktemp("mixed")
    write(folder, "a", "打印预览…与ﬁle、ＰＤＦ。\n\n## Ctrl+S\n\n" + "E-2107 说明。" * 50, title="打印 print")
    write(folder, "b", "一\n\n" * 30, title="ß İ")
    return packed(folder)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters()) | st.text("打印预览PpDdFf ß…E-2107.+/İﬁ", max_size=20))
def test_no_query_raises(pack: Pack, query: str) -> None:
    """Any text, lone surrogates included, is a query whose hits have sound highlights."""
    for hit in pack.search(query).hits:
        assert inside(hit.title, hit.title_spans)
        assert inside(hit.snippet, hit.snippet_spans)


def test_a_very_long_query_is_answered(pack: Pack) -> None:
    """A pasted page is cut, not refused."""
    assert pack.search("打印" * 100_000).total == 1
