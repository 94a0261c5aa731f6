"""The Chinese words of the articles, by how they are spelled."""

from __future__ import annotations

import pytest

from helppanel.articles.lexicon import key_of

from .vocabularies import lexicon


def test_what_sounds_near_has_one_key() -> None:
    """Spellings that people mix up share a key, others do not."""
    assert key_of("da yin") == key_of("da ying") != key_of("da yun")
    assert key_of("she zhi") == key_of("se zi")


def test_words_are_found_by_their_beginnings() -> None:
    """The first characters, and the first letters of the spelling, lead to longer words."""
    words = lexicon("打印 打印机 文档")
    assert [words.words[number] for number in words.starting("打印")] == ["打印机"]
    assert [words.words[number] for number in words.starting("打")] == ["打印", "打印机"]
    assert [words.words[number] for number in words.spelled_from("dayinj")] == ["打印机"]
    assert [words.words[number] for number in words.spelled_from("w")] == ["文档"]
    assert list(words.starting("无")) == []


def test_frequent_words_and_known_neighbours_cost_less() -> None:
    """A word costs less after the one it is often found behind."""
    words = lexicon("打印 文档 字体", "打印-文档")
    printing, document, font = map(words.number, ("打印", "文档", "字体"))
    assert words.cost(document, printing) < words.cost(font, printing)
    assert words.cost(document, -1) == pytest.approx(words.cost(font, -1))
    assert words.number("不是") == -1
