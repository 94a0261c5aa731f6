"""Compiling sources."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles.build import build
from helppanel.articles.compose import article
from helppanel.articles.markup import Markup
from helppanel.articles.pack import Pack
from helppanel.articles.source import Source
from helppanel.articles.sources import scan
from helppanel.contract.problems import HelpError, Problem

from .samples import jsonl, write


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    """The pack depends on neither the order of the sources nor their times nor their folder."""
    names = [f"a{number}" for number in range(20)]
    packs = []
    for order in ((0, 1), (1, 0)):
        halves = [tmp_path / f"{order}" / half for half in ("x", "y")]
        random.Random(order[0]).shuffle(names)
        for name in names:
            file = write(halves[len(name) % 2], name, f"打印 {name}。导出 PDF。", keywords="[纸, Ctrl+P]")
            os.utime(file, (0, order[0]))
        build([halves[number] for number in order], tmp_path / "out.pack")
        packs.append((tmp_path / "out.pack").read_bytes())
    assert packs[0] == packs[1]


def test_an_article_survives_the_way_into_the_pack_and_out(tmp_path: Path) -> None:
    """What is read from the pack is what the author wrote."""
    write(tmp_path, "a", "开头。\n\n## 二\n\n正文。", title="题", updated="2026-01-02",
          keywords="[纸]", platforms="[macOS]", related="[b]")  # fmt: skip
    report = build([tmp_path], tmp_path / "out.pack")
    article = Pack.open(tmp_path / "out.pack").article("a")
    assert report.pages == {"zh-CN": 1}
    assert report.size == (tmp_path / "out.pack").stat().st_size
    assert (article.id, article.title, article.section, article.locale) == ("a", "题", "节", "zh-CN")
    assert (article.keywords, article.platforms, article.related) == (("纸",), ("macOS",), ("b",))
    assert (article.updated, article.summary, article.text) == ("2026-01-02", "开头。", "开头。\n二\n正文。")
    assert article.html == '<p>开头。</p><h2 id="二">二</h2><p>正文。</p>'


def test_a_failed_build_leaves_what_was_there(tmp_path: Path) -> None:
    """A fault in a source is named by file and line, and neither the old pack nor the folder changes."""
    out = tmp_path / "out.pack"
    out.write_bytes(b"old")
    write(tmp_path, "a")
    bad = write(tmp_path, "b", keywords="1")
    with pytest.raises(HelpError) as caught:
        build([tmp_path], out)
    assert caught.value.code is Problem.BAD_SOURCE
    assert caught.value.detail.startswith(f"{bad}:5: ")
    assert out.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.pack", "zh-CN"]


def test_an_id_may_not_be_used_twice(tmp_path: Path) -> None:
    """Two articles of one locale with one id are refused, and both places are told."""
    first, second = write(tmp_path, "a"), write(tmp_path, "b", id="a")
    with pytest.raises(HelpError) as caught:
        build([tmp_path], tmp_path / "out.pack")
    assert str(first) in caught.value.detail
    assert str(second) in caught.value.detail


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    """A pack that cannot be put into place raises a code, not an OSError."""
    write(tmp_path, "a")
    with pytest.raises(HelpError) as caught:
        build([tmp_path], tmp_path / "missing" / "out.pack")
    assert caught.value.code is Problem.DATA_UNWRITABLE


def test_progress_counts_up_to_all_pages(tmp_path: Path) -> None:
    """Progress is told batch by batch, of which each holds one locale, and ends with the number of pages."""
    for name in "abc":
        write(tmp_path, name)
    write(tmp_path, "a", locale="en")
    seen: list[tuple[int, int]] = []
    build([tmp_path], tmp_path / "out.pack", lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (4, 4)]


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def test_half_a_surrogate_pair_is_a_bad_source(tmp_path: Path) -> None:
    """A line with an escape that stands for no character is named, and no pack is written."""
    file = tmp_path / "any.jsonl"
    file.write_text('{"id": "a", "locale": "en", "title": "x", "body": "\\ud800"}', encoding="utf-8")
    with pytest.raises(HelpError) as caught:
        build([file], tmp_path / "out.pack")
    assert caught.value.code is Problem.BAD_SOURCE
    assert caught.value.detail.startswith(f"{file}:1: ")
    assert not (tmp_path / "out.pack").exists()


LOCALES = st.sampled_from(["en", "zh-CN", "zh-TW"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(LOCALES, TEXT, TEXT, TEXT), min_size=1, max_size=4), st.text())
def test_any_text_goes_round(tmp_path: Path, pages: list[tuple[str, str, str, str]], query: str) -> None:
    """What an article says goes into the pack and comes out the same, and every title finds its article."""
    made = [
        {
            "id": f"a{number}",
            "locale": locale,
            "title": f"x{number} {title}",
            "body": body,
            "section": section,
        }
        for number, (locale, title, body, section) in enumerate(pages)
    ]
    pack = packed_pages(tmp_path, made)
    markup = Markup()
    for source in scan([tmp_path / "pages.jsonl"], ""):
        assert isinstance(source, Source)
        assert pack.article(source.id, source.locale) == article(source, markup)[0]
    for page in made:
        assert page["id"] in [hit.id for hit in pack.search(page["title"].split()[0], page["locale"]).hits]
        pack.search(query, page["locale"])
    counts = Counter(page["locale"] for page in made)
    assert {locale: len(pack.titles(locale)) for locale in pack.locales} == counts
    pack.close()


def packed_pages(folder: Path, pages: list[dict[str, str]]) -> Pack:
    """The opened pack of `pages`."""
    build([jsonl(folder, *pages)], folder / "any.pack")
    return Pack.open(folder / "any.pack")
