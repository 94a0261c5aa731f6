"""Text as the finders read it: full-width characters plain, invisible ones gone, in lower case too."""

from __future__ import annotations

import re
from functools import cached_property

# What disguises a letter or a digit without changing how it reads.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_PLAIN = {0xFF01 + n: 0x21 + n for n in range(94)}
_SPACES = {0xA0: 0x20, 0x3000: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x202F: 0x20}
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212], 0x2D)
_MARK = re.compile("‹[^‹›\\n]{1,40}›")  # a finding's mark: its words are no cue to what stands behind it
_ODD = re.compile(
    "[\u00a0\u3000\u2002\u2003\u2009\u202f\u2010-\u2014\u2212\uff05\uff0b\uff0d\uff0e\uff1d\uff20]"
)


class Folded:
    """`text` and `lower` have the same length and the same places; `original` may have more."""

    def __init__(self, original: str) -> None:
        text, self._places = original, None
        if not original.isascii():
            if _INVISIBLE.search(text):
                self._places = [at for at, c in enumerate(text) if not _INVISIBLE.match(c)]
                text = _INVISIBLE.sub("", text)
            if _WIDE.search(text) or _ODD.search(text):
                text = text.translate(_PLAIN | _SPACES | _DASHES)
        if "‹" in text:
            text = _MARK.sub(lambda mark: "‹" * len(mark[0]), text)
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
