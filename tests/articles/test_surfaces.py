"""Words in letters: completed, and found in spite of slips."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.surfaces import LONGEST, Surfaces, _distances

from .vocabularies import surfaces


def plain_distance(one: str, other: str) -> int:
    """The edits between two words, counted cell by cell (optimal string alignment)."""
    table = [[max(i, j) if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            best = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, table[i - 2][j - 2] + 1)
            table[i][j] = best
    return table[-1][-1]


def plain_prefix_distance(one: str, other: str) -> int:
    """The edits between a word and the nearest beginning of another one."""
    return min(plain_distance(one, other[:end]) for end in range(len(other) + 1))


def measured(typed: str, words: list[str], is_prefix: bool) -> list[int]:
    """The distances as they are computed for all words at once."""
    table = np.array(words, f"<U{LONGEST}").view(np.uint32).reshape(len(words), LONGEST)
    lengths = np.array([len(word) for word in words], np.int16)
    found: list[int] = _distances(typed, table, lengths, is_prefix).tolist()
    return found


NEAR = st.text("abc", min_size=1, max_size=8)


@settings(deadline=None)
@given(NEAR, st.lists(NEAR, min_size=1, max_size=8))
def test_distances_are_those_of_the_plain_reference(typed: str, words: list[str]) -> None:
    """Up to two slips, all words at once are as far away as each is alone; none beyond comes nearer."""
    words = [word for word in words if abs(len(word) - len(typed)) <= 2] or [typed]
    for found, word in zip(measured(typed, words, False), words, strict=True):
        assert found == plain_distance(typed, word)


@settings(deadline=None)
@given(NEAR, st.lists(NEAR, min_size=1, max_size=8))
def test_distances_to_beginnings_are_those_of_the_plain_reference(typed: str, words: list[str]) -> None:
    """Up to two slips, the distance to the nearest beginning of a word is right."""
    for found, word in zip(measured(typed, words, True), words, strict=True):
        assert min(found, 3) == min(plain_prefix_distance(typed, word), 3)


@pytest.fixture(scope="module")
def words() -> Surfaces:
    return surfaces("print printer printing paint document documents password synchronise", sprint=1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("prnt", "print"),
        ("prit", "print"),
        ("prinnt", "print"),
        ("pront", "print"),
        ("prnit", "print"),
        ("docment", "document"),
        ("docmuent", "document"),
        ("dcoumnet", "document"),
        ("pasword", "password"),
        ("pssward", "password"),
        ("synchornize", "synchronise"),
    ],
)
def test_slips_are_seen_through(words: Surfaces, typed: str, meant: str) -> None:
    """A letter too few, too many, wrong or swapped, and two of these in long words, lead to the word."""
    assert next(iter(words.nearby(typed))) == meant


@pytest.mark.parametrize("typed", ["pr", "prxxt", "pxxxt", "zzzzzz", "docXXXment", "a" * 25, ""])
def test_what_is_too_far_away_is_left_alone(words: Surfaces, typed: str) -> None:
    """Short words, short words with two slips, and long ones with three, lead nowhere."""
    assert words.nearby(typed) == {}


def test_a_slip_in_half_a_word(words: Surfaces) -> None:
    """The beginning of a word is found with a slip in it, if that is asked for."""
    assert "document" not in words.nearby("docm")
    assert set(words.nearby("docmu", is_prefix=True)) == {"document", "documents"}
    assert "password" in words.nearby("pasw", is_prefix=True)


@pytest.mark.parametrize(
    ("typed", "likely", "less"), [("form", "from", "forn"), ("bar", "bat", "bag"), ("lime", "lite", "dime")]
)
def test_likelier_slips_come_first(typed: str, likely: str, less: str) -> None:
    """Swapped letters and the key beside come before other slips; the first letter is seldom wrong."""
    assert list(surfaces(f"{likely} {less}").nearby(typed)) == [likely, less]


def test_the_word_itself_is_no_slip(words: Surfaces) -> None:
    """What stands in the articles as typed is not corrected to itself."""
    assert "print" not in words.nearby("print")


def test_completions_are_the_most_frequent_longer_words() -> None:
    """A prefix is completed by the words that go on, of many the most frequent; never by itself."""
    found = surfaces("print", printer=3, printing=9, **{f"printa{letter}": 1 for letter in "abcdefgh"})
    assert found.completed("print", 2) == {"printer": 3, "printing": 9}
    assert len(found.completed("prin", 100)) == 11
    assert found.completed("x") == {}
    assert (found.count("print"), found.count("prin"), found.count("zzz")) == (10, 0, 0)
    assert (found.begins("prin"), found.begins("prim")) == (True, False)


def test_a_locale_without_letters() -> None:
    """Articles without a single word in letters complete and correct nothing, and nothing fails."""
    none = surfaces()
    assert (none.nearby("print"), none.completed("p")) == ({}, {})
    assert (none.count("p"), none.begins("p")) == (0, False)


@settings(deadline=None)
@given(st.text(st.characters(), max_size=30), st.booleans())
def test_any_word_may_be_looked_up(words: Surfaces, typed: str, is_prefix: bool) -> None:
    """No text raises, and what is found are words of the articles with the likeliest first."""
    found = words.nearby(typed, is_prefix=is_prefix)
    assert set(found) <= set(words.words)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    words.completed(typed)
