"""Pinyin, homophones and look-alikes as words of the articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.decoder import BEST, Reading, decode, decode_initials
from helppanel.articles.lexicon import Lexicon

from .vocabularies import lexicon

WORDS = "打印 打印机 文档 字体 显示 保存 导出 方案 西安 女儿 页面 设置 未来 末尾 打 印 大 因"
NONE: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon(WORDS, "打印-文档 字体-显示")


def best(atoms: str, words: Lexicon, stops: frozenset[int] = NONE) -> Reading:
    """The likeliest reading."""
    return decode(atoms, stops, words)[0]


@pytest.mark.parametrize(
    ("atoms", "meant"),
    [
        ("打印", "打印"),
        ("dayin", "打印"),
        ("dayinwendang", "打印 文档"),
        ("打yin", "打印"),
        ("da印wendang", "打印 文档"),
        ("fangan", "方案"),
        ("xian", "西安"),
        ("nver", "女儿"),
        ("nuer", "女儿"),
        ("dayinj", "打印机"),
        ("zitixians", "字体 显示"),
    ],
)
def test_pinyin_and_characters_are_read_together(words: Lexicon, atoms: str, meant: str) -> None:
    """Pinyin in full, to the last letter or not, alone or among characters, spells words."""
    found = best(atoms, words)
    assert (" ".join(found.words), found.changed, found.unknown) == (meant, 0, 0)
    assert found.share > 0.5


@pytest.mark.parametrize(
    ("atoms", "meant"),
    [("打应", "打印"), ("保纯", "保存"), ("大印机", "打印机"), ("末来", "未来"), ("未尾", "末尾")],
)
def test_one_wrong_character_is_seen_through(words: Lexicon, atoms: str, meant: str) -> None:
    """A character that sounds the same, nearly the same, or looks alike stands for the right one."""
    found = best(atoms, words)
    assert (found.words, found.changed, found.unknown) == ((meant,), 1, 0)


@pytest.mark.parametrize(
    ("atoms", "meant"),
    [("daying", "打印"), ("sezhi", "设置"), ("shezi", "设置"), ("baochun", "保存"), ("xianshi", "显示")],
)
def test_near_sounds_are_one(words: Lexicon, atoms: str, meant: str) -> None:
    """Syllables that many people do not tell apart are typed for one another."""
    assert best(atoms, words).words == (meant,)


def test_what_sounds_right_comes_before_what_sounds_near() -> None:
    """Of two words that sound near each other the one that was spelled wins, and the other stays possible."""
    found = decode("shiji", NONE, lexicon("实际 四季"))
    assert [reading.words for reading in found[:2]] == [("实际",), ("四季",)]


def test_the_neighbours_decide_between_homophones() -> None:
    """Words that stand side by side in the articles are read together."""
    alone, beside = lexicon("权利 权力 使用"), lexicon("权利 权力 使用", "使用-权力")
    assert best("quanli", alone).share == pytest.approx(0.5, abs=0.01)
    assert best("shiyongquanli", beside).words == ("使用", "权力")


def test_an_unknown_syllable_leaves_the_rest(words: Lexicon) -> None:
    """What no word explains is left out and counted; the words around it are still read."""
    assert best("dayinhenwendang", words).words == ("打印", "文档")
    assert best("dayinhenwendang", words).unknown == 1
    assert best("打印啊文档", words).words == ("打印", "啊", "文档")
    assert best("打印啊文档", words).unknown == 1


def test_no_word_reaches_over_a_stop(words: Lexicon) -> None:
    """Characters on both sides of a space are no word together."""
    assert best("打印", words, frozenset({1})).words == ("打", "印")


def test_letters_that_are_no_syllables_have_no_reading(words: Lexicon) -> None:
    """Where no way leads to the end there is no reading, not half of one."""
    assert decode("dayinqqwendang", NONE, words) == []
    assert decode("打印qq", NONE, words) == []


@pytest.mark.parametrize(
    ("letters", "meant"),
    [("dy", "打印"), ("dyj", "打印机"), ("dywd", "打印 文档"), ("ztxs", "字体 显示"), ("zt", "字体")],
)
def test_initials_stand_for_words(words: Lexicon, letters: str, meant: str) -> None:
    """The first letters of syllables are read as words, or as several one after the other."""
    found = decode_initials(letters, words)
    assert " ".join(found[0].words) == meant


def test_initials_of_no_word_have_no_reading(words: Lexicon) -> None:
    """First letters that no word has are nothing."""
    assert decode_initials("qq", words) == []
    assert decode_initials("dyqq", words) == []


TYPED = st.text("打印文档字体显示应因末未啊dayinwezxshg", max_size=14)


@settings(max_examples=80, deadline=None)
@given(TYPED, st.frozensets(st.integers(1, 13), max_size=3))
def test_readings_are_sound(words: Lexicon, atoms: str, stops: frozenset[int]) -> None:
    """Any characters and letters have a few different readings, whose shares make one."""
    found = decode(atoms, stops, words)
    assert len(found) <= BEST
    assert len({reading.words for reading in found}) == len(found)
    if found:
        assert sum(reading.share for reading in found) == pytest.approx(1)
        assert all(reading.changed >= 0 <= reading.unknown <= len(atoms) for reading in found)
    assert decode(atoms, stops, words) == found


def test_a_locale_without_chinese_reads_none() -> None:
    """Where the articles hold no words in characters nothing is read, and nothing fails."""
    none = lexicon("")
    assert decode("dayin", NONE, none)[0].words == ()
    assert decode("打印", NONE, none)[0].unknown == 2
    assert decode_initials("dy", none) == []
