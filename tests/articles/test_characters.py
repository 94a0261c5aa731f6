"""The table of characters: simplified forms, readings, look-alikes and near sounds."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from helppanel import assets
from helppanel.articles import characters


def test_simplify_maps_each_character_in_its_place() -> None:
    """Traditional text becomes simplified, and what is simplified or no Chinese at all stays as it is."""
    assert characters.simplify("打應軟體「列印」頁面設定 E-2107") == "打应软体「列印」页面设定 E-2107"
    assert characters.simplify("打印页面 café 😀") == "打印页面 café 😀"


@given(st.text())
def test_simplify_keeps_the_length_of_any_text(text: str) -> None:
    """Highlight ranges found in simplified text hold in the original, whatever it is."""
    once = characters.simplify(text)
    assert len(once) == len(text)
    assert characters.simplify(once) == once


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("印", ("yin",)),
        ("绿", ("lv", "lu")),
        ("行", ("xing", "hang")),
        ("重", ("zhong", "chong")),
        ("應", ("ying",)),
        ("A", ()),
        ("", ()),
    ],
)
def test_readings_come_without_tones_most_common_first(char: str, expected: tuple[str, ...]) -> None:
    """A character's readings are what an input method would take for it."""
    assert characters.readings(char) == expected


def test_every_reading_is_a_legal_syllable_and_every_syllable_is_read() -> None:
    """The table and the list of syllables agree, but for the few syllables that only interjections have."""
    read = {reading for char in characters.known() for reading in characters.readings(char)}
    assert read <= characters.SYLLABLES
    assert characters.SYLLABLES - read <= {"chua", "den", "dia", "eng", "kei", "lo", "zhei"}
    assert 400 <= len(characters.SYLLABLES) <= 420


def test_the_common_characters_are_all_there_with_a_reading() -> None:
    """No character of GB 2312, which office texts are written with, is missing."""
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    common = [char for pair in pairs if (char := pair.decode("gb2312", errors="ignore"))]
    assert len(common) == 6763
    assert not [char for char in common if not characters.readings(char)]
    usual = [lazy_pinyin(char, style=Style.NORMAL, v_to_u=False)[0] for char in common]
    first = sum(characters.readings(char)[0] == reading for char, reading in zip(common, usual, strict=True))
    assert first / len(common) > 0.98


@pytest.mark.parametrize(
    "pair",
    [
        "未末",
        "己已",
        "已巳",
        "士土",
        "侯候",
        "拔拨",
        "戊戌",
        "戊戍",
        "免兔",
        "历厉",
        "日曰",
        "辩辨",
        "辨辫",
        "字宇",
        "贝见",
    ],
)
def test_known_lookalikes_are_found_both_ways(pair: str) -> None:
    """Textbook pairs of 形近字 look alike in the table too."""
    one, other = pair[0], pair[1]
    assert other in characters.lookalikes(one)
    assert one in characters.lookalikes(other)


def test_lookalikes_are_few_and_known_and_other_characters() -> None:
    """A row never offers more than six, never itself, nothing twice and nothing that is not in the table."""
    known = set(characters.known())
    for char in known:
        others = characters.lookalikes(char)
        assert len(others) <= 6
        assert len(set(others)) == len(others)
        assert char not in others
        assert known.issuperset(others)


@pytest.mark.parametrize(
    "pair",
    [
        "zi zhi", "cai chai", "si shi", "nan lan", "rou lou", "fei hui", "feng hong", "fu hu", "yin ying",
        "ban bang", "fen hun", "shen seng", "guan guang", "lian niang", "lv lu", "lue lve",
    ],
)  # fmt: skip
def test_near_sounds_have_one_form(pair: str) -> None:
    """The mergers that input methods call 模糊音 are one under `near`."""
    one, other = pair.split()
    assert characters.near(one) == characters.near(other)


def test_syllables_that_nobody_confuses_stay_apart() -> None:
    """`near` merges no more than it says: at most a dozen syllables to a form, and none across vowels."""
    assert characters.near("dong") != characters.near("don")
    assert characters.near("da") != characters.near("ta")
    assert characters.near("bi") != characters.near("pi")
    assert characters.near("hei") != characters.near("fei")
    groups: dict[str, set[str]] = {}
    for syllable in characters.SYLLABLES:
        groups.setdefault(characters.near(syllable), set()).add(syllable)
    assert max(map(len, groups.values())) <= 12


def test_the_table_is_small_and_read_fast_and_not_before_it_is_needed() -> None:
    """The file stays under 350 KB; a first answer takes about 10 ms (here: under 50, for slow machines)."""
    assert assets.path("search/characters.tsv").stat().st_size <= 350_000
    code = "import helppanel.articles.characters as c; assert c._lines.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", code], check=True)
    characters._lines.cache_clear()
    begun = time.perf_counter()
    assert characters.readings("打") == ("da",)
    assert time.perf_counter() - begun < 0.05
