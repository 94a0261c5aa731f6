"""How well each of the best articles answers a query, feature by feature; `ranking` weighs them."""

from __future__ import annotations

import numpy as np

from helppanel.articles import ranking
from helppanel.articles.index import Index
from helppanel.articles.matching import I64, Floats, Mask, Matches
from helppanel.articles.query import Kind
from helppanel.articles.wanted import CHARACTER, Wanted

Features = dict[str, Floats]

_CLEARLY = 0.3  # the weight from which a term counts as asked for, not as a guess
_APART = 2  # units that may stand between neighbours
_RARE_PAIRS = 3.0  # so much worth is added to that of all pairs, as few neighbours prove little


def features(wanted: Wanted, index: Index, candidates: I64) -> Features:
    """The features of `candidates` (ascending or not) by name; each array is in their order."""
    matches = Matches(wanted, index, candidates)
    return {
        **_whole(wanted, matches),
        **_title(wanted, matches),
        **_sections(wanted, matches),
        **_neighbours(wanted, matches),
        "length": np.log1p(np.diff(matches.starts)) / 5,
        "sections": np.log1p(matches.section_counts),
    }


def _whole(wanted: Wanted, matches: Matches) -> Features:
    """Of the article as one: BM25F, by groups of terms, and how much of the query it holds."""
    saturated = matches.counts / (matches.counts + ranking.SATURATION)
    present = (matches.counts > 0).astype(np.float64)
    worth, typed = wanted.worth, wanted.kind == Kind.TYPED
    characters = wanted.kind == CHARACTER
    pairs = typed & (wanted.length == 2)
    return {
        "bm25": _share(saturated, worth * np.where(pairs, ranking.PAIR, 1.0) * typed),
        "bm25_characters": _share(saturated, worth * characters),
        "coverage": _share(present, worth * typed),
        "coverage_characters": _share(present, worth * characters),
        "lead": _share(matches.present(matches.in_lead, matches.page, matches.pages), worth * typed),
        "endings": _beside(saturated, wanted, Kind.ENDING),
        "synonyms": _beside(saturated, wanted, Kind.SYNONYM),
        "endings_held": _most(present, wanted, Kind.ENDING),
        "synonyms_held": _most(present, wanted, Kind.SYNONYM),
    }


def _title(wanted: Wanted, matches: Matches) -> Features:
    """How much title and query share, and what of endings and synonyms stands in the title."""
    present = matches.present(matches.in_title, matches.page, matches.pages)
    lengths = matches.marks[:, 0]
    clear = _singles(wanted) & (wanted.weight > _CLEARLY)
    return {
        "title_endings": _beside(present, wanted, Kind.ENDING),
        "title_synonyms": _beside(present, wanted, Kind.SYNONYM),
        "title_jaccard": _jaccard(present @ clear, lengths, int(clear.sum())),
    }


def _sections(wanted: Wanted, matches: Matches) -> Features:
    """Of the best section: BM25F, alone and with the article's title, and how its heading fits.

    `headed` is how much of the query title and heading hold together, `focus` how much the average section.
    """
    counts = matches.section_matches
    saturated = counts / (counts + ranking.SECTION_SATURATION)
    worth, typed, single = wanted.worth, wanted.kind == Kind.TYPED, _singles(wanted)
    pairs = np.where(wanted.length == 2, ranking.PAIR, 1.0)
    asked = single[matches.term] & matches.in_heading
    clear = single & (wanted.weight > _CLEARLY)
    headings = matches.present(asked, matches.section, len(matches.heads))
    headings_all = matches.present(matches.in_heading, matches.section, len(matches.heads))
    lengths = matches.texts - matches.heads
    titles = matches.present(matches.in_title, matches.page, matches.pages)[matches.section_page]
    covered = _share((counts > 0).astype(np.float64), worth * typed)
    whole = np.bincount(matches.section_page, weights=covered, minlength=matches.pages)
    best = matches.best_section
    return {
        "section": best(_share(saturated, worth * pairs * typed)),
        "section_titled": best(_share(np.maximum(saturated, titles), worth * typed)),
        "headed": best(_share(np.maximum(headings_all, titles), worth * typed)),
        "focus": whole / np.maximum(1, matches.section_counts),
        "heading_jaccard": best(_jaccard(headings @ clear, lengths, int(clear.sum()))),
    }


def _neighbours(wanted: Wanted, matches: Matches) -> Features:
    """How many of the words stand near each other in either order; prominent: in titles and headings."""
    near, prominent = np.zeros(matches.pages), np.zeros(matches.pages)
    counted = (
        (wanted.kind == Kind.TYPED) & (wanted.weight > _CLEARLY) & (_latin(wanted) | (wanted.length > 1))
    )
    number = int(counted.sum())
    kept = counted[matches.term]
    at, term, page = matches.at[kept], matches.term[kept], matches.page[kept]
    shown = (matches.in_title | matches.in_heading)[kept]
    terms = len(wanted.sequences)
    pairs: list[I64] = []
    where: list[Mask] = []
    for step in (1, 2, 3):
        gap = at[step:] - at[:-step] - wanted.length[term[:-step]]
        first, second = term[:-step], term[step:]
        fits = (page[step:] == page[:-step]) & (first != second) & (gap >= 0) & (gap <= _APART)
        low, high = np.minimum(first, second)[fits], np.maximum(first, second)[fits]
        pairs.append((page[:-step][fits] * terms + low) * terms + high)
        where.append(shown[:-step][fits])
    if number < 2:
        return {"near": near, "near_prominent": prominent}
    worth = wanted.worth
    most = float(worth[counted].sum()) * (number - 1) / number + _RARE_PAIRS
    found, is_shown = np.concatenate(pairs), np.concatenate(where)
    for values, keys in ((near, found), (prominent, found[is_shown])):
        unique, times = np.unique(keys, return_counts=True)
        both = (worth[unique // terms % terms] + worth[unique % terms]) / 2
        np.add.at(values, unique // terms // terms, both * times / (times + 1.0) / most)
    return {"near": near, "near_prominent": prominent}


def _latin(wanted: Wanted) -> Mask:
    """Which terms are single words in letters."""
    found: Mask = (wanted.length == 1) & (wanted.kind != CHARACTER) & wanted.is_word
    return found


def _singles(wanted: Wanted) -> Mask:
    """By what titles and headings are compared with the query: words in letters, and characters."""
    found: Mask = (wanted.kind == CHARACTER) | (_latin(wanted) & (wanted.kind == Kind.TYPED))
    return found


def _share(values: Floats, worth: Floats) -> Floats:
    """`values` (rows, terms) summed by worth, as a share of all there is."""
    whole = float(worth.sum())
    return values @ worth / whole if whole > 0 else np.zeros(len(values))


def _beside(values: Floats, wanted: Wanted, kind: Kind) -> Floats:
    """`values` summed by the worth of the terms of `kind`, as a share of that and of what was typed."""
    worth = wanted.worth * (wanted.kind == kind)
    summed: Floats = values @ worth / (wanted.whole + float(worth.sum()))
    return summed


def _most(present: Floats, wanted: Wanted, kind: Kind) -> Floats:
    """What an article that holds a term of `kind` has of the query by that: one of the words typed."""
    terms = wanted.kind == kind
    if not terms.any():
        return np.zeros(len(present))
    held: Floats = present[:, terms].max(axis=1) / max(1.0, wanted.asked)
    return held


def _jaccard(common: Floats, lengths: I64, asked: int) -> Floats:
    return common / np.maximum(1, lengths + asked - common)
