"""Finds the Chinese words of texts, and which stand beside which. Needs the extra `articles`."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles.streams import BETWEEN
from helppanel.articles.text import CHARACTER

_FIRST_CHARACTER = "\u3005"
_RUN = re.compile(f"{CHARACTER}+")
_OTHER, _SEPARATOR, _WORDS = 0, 1, 2  # numbers of what is cut: no word, what stands between texts, words

I64 = NDArray[np.int64]


class Learned(msgspec.Struct, frozen=True, array_like=True):
    """Words and pairs of neighbours with their counts; a pair is first << 32 | second, numbers in `words`."""

    words: list[str]
    counts: I64
    pairs: I64
    pair_counts: I64


class _Numbers(dict[str, int]):
    """The number of each piece that texts are cut into."""

    def __init__(self) -> None:
        super().__init__({BETWEEN[1]: _SEPARATOR})
        self.words: list[str] = []

    def __missing__(self, piece: str) -> int:
        number = _OTHER
        if piece[0] >= _FIRST_CHARACTER and _RUN.fullmatch(piece):
            number = _WORDS + len(self.words)
            self.words.append(piece)
        self[piece] = number
        return number


class Learner:
    """Cuts texts into words; keeps what it has learned of them."""

    def __init__(self) -> None:
        import rjieba

        self._cut = rjieba.cut
        self._numbers = _Numbers()

    def learn(self, text: str, counts: Sequence[int]) -> Learned:
        """The words of the texts joined with `BETWEEN` in `text`; `counts` says what one counts in each."""
        pieces = list(map(self._numbers.__getitem__, self._cut(text)))
        numbers = np.array(pieces, np.int64)
        weights = np.array([*counts, 0])[np.cumsum(numbers == _SEPARATOR)]
        is_word = numbers >= _WORDS
        seen = np.bincount(numbers[is_word] - _WORDS, weights[is_word]).astype(np.int64)
        known = np.flatnonzero(seen)
        places = np.zeros(len(seen), np.int64)
        places[known] = np.arange(len(known))
        is_pair = is_word[1:] & is_word[:-1]
        first, second = (places[side[is_pair] - _WORDS] for side in (numbers[:-1], numbers[1:]))
        pairs, pair_counts = summed(first << 32 | second, weights[1:][is_pair])
        return Learned(
            [self._numbers.words[word] for word in known.tolist()], seen[known], pairs, pair_counts
        )


def summed(keys: I64, counts: I64) -> tuple[I64, I64]:
    """The different `keys`, ascending, and for each the sum of its `counts`."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[begins], np.add.reduceat(counts[order], begins) if len(begins) else counts[:0]
