"""From a query to ranked articles: look up, add up, then look closer at the best."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest

from helppanel.articles import ranking
from helppanel.articles.index import Index
from helppanel.articles.layout import Entry
from helppanel.articles.query import Query
from helppanel.articles.text import normalise, terms

CLOSER_LOOK = 60  # articles whose titles are compared with the query

Ranked = tuple[float, int]  # score, number of the article; best first


def rank(query: Query, index: Index, entries: Sequence[Entry]) -> list[Ranked]:
    """All articles that match `query`, best first.

    Scores compare within one query only. The order is total: equal scores go by popularity, then by id.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    shares: defaultdict[int, float] = defaultdict(float)  # of the query, by weight
    whole = 0.0
    for term in query.terms:
        numbers, impacts = index.expanded(term.text) if term.is_prefix else index.postings(term.text)
        if not numbers:
            continue
        weight = ranking.rarity(len(numbers), len(entries)) * term.weight
        # Softened, as the pairs across two words are rare without saying much.
        share = math.sqrt(weight * term.weight)
        whole += weight
        for number, impact in zip(numbers, impacts, strict=True):
            scores[number] += weight * impact
            shares[number] += share
    if not scores:
        return []
    enough = ranking.ENOUGH * max(shares.values())
    unit = 1 / (whole * ranking.IMPACT_MAX)
    found = [(scores[number] * unit, number) for number, share in shares.items() if share >= enough]
    best = nlargest(CLOSER_LOOK, found)
    closer = {number: score + _title_worth(query, entries[number]) for score, number in best}
    found = [(closer.get(number, score), number) for score, number in found]
    return sorted(found, key=lambda item: (-item[0], -entries[item[1]].popular, item[1]))


def _title_worth(query: Query, entry: Entry) -> float:
    title = normalise(entry.title)
    worth = 0.0
    if query.text in title:
        worth += ranking.TITLE_PHRASE
    if any(normalise(keyword) == query.text for keyword in entry.keywords):
        worth += ranking.KEYWORD_EQUAL
    asked = {term.text for term in query.terms}
    held = set(terms(title))
    if held:
        worth += ranking.TITLE_SHARE * len(held & asked) / len(held)
    return worth
