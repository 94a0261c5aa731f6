"""Builds the postings: for each term the articles that hold it, with how much they are about it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from helppanel.articles import ranking
from helppanel.articles.index import FIELDS, IMPACT_BITS, IMPACT_MAX
from helppanel.articles.layout import Array
from helppanel.articles.shapes import Shapes

_PAGE_BITS, _KIND_BITS = 12, 3  # of a key that is sorted: term | page of the chunk | kind
_CHUNK = 1 << _PAGE_BITS  # articles whose postings are made at once
_LEAD = FIELDS.index("lead")
_HALF = np.uint64(32)

U32 = NDArray[np.uint32]
I64 = NDArray[np.int64]
F32 = NDArray[np.float32]
Chunk = tuple[I64, U32]  # terms, ascending; for each an article with its impact


def build_postings(stream: U32, shapes: Shapes, character: NDArray[np.bool_]) -> dict[str, Array]:
    """The postings of all units and of all pairs of neighbouring characters.

    `stream` holds units with breaks (0); `character` says which units are characters.
    """
    page, kind, weights, averages = _weights(shapes, stream != 0)
    pair = _pairs(stream, shapes, character)
    keys = np.unique(pair[pair != 0])
    units = len(character)
    chunks: list[Chunk] = []
    for first in range(0, shapes.pages, _CHUNK):
        last = min(first + _CHUNK, shapes.pages)
        cut = slice(int(shapes.starts[first]), int(shapes.starts[last]))
        one, two = stream[cut] != 0, pair[cut] != 0
        paired = units + np.searchsorted(keys, pair[cut][two])
        terms = np.concatenate((stream[cut][one].astype(np.int64), paired))
        below = page[cut] - first << _KIND_BITS | kind[cut]
        keys_below = np.concatenate((below[one], below[two]))
        chunks.append(_chunk(terms << (_PAGE_BITS + _KIND_BITS) | keys_below, first, weights))
    ends, postings = _merged(chunks, units + len(keys))
    return {"ends": ends, "pairs": keys, "postings": postings, "averages": averages}


def _weights(
    shapes: Shapes, stays: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.uint8], F32, F32]:
    """For each unit its page and its kind; what one occurrence adds, by kind and page; and the average length
    of each field. The kind is the field, but for the lead.
    """
    page, kind, lead = shapes.page_of(), shapes.field_of(), shapes.in_lead()
    weights, averages = np.empty((len(FIELDS), shapes.pages), np.float32), np.ones(len(FIELDS), np.float32)
    for number, name in enumerate(FIELDS):
        inside = lead if number == _LEAD else kind == number
        lengths = np.bincount(page[inside & stays], minlength=shapes.pages).astype(np.float32)
        if lengths.any():
            averages[number] = lengths[lengths > 0].mean()
        weights[number] = ranking.field_weight(name, lengths, averages[number])
    weights[_LEAD] += weights[FIELDS.index("body")]
    kind[lead] = _LEAD
    return page, kind, weights, averages


def _pairs(stream: U32, shapes: Shapes, character: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """For each unit the pair it begins, 0 if none: both units in one number."""
    pair = np.zeros(len(stream), np.uint64)
    if len(stream) > 1:
        both = character[stream[:-1]] & character[stream[1:]]
        joined = (stream[:-1].astype(np.uint64) << _HALF) | stream[1:]
        pair[:-1] = np.where(both, joined, 0)
    ends = shapes.starts[1:] - 1
    pair[ends[ends >= 0]] = 0  # none reaches from page to page
    return pair


def _chunk(keys: I64, first: int, weights: F32) -> Chunk:
    """The postings of the articles from number `first` on."""
    keys = np.sort(keys)  # all there is to say of an occurrence, as that sorts ten times as fast as places
    pages = first + (keys >> _KIND_BITS & _CHUNK - 1)
    much = weights[keys & (1 << _KIND_BITS) - 1, pages]
    begins = np.flatnonzero(np.diff(keys >> _KIND_BITS, prepend=-1))
    sums = np.add.reduceat(much, begins) if len(begins) else much[:0]
    impact = np.rint(sums / (sums + ranking.SATURATION) * IMPACT_MAX).clip(1, IMPACT_MAX).astype(np.uint32)
    where = pages[begins].astype(np.uint32) << np.uint32(IMPACT_BITS)
    return keys[begins] >> (_PAGE_BITS + _KIND_BITS), where | impact


def _merged(chunks: list[Chunk], terms: int) -> tuple[U32, U32]:
    """The end of each term's postings, and all postings, of chunks in the order of their articles."""
    counts = np.zeros(terms, np.int64)
    for of, _ in chunks:
        counts += np.bincount(of, minlength=terms)
    ends = np.cumsum(counts)
    cursor = ends - counts
    postings = np.empty(int(counts.sum()), np.uint32)
    for of, data in chunks:
        begins = np.flatnonzero(np.diff(of, prepend=-1))
        sizes = np.diff(begins, append=len(of))
        within = np.arange(len(of)) - np.repeat(begins, sizes)
        postings[cursor[of] + within] = data
        cursor[of[begins]] += sizes
    return ends.astype(np.uint32), postings
