"""Collects the phrases of one locale's articles; see `phrases`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec
import numpy as np

from helppanel.articles.layout import Array
from helppanel.articles.phrases import LONGEST, columns, plain
from helppanel.articles.spellings import spelling
from helppanel.articles.text import CHARACTER

_MOST = 20_000  # about 1 MB: looked through in a millisecond

_PIECES = re.compile(f"({CHARACTER}+)|[^\\W_]")


def phrases(said: Iterable[tuple[str, int]]) -> Array:
    """What articles say, given with how often each is asked for, as `Phrases` reads it."""
    shown: dict[str, str] = {}
    popular: defaultdict[str, int] = defaultdict(int)
    times: defaultdict[str, int] = defaultdict(int)
    for text, weight in said:
        phrase = " ".join(text.split())
        form = plain(phrase)
        if len(phrase) < 2 or columns(phrase) > LONGEST:
            continue
        shown.setdefault(form, phrase)
        popular[form] = max(popular[form], weight)
        times[form] += 1
    forms = sorted(shown, key=lambda form: (-popular[form], -times[form], len(form), form))[:_MOST]
    spoken = [_spoken(form) for form in forms]
    lines = (
        [shown[form] for form in forms],
        forms,
        [" ".join(syllables) for syllables in spoken],
        ["".join(syllable[0] for syllable in syllables) for syllables in spoken],
    )
    return np.frombuffer(msgspec.msgpack.encode(tuple(map("\n".join, lines))), np.uint8)


def _spoken(form: str) -> list[str]:
    """The syllables of a phrase, each letter and digit in it as one; none where it has no characters."""
    found: list[str] = []
    has_characters = False
    for match in _PIECES.finditer(form):
        if match[1]:
            has_characters = True
            found += spelling(match[1]).split(" ")
        else:
            found.append(match[0])
    return found if has_characters else []
