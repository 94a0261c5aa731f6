"""The large help that search is measured with."""

from __future__ import annotations

from pathlib import Path

from helppanel import assets
from helppanel.articles.build import build
from tests.bench import grow
from tests.bench.search import OWN_QUERIES, keystrokes


def test_a_grown_help_is_the_same_each_time_and_can_be_built(tmp_path: Path) -> None:
    """Real pages stay, further ones have ids and titles of their own, and a pack holds them all."""
    pages = grow.real([assets.path("articles")], "zh-CN")
    grown = list(grow.grown(pages, 200))
    assert grown == list(grow.grown(pages, 200))
    assert grown[: len(pages)] == pages
    assert len({page.id for page in grown}) == len({page.title for page in grown}) == 200
    assert sum(len(page.body) for page in grown[100:]) > 100 * 300
    grow.write(grown, tmp_path / "grown.jsonl")
    report = build([tmp_path / "grown.jsonl"], tmp_path / "grown.pack")
    assert report.pages == {"zh-CN": 200}


def test_a_help_that_is_large_enough_is_cut_off() -> None:
    """Asked for fewer pages than there are, it makes none up."""
    pages = grow.real([assets.path("articles")], "en")
    assert list(grow.grown(pages, 10)) == pages[:10]


def test_keystrokes_are_beginnings_of_queries_and_the_same_each_time() -> None:
    """Two runs type the same; nothing is typed that no query begins with."""
    typed = keystrokes([OWN_QUERIES])
    assert typed == keystrokes([OWN_QUERIES])
    assert {"打", "d"} & set(typed)
    assert len(typed) == len(set(typed)) > 500
