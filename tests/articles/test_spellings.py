"""How Chinese words are spelled."""

from __future__ import annotations

import pytest

from helppanel.articles.spellings import spelling
from tests.relevance.spellings import special


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("打印", "da yin"),
        ("行距", "hang ju"),
        ("执行", "zhi xing"),
        ("重新启动", "chong xin qi dong"),
        ("重要", "zhong yao"),
        ("绿色", "lv se"),
        ("の", "の"),
        ("", ""),
    ],
)
def test_words_are_spelled_as_they_are_read(word: str, syllables: str) -> None:
    """A character is spelled as the word has it read; what has no reading stays."""
    assert spelling(word) == syllables


def test_the_table_is_what_the_generator_makes() -> None:
    """The words of the table are those that the generator finds, spelled so."""
    words = special()
    assert len(words) > 2000
    assert [word for word, syllables in words.items() if spelling(word) != " ".join(syllables)] == []
