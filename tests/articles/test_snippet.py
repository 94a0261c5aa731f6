"""The piece of a text that a result shows."""

from __future__ import annotations

from hypothesis import given, settings

from helppanel.articles.highlight import Match
from helppanel.articles.snippet import WIDTH, Snippet, cut

from .test_highlight import ANY, LIKELY, is_sound, marks


def snippet(text: str, query: str, otherwise: str = "") -> Snippet:
    """The snippet of `text` for `query`."""
    return cut(text, marks(query).matches(text), otherwise)


def marked(shown: Snippet) -> list[str]:
    """The highlighted pieces."""
    return [shown.text[start:end] for start, end in shown.spans]


def test_the_snippet_is_cut_around_the_best_place() -> None:
    """Of many places the one with most of the query is shown, from the start of its sentence, with marks."""
    text = "打印在前面。" + "无关的话说了很多。" * 60 + "先打印预览，再导出文档。" + "后面还有。" * 60
    shown = snippet(text, "打印 导出文档")
    assert shown.text.startswith("…先打印预览，再导出文档。")
    assert shown.text.endswith("…")
    assert marked(shown) == ["打印", "导出文档"]
    assert len(shown.text) <= WIDTH // 2 + 2
    assert text[shown.start :].startswith("先打印")


def test_english_snippets_end_between_words() -> None:
    """A cut never leaves half an English word at either end."""
    words = [f"word{number}" for number in range(300)]
    words[150] = "print"
    shown = snippet(" ".join(words), "print").text
    assert set(shown.strip("…").split()) <= set(words)
    assert "print" in shown
    assert len(shown) <= WIDTH + 2


def test_a_short_text_is_shown_whole() -> None:
    """Nothing is cut off and nothing is marked as left out where everything fits; lines become one."""
    assert snippet("先打印。\n再看。", "打印") == Snippet("先打印。 再看。", ((1, 3),), 0)


def test_without_a_match_in_the_text_the_summary_is_shown() -> None:
    """An article found by its title alone shows how it begins."""
    assert snippet("正文。", "打印", "概要。") == Snippet("概要。")
    long = snippet("", "", "长。" * 200).text
    assert long.endswith("…")
    assert len(long) <= WIDTH // 2 + 1


def test_a_match_longer_than_the_snippet_is_shown_whole() -> None:
    """What was found is never cut in two."""
    text = "a" * 500
    assert cut(text, [Match(0, 500, text)], "").spans == ((0, 500),)


@settings(max_examples=200, deadline=None)
@given(ANY | LIKELY.map(lambda text: text * 20), LIKELY, ANY)
def test_snippets_are_sound(text: str, query: str, otherwise: str) -> None:
    """For any text, query and summary the piece is short, on one line, and its highlights lie inside."""
    shown = snippet(text, query, otherwise)
    assert is_sound(shown.text, shown.spans)
    assert "\n" not in shown.text
    assert 0 <= shown.start <= len(text)
    assert len(shown.text) <= max([WIDTH, *(end - start for start, end in shown.spans)]) + 2
