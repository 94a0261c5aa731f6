"""Text as the finders read it: full-width characters plain, invisible ones gone, in lower case too."""

from __future__ import annotations

from functools import cached_property

from helppanel.report.privacy.escapes import without_breaks
from helppanel.report.privacy.hidden import hide
from helppanel.report.privacy.lazy import Pattern

# What disguises a letter or a digit without changing how it reads.
_INVISIBLE = Pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20e3\ufe0e\ufe0f\ufeff]")
_PLAIN = {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)}
_PLAIN |= dict.fromkeys("\u00a0\u3000\u2002\u2003\u2009\u202f", " ")
_PLAIN |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_ODD = Pattern("[\u00a0\u2002\u2003\u2009\u202f\u2010-\u2014\u2212\u3000\uff01-\uff5e]")


def _places(text: str) -> list[int]:
    """Where each character of `text` stands that is not invisible."""
    places: list[int] = []
    done = 0
    for odd in _INVISIBLE.finditer(text):
        places += range(done, odd.start())
        done = odd.end()
    return [*places, *range(done, len(text))]


class Folded:
    """`text` and `lower` have the same length and the same places; `original` may have more."""

    def __init__(self, original: str) -> None:
        text, self._places = original, None
        if not original.isascii():
            if _INVISIBLE.search(text):
                self._places = _places(text)
                text = _INVISIBLE.sub("", text)
            text = _ODD.sub(lambda odd: _PLAIN[odd[0]], text)
            text = hide(text)
        if "\\" in text:
            text = without_breaks(text)
        self.text = text

    _places: list[int] | None

    @cached_property
    def lower(self) -> str:
        """`text` in lower case, place by place."""
        lower = self.text.lower()
        if len(lower) != len(self.text):  # a few capitals have a small form of two characters
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        return lower

    def before(self, start: int, most: int = 32) -> str:
        """Up to `most` characters of the same line before `start`, in lower case."""
        first = max(self.lower.rfind("\n", max(0, start - most), start) + 1, start - most, 0)
        return self.lower[first:start]

    def after(self, end: int, most: int = 24) -> str:
        """Up to `most` characters of the same line from `end` on, in lower case."""
        return self.lower[end : end + most].partition("\n")[0]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) lies in the original."""
        if self._places is None:
            return start, end
        return self._places[start], self._places[end - 1] + 1
