"""What each token of a query is: characters, pinyin, first letters of pinyin, or a word in letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache

from helppanel.articles.analysis import Token
from helppanel.articles.characters import SYLLABLES

MOST_INITIALS = 8

_LETTERS = re.compile(r"[a-z]+")
_INITIALS = re.compile(f"[a-hj-tw-z]{{2,{MOST_INITIALS}}}")  # no syllable begins with i, u or v
_CASES = re.compile(r"[a-z]{2,}(?=[A-Z]{2,}$)|(?<=[A-Z])[a-z]{3,}$")
_U = re.compile("(?<=[jqxy])v")
_LONG = 6  # letters from which a known word beside characters stays a word
_BEGINNINGS = frozenset(syllable[:end] for syllable in SYLLABLES for end in range(1, len(syllable)))

Asked = Callable[[str], bool]


class Route(Enum):
    """How a token is read; `EITHER` as pinyin and as a word, if it may be both."""

    CHARACTERS = 0
    PINYIN = 1
    INITIALS = 2
    EITHER = 3
    WORD = 4


def routes(tokens: Sequence[Token], is_known: Asked, begins: Asked) -> list[Route]:
    """The route of each token, for a locale whose articles are in characters.

    `is_known` says of a word whether the articles use it, `begins` whether one of theirs begins so. Beside
    characters only letters that touch them are pinyin. Elsewhere a token is pinyin if it makes syllables, the
    last of which may be half typed, and no word; one syllable alone may be either.
    """
    if not tokens or any(not token.forms for token in tokens):
        return [_beside(tokens, place, is_known, begins) for place in range(len(tokens))]
    letters = [spelled(token.text) for token in tokens]
    if len(tokens) == 1:
        return [_alone(letters[0], is_known, begins)]
    whole, last = letters[:-1], letters[-1]
    if all(map(syllables, whole)) and (syllables(last) or last in _BEGINNINGS):
        return [Route.WORD if all(map(is_known, letters)) else Route.PINYIN] * len(tokens)
    return [
        Route.PINYIN if len(syllables(word) or ()) > 1 and not is_known(word) else Route.WORD
        for word in letters
    ]


def _alone(letters: str, is_known: Asked, begins: Asked) -> Route:
    if not _LETTERS.fullmatch(letters) or is_known(letters):
        return Route.WORD
    count = len(syllables(letters) or ())
    if count > 1 or (_is_half_typed(letters) and not begins(letters)):
        return Route.PINYIN
    if count == 1 and len(letters) > 1:
        return Route.EITHER if begins(letters) else Route.PINYIN
    return Route.INITIALS if _INITIALS.fullmatch(letters) and not begins(letters) else Route.WORD


def _beside(tokens: Sequence[Token], place: int, is_known: Asked, begins: Asked) -> Route:
    token = tokens[place]
    if not token.forms:
        return Route.CHARACTERS
    after = place > 0 and not tokens[place - 1].forms and tokens[place - 1].end == token.start
    before = place + 1 < len(tokens) and not tokens[place + 1].forms and tokens[place + 1].start == token.end
    letters = spelled(token.text)
    if (
        not (after or before)
        or not _LETTERS.fullmatch(letters)
        or (token.text.isupper() and is_known(letters))
    ):
        return Route.WORD
    if not syllables(letters):
        is_last = place + 1 == len(tokens)
        # One letter is the beginning of a syllable if it is small: 打y, but Y 轴.
        begun = letters in _BEGINNINGS and token.text.islower() and after
        goes_on = begun or (_is_half_typed(letters) and not begins(letters))
        return Route.PINYIN if is_last and goes_on else Route.WORD
    return Route.WORD if len(letters) > _LONG and is_known(letters) else Route.PINYIN


def _is_half_typed(letters: str) -> bool:
    """Whether `letters` are syllables and the beginning of one more."""
    return any(
        letters[place:] in _BEGINNINGS and syllables(letters[:place])
        for place in range(max(1, len(letters) - 5), len(letters))
    )


def parted(token: Token) -> int:
    """Where small letters meet capitals, as between pinyin and a name in daochuPDF; 0 if nowhere."""
    match = _CASES.search(token.text)
    if match is None or not syllables(match[0]):
        return 0
    return match.end() if match.start() == 0 else match.start()


@cache
def spelled(typed: str) -> str:
    """`typed` as pinyin is spelled: small, without tones or apostrophes, u for the ü after j, q, x and y."""
    plain = typed.casefold().replace("'", "").replace("’", "")
    if not plain.isascii():
        marked = unicodedata.normalize("NFD", plain).replace("u\u0308", "v")
        plain = "".join(char for char in marked if not unicodedata.combining(char))
    return _U.sub("u", plain)


def syllables(letters: str) -> list[str] | None:
    """`letters`, as `spelled` gives them, as the fewest syllables of pinyin, or None."""
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
