"""`python -m tests.relevance.fit PACK QUERIES --locale L`: learns the weights of `ranking` from queries.

Prints MRR@10 by kind with weights from other pages (cross-validated, folds by page), then the weights of all.
Listwise softmax (Cao et al., Learning to Rank: From Pairwise to Listwise Approach, 2007) over the candidates
of each query; kinds of which there are fewer queries count more.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from helppanel.articles.features import Features
from helppanel.articles.finder import Finder
from helppanel.articles.pack import Pack
from helppanel.articles.search import rank

FOLDS = 5
F64 = NDArray[np.float64]


class Row:
    """One query: its kind, its fold, the features of its candidates, and which are right."""

    def __init__(self, query: dict[str, object], names: list[str], features: Features, right: F64) -> None:
        self.kind = str(query["kind"])
        relevant = query["relevant"]
        assert isinstance(relevant, list)
        self.fold = crc32(str(relevant[0]).encode()) % FOLDS
        self.right = right
        self.values = (
            np.stack([features[name] for name in names], axis=1) if len(right) else np.zeros((0, len(names)))
        )

    def mrr(self, weights: F64) -> float:
        """The reciprocal rank of the first right one among ten, else 0."""
        order = np.argsort(-(self.values @ weights), kind="stable")[:10]
        places = np.flatnonzero(self.right[order])
        return 1 / (int(places[0]) + 1) if len(places) else 0.0


def rows(pack: Pack, queries: list[dict[str, object]], locale: str) -> tuple[list[str], list[Row]]:
    """The names of all features, and a row for each query."""
    pack.search("", locale)
    finder: Finder = pack._finder(locale)
    own = finder._own
    assert own is not None
    names: list[str] = []
    found: list[Row] = []
    for query in queries:
        ranked = rank(finder._understood(str(query["query"]), own), own, finder._other)
        names = names or sorted(ranked.features)
        ids = [own.record(number).id for number in ranked.numbers.tolist()]
        relevant = query["relevant"]
        assert isinstance(relevant, list)
        found.append(
            Row(query, names, ranked.features, np.array([one in relevant for one in ids], np.float64))
        )
    return names, found


def fit(rows: list[Row], decay: float, steps: int = 400, rate: float = 0.05) -> F64:
    """The weights that make the right candidates likeliest (Adam; `decay` is L2 on standardised features)."""
    used = [row for row in rows if row.right.any()]
    everything = np.concatenate([row.values for row in used])
    mean, scale = everything.mean(0), everything.std(0) + 1e-6
    size, width = max(len(row.right) for row in used), everything.shape[1]
    values = np.zeros((len(used), size, width), np.float32)
    mask = np.full((len(used), size), -1e9, np.float32)
    right = np.zeros((len(used), size), np.float32)
    counts = Counter(row.kind for row in used)
    share = np.array([1 / np.sqrt(counts[row.kind]) for row in used], np.float32)
    share /= share.sum()
    for number, row in enumerate(used):
        there = slice(len(row.right))
        values[number, there] = (row.values - mean) / scale
        mask[number, there] = 0
        right[number, there] = row.right / row.right.sum()
    weights, first, second = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, steps + 1):
        scores = values @ weights.astype(np.float32) + mask
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        gradient = np.einsum("qn,qnf->f", (chances - right) * share[:, None], values) + decay * weights
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        pace = rate if step < 0.7 * steps else rate / 5
        weights -= pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    learned: F64 = weights / scale
    return learned


def table(rows: list[Row], weights: list[F64]) -> dict[str, float]:
    """MRR@10 by kind, and the mean over kinds; each row with the weights of its fold."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for row in rows:
        found[row.kind].append(row.mrr(weights[row.fold]))
    means = {kind: float(np.mean(values)) for kind, values in found.items()}
    return means | {"MACRO": float(np.mean(list(means.values())))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--locale", required=True)
    parser.add_argument("--decay", type=float, default=0.0005)
    parser.add_argument("--without", default="", help="features to leave out, with commas")
    args = parser.parse_args()
    pack = Pack.open(args.pack)
    queries = [json.loads(line) for line in args.queries.read_text("utf-8").splitlines() if line.strip()]
    names, found = rows(pack, queries, args.locale)
    kept = [place for place, name in enumerate(names) if name not in args.without.split(",")]
    for row in found:
        row.values = row.values[:, kept]
    folds = [fit([row for row in found if row.fold != fold], args.decay) for fold in range(FOLDS)]
    print(" ".join(f"{kind} {value:.3f}" for kind, value in table(found, folds).items()))
    weights = fit(found, args.decay)
    print({names[place]: round(float(weight), 2) for place, weight in zip(kept, weights, strict=True)})


if __name__ == "__main__":
    main()
