"""Cuts the texts of many articles into units at once, each named by a number."""

from __future__ import annotations

from array import array

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles.analysis import BREAK, MAX_WORD, Analyser

BETWEEN = "\n\u3164\n"
"""Stands between two texts: a character that means nothing, and that no plain text has."""

_SEPARATOR = ord(BETWEEN[1])
_WORDS = 0x110000  # numbers below are characters, and 0 a break; words and their units follow

U32 = NDArray[np.uint32]
I64 = NDArray[np.int64]


class Cut(msgspec.Struct, frozen=True):
    """The units of texts: numbers in `names`, the places where the texts begin, and where the last one ends.

    `surfaces` counts the words as they are written.
    """

    names: list[str]
    stream: U32
    starts: I64
    surfaces: dict[str, int]


class _Known(dict[str, bytes]):
    """For each word its number, as the four bytes it has in a stream."""

    def __init__(self, analyser: Analyser) -> None:
        super().__init__({BREAK: bytes(4)})
        self._analyser = analyser
        self._numbers: dict[str, int] = {}
        self.surfaces: list[list[str]] = []
        self.names: list[str] = []  # of units
        self.units = array("I")  # of all words, one after the other
        self.ends = array("I", [0])

    def __missing__(self, word: str) -> bytes:
        forms = self._analyser.forms(word[:MAX_WORD])
        for form in forms:
            if form.unit not in self._numbers:
                self._numbers[form.unit] = _WORDS + len(self.names)
                self.names.append(form.unit)
            self.units.append(self._numbers[form.unit])
        known = self[word] = (_WORDS + len(self.surfaces)).to_bytes(4, "little")
        self.surfaces.append([form.surface for form in forms])
        self.ends.append(len(self.units))
        return known


class Streams:
    """Cuts texts; keeps what it has learned of words."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._known = _Known(analyser)

    def cut(self, text: str, counts: I64) -> Cut:
        """The units of the texts joined with `BETWEEN` in `text`, which is plain already.

        Each text's units end with a break, if there are any. `counts` says what a word in each text counts.
        """
        known = self._known
        tokens = self._analyser.pieces(text + BETWEEN)
        # A token is one number, or as many as it has characters; all else is done for all of them at once.
        data = b"".join([run.encode("utf-32-le") if run else known[word] for run, word, _ in tokens])
        codes = np.frombuffer(data, "<u4")
        is_end = codes == _SEPARATOR
        is_break = is_end | (codes == 0)
        stays = ~is_break
        stays[1:] |= stays[:-1]  # of breaks the first after something
        of_text = np.cumsum(is_end)
        stream, ends = self._expanded(codes, stays)
        starts = np.concatenate(([0], ends[is_end]))
        is_word = codes >= _WORDS
        seen = np.bincount(codes[is_word] - _WORDS, counts[of_text[is_word]]).astype(np.int64)
        names, stream = self._named(stream)
        return Cut(names, stream, starts, self._surfaces(seen))

    def _expanded(self, codes: U32, stays: NDArray[np.bool_]) -> tuple[U32, I64]:
        """The units of those that stay, and for each of `codes` the number of units up to its end."""
        word_ends = np.array(self._known.ends, np.int64)
        sizes = stays.astype(np.int64)
        is_word = codes >= _WORDS
        words = codes[is_word] - _WORDS
        sizes[is_word] = word_ends[words + 1] - word_ends[words]
        ends = np.cumsum(sizes)
        stream = np.repeat(codes, sizes)
        # Where the units of each word begin among all words', less where they begin here.
        shift = np.repeat(word_ends[words] - (ends - sizes)[is_word], sizes[is_word])
        places = np.flatnonzero(stream >= _WORDS)
        stream[places] = np.array(self._known.units, np.uint32)[places + shift]
        return stream, ends

    def _named(self, stream: U32) -> tuple[list[str], U32]:
        """The units that occur, `BREAK` first, and the stream in their numbers."""
        occurs = np.zeros(_WORDS + len(self._known.names), np.bool_)
        occurs[stream] = True
        occurs[0] = True
        numbers = np.flatnonzero(occurs)
        places = np.empty(len(occurs), np.uint32)
        places[numbers] = np.arange(len(numbers))
        names = self._known.names
        found = [names[number - _WORDS] if number >= _WORDS else chr(number) for number in numbers.tolist()]
        return [BREAK, *found[1:]], places[stream]

    def _surfaces(self, seen: I64) -> dict[str, int]:
        found: dict[str, int] = {}
        words = np.flatnonzero(seen)
        for word, times in zip(words.tolist(), seen[words].tolist(), strict=True):
            for surface in self._known.surfaces[word]:
                found[surface] = found.get(surface, 0) + times
        return found
