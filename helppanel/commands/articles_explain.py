"""`helppanel articles explain`: tells an author why an article ranks where it does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from helppanel.articles.model import Explanation

FEATURES = {
    "first": "what the index alone says: how much the article is about the terms",
    "bm25": "how often the words stand in the article, by field, rare words and short fields more",
    "bm25_characters": "how often the single characters of the typed words stand in the article",
    "coverage": "the share of the typed words that stand in it at all",
    "coverage_characters": "the share of their characters that stand in it at all",
    "lead": "the share of the typed words that stand in its first paragraph",
    "endings": "how often words stand in it that go on from the last one typed",
    "synonyms": "how often synonyms of the typed words stand in it",
    "title_endings": "words in the title that go on from the last one typed",
    "title_synonyms": "synonyms of the typed words in the title",
    "title_jaccard": "how much the title is the query: what both share, of all that either has",
    "heading_jaccard": "how much the best heading is the query",
    "section": "how often the words stand in the best section, its heading more",
    "section_titled": "how much of the query the best section and the title hold together",
    "headed": "the share of the typed words that the title and the best heading hold together",
    "focus": "how much of the query its sections hold on average",
    "named": "the query is one of the author's keywords",
    "near": "typed words that stand near each other",
    "near_prominent": "typed words that stand near each other in the title or a heading",
    "exact": "the share of the words in letters that stand in the title just as typed",
    "length": "the length of the article: in a long one much is found",
    "sections": "the number of its sections",
    "inlinks": "how many articles name it as related",
}
"""What each feature says of an article; those of the same article in the other locale begin with `other_`."""

_OTHER = "other_"


def meaning(feature: str) -> str:
    """One line on a feature, "" for an unknown one."""
    if feature in FEATURES or not feature.startswith(_OTHER):
        return FEATURES.get(feature, "")
    said = FEATURES.get(feature.removeprefix(_OTHER))
    return f"in the other locale: {said}" if said else ""


def lines(told: Explanation) -> Iterator[str]:
    """The explanation for people; what added nothing comes as one line at the end."""
    if told.rank:
        yield f"{told.id}: rank {told.rank}, score {told.score:.2f}"
    else:
        yield f"{told.id}: not ranked, as others have more of the query"
    yield f"query:    {told.query}"
    if told.suggestion:
        yield f"meant:    {told.suggestion}"
    yield ""
    yield "looked up, with how surely it was meant"
    width = max((_width(text) for text, _, _ in told.terms), default=0)
    for text, kind, weight in sorted(told.terms, key=lambda term: -term[2]):
        yield f"  {weight:5.2f}  {text}{' ' * (width - _width(text))}  {kind}"
    if not told.terms:
        yield "  nothing: the articles know no word of it"
    added = [(name, value, adds) for name, value, adds in told.features if adds]
    if not added:
        return
    yield ""
    yield "found in the article: what it adds to the score, and its value"
    width = max(len(name) for name, _, _ in added)
    for name, value, adds in added:
        yield f"  {adds:+7.2f}  {value:6.2f}  {name:{width}}  {meaning(name)}".rstrip()
    nothing = [name for name, _, adds in told.features if not adds]
    if nothing:
        yield f"  nothing from {', '.join(nothing)}"


def _width(text: str) -> int:
    """The columns of `text` on a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
