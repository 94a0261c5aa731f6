"""What a query finds, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from .samples import ids, packed, write

FILLER = "别的话也说了不少，用来凑够长度。"


def test_titles_come_before_keywords_before_bodies(tmp_path: Path) -> None:
    """An article with the word in its title comes first, one that merely mentions it last."""
    write(tmp_path, "body", f"说明里提到了水印。{FILLER}", title="页面布局")
    write(tmp_path, "keyword", FILLER, title="页面背景", keywords="[水印]")
    write(tmp_path, "heading", f"别的话。\n\n## 去掉水印\n\n{FILLER}", title="页面颜色")
    write(tmp_path, "title", FILLER, title="添加水印")
    for number in range(5):
        write(tmp_path, f"other{number}", "别的。", title="丙")
    found = ids(packed(tmp_path), "水印")
    assert (found[0], found[-1], sorted(found)) == ("title", "body", ["body", "heading", "keyword", "title"])


def test_the_title_asked_for_comes_first(tmp_path: Path) -> None:
    """Of titles that all hold the words, the one that says nothing else wins."""
    write(tmp_path, "a", "打印。", title="打印预览与打印")
    write(tmp_path, "b", "打印。", title="打印")
    write(tmp_path, "c", "打印。", title="打印双面")
    assert ids(packed(tmp_path), "打印")[0] == "b"


@pytest.mark.parametrize(
    "query",
    [
        "打印", "打", "打印预", "印", "PRINT", "prin", "Ｐｒｉｎｔ", "打印 prin", "E-2107", "e2107", "E-21",
        ".docx", "docx", "Ctrl+S", "ctrl+", "dayin", "da yin", "dayiny", "dy", "打yin", "打yinyu", "打應",
        "打应", "prnit", "prnt", "print preview", "列印",
    ],
)  # fmt: skip
def test_ways_of_typing_that_find(tmp_path: Path, query: str) -> None:
    """Characters, pinyin, initials, slips, half a word, any case and width, codes and shortcuts all find."""
    write(tmp_path, "a", "打印预览 print：E-2107，.docx，Ctrl+S。", title="打印预览")
    write(tmp_path, "b", "无关。", title="别的")
    assert ids(packed(tmp_path), query)[:1] == ["a"]


def test_only_the_last_word_may_be_unfinished(tmp_path: Path) -> None:
    """Half a word in front of another is no match for the whole one."""
    write(tmp_path, "a", "printing", locale="en", title="x")
    write(tmp_path, "b", "paper", locale="en", title="x")
    pack = packed(tmp_path)
    assert sorted(ids(pack, "paper prin", "en")) == ["a", "b"]
    assert ids(pack, "prin paper", "en")[0] == "b"


def test_the_whole_word_comes_before_longer_ones(tmp_path: Path) -> None:
    """A word as typed counts more than one that only begins so."""
    write(tmp_path, "a", "formatting", locale="en", title="x")
    write(tmp_path, "b", "form", locale="en", title="x")
    assert ids(packed(tmp_path), "form", "en")[0] == "b"


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


def test_words_near_each_other_come_first(tmp_path: Path) -> None:
    """Of two articles with the same words, the one that has them side by side wins."""
    for name, body in (("near", "Set the paper size here. One more line of words."),
                       ("apart", "One size of words. Set the line here, more paper.")):  # fmt: skip
        write(tmp_path, name, body, title="Page", locale="en")
    assert ids(packed(tmp_path), "paper size", "en")[0] == "near"


def test_more_of_the_query_comes_before_less(tmp_path: Path) -> None:
    """Where an article has the whole query, those that share one common word with it follow behind."""
    write(tmp_path, "all", "导出文档的字体设置")
    write(tmp_path, "some", "文档")
    assert ids(packed(tmp_path), "导出文档的字体设置")[0] == "all"


def test_equal_articles_come_by_popularity_then_id(tmp_path: Path) -> None:
    """The order of equals is fixed, and a second search gives it again."""
    for name, popular in (("a", 0), ("b", 2), ("c", 0)):
        write(tmp_path, name, "打印。", title="同", popular=popular)
    pack = packed(tmp_path)
    assert [ids(pack, "打印") for _ in range(2)] == [["b", "a", "c"]] * 2


def test_the_other_locales_page_helps_its_twin(tmp_path: Path) -> None:
    """An English word that only the English page has finds the Chinese article of the same id."""
    write(tmp_path, "mark", "每页背景上的淡色文字。", title="页面背景文字")
    write(tmp_path, "other", "每页背景上的淡色文字。", title="页面背景文字")
    write(tmp_path, "mark", "A watermark lies behind the text.", title="Watermark", locale="en")
    for number in range(5):
        write(tmp_path, f"more{number}", "Words.", title="Words", locale="en")
    pack = packed(tmp_path)
    assert [(hit.id, hit.locale) for hit in pack.search("watermark").hits] == [("mark", "zh-CN")]


@pytest.mark.parametrize(
    "query", ["列印", "檔案", "档案", "liebiao lieyin", "lieyin", "儲存", "储存"]
)  # fmt: skip
def test_traditional_articles_are_found_in_either_form(tmp_path: Path, query: str) -> None:
    """Articles in traditional characters are found by both forms and by sound, and marked as written."""
    write(tmp_path, "a", "儲存檔案後再列印。", title="列印與儲存檔案", locale="zh-TW")
    write(tmp_path, "b", "無關。", title="其他", locale="zh-TW")
    hit = packed(tmp_path).search(query, "zh-TW").hits[0]
    assert hit.id == "a"
    assert {hit.title[start:end] for start, end in hit.title_spans} & {"列印", "檔案", "儲存檔案", "儲存"}
