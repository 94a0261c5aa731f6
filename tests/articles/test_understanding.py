"""What a query is understood as."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.query import MAX_LENGTH, Kind
from helppanel.articles.understanding import Vocabulary

from .vocabularies import understood, vocabulary, weights

_PRINT, _COLOUR = ("打", "印"), ("颜", "色")
CHINESE = vocabulary(
    "打印 打印机 文档 字体 显示 保存 导出 设置 无法",
    "pdf print printer docx .docx word e-2107 e 2107 e2107",
    {_PRINT: [("print",), ("列", "印")], ("pdf",): [("电", "子", "书")]},
)
ENGLISH = vocabulary(
    "", "print printer printing document paper how to e-2107 e 2107 color colour", {("color",): [("colour",)]}
)


@pytest.mark.parametrize(
    ("typed", "meant", "suggestion"),
    [
        ("打印", "打印", ""),
        ("打應", "打印", "打印"),
        ("dayin", "打印", "打印"),
        ("da yin", "打印", "打印"),
        ("打yin", "打印", "打印"),
        ("打印ji", "打印机", "打印机"),
        ("ztxs", "显示", ""),
        ("导出PDF", "pdf", ""),
        ("ＰＤＦ", "pdf", ""),
        ("prnit", "print", "print"),
        ("prnt", "print", "print"),
        ("导出 ptf dayin", "pdf", ""),
        ("E-2107", "e-2107", ""),
        (".docx", ".docx", ""),
        ("printed", "print", ""),
        ("無法保存", "保存", ""),
    ],
)
def test_what_chinese_users_mean(typed: str, meant: str, suggestion: str) -> None:
    """Characters, pinyin, initials, codes and slips become words; what is sure is suggested."""
    query = understood(typed, CHINESE)
    assert weights(query)[meant] > 0.5
    if suggestion or typed != "导出 ptf dayin":
        assert query.suggestion == suggestion


@pytest.mark.parametrize(
    ("typed", "meant", "suggestion"),
    [
        ("how to print", "print", ""),
        ("documnet papr", "document", "document paper"),
        ("Prnit, please", "print", "print, please"),
        ("printers", "printer", ""),
        ("pri", "print", ""),
        ("COLOR", "color", ""),
    ],
)
def test_what_english_users_mean(typed: str, meant: str, suggestion: str) -> None:
    """Slips, endings and words half typed become the words of the articles; the rest of the text stays."""
    query = understood(typed, ENGLISH)
    assert weights(query)[meant] > 0.5
    assert query.suggestion == suggestion


def test_another_code_is_no_slip() -> None:
    """An error code that no article has is not taken for one that differs in a digit."""
    for own in (CHINESE, ENGLISH):
        query = understood("E-2108", own)
        assert "e-2107" not in weights(query)
        assert "2107" not in weights(query)
        assert query.suggestion == ""


def test_only_the_last_word_may_go_on() -> None:
    """A word is completed if it is the last and nothing follows it, not even a space after a whole word."""
    assert "printer" in weights(understood("paper prin", ENGLISH))
    assert "printer" not in weights(understood("prin paper", ENGLISH))
    assert (understood("paper prin", ENGLISH).beginning, understood("prin ", ENGLISH).beginning) == (
        "prin",
        "",
    )
    ending = [term for term in understood("打印", CHINESE).terms if term.units == ("打", "印", "机")]
    assert [term.kind for term in ending] == [Kind.ENDING]


def test_synonyms_weigh_less_than_what_was_typed() -> None:
    """Other words for the same thing are looked up too, in both kinds of writing, and marked as such."""
    for typed, other in (("打印", "print"), ("dayin", "列印"), ("pdf", "电子书")):
        query = understood(typed, CHINESE)
        found = {"".join(term.units): term for term in query.terms}[other]
        assert found.kind is Kind.SYNONYM
        assert 0 < found.weight < 0.5


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("DAYIN", {"打印"}),
        ("DaYin", {"打印"}),
        ("dǎyìn", {"打印"}),
        ("da'yin", {"打印"}),
        ("daochu pdf", {"导出", "pdf"}),
        ("pdf daochu", {"导出", "pdf"}),
        ("daochuPDF", {"导出", "pdf"}),
        ("PDFdaochu", {"导出", "pdf"}),
        ("打y", {"打印"}),
        ("保c", {"保存"}),
    ],
)
def test_pinyin_beside_words_and_in_any_dress(typed: str, meant: set[str]) -> None:
    """Pinyin is read in capitals, with tones, beside names in any order, and from one letter on."""
    found = weights(understood(typed, CHINESE))
    assert all(found.get(word, 0.0) > 0.5 for word in meant)


@pytest.mark.parametrize(
    ("typed", "own"),
    [
        ("DAYIN", CHINESE),
        ("PRINT", CHINESE),
        ("ｐｒｉｎｔ", CHINESE),
        ("wurd", CHINESE),
        ("printed", ENGLISH),
        ("papxx", ENGLISH),
        ("cover", ENGLISH),
    ],
)
def test_what_was_typed_is_never_suggested(typed: str, own: Vocabulary) -> None:
    """A suggestion is another word than the one typed, and only one from which a hand slips."""
    assert understood(typed, own).suggestion in ("", "打印")


def test_a_synonym_stands_in_for_an_unknown_word() -> None:
    """Where no article holds a word, its synonyms weigh nearly as much as if they had been typed."""
    own = vocabulary(
        "打印 窗口", "print", {("视", "窗"): [("窗", "口")], ("打", "印"): [("print",)]}, unheard="视窗"
    )
    assert weights(understood("视窗", own))["窗口"] > 0.5
    assert weights(understood("shichuang", own))["窗口"] > 0.5
    assert weights(understood("打印", own))["print"] < 0.5


def test_words_of_asking_weigh_little() -> None:
    """The words of a question weigh less than what it is about, whether the articles know them or not."""
    for typed, own, asking, about in (
        ("怎么打印", CHINESE, ("怎", "么"), "打印"),
        ("无法打印", CHINESE, ("无法",), "打印"),
        ("how to print", ENGLISH, ("how", "to"), "print"),
    ):
        found = weights(understood(typed, own))
        assert all(found[word] < found[about] / 2 for word in asking)


def test_exact_words_are_kept() -> None:
    """The words in letters are known as they were typed, in lower case."""
    assert understood("导出 PDF Prnit", CHINESE).exact == ("pdf", "prnit")


def test_the_other_locale_knows_words_too() -> None:
    """A Latin word that only the English pages have is a word, and a slip in it is seen."""
    other = vocabulary("", "watermark watermarks")
    assert weights(understood("watermrak", CHINESE, other))["watermark"] > 0.5
    assert understood("watermark", CHINESE, other).suggestion == ""


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(), max_size=40)
    | st.text("打印应無法dayinprtE-2107.+ '’ßİ。", max_size=30)
    | st.text("a ", min_size=200, max_size=400),
    st.sampled_from([CHINESE, ENGLISH, vocabulary("")]),
)
def test_any_text_is_a_query(typed: str, own: Vocabulary) -> None:
    """No text raises; weights lie between 0 and 1; the same text always means the same."""
    query = understood(typed, own, ENGLISH)
    assert all(0 < term.weight <= 1 and term.units for term in query.terms)
    assert len({term.units for term in query.terms}) == len(query.terms)
    assert sum(map(len, query.exact)) <= MAX_LENGTH
    query.suggestion.encode()
    assert understood(typed, own, ENGLISH) == query
