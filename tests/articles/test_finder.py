"""What an answer holds besides its order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles.pack import Pack
from helppanel.contract.problems import HelpError, Problem

from .samples import ids, packed, write
from .test_highlight import is_sound


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pack]:
    """A pack with what the answers differ by: locales, sections, platforms."""
    folder = tmp_path_factory.mktemp("finder")
    write(
        folder, "print", "开头。\n\n## 双面\n\n打印双面。", title="打印文档", section="打印",
        platforms="[Windows, macOS]", keywords="[打印机]",
    )  # fmt: skip
    write(
        folder,
        "pdf",
        "先打印再导出 PDF…与ﬁle、ＰＤＦ。",
        title="导出 PDF",
        section="导出",
        platforms="[Linux]",
    )
    write(folder, "any", "ß İ 打印。", title="纸张", section="打印")
    write(folder, "print", "Print it.", title="Print", section="Print", locale="en")
    write(folder, "mark", "A watermark.", title="Watermark", section="Print", locale="en")
    opened = packed(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize("query", ["", "   ", "。，！", "-+/", "\n\t", "\ud800", "\x00"])
def test_nothing_to_look_for_finds_nothing(pack: Pack, query: str) -> None:
    """Blank and punctuation-only queries give an empty answer that says so."""
    result = pack.search(query)
    assert (result.query, result.hits, result.total, result.sections) == (query, (), 0, {})
    assert result.is_nearest


@pytest.mark.parametrize("query", ["魑魅魍魉", "qwertyuiop", "0xdeadbeef"])
def test_where_nothing_comes_near_the_popular_articles_do(pack: Pack, query: str) -> None:
    """A query that shares nothing with any article gets the most popular ones, marked as no answer."""
    result = pack.search(query)
    assert (result.is_nearest, result.total, result.sections) == (True, 0, {})
    assert [hit.id for hit in result.hits] == [title.id for title in pack.popular(limit=5)]
    assert all(hit.title_spans == hit.snippet_spans == () for hit in result.hits)
    assert len(pack.search(query, limit=1).hits) == 1
    assert pack.search(query, section="打印").hits == pack.search(query, platform="Linux").hits == ()


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
    assert pack.search("打印", section="丙").hits == ()


def test_the_total_counts_what_really_matches(tmp_path: Path) -> None:
    """Articles that share little with the query follow behind those that match, and are not counted."""
    write(tmp_path, "all", "导出文档的字体设置。", title="导出文档的字体设置", section="甲")
    write(tmp_path, "some", "无关的话。文档。", section="乙")
    for number in range(5):
        write(tmp_path, f"other{number}", "文档。" if number < 2 else "别的。", section="乙")
    pack = packed(tmp_path)
    result = pack.search("导出文档的字体设置")
    assert result.hits[0].id == "all"
    assert (result.total, result.sections) == (1, {"甲": 1})
    assert len(result.hits) > result.total


@pytest.mark.parametrize(
    ("platform", "found"),
    [("Windows", ["any", "print"]), ("linux", ["any", "pdf"]), ("amiga", ["any"])],
)
def test_platforms_are_filtered(pack: Pack, platform: str, found: list[str]) -> None:
    """A platform leaves what is written for it and what is for all of them, in any case."""
    assert sorted(hit.id for hit in pack.search("打印", platform=platform).hits) == found


def test_what_a_hit_says(pack: Pack) -> None:
    """A hit names its article as lists do, its platforms, and the heading over its snippet."""
    hit = pack.search("双面").hits[0]
    assert (hit.id, hit.locale, hit.title, hit.section) == ("print", "zh-CN", "打印文档", "打印")
    assert (hit.anchor, hit.platforms) == ("双面", ("Windows", "macOS"))
    assert "双面" in {hit.snippet[start:end] for start, end in hit.snippet_spans}
    assert hit.score > 0


def test_the_other_locale_helps_out_and_says_so(pack: Pack) -> None:
    """What only the other locale has comes instead, marked by its locale; own answers come alone."""
    assert [(hit.id, hit.locale) for hit in pack.search("watermark").hits] == [("mark", "en")]
    assert {hit.locale for hit in pack.search("打印", "en").hits} == {"zh-CN"}
    assert {hit.locale for hit in pack.search("打印", "fr").hits} == {"zh-CN"}
    assert {hit.locale for hit in pack.search("print", "en").hits} == {"en"}


@pytest.mark.parametrize("locale", ["zh-TW", "zh", "zh-Hant", "zh_HK"])
def test_readers_of_one_language_share_its_articles(pack: Pack, locale: str) -> None:
    """Where a pack lacks a reader's locale, search, completions and highlights are of the nearest one."""
    assert pack.search("打印", locale).hits == pack.search("打印").hits
    assert pack.search("列印", locale).hits == pack.search("列印").hits
    assert pack.complete("打", locale) == pack.complete("打") != ()
    assert pack.explain("打印", "any", locale) == pack.explain("打印", "any")


