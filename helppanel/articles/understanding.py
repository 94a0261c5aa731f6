"""Understands what a user typed.

Every way to read it adds its terms with its share: the words as typed, words that sound or look like them,
pinyin, first letters, corrected slips, the ends of a word half typed, and synonyms of all that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log1p

import msgspec

from helppanel.articles import function_words
from helppanel.articles.analysis import Analyser, Form, Token, plain
from helppanel.articles.decoder import Reading, decode, decode_initials
from helppanel.articles.index import is_character
from helppanel.articles.lexicon import UNHEARD, Lexicon
from helppanel.articles.pinyin_slips import mended
from helppanel.articles.query import MAX_LENGTH, Bag, Kind, Query, Units, shares
from helppanel.articles.routing import Route, parted, routes, spelled, syllables
from helppanel.articles.surfaces import Surfaces, is_likely
from helppanel.articles.text import clean

_KNOWN = 3  # times a word stands in the articles to count as one
_SOFTEN = 0.7  # a share to this power is the weight of a guess
_SYNONYM = 0.25
_INSTEAD = 0.8  # a synonym of a phrase that no article holds
_PART = 0.5  # a part of a compound, against the compound
_FUNCTION_WORD = 0.2  # a word that only helps to ask
_COMPLETED_LETTERS = {True: 0.4, False: 0.25}  # by whether the articles are in characters
_COMPLETED_CHARACTER, _COMPLETED_WORD = 0.45, 0.16
_COMPLETIONS, _CORRECTIONS = 8, 8
_MORE_LIKELY_GOES_ON = 2.5  # nats against a slip in what may be the beginning of a word
_SAME_STEM = 1.0  # nats for another ending of a known word, against a slip
_TOO_FEW = 2  # letters
_SURE = 0.5  # the share from which a reading is suggested
_READINGS = 4  # of pinyin with a slip in it
_LONGEST_SYNONYM = 12  # units
_SLIP_FROM = 4  # letters that are rather a slip in a word than the first letters of others
_SOME_CHINESE = 0.25  # words in characters for each in letters

Synonyms = Mapping[Units, Sequence[Units]]


class Vocabulary(msgspec.Struct, frozen=True):
    """What the articles of one locale know: words in letters, words in characters, and synonyms."""

    surfaces: Surfaces
    lexicon: Lexicon
    synonyms: Synonyms

    def holds(self, phrase: Units) -> bool:
        """Whether an article may hold a phrase: of one word it is certain."""
        word = "".join(phrase)
        if len(phrase) > 1 and is_character(phrase[0]):
            number = self.lexicon.number(word)
            return number < 0 or self.lexicon.counts[number] > UNHEARD
        return len(phrase) > 1 or self.surfaces.count(word) > 0 or self.surfaces.begins(word)

    @property
    def is_in_characters(self) -> bool:
        """Whether the articles are in Chinese; an English one may quote some, a Chinese one much English."""
        return bool(self.lexicon.total > _SOME_CHINESE * self.surfaces.total)


def understand(typed: str, analyser: Analyser, own: Vocabulary, other: Vocabulary | None = None) -> Query:
    """The query in `typed`; any text is one, if only an empty one. Its last word may be half typed.

    `other` is the vocabulary of the same articles in another locale.
    """
    return _Understanding(analyser, own, other).read(typed)


class _Understanding:
    def __init__(self, analyser: Analyser, own: Vocabulary, other: Vocabulary | None) -> None:
        self._analyser = analyser
        self._own = own
        self._all = (own,) if other is None else (own, other)
        self._bag = Bag()
        self._exact: list[str] = []
        self._spoken: list[tuple[list[str], float]] = []  # what was said, in units, and how surely
        self._is_guess = False
        self._meant: list[tuple[int, int, str]] = []  # what to put in the place of what was typed

    def read(self, typed: str) -> Query:
        text = plain(clean(typed)[:MAX_LENGTH])
        tokens = list(self._tokens(text))
        for route, group, is_last in self._groups(tokens):
            if route is Route.WORD:
                if len(tokens) == 1 and self._slipped(tokens[0]):
                    continue
                for place, token in enumerate(group, 1):
                    self._word(token, is_last and place == len(group))
            elif route is Route.INITIALS:
                self._initials(group[0], is_last)
            elif route is Route.EITHER:
                self._word(group[0], is_last)
                self._readings(decode(spelled(group[0].text), frozenset(), self._own.lexicon))
            else:
                if len(tokens) == 1 and self._is_rather_a_word(group[0]):
                    self._word(group[0], is_last)
                self._spelled(group, is_last)
        self._add_synonyms()
        return Query(
            text=text.casefold().strip(),
            terms=self._bag.terms(),
            exact=tuple(self._exact),
            beginning=tokens[-1].text.casefold() if tokens and tokens[-1].end == len(text) else "",
            suggestion=self._suggestion(clean(typed)[:MAX_LENGTH]),
            is_guess=self._is_guess,
        )

    def _tokens(self, text: str) -> Iterator[Token]:
        """The tokens of `text`; what is pinyin and a name in one is two."""
        for token in self._analyser.tokens(text):
            place = parted(token) if token is not None and self._own.is_in_characters else 0
            if token is None:
                continue
            if not place or self._count(token.text.casefold()):
                yield token
                continue
            for start, end in ((0, place), (place, len(token.text))):
                piece = token.text[start:end]
                yield Token(token.start + start, token.start + end, piece, self._analyser.forms(piece))

    def _groups(self, tokens: list[Token]) -> Iterator[tuple[Route, list[Token], bool]]:
        """Tokens that are read together, and whether they are the last; pinyin goes with characters."""
        if not self._own.is_in_characters:
            found = [Route.WORD if token.forms else Route.CHARACTERS for token in tokens]
        else:
            found = routes(tokens, self._is_known, self._begins)
        same = [Route.CHARACTERS if route is Route.PINYIN else route for route in found]
        begin = 0
        for end in range(1, len(tokens) + 1):
            if end == len(tokens) or same[end] is not same[begin]:
                yield same[begin], tokens[begin:end], end == len(tokens)
                begin = end

    def _suggestion(self, typed: str) -> str:
        pieces, done = [], 0
        # What is read in two ways may be meant in two: the later, as pinyin, goes.
        for start, end, text in {start: (start, end, text) for start, end, text in self._meant}.values():
            pieces += [typed[done:start], text]
            done = end
        meant = "".join([*pieces, typed[done:]]).strip() if pieces else ""
        return "" if plain(meant).casefold() == plain(typed).casefold().strip() else meant

    # words in letters

    def _count(self, word: str) -> int:
        return sum(vocabulary.surfaces.count(word) for vocabulary in self._all)

    def _is_known(self, word: str) -> bool:
        return self._count(word) >= _KNOWN

    def _begins(self, word: str) -> bool:
        # Two letters begin some word in any other language.
        asked = self._all if len(word) > _TOO_FEW else (self._own,)
        return any(vocabulary.surfaces.begins(word) for vocabulary in asked)

    def _word(self, token: Token, is_last: bool) -> None:
        whole, *parts = token.forms
        self._exact.append(whole.surface)
        self._speak(whole.unit)
        weight = _FUNCTION_WORD if function_words.is_function_word(whole.surface) else 1.0
        is_known = self._count(whole.surface) > 0
        goes_on = is_last and self._complete(whole.surface, is_known)
        if is_known:
            self._bag.add((whole.unit,), weight)
            for part in parts:
                self._bag.add((part.unit,), weight * _PART)
            return
        mended = self._mend(whole, weight, is_last, goes_on, token)
        for part in parts:
            share = weight * (_PART if mended else 1.0)
            if self._count(part.surface):
                self._bag.add((part.unit,), share)
            else:
                mended = self._mend(part, share, False, mended) or mended

    def _speak(self, unit: str) -> None:
        """A word was said, or what stands for it."""
        if not self._spoken or self._spoken[-1][1] != 1.0:
            self._spoken.append(([], 1.0))
        self._spoken[-1][0].append(unit)

    def _complete(self, prefix: str, is_known: bool) -> bool:
        """Adds the words that `prefix` begins; whether there are any."""
        found: dict[str, float] = {}
        for vocabulary in self._all:
            for word, times in vocabulary.surfaces.completed(prefix).items():
                found[word] = max(times, found.get(word, 0.0))
        words = {word: times for word, times in found.items() if word.isalpha()} if prefix.isalpha() else {}
        if is_known:
            weight = _COMPLETED_LETTERS[self._own.is_in_characters]
            self._guess(words or found, weight, _COMPLETIONS, Kind.ENDING)
        else:
            self._guess(words or found, 1.0, _COMPLETIONS)
        return bool(found)

    def _mend(
        self, form: Form, weight: float, is_last: bool, goes_on: bool, token: Token | None = None
    ) -> bool:
        """Adds the words that may have been meant by one that no article holds; whether there are any."""
        scores: dict[str, float] = {}
        for vocabulary in self._all:
            nearby = vocabulary.surfaces.nearby(form.surface)
            scores |= {word: max(score, scores.get(word, score)) for word, score in nearby.items()}
        if is_last and not goes_on and not scores:
            for vocabulary in self._all:
                nearby = vocabulary.surfaces.nearby(form.surface, is_prefix=True)
                scores |= {word: max(score, scores.get(word, score)) for word, score in nearby.items()}
        elif goes_on:
            scores = {word: score - _MORE_LIKELY_GOES_ON for word, score in scores.items()}
        if form.unit != form.surface and (times := self._count(form.unit)):
            scores[form.unit] = _SAME_STEM + Surfaces.FREQUENCY * log1p(times)
        elif scores and token is not None and not goes_on:
            self._mean(token, shares({word: exp(score) for word, score in scores.items()}, _CORRECTIONS))
        self._guess({word: exp(score) for word, score in scores.items()}, weight, _CORRECTIONS)
        if not scores:
            self._bag.add((form.unit,), weight)
        return bool(scores)

    def _mean(self, token: Token, found: Mapping[str, float]) -> None:
        word, share = next(iter(found.items()))
        # A letter in the place of another, far from its key, is rather a word that the articles lack.
        slip = len(word) != len(token.forms[0].surface) or is_likely(token.forms[0].surface, word)
        if share >= _SURE and slip:
            self._meant.append((token.start, token.end, word))
            self._spoken[-1][0][-1] = self._analyser.stem(word)

    def _guess(self, scores: Mapping[str, float], weight: float, most: int, kind: Kind = Kind.TYPED) -> None:
        units: defaultdict[str, float] = defaultdict(float)
        for word, share in shares(scores, most).items():
            units[self._analyser.stem(word)] += share
        for unit, share in units.items():
            self._bag.add((unit,), weight * share**_SOFTEN, kind)

    # words in characters

    def _initials(self, token: Token, is_last: bool) -> None:
        found = decode_initials(token.text, self._own.lexicon)
        # Rather a slip in a known word than the first letters of words of one character.
        if found and (min(map(len, found[0].words)) > 1 or not self._is_slip(token.text)):
            self._is_guess = True
            self._readings(found)
        else:
            self._word(token, is_last)

    def _is_rather_a_word(self, token: Token) -> bool:
        """Whether what may be pinyin half typed may as well be a slip in a known word."""
        return bool(token.forms) and not syllables(spelled(token.text)) and self._is_slip(token.text)

    def _is_slip(self, word: str) -> bool:
        """Whether `word` may be a slip in one that is known."""
        return len(word) >= _SLIP_FROM and any(
            vocabulary.surfaces.count(other) >= _KNOWN
            for vocabulary in self._all
            for other in vocabulary.surfaces.nearby(word)
        )

    def _spelled(self, tokens: list[Token], is_last: bool) -> None:
        atoms, stops = "", set()
        for before, token in zip([None, *tokens], tokens, strict=False):
            # A space between syllables says nothing, one beside characters ends a word.
            if before is not None and before.end < token.start and not (before.forms and token.forms):
                stops.add(len(atoms))
            atoms += spelled(token.text) if token.forms else token.text
        found = decode(atoms, frozenset(stops), self._own.lexicon)
        if not found:
            for place, token in enumerate(tokens, 1):
                if token.forms:
                    self._word(token, is_last and place == len(tokens))
                else:
                    self._bag.add_word(token.text, 1.0)
            return
        self._readings(found)
        best = found[0]
        is_other = best.changed or any(token.forms for token in tokens)
        if best.share >= _SURE and is_other and max(map(len, best.words), default=0) > 1:
            self._meant.append((tokens[0].start, tokens[-1].end, "".join(best.words)))
        if is_last and not tokens[-1].forms and best.words:
            self._complete_word(best.words[-1])

    def _slipped(self, token: Token) -> bool:
        """Adds what one word may be as pinyin with a slip in it, unless it is nearer to a word in letters."""
        typed = token.text
        if not self._own.is_in_characters or not (typed.isascii() and typed.islower() and typed.isalpha()):
            return False
        if self._begins(typed) or any(vocabulary.surfaces.nearby(typed) for vocabulary in self._all):
            return False
        readings = [
            reading
            for letters in mended(typed)
            for reading in decode(letters, frozenset(), self._own.lexicon)[:2]
            if not reading.unknown
        ]
        if not readings:
            return False
        self._is_guess = True
        best = sorted(readings, key=lambda reading: reading.cost)[:_READINGS]
        chances = [exp(best[0].cost - reading.cost) for reading in best]
        self._readings(
            [
                msgspec.structs.replace(reading, share=chance / sum(chances))
                for reading, chance in zip(best, chances, strict=True)
            ]
        )
        self._meant.append((token.start, token.end, "".join(best[0].words)))
        return True

    def _complete_word(self, word: str) -> None:
        lexicon = self._own.lexicon
        weight = _COMPLETED_CHARACTER if len(word) == 1 else _COMPLETED_WORD
        scores = {lexicon.words[number]: float(lexicon.counts[number]) for number in lexicon.starting(word)}
        for longer, share in shares(scores, 6).items():
            self._bag.add_word(longer, weight * share**_SOFTEN, Kind.ENDING)

    def _readings(self, readings: Sequence[Reading]) -> None:
        words: defaultdict[str, float] = defaultdict(float)
        self._spoken += [(list("".join(reading.words)), reading.share) for reading in readings[:2]]
        for reading in readings:
            for word, is_asking in dict(_asking(reading)).items():
                words[word] += reading.share * (_FUNCTION_WORD if is_asking else 1.0)
        for word, weight in words.items():
            self._bag.add_word(word, weight)

    # synonyms

    def _add_synonyms(self) -> None:
        """Adds the synonyms of the longest phrases that have any, from left to right."""
        groups = self._own.synonyms
        for units, share in self._spoken:
            begin = 0
            while begin < len(units):
                ends = range(min(len(units), begin + _LONGEST_SYNONYM), begin, -1)
                end = next((end for end in ends if tuple(units[begin:end]) in groups), begin)
                phrase = tuple(units[begin:end])
                weight = _SYNONYM if self._own.holds(phrase) else _INSTEAD
                for synonym in groups.get(phrase, ()):
                    self._bag.add_synonym(synonym, share * weight)
                begin = max(end, begin + 1)


def _asking(reading: Reading) -> list[tuple[str, bool]]:
    """The words of a reading, and whether each is, or is part of, one that only helps to ask."""
    covered = function_words.covered("".join(reading.words))
    found, begin = [], 0
    for word in reading.words:
        found.append((word, all(covered[begin : begin + len(word)])))
        begin += len(word)
    return found
