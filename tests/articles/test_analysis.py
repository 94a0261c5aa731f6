"""How text becomes units."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helppanel.articles.analysis import BREAK, MAX_WORD, Analyser, plain


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("打印机", ["打", "印", "机"]),
        ("導出PDF檔案", ["导", "出", "pdf", "档", "案"]),
        ("Printing printers", ["print", "printer"]),
        ("E-2107", ["e-2107", "e", "2107", "e2107"]),
        (".docx", [".docx", "docx"]),
        ("Ctrl+S", ["ctrl+s", "ctrl", "s", "ctrls"]),
        ("C++ C#", ["c++", "c", "c#", "c"]),
        ("ＰＤＦ", ["pdf"]),
        ("ConvertToURL", ["converttourl", "convert", "to", "url"]),
        ("QFileDialog", ["qfiledialog", "q", "file", "dialog"]),
        ("user's", ["user"]),
        ("400-677-5005", ["400-677-5005", "400", "677", "5005", "4006775005"]),
        ("", []),
        ("。！ -- ", []),
    ],
)
def test_what_text_becomes(analyser: Analyser, text: str, units: list[str]) -> None:
    """Characters stay alone and become simplified; words give themselves, parts and both joined."""
    assert [unit for unit in analyser.units(text) if unit != BREAK] == units


@pytest.mark.parametrize(
    "ways",
    [
        ("E-2107", "e-2107", "Ｅ－２１０７"),
        ("Ctrl+S", "ctrl+s", "CTRL+S"),
        ("列印檔案", "列印档案"),
        ("user’s", "user's", "USER'S"),
    ],
)
def test_ways_to_write_the_same(analyser: Analyser, ways: tuple[str, ...]) -> None:
    """Case, width, apostrophes and the form of characters make no difference."""
    assert len({tuple(analyser.units(way)) for way in ways}) == 1


def test_sentences_and_blocks_end_with_a_break(analyser: Analyser) -> None:
    """No two units are neighbours over the end of a sentence or a line; there is one break between them."""
    assert analyser.units("一。二\n\n三") == ["一", BREAK, "二", BREAK, "三", BREAK]
    assert analyser.units("One. Two 3.5") == ["one", BREAK, "two", "3.5", "3", "5", "35", BREAK]


def test_tokens_know_where_they_stand(analyser: Analyser) -> None:
    """A token's places are those of the text as it was written."""
    text = "导出 ＰＤＦ。再打印"
    found = [(text[token.start : token.end], token.text) for token in analyser.tokens(text) if token]
    assert found == [("导出", "导出"), ("ＰＤＦ", "PDF"), ("再打印", "再打印")]


@settings(deadline=None)
@given(st.text(st.characters()) | st.text("aB1.-+_/@'’ß#Ⅷ打應印İ ", max_size=30))
@example("ﷺ")
@example("a" * 500)
def test_any_text_has_units(text: str) -> None:
    """No text raises; tokens lie in it one after the other; no unit is longer than a word may be."""
    analyser, done = Analyser(), 0
    assert len(plain(text)) == len(text)
    for token in filter(None, analyser.tokens(text)):
        assert done <= token.start < token.end <= len(text)
        done = token.end
    for unit in analyser.units(text):
        assert unit == BREAK or len(unit) <= 3 * MAX_WORD