def test_what_comes_nearest_is_told_apart(pack: Pack) -> None:
    """Where most of the query is nowhere, a few articles that share some of it come as the nearest."""
    result = pack.search("打印魑魅魍魉")
    assert result.is_nearest
    assert 0 < len(result.hits) <= 5
    assert result.total == 0
    assert not pack.search("打印").is_nearest


def test_a_cancelled_search_is_empty(pack: Pack) -> None:
    """An answer that nobody waits for is given up without hits, and asked again it is whole."""
    result = pack.search("打印", cancelled=lambda: True)
    assert (result.query, result.hits, result.total) == ("打印", (), 0)
    assert pack.search("打印", cancelled=lambda: False).hits == pack.search("打印").hits != ()


def test_completions_hold_what_was_typed(pack: Pack) -> None:
    """Titles and keywords that go on from what was typed are offered, however it was typed."""
    assert {found.text for found in pack.complete("打")} == {"打印文档", "打印机"}
    assert "打印机" in [found.text for found in pack.complete("dayin")]
    assert [found.text for found in pack.complete("wat", "en")] == ["Watermark"]
    assert (pack.complete(""), pack.complete("打", limit=0), pack.complete("x", "fr")) == ((), (), ())
    assert len(pack.complete("打", limit=1)) == 1
    assert "打印文档" not in [found.text for found in pack.complete("打印文档")]


def test_an_explanation_adds_up(pack: Pack) -> None:
    """An article's score is the sum of what its features add, largest first; its rank is that found."""
    found = [hit.id for hit in pack.search("打印").hits]
    for rank, name in enumerate(found, 1):
        told = pack.explain("打印", name)
        assert told.rank == rank
        assert told.score == pytest.approx(sum(adds for _, _, adds in told.features))
        assert ("打印", "typed") in [(units, kind) for units, kind, _ in told.terms]
        added = [abs(adds) for _, _, adds in told.features]
        assert added == sorted(added, reverse=True)
    assert pack.explain("prnit", "print", "en").suggestion == "print"
    assert pack.explain("watermark", "any").rank == 0


def test_only_articles_of_the_locale_are_explained(pack: Pack) -> None:
    """An id that the locale lacks is a problem with a code, even if another locale has it."""
    for name, locale in (("gone", "zh-CN"), ("mark", "zh-CN"), ("print", "fr")):
        with pytest.raises(HelpError) as caught:
            pack.explain("打印", name, locale)
        assert caught.value.code is Problem.ARTICLE_NOT_FOUND


def test_a_very_long_query_is_answered(pack: Pack) -> None:
    """A pasted page is cut, not refused."""
    assert ids(pack, "打印" * 100_000)[:1] != []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(), max_size=30) | st.text("打印预览PpDdFf ß…E-2107.+/İﬁdayinwt", max_size=20),
    st.sampled_from(["zh-CN", "en", "fr"]),
    st.sampled_from([None, "打印", "没有"]),
)
def test_no_query_raises(pack: Pack, query: str, locale: str, section: str | None) -> None:
    """Any text, lone surrogates included, gets the same sound answer every time it is asked."""
    result = pack.search(query, locale, section=section)
    assert [(hit.id, hit.score) for hit in result.hits] == [
        (hit.id, hit.score) for hit in pack.search(query, locale, section=section).hits
    ]
    assert len({(hit.id, hit.locale) for hit in result.hits}) == len(result.hits)
    for hit in result.hits:
        assert is_sound(hit.title, hit.title_spans)
        assert is_sound(hit.snippet, hit.snippet_spans)
    for completion in pack.complete(query, locale):
        assert is_sound(completion.text, completion.spans)
    assert is_sound(query, pack.highlight(query, query, locale))
    pack.explain(query, "print")
