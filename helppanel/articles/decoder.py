"""What a user may have meant: characters, pinyin and wrong characters as words of the articles.

The query is a row of atoms: a typed character, or a letter of pinyin. A beam search walks the words that the
atoms can stand for, cheapest first; see `lexicon` for the costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

import msgspec

from helppanel.articles import function_words
from helppanel.articles.characters import SYLLABLES, lookalikes, near, readings
from helppanel.articles.lexicon import Lexicon

CHANGED = 5.0  # nats for a character that sounds the same
NEAR = 1.5  # more, where it only sounds nearly the same
LOOKS = 7.5  # for a character that looks alike
UNKNOWN = 16.0  # for a character that no word has
UNFINISHED = 2.0  # for a last syllable that is not all there
BEAM = 10
BEST = 5
_MEANT = frozenset(char for char in function_words.CHINESE if len(char) == 1)  # never typed by mistake
_LONGEST = 8  # characters of a word
_MOST_UNFINISHED = 14


class Reading(msgspec.Struct, frozen=True):
    """One way to understand the query: its words and how likely it is against the others.

    `changed` counts the characters that were typed otherwise, `unknown` those that no word explains; `cost`
    is that of all its words, in nats.
    """

    words: tuple[str, ...]
    share: float
    changed: int
    unknown: int
    cost: float


class _Edge(msgspec.Struct, frozen=True):
    """A word from where it begins to `end`; -1 for what no word explains, `text` as typed or nothing."""

    word: int
    text: str
    end: int
    cost: float = 0.0
    changed: int = 0


class _Path(msgspec.Struct, frozen=True):
    """The way to one place: the last edge, and the way before it."""

    cost: float
    edge: _Edge
    before: _Path | None


def decode(atoms: str, stops: frozenset[int], lexicon: Lexicon) -> list[Reading]:
    """The likeliest readings of `atoms`, best first. No word reaches over a place in `stops`."""
    return _finish(_Walk(atoms, stops, lexicon).run(), 1.0)


def decode_initials(letters: str, lexicon: Lexicon) -> list[Reading]:
    """The likeliest words whose syllables begin with `letters`."""
    edges: dict[int, list[_Edge]] = {}
    for start in range(len(letters)):
        edges[start] = [
            _Edge(word, lexicon.words[word], end)
            for end in range(start + 1, min(len(letters), start + _LONGEST) + 1)
            for word in lexicon.having_initials(letters[start:end])
        ]
    return _finish(_beam(len(letters), edges, lexicon, 12), 2.0, 8)


def _beam(length: int, edges: dict[int, list[_Edge]], lexicon: Lexicon, width: int) -> list[_Path]:
    """The cheapest ways to the end, `width` of them kept at each place."""
    paths: list[list[_Path]] = [[] for _ in range(length + 1)]
    paths[0] = [_Path(0.0, _Edge(-1, "", 0), None)]
    for place in range(length):
        here = sorted(paths[place], key=_cost)[:width]
        for edge in edges.get(place, ()):
            for path in here:
                spent = UNKNOWN if edge.word < 0 else lexicon.cost(edge.word, path.edge.word)
                paths[edge.end].append(_Path(path.cost + spent + edge.cost, edge, path))
    return sorted(paths[length], key=_cost)


def _cost(path: _Path) -> float:
    return path.cost


def _finish(paths: list[_Path], temperature: float, best: int = BEST) -> list[Reading]:
    """The `best` different readings, with shares by their costs."""
    found: dict[tuple[str, ...], tuple[_Path, list[_Edge]]] = {}
    for path in paths:
        edges = _edges(path)
        found.setdefault(tuple(edge.text for edge in edges if edge.text), (path, edges))
        if len(found) == best:
            break
    least = min((path.cost for path, _ in found.values()), default=0.0)
    shares = {words: exp((least - path.cost) / temperature) for words, (path, _) in found.items()}
    whole = sum(shares.values())
    return [
        Reading(
            words,
            shares[words] / whole,
            sum(edge.changed for edge in edges),
            sum(edge.word < 0 for edge in edges),
            path.cost,
        )
        for words, (path, edges) in found.items()
    ]


def _edges(path: _Path | None) -> list[_Edge]:
    edges: list[_Edge] = []
    while path is not None and path.before is not None:
        edges.append(path.edge)
        path = path.before
    return edges[::-1]


class _Walk:
    def __init__(self, atoms: str, stops: frozenset[int], lexicon: Lexicon) -> None:
        self._atoms = atoms
        self._stops = stops
        self._lexicon = lexicon

    def run(self) -> list[_Path]:
        edges = {place: list(self._edges(place)) for place in range(len(self._atoms))}
        return _beam(len(self._atoms), edges, self._lexicon, BEAM)

    def _edges(self, start: int) -> Iterator[_Edge]:
        atoms, lexicon = self._atoms, self._lexicon
        seen: dict[tuple[int, int], _Edge] = {}
        for key, end, spelled in self._keys(start, "", ()):
            for word in lexicon.having_key(key):
                edge = self._weighed(word, start, end, spelled)
                if edge is not None:
                    known = seen.get((word, end))
                    if known is None or known.cost > edge.cost:
                        seen[word, end] = edge
        for edge in self._looking_alike(start):
            seen.setdefault((edge.word, edge.end), edge)
        yield from seen.values()
        if not atoms[start].isascii():
            if not any(edge.end == start + 1 and not edge.changed for edge in seen.values()):
                yield _Edge(-1, atoms[start], start + 1)
            yield from self._unfinished(start)
        else:
            yield from self._unfinished(start)
            for end in range(start + 1, min(start + 6, len(atoms)) + 1):
                if atoms[start:end] in SYLLABLES:
                    yield _Edge(-1, "", end)

    def _keys(
        self, place: int, key: str, spelled: tuple[str, ...]
    ) -> Iterator[tuple[str, int, tuple[str, ...]]]:
        """The keys that begin a word at `place`, where each ends, and the atoms of each of its characters."""
        atoms = self._atoms
        if spelled:
            yield key, place, spelled
        if place >= len(atoms) or len(spelled) == _LONGEST or (spelled and place in self._stops):
            return
        if not atoms[place].isascii():
            for syllable in {near(reading) for reading in readings(atoms[place])}:
                following = f"{key} {syllable}" if key else syllable
                if self._lexicon.begins(following):
                    yield from self._keys(place + 1, following, (*spelled, atoms[place]))
            return
        for end in range(place + 1, min(place + 6, len(atoms)) + 1):
            letters = atoms[place:end]
            if not atoms[end - 1].isascii() or any(stop in self._stops for stop in range(place + 1, end)):
                break
            if letters in SYLLABLES:
                following = f"{key} {near(letters)}" if key else near(letters)
                if self._lexicon.begins(following):
                    yield from self._keys(end, following, (*spelled, letters))

    def _weighed(self, word: int, start: int, end: int, spelled: tuple[str, ...]) -> _Edge | None:
        text, cost, changed = self._lexicon.words[word], 0.0, 0
        syllables = self._lexicon.spellings[word].split(" ")
        if len(text) != len(spelled):
            return None
        for char, syllable, atom in zip(text, syllables, spelled, strict=True):
            if atom.isascii():
                cost += NEAR * 2 if atom != syllable else 0.0
                continue
            if atom != char:
                if atom in _MEANT:
                    return None
                changed += 1
                cost += CHANGED + (NEAR if syllable not in readings(atom) else 0.0)
        if changed * 2 > len(text):
            return None
        return _Edge(word, text, end, cost, changed)

    def _looking_alike(self, start: int) -> Iterator[_Edge]:
        atoms, lexicon = self._atoms, self._lexicon
        end = start + 1
        while end < len(atoms) and end - start < 4 and end not in self._stops and not atoms[end].isascii():
            end += 1
            typed = atoms[start:end]
            if typed.isascii() or any(char.isascii() for char in typed):
                break
            for place, char in enumerate(typed):
                for other in lookalikes(char) if char not in _MEANT else "":
                    word = lexicon.number(typed[:place] + other + typed[place + 1 :])
                    if word >= 0:
                        yield _Edge(word, lexicon.words[word], end, LOOKS, 1)

    def _unfinished(self, start: int) -> Iterator[_Edge]:
        """The words that the last letters begin to spell."""
        atoms, lexicon = self._atoms, self._lexicon
        letters = atoms[start:]
        if not atoms[start].isascii():
            yield from self._unfinished_word(start)
            return
        if not letters.isascii() or (letters in SYLLABLES and len(letters) > 1):
            return
        if any(stop > start for stop in self._stops if stop < len(atoms)):
            return
        words = sorted(lexicon.spelled_from(letters), key=lexicon.counts.__getitem__, reverse=True)
        for word in words[:_MOST_UNFINISHED]:
            yield _Edge(word, lexicon.words[word], len(atoms), UNFINISHED)

    def _unfinished_word(self, start: int) -> Iterator[_Edge]:
        """The words of which the first characters are typed, and what the last letters begin to spell."""
        atoms, lexicon = self._atoms, self._lexicon
        end = next((place for place in range(start, len(atoms)) if atoms[place].isascii()), len(atoms))
        letters = atoms[end:]
        if (
            not letters
            or not letters.isascii()
            or end - start > 4
            or any(start < s <= end for s in self._stops)
        ):
            return
        typed = atoms[start:end]
        for word in lexicon.starting(typed):
            rest = "".join(lexicon.spellings[word].split(" ")[len(typed) :])
            if rest.startswith(letters):
                yield _Edge(word, lexicon.words[word], len(atoms), UNFINISHED)
