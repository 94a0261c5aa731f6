"""The index against a plain reading of the articles."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles.analysis import BREAK, Analyser
from helppanel.articles.build import build
from helppanel.articles.index import IMPACT_MAX, Index, is_character
from helppanel.articles.pack import Pack

from .samples import jsonl

TEXT = st.text("打印文 \nabC-2.。", max_size=30)


def indexed(folder: Path, bodies: list[str], title: str = "t") -> tuple[Index, Pack]:
    """The index and the pack of pages with these bodies and all with this title."""
    pages = [{"id": f"{number:03}", "title": title, "body": body} for number, body in enumerate(bodies)]
    build([jsonl(folder, *pages)], folder / "index.pack")
    pack = Pack.open(folder / "index.pack")
    pack.search("")
    return pack._shelves["zh-CN"].index, pack


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT, min_size=1, max_size=6))
def test_postings_are_the_articles_that_hold_a_term(tmp_path: Path, bodies: list[str]) -> None:
    """Each unit and each pair of neighbouring characters leads to just the articles that hold it."""
    (index, pack), analyser = indexed(tmp_path, bodies), Analyser()
    held: dict[tuple[str, ...], set[int]] = {}
    for number in range(index.pages):
        start, end = int(index.starts[number]), int(index.starts[number + 1])
        for unit in index.stream[start:end].tolist():
            held.setdefault((index.units[unit],), set()).add(number)
    for number, title in enumerate(sorted(pack.titles(), key=lambda title: title.id)):
        for block in pack.article(title.id).text.split("\n"):
            units = analyser.units(block)
            for one, other in pairwise(units):
                if BREAK not in (one, other) and is_character(one) and is_character(other):
                    held.setdefault((one, other), set()).add(number)
    for names, articles in held.items():
        numbers = [index.unit(name) for name in names]
        term = numbers[0] if len(numbers) == 1 else index.pair(*numbers)
        found, impacts = index.postings(term)
        assert found.tolist() == sorted(articles), names
        assert index.held(term) == len(articles)
        assert impacts.min() >= 1
        assert impacts.max() <= IMPACT_MAX
    assert len(index.pairs) == sum(len(names) == 2 for names in held)


def test_what_no_article_holds_is_number_0(tmp_path: Path) -> None:
    """Unknown units and pairs have no postings and no rarity."""
    index, _ = indexed(tmp_path, ["打印", "文档"])
    assert index.unit("无") == index.pair(index.unit("印"), index.unit("文")) == 0
    assert [len(part) for part in index.postings(0)] == [0, 0]
    assert index.held(0) == 0
    assert index.rarity[0] == 0


def test_what_is_rarer_weighs_more(tmp_path: Path) -> None:
    """The fewer articles hold a unit, the higher its rarity, and it is never negative."""
    index, _ = indexed(tmp_path, ["打印", "打", "打", "打"])
    assert index.rarity[index.unit("印")] > index.rarity[index.unit("打")] >= 0


def test_impact_grows_with_the_field_and_the_times(tmp_path: Path) -> None:
    """More occurrences make an article more about a word, and so does a heading against running text."""
    bodies = ["打。别的话。", "打打打。别的。", "## 打\n\n别的话。", "别的话。别的。"]
    index, _ = indexed(tmp_path, [f"开头。\n\n{body}" for body in bodies])
    articles, impacts = index.postings(index.unit("打"))
    assert articles.tolist() == [0, 1, 2]
    once, often, heading = np.asarray(impacts).tolist()
    assert once < often
    assert once < heading
