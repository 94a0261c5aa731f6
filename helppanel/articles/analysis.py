"""How text becomes units: the same for articles and for queries.

A unit is one Chinese, Japanese or Korean character, in its simplified form, or the stem of one word. A word
such as `e-2107`, `.docx`, `ctrl+s` or `ConvertToURL` gives several: itself, its parts, and its parts joined,
so that each way of typing finds it. Between sentences and blocks stands the unit `BREAK`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module

import msgspec

from helppanel.articles.characters import simplify
from helppanel.articles.index import is_character
from helppanel.articles.text import CHARACTER, LETTER, composed

BREAK = ""
MAX_WORD = 64  # characters; longer runs are data, not words

# A word may begin with the dot of a file type and end as C++ and C# do.
_TOKEN = re.compile(
    rf"(?P<run>{CHARACTER}+)|(?P<word>\.?{LETTER}+(?:[-.+_/@'’]{LETTER}+)*(?:\+\+|#)?)|(?P<stop>\n|[.!?;](?=\s)|[。！？；，、])"
)
_PARTS = re.compile(r"[^\W_]+")  # of a word, which holds no characters
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")


class _PlainTable(dict[int, str]):
    """For `str.translate`: each character as texts are compared."""

    def __missing__(self, code: int) -> str:
        self[code] = "'" if code == 0x2019 else simplify(composed(chr(code)))
        return self[code]


_PLAIN = _PlainTable()


def plain(text: str) -> str:
    """`text` with full and half width, traditional and simplified as one, each character in its place."""
    return text if text.isascii() else text.translate(_PLAIN)


def word_at(text: str, start: int) -> str:
    """The word that begins at `start` of `text`, "" if none does."""
    before = text[start - 1 : start]
    if before.isalnum() and not is_character(before):
        return ""
    match = _TOKEN.match(text, start)
    return match[0] if match is not None and match.lastgroup == "word" else ""


class Form(msgspec.Struct, frozen=True):
    """One way to find a word: as it is written, and its unit."""

    surface: str
    unit: str


class Token(msgspec.Struct, frozen=True):
    """A piece of text from `start` to `end`: a run of characters, which has no forms, or a word."""

    start: int
    end: int
    text: str
    forms: tuple[Form, ...] = ()


class Analyser:
    """Cuts texts into units; keeps what it has learned of words. For one thread at a time."""

    def __init__(self) -> None:
        # Without type stubs; its own cache is off, as all stems are kept here.
        self._stem: Callable[[str], str] = import_module("Stemmer").Stemmer("english", 0).stemWord
        self._stems: dict[str, str] = {}
        self._forms: dict[str, tuple[Form, ...]] = {}
        self._units: dict[str, list[str]] = {}

    def tokens(self, text: str) -> Iterator[Token | None]:
        """The runs and words of `text` in order; None where a sentence or a block ends."""
        for match in _TOKEN.finditer(plain(text)):
            kind = match.lastgroup
            if kind == "run":
                yield Token(match.start(), match.end(), match[0])
            elif kind == "word":
                yield Token(match.start(), match.end(), match[0], self.forms(match[0][:MAX_WORD]))
            else:
                yield None

    def pieces(self, text: str) -> list[tuple[str, str, str]]:
        """The tokens of `text`, which is plain already: each a run, a word or an end, "" for the others."""
        found: list[tuple[str, str, str]] = _TOKEN.findall(text)
        return found

    def units(self, text: str) -> list[str]:
        """The units of `text`, ended by `BREAK` if there are any."""
        found: list[str] = []
        for run, word, _ in self.pieces(plain(text)):
            if run:
                found.extend(run)
            elif word:
                word = word[:MAX_WORD]
                found.extend(self._units.get(word) or self._units_of(word))
            elif found and found[-1]:
                found.append(BREAK)
        if found and found[-1]:
            found.append(BREAK)
        return found

    def _units_of(self, word: str) -> list[str]:
        units = self._units[word] = [form.unit for form in self.forms(word)]
        return units

    def forms(self, word: str) -> tuple[Form, ...]:
        """Every way to find `word`, itself first."""
        known = self._forms.get(word)
        if known is None:
            known = self._forms[word] = tuple(Form(form, self.stem(form)) for form in _surfaces(word))
        return known

    def stem(self, surface: str) -> str:
        """The unit of a word in lower case."""
        known = self._stems.get(surface)
        if known is None:
            is_english = surface.isascii() and surface.isalpha()
            known = self._stems[surface] = self._stem(surface) if is_english else surface
        return known


def _surfaces(word: str) -> dict[str, None]:
    """`word`, its parts, its parts joined and its humps, in lower case and in this order."""
    if word[-2:] in ("'s", "’s", "'S", "’S"):
        word = word[:-2]
    parts = _PARTS.findall(word)
    found = {word.casefold(): None}
    if parts != [word]:
        found |= dict.fromkeys(part.casefold() for part in parts)
        found["".join(parts).casefold()] = None
    if word.isascii() and not word.islower() and not word.isupper():
        humps = [hump for part in parts for hump in _HUMPS.findall(part)]
        if len(humps) > len(parts):
            found |= dict.fromkeys(hump.casefold() for hump in humps)
    return found
