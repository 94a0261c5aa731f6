"""Our own queries against our own articles: what users type finds what they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import pytest

from helppanel import assets
from helppanel.articles.build import build
from helppanel.articles.pack import Pack
from tests.relevance.derive import Query, read

HERE = Path(__file__).parent
FLOOR = {"zh-CN": 0.85, "en": 0.85}


def queries(locale: str) -> list[Query]:
    return read(HERE / f"queries.{locale}.jsonl")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pack]:
    path = tmp_path_factory.mktemp("relevance") / "articles.pack"
    build([assets.path("articles")], path)
    opened = Pack.open(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("locale", FLOOR)
def test_every_answer_is_an_article_and_no_query_is_written_twice(pack: Pack, locale: str) -> None:
    """A renamed article or a repeated query would make the figures lie."""
    ids = {title.id for title in pack.titles(locale)}
    asked = queries(locale)
    assert {answer for query in asked for answer in query.relevant} <= ids
    assert len({query.query for query in asked}) == len(asked)


@pytest.mark.parametrize("locale", FLOOR)
def test_what_users_type_finds_what_they_mean(pack: Pack, locale: str) -> None:
    """The mean reciprocal rank of all our queries, pinyin, initials and slips too, stays above a floor."""
    ranks: defaultdict[str, list[float]] = defaultdict(list)
    for query in queries(locale):
        found = [hit.id for hit in pack.search(query.query, locale, 10).hits]
        places = [found.index(answer) for answer in query.relevant if answer in found]
        ranks[query.kind].append(1 / (1 + min(places)) if places else 0.0)
    by_kind = ", ".join(f"{kind} {fmean(values):.2f}" for kind, values in ranks.items())
    assert fmean(rank for values in ranks.values() for rank in values) >= FLOOR[locale], by_kind
