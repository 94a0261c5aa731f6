"""Terms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.text import clean, fold, normalise, terms


def test_characters_become_bigrams_and_the_last_one_a_term() -> None:
    """A run of characters gives every neighbouring pair and its last character."""
    assert terms("打印机") == ["打印", "印机", "机"]
    assert terms("打") == ["打"]


@pytest.mark.parametrize(
    ("text", "whole", "also"),
    [
        ("E-2107", "e-2107", {"e", "2107", "e2107"}),
        ("存为.docx。", ".docx", {"docx"}),
        ("Ctrl+S", "ctrl+s", {"ctrl", "s"}),
        ("C++", "c++", {"c"}),
        ("support@wps.cn", "support@wps.cn", {"wps", "cn"}),
        ("400-677-5005", "400-677-5005", {"4006775005"}),
    ],
)
def test_joined_words_stay_findable_whole_and_in_parts(text: str, whole: str, also: set[str]) -> None:
    """Codes, file types, shortcuts and numbers are terms as typed, in parts, and joined."""
    assert whole in terms(text)
    assert also <= set(terms(text))


def test_widths_and_cases_are_one() -> None:
    """Full-width letters and capitals give the same terms as plain ones."""
    assert terms("ＰＤＦ Print") == terms("pdf print")


def test_latin_next_to_characters_is_a_word_of_its_own() -> None:
    """Letters glued to characters are cut from them."""
    assert terms("导出PDF文件") == ["导出", "出", "pdf", "文件", "件"]


@settings(deadline=None)
@given(st.text())
def test_any_text_has_terms_that_find_it_again(text: str) -> None:
    """No text raises, every term is a term of itself, and folding keeps every character in its place."""
    assert len(fold(text)) == len(text)
    for term in terms(text):
        assert term in terms(term)


@settings(deadline=None)
@given(st.text(st.characters()))
def test_clean_text_can_be_stored(text: str) -> None:
    """Cleaning gives encodable text of one kind of line end, and a second time changes nothing."""
    cleaned = clean(text)
    cleaned.encode()
    assert "\r" not in cleaned
    assert clean(cleaned) == cleaned
    normalise(text)
