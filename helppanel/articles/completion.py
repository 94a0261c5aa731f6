"""What a user who is typing may go on to ask: phrases of the articles that hold all that was typed.

A phrase goes on from what was typed if its words begin, in the same order, with the typed ones, or if it is
spoken so: with the same syllables, or first letters. What was probably meant counts too, after that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from helppanel.articles.highlight import merged
from helppanel.articles.model import Completion, Span
from helppanel.articles.phrases import LONGEST, Phrases, columns, plain
from helppanel.articles.query import MAX_LENGTH, Query
from helppanel.articles.shelf import Shelf
from helppanel.articles.text import CHARACTER, LETTER

BEST = 12  # articles whose headings may complete a question

_TRIED = 300  # phrases that are looked at closely
_KEPT = 40  # of those that fit, from which the best are shown
_MOST_WORDS = 12
_STEP = 8  # columns: of phrases about as long as each other the more popular comes first

_LETTER = re.compile(LETTER)
_SPOKEN = re.compile(f"({CHARACTER}*)([a-z]+)")

Rank = tuple[int, int, bool, int]


def complete(
    typed: str, query: Query, shelf: Shelf, best: Callable[[], Sequence[int]], limit: int
) -> tuple[Completion, ...]:
    """At most `limit` phrases, likeliest first. `query` is what `typed` was understood as.

    `best` gives the numbers of the best articles; it is called where titles and keywords do not suffice.
    """
    finding = _Finding(typed, shelf.phrases)
    finding.as_written(typed, 0)
    if shelf.vocabulary.is_in_characters:
        finding.as_spoken(typed)
    if query.suggestion:
        finding.as_written(query.suggestion, 1)
    if len(finding.found) < limit and finding.typed:
        finding.look_into(_headings(shelf, best()), [typed, *filter(None, [query.suggestion])])
    return finding.best(max(0, limit))


class _Finding:
    def __init__(self, typed: str, phrases: Phrases) -> None:
        self.typed = _folded(typed).strip()
        self._as_typed = typed.strip()
        self.found: dict[str, tuple[Rank, Completion]] = {}
        self._phrases = phrases

    def best(self, limit: int) -> tuple[Completion, ...]:
        order = sorted(self.found.items(), key=lambda item: (item[1][0], item[0]))
        return tuple(completion for _, (_, completion) in order[:limit])

    def as_written(self, typed: str, later: int) -> None:
        """The phrases whose words begin with those of `typed`; `later` puts them behind others."""
        words, is_open = _words(typed)
        if not words:
            return
        lines = self._phrases.plain
        before = len(self.found)
        if len(words) == 1:
            self._keep_written(islice(lines.beginning(words[0]), _TRIED), words, is_open, later)
        if len(self.found) - before < _KEPT:
            holding = lines.holding(max(words, key=len))
            self._keep_written(islice(holding, _TRIED), words, is_open, later)

    def _keep_written(self, numbers: Iterator[int], words: list[str], is_open: bool, later: int) -> None:
        room = _KEPT
        for number in numbers:
            spans = _spans(self._phrases.plain[number], words, is_open)
            if spans:
                self._keep(self._phrases.shown[number], spans, later + 2 * (spans[0][0] > 0), number)
                room -= 1
                if not room:
                    break

    def as_spoken(self, typed: str) -> None:
        """The phrases that are spoken as `typed`, which may begin with characters."""
        match = _SPOKEN.fullmatch("".join(self.typed.split()))
        if match is None:
            return
        phrases, characters, letters = self._phrases, match[1], match[2]
        if characters:
            numbers: Iterator[int] = phrases.plain.beginning(characters)
        else:
            numbers = iter(
                {
                    **dict.fromkeys(islice(phrases.spoken.beginning(letters), _KEPT)),
                    **dict.fromkeys(islice(phrases.initials.beginning(letters), _KEPT)),
                }
            )
        for number in islice(numbers, _TRIED):
            syllables = phrases.syllables[number].split()[len(characters) :]
            count, is_whole = _said(syllables, letters)
            if count:
                form = phrases.plain[number]
                end = _place(form, len(characters) + count)
                self._keep(phrases.shown[number], ((0, end),), 0 if is_whole else 1, number)

    def look_into(self, texts: list[str], typed: list[str]) -> None:
        """The `texts` that go on from one of `typed`."""
        for later, one in enumerate(typed):
            words, is_open = _words(one)
            for place, text in enumerate(texts, len(self._phrases.shown)):
                spans = _spans(plain(text), words, is_open) if words else ()
                if spans:
                    self._keep(text, spans, later + 2 * (spans[0][0] > 0), place)

    def _keep(self, text: str, spans: tuple[Span, ...], kind: int, place: int) -> None:
        form, in_case = plain(text), self._as_typed in text
        rank = kind, columns(text) // _STEP, not in_case, place
        known = self.found.get(form)
        if form != self.typed and (known is None or rank < known[0]):
            self.found[form] = rank, Completion(text, spans)


def _headings(shelf: Shelf, numbers: Sequence[int]) -> list[str]:
    """The titles, keywords and headings of articles. Headings that several share say nothing of one."""
    said: list[str] = []
    shared: Counter[str] = Counter()
    for number in numbers:
        record, words = shelf.record(number), shelf.words(number)
        said += [record.title, *record.keywords]
        shared.update({words.text[place:].partition("\n")[0] for place, _ in words.anchors})
    said += sorted(heading for heading, times in shared.items() if times == 1)
    return [text for text in said if len(text) > 1 and columns(text) <= LONGEST]


def _folded(typed: str) -> str:
    return plain(typed[:MAX_LENGTH])


def _words(typed: str) -> tuple[list[str], bool]:
    """The words of `typed`, and whether the last one may go on."""
    text = _folded(typed)
    return text.split()[:_MOST_WORDS], text == text.rstrip()


def _spans(form: str, words: list[str], is_open: bool) -> tuple[Span, ...]:
    """Where words of `form` begin with `words`, one after the other; nothing if one is missing."""
    found: list[Span] = []
    end = 0
    for number, word in enumerate(words, 1):
        start = _begin(form, word, end, is_whole=not is_open and number == len(words))
        if start < 0:
            return ()
        end = start + len(word)
        found.append((start, end))
    return merged(found)


def _begin(form: str, word: str, start: int, is_whole: bool) -> int:
    """Where a word of `form` begins with `word`, or is it; -1 for nowhere."""
    place = form.find(word, start)
    while place >= 0:
        end = place + len(word)
        goes_on = place > 0 and _LETTER.match(word) and _LETTER.match(form, place - 1)
        stops = not is_whole or not (_LETTER.match(word, len(word) - 1) and _LETTER.match(form, end))
        if not goes_on and stops:
            return place
        place = form.find(word, place + 1)
    return -1


def _said(syllables: list[str], letters: str) -> tuple[int, bool]:
    """How many of `syllables` say `letters`, and whether the last does so to its end; 0 for none."""
    if [syllable[0] for syllable in syllables[: len(letters)]] == list(letters):
        return len(letters), True
    rest = letters
    for count, syllable in enumerate(syllables, 1):
        if syllable.startswith(rest):
            return count, syllable == rest
        if not rest.startswith(syllable):
            break
        rest = rest[len(syllable) :]
    return 0, False


def _place(form: str, count: int) -> int:
    """Where the first `count` characters, letters and digits of `form` end."""
    for place, char in enumerate(form, 1):
        count -= char.isalnum()
        if not count:
            return place
    return len(form)
