"""Text made safe and made comparable, character by character or as a whole."""

from __future__ import annotations

import re
import unicodedata

# The patterns are written for `re`, which takes milliseconds to compile a class that names the characters.
CHARACTER = r"[^\W\x00-\u3004]"
"""A Chinese, Japanese or Korean character: what is written without spaces."""
LETTER = r"(?:[0-9A-Za-z]|(?=\w)[\u00aa-\u1fff])"
"""A letter or digit of words that have spaces between them."""

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` in composed form (NFC), with one kind of line end and nothing that cannot be stored or shown."""
    return unicodedata.normalize("NFC", _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def normalise(text: str) -> str:
    """`text` with full and half width, upper and lower case as one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


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
