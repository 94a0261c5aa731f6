"""What a query finds, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from .samples import ids, packed, write


def test_titles_come_before_keywords_before_bodies(tmp_path: Path) -> None:
    """However often a body repeats a word, an article with it as a keyword or in its title comes first."""
    write(tmp_path, "body", "水印。" * 200, title="甲")
    write(tmp_path, "keyword", "无关。", title="乙", keywords="[水印]")
    write(tmp_path, "title", "无关。", title="给每一页文档的背景加上很淡的水印文字")
    for number in range(5):
        write(tmp_path, f"other{number}", "别的。", title="丙")
    assert ids(packed(tmp_path), "水印") == ["title", "keyword", "body"]


def test_the_title_asked_for_comes_first(tmp_path: Path) -> None:
    """Of titles that all hold the words, the one that says nothing else wins."""
    write(tmp_path, "a", "打印。", title="打印预览与打印")
    write(tmp_path, "b", "打印。", title="打印")
    write(tmp_path, "c", "打印。", title="打印双面")
    assert ids(packed(tmp_path), "打印")[0] == "b"


@pytest.mark.parametrize(
    "query",
    [
        "打印",
        "打",
        "打印预",
        "印",
        "PRINT",
        "prin",
        "Ｐｒｉｎｔ",
        "打印 prin",
        "E-2107",
        "e2107",
        "E-21",
        ".docx",
        "docx",
        "Ctrl+S",
        "ctrl+",
    ],
)
def test_ways_of_typing_that_find(tmp_path: Path, query: str) -> None:
    """Two characters, one, half a word, any case and width, codes, file types and shortcuts all find."""
    write(tmp_path, "a", "打印预览 print：E-2107，.docx，Ctrl+S。")
    write(tmp_path, "b", "无关。")
    assert ids(packed(tmp_path), query) == ["a"]


def test_only_the_last_word_may_be_unfinished(tmp_path: Path) -> None:
    """Half a word in front of another is no match for the whole one."""
    write(tmp_path, "a", "printing", locale="en")
    write(tmp_path, "b", "paper", locale="en")
    pack = packed(tmp_path)
    assert sorted(ids(pack, "paper prin", "en")) == ["a", "b"]
    assert ids(pack, "prin paper", "en") == ["b"]


def test_the_whole_word_comes_before_longer_ones(tmp_path: Path) -> None:
    """A word as typed counts more than one that only begins so."""
    write(tmp_path, "a", "formatting", locale="en", title="x")
    write(tmp_path, "b", "form", locale="en", title="x")
    assert ids(packed(tmp_path), "form", "en") == ["b", "a"]


@pytest.mark.parametrize("query", ["", "   ", "。，！", "-+/", "\n\t", "不存在", "\ud800", "\x00"])
def test_nothing_to_look_for_finds_nothing(tmp_path: Path, query: str) -> None:
    """Blank, punctuation-only and unknown queries give an empty result."""
    write(tmp_path, "a", "打印。")
    result = packed(tmp_path).search(query)
    assert (result.query, result.hits, result.total, result.sections) == (query, (), 0, {})


@pytest.mark.parametrize(
    ("locale", "query", "asked", "asking"),
    [
        ("zh-CN", "找不到印章", "印章", "找不到别的"),
        ("zh-CN", "如何盖章", "盖章", "如何"),
        ("en", "can't seal", "Seal a letter", "Can't glue"),
    ],
)
def test_words_that_only_ask_weigh_little(
    tmp_path: Path, locale: str, query: str, asked: str, asking: str
) -> None:
    """The title about the thing comes before the title that shares only the way of asking."""
    write(tmp_path, "asking", "…", title=f'"{asking}"', locale=locale, popular=9)
    write(tmp_path, "asked", "…", title=asked, locale=locale)
    for number in range(8):
        write(tmp_path, f"other{number}", asked if number < 2 else "…", locale=locale)
    assert ids(packed(tmp_path), query, locale)[0] == "asked"


def test_only_what_was_asked_for_is_highlighted(tmp_path: Path) -> None:
    """The words of asking are not marked, unless nothing else was typed."""
    write(tmp_path, "a", "how we print", locale="en", title="print")
    pack = packed(tmp_path)
    for query, marked in (("how we print", ["print"]), ("how", ["how"])):
        hit = pack.search(query, "en").hits[0]
        assert [hit.snippet[start:end] for start, end in hit.snippet_spans] == marked


def test_counts_are_of_all_matches(tmp_path: Path) -> None:
    """The total and the sections count every match; a section filter narrows the hits and the total alone."""
    for number in range(7):
        write(tmp_path, f"a{number}", "打印。", section="甲" if number < 5 else "乙")
    pack = packed(tmp_path)
    result = pack.search("打印", limit=3)
    assert (len(result.hits), result.total, result.sections) == (3, 7, {"甲": 5, "乙": 2})
    narrowed = pack.search("打印", section="乙")
    assert ([hit.section for hit in narrowed.hits], narrowed.total) == (["乙", "乙"], 2)
    assert narrowed.sections == result.sections
    assert pack.search("打印", limit=0).hits == ()


def test_articles_with_little_of_the_query_are_left_out(tmp_path: Path) -> None:
    """Where an article has the whole query, those that share a common word with it do not count."""
    write(tmp_path, "all", "导出文档的字体设置")
    write(tmp_path, "some", "文档")
    assert ids(packed(tmp_path), "导出文档的字体设置") == ["all"]


def test_equal_articles_come_by_popularity_then_id(tmp_path: Path) -> None:
    """The order of equals is fixed."""
    for name, popular in (("a", 0), ("b", 2), ("c", 0)):
        write(tmp_path, name, "打印。", title="同", popular=popular)
    assert ids(packed(tmp_path), "打印") == ["b", "a", "c"]
