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


WORDS = {"显示", "另存为", "文档", "打印", "设置", "页面", "选择", "别的"}


def test_a_snippet_ends_with_a_sentence_if_one_ends_late() -> None:
    """A sentence that ends in the last third ends the snippet, or a line; a closing mark stays with it."""
    for end in ("。", "！", "。」", "\n"):
        text = f"打印{'话' * 70}{end}{'话' * 300}"
        assert snippet(text, "打印").text == f"打印{'话' * 70}{end.strip()}…"
    early = f"打印{'话' * 20}。{'话' * 300}"
    assert len(snippet(early, "打印").text) > 80


def test_else_a_snippet_ends_with_a_clause() -> None:
    """Where no sentence ends late the last clause ends the snippet, without its mark."""
    text = f"打印{'话' * 63}，{'话' * 10}、{'话' * 300}"
    assert snippet(text, "打印").text == f"打印{'话' * 63}，{'话' * 10}…"


def test_else_no_chinese_word_is_cut() -> None:
    """Neither end of a snippet lies inside a word that the articles know, however much is before."""
    for shift in range(12):
        text = "选" * shift + "文档设置页面选择" * 20 + "打印" + "显示另存为文档" * 30
        shown = cut(text, marks("打印").matches(text), "", WORDS.__contains__)
        begin = shown.text.strip("…")
        assert begin[:2] in WORDS
        assert begin[-2:] in WORDS or begin[-3:] in WORDS


def test_letters_digits_and_matches_in_chinese_stay_whole() -> None:
    """A word in letters, a code, a number or a match at the end is shown whole or not at all."""
    for shift in range(10):
        for word in ("LibreOffice", "1234567", "E-2107"):
            text = "打印" + "话" * (82 + shift) + word + "话" * 50
            shown = snippet(text, "打印").text.strip("…")
            assert shown.endswith(("话", word))
            assert len(shown) > 60
        text = "打印" + "话" * (80 + shift) + "导出文档" + "话" * 50
        # "导出" and "文档" are two matches.
        assert snippet(text, "打印 导出文档").text.strip("…").endswith(("话", "导出", "文档"))


def test_rows_of_tables_show_no_pipes() -> None:
    """Between the cells of a row stand dots, ends and rules go, and highlights stay on their words."""
    text = "公式\n| 公式 | =B8-SUM(B10:B14) | 打印 |\n| --- | :---: |\n|  | 打印 | x |\n打印"
    shown = snippet(text, "打印")
    assert shown.text == "…公式 · =B8-SUM(B10:B14) · 打印  打印 · x 打印"
    assert marked(shown) == ["打印"] * 3
    assert snippet("打印 a | b", "打印").text == "打印 a | b"


def test_a_piece_of_a_row_shows_no_pipes() -> None:
    """A snippet that begins or ends inside a row has none either."""
    text = "| " + " | ".join(f"格{number}" for number in range(200)) + " | 打印 | " + "尾 | " * 200
    shown = snippet(text, "打印")
    assert "|" not in shown.text
    assert marked(shown) == ["打印"]


@settings(max_examples=200, deadline=None)
@given(ANY | LIKELY.map(lambda text: text * 20), LIKELY, ANY)
def test_snippets_are_sound(text: str, query: str, otherwise: str) -> None:
    """For any text, query and summary the piece is short, on one line, and its highlights lie inside."""
    shown = snippet(text, query, otherwise)
    assert is_sound(shown.text, shown.spans)
    assert "\n" not in shown.text
    assert 0 <= shown.start <= len(text)
    assert len(shown.text) <= max([WIDTH, *(end - start for start, end in shown.spans)]) + 2
