"""How text becomes terms: the same for articles and for queries.

Chinese, Japanese and Korean characters become bigrams. Everything else becomes words, whole
(`e-2107`, `.docx`, `ctrl+s`), in parts (`e`, `2107`) and joined (`e2107`): each way of typing finds it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import add

CJK = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
WORD = rf"[^\W_{CJK}]"
MAX_TERM = 64  # characters; longer runs are data, not words

# A word may begin with the dot of a file type and end as C++ and C# do.
_TOKEN = re.compile(rf"(?P<run>[{CJK}]+)|(?P<word>\.?{WORD}+(?:[-.+_/@'’]{WORD}+)*(?:\+\+|#)?)")
_PARTS = re.compile(rf"{WORD}+")
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` in composed form (NFC), with one kind of line end and nothing that cannot be stored or shown."""
    return unicodedata.normalize("NFC", _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def normalise(text: str) -> str:
    """The form terms are taken from: full and half width, upper and lower case are one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


class Token:
    """A piece of normalised text: a run of characters (`is_run`) or a word."""

    __slots__ = ("is_run", "text")

    def __init__(self, text: str, is_run: bool) -> None:
        self.text = text
        self.is_run = is_run


def tokens(normalised: str) -> Iterator[Token]:
    """The runs and words of `normalised`, in order."""
    for match in _TOKEN.finditer(normalised):
        yield Token(match[0][:MAX_TERM] if match.lastgroup == "word" else match[0], match.lastgroup == "run")


def bigrams(run: str) -> list[str]:
    """All neighbouring pairs of `run`; the run itself if it is a single character."""
    return list(map(add, run, run[1:])) if len(run) > 1 else [run]


def word_forms(word: str) -> list[str]:
    """Every term that finds `word`: itself, its parts, and its parts joined."""
    parts = _PARTS.findall(word)
    if parts == [word]:
        return parts
    forms = [word, *parts]
    if len(parts) > 1:
        forms.append("".join(parts))
    return forms


def terms(text: str) -> list[str]:
    """The terms an article is found by.

    The last character of each run is a term too: with it every character begins some term, so that a single
    typed character finds all articles which hold it.
    """
    found: list[str] = []
    for token in tokens(normalise(text)):
        if token.is_run:
            found += bigrams(token.text)
            if len(token.text) > 1:
                found.append(token.text[-1])
        else:
            found += word_forms(token.text)
    return found


class _ComposedTable(dict[int, str]):
    """For `str.translate`: each character in compatible form (NFKC) if that is one character, else itself."""

    def __missing__(self, code: int) -> str:
        composed = unicodedata.normalize("NFKC", chr(code))
        self[code] = composed if len(composed) == 1 else chr(code)
        return self[code]


_COMPOSED = _ComposedTable()


def composed(text: str) -> str:
    """`text` with full and half width as one, character by character, so that each stays in its place."""
    return text if text.isascii() else text.translate(_COMPOSED)


class _FoldTable(dict[int, str]):
    """For `str.translate`: each character in normalised form if that is one character, else itself."""

    def __missing__(self, code: int) -> str:
        folded = normalise(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """`text` normalised character by character, so that each stays in its place."""
    return text.translate(_FOLD)
