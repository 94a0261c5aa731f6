"""What each token of a query is: characters, pinyin, first letters of pinyin, or a word in letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum

from helppanel.articles.analysis import Token
from helppanel.articles.characters import SYLLABLES

MOST_INITIALS = 8

_LETTERS = re.compile(r"[a-z]+")
_INITIALS = re.compile(f"[a-hj-tw-z]{{2,{MOST_INITIALS}}}")  # no syllable begins with i, u or v
_U = re.compile("(?<=[jqxy])v")
_BEGINNINGS = frozenset(syllable[:end] for syllable in SYLLABLES for end in range(1, len(syllable)))
_LONG = 6  # letters from which a known word beside characters stays a word


class Route(Enum):
    """How a token is read."""

    CHARACTERS = 0
    PINYIN = 1
    INITIALS = 2
    WORD = 3


def routes(
    tokens: Sequence[Token], is_known: Callable[[str], bool], begins: Callable[[str], bool]
) -> list[Route]:
    """The route of each token, for a locale whose articles are in characters.

    `is_known` says of a word whether the articles use it, `begins` whether one of theirs begins so.
    Nothing typed in capitals is pinyin. Beside characters only letters that touch them are; alone, two
    syllables at least that make no word, the last of which may be half typed.
    """
    if any(not token.forms for token in tokens):
        return [_beside(tokens, place, is_known, begins) for place in range(len(tokens))]
    words = [token.text for token in tokens]
    plain = all(map(_LETTERS.fullmatch, words))
    if len(words) == 1 and plain and not is_known(words[0]):
        word = words[0]
        if len(syllables(word) or ()) > 1 or (_is_half_typed(word) and not begins(word)):
            return [Route.PINYIN]
        if _INITIALS.fullmatch(word) and not begins(word):
            return [Route.INITIALS]
    elif len(words) > 1 and plain and not all(map(is_known, words)):
        *whole, last = words
        if all(map(syllables, whole)) and (syllables(last) or len(last) < 4):
            return [Route.PINYIN] * len(words)
    return [Route.WORD] * len(words)


def _beside(
    tokens: Sequence[Token], place: int, is_known: Callable[[str], bool], begins: Callable[[str], bool]
) -> Route:
    token = tokens[place]
    if not token.forms:
        return Route.CHARACTERS
    touches = (place > 0 and not tokens[place - 1].forms and tokens[place - 1].end == token.start) or (
        place + 1 < len(tokens) and not tokens[place + 1].forms and tokens[place + 1].start == token.end
    )
    if not touches or not _LETTERS.fullmatch(token.text):
        return Route.WORD
    if not syllables(token.text):
        goes_on = place + 1 == len(tokens) and _is_half_typed(token.text) and not begins(token.text)
        return Route.PINYIN if goes_on else Route.WORD
    return Route.WORD if len(token.text) > _LONG and is_known(token.text) else Route.PINYIN


def _is_half_typed(letters: str) -> bool:
    """Whether `letters` are syllables and the beginning of one more."""
    return any(
        letters[place:] in _BEGINNINGS and syllables(letters[:place])
        for place in range(max(1, len(letters) - 5), len(letters))
    )


def spelled(letters: str) -> str:
    """`letters` with the u that stands for ü after j, q, x and y, where some type v."""
    return _U.sub("u", letters)


def syllables(letters: str) -> list[str] | None:
    """`letters` as the fewest syllables of pinyin, or None."""
    letters = spelled(letters)
    best: list[list[str] | None] = [[], *[None] * len(letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            before, now = best[start], best[end]
            if (
                before is not None
                and letters[start:end] in SYLLABLES
                and (now is None or len(before) + 1 < len(now))
            ):
                best[end] = [*before, letters[start:end]]
    return best[-1]
