"""The queries typed wrongly: each slip does what it says, and always the same."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.relevance import slips
from tests.relevance.derive import KINDS, Query, derive

GOOD = [
    Query("打印文本", ["print"], "keyword"),
    Query("字体设置", ["font"], "keyword"),
    Query("账号密码", ["account"], "keyword"),
    Query("导出 PDF 文档 Writer", ["pdf"], "keyword"),
    Query("打", ["short"], "prefix"),
]


@pytest.mark.parametrize(
    ("syllable", "near"),
    [
        ("zi", {"zhi"}), ("yin", {"ying"}), ("fang", {"fan", "hang"}), ("nan", {"lan", "nang"}),
        ("ba", set()), ("shuang", {"shuan"}), ("rou", {"lou"}), ("chen", {"cheng", "cen"}),
    ],
)  # fmt: skip
def test_near_sounds_are_legal_and_one_confusion_away(syllable: str, near: set[str]) -> None:
    """No near sound is an impossible syllable, and none takes two confusions."""
    assert set(slips.near_sounds(syllable)) == near


def test_every_kind_of_slip_leaves_no_query_as_it_was_and_knows_its_answer() -> None:
    """A derived query differs from its source, keeps its relevant pages, and comes only from keywords."""
    sources = {query.relevant[0]: query.query for query in GOOD}
    for locale, kinds in KINDS.items():
        found = list(derive(GOOD, locale))
        assert {query.kind for query in found} <= set(kinds)
        for query in found:
            assert query.relevant[0] != "short"
            assert query.query != sources[query.relevant[0]]


def test_the_same_queries_come_out_every_time_and_no_more_than_asked_for() -> None:
    """Figures of different days can be compared, and no kind drowns the others."""
    first, second = list(derive(GOOD, "zh-CN", 2)), list(derive(GOOD, "zh-CN", 2))
    assert first == second
    assert max(Counter(query.kind for query in first).values()) == 2


def test_one_character_is_wrong_and_the_rest_as_meant() -> None:
    """Wrong characters replace exactly one; the length stays."""
    for slip in (slips.near_char, slips.lookalike):
        for seed in range(20):
            typed = slip("账号密码", Random(seed))
            assert typed is not None
            assert sum(a != b for a, b in zip(typed, "账号密码", strict=True)) == 1


def test_slips_of_keys_stay_near_what_was_meant() -> None:
    """A slip in pinyin changes the length by one at most; a slip in a Latin word changes one letter."""
    for seed in range(50):
        typed = slips.slip_pinyin("打印文本", Random(seed))
        assert typed is not None
        assert abs(len(typed) - len("dayinwenben")) <= 1
        word = slips.slip_latin("导出 Writer", Random(seed))
        assert word is not None
        assert sum(a != b for a, b in zip(word, "导出 Writer", strict=True)) == 1
    assert slips.slip_latin("打印 PDF", Random(0)) is None


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("images", ["image"]), ("copies", ["copy"]), ("boxes", ["box"]), ("formatting", ["format"]),
        ("deleting", ["deleted"]), ("creating", ["create"]), ("access", ["accesses"]),
        ("library", ["libraries"]), ("margin", ["margins"]),
    ],
)  # fmt: skip
def test_words_are_inflected_as_people_do(word: str, forms: list[str]) -> None:
    """Plural and singular, with and without -ing."""
    found = {slips.inflected(word, Random(seed)) for seed in range(20)}
    assert found == set(forms)


def test_full_width_keeps_every_character_in_its_place() -> None:
    """Letters become their wide twins and Chinese stays."""
    assert slips.full_width("导出 PDF-2", Random(0)) == "导出\u3000ＰＤＦ－２"
    assert slips.full_width("导出", Random(0)) is None
