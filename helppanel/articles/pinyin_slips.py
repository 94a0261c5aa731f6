"""Pinyin as it was meant where a finger slipped once: a wrong key, two swapped, one too many or too few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from helppanel.articles.characters import SYLLABLES
from helppanel.articles.keyboard import neighbours
from helppanel.articles.routing import syllables

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEAST = 5  # letters; of fewer, any other word is one slip away
_MOST = 24
_TRIED = 4


def mended(letters: str) -> list[str]:
    """What may have been meant by `letters` that are no syllables: the readings with the fewest syllables."""
    if not _LEAST <= len(letters) <= _MOST:
        return []
    whole = _whole()
    found = dict.fromkeys(variant for variant in _variants(letters) if whole.fullmatch(variant))
    counted = [(len(syllables(variant) or letters), place, variant) for place, variant in enumerate(found)]
    return [variant for _, _, variant in sorted(counted)[:_TRIED]]


def _variants(letters: str) -> Iterator[str]:
    """Everything one slip away, the likelier slips first."""
    places = range(len(letters))
    for place in places[:-1]:
        yield letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    for place in places:
        for key in neighbours(letters[place]):
            yield letters[:place] + key + letters[place + 1 :]
    for place in places:
        yield letters[:place] + letters[place + 1 :]
    for place in range(len(letters) + 1):
        for key in _LETTERS:
            yield letters[:place] + key + letters[place:]


@cache
def _whole() -> re.Pattern[str]:
    longest = sorted(SYLLABLES, key=lambda syllable: (-len(syllable), syllable))
    return re.compile(f"(?:{'|'.join(longest)})+")
