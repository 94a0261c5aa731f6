"""Finding words in a text, whatever their case and width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.ui.article.matching import MOST, spans

ODD = st.text("aAｂＢ字体ﬁßİ\U0001f600\u0301\u2029 ")


def slices(text: str, word: str) -> list[str]:
    """What is found, by UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return [
        units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") for start, end in spans(text, [word])
    ]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("导出 PDF 与 pdf、ＰＤＦ", "pdf", ["PDF", "pdf", "ＰＤＦ"]),
        ("字体，字体", "字体", ["字体", "字体"]),
        ("\U0001f600字体\U0001f600字", "字", ["字", "字"]),
        ("the ﬁle and STRASSE", "file", ["ﬁle"]),
        ("the ﬁle and STRASSE", "straße", ["STRASSE"]),
        ("aaa", "aa", ["aa"]),
        ("text", "  ", []),
    ],
)
def test_finds(text: str, word: str, found: list[str]) -> None:
    """Case and width do not matter, and places are those of the original text."""
    assert slices(text, word) == found


@given(ODD, st.lists(ODD, max_size=4))
def test_places_lie_in_the_text(text: str, words: list[str]) -> None:
    """For any text and words the places are in order, apart, and inside the text."""
    end, length = 0, len(text.encode("utf-16-le", "surrogatepass")) // 2
    for start, stop in spans(text, words):
        assert end <= start < stop <= length
        end = stop


@given(ODD.filter(str.strip), ODD)
def test_finds_what_is_there(word: str, around: str) -> None:
    """A text finds itself wherever it stands between other letters."""
    assert spans(f"x{around}|{word.strip()}|{around}y", [word])


def test_there_is_an_end() -> None:
    """A letter that is everywhere is marked a limited number of times."""
    assert len(spans("的" * (MOST + 10), ["的"])) == MOST
