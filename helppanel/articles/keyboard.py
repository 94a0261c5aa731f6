"""Which keys of a QWERTY keyboard lie beside each other, to tell a slip of the finger from another word.

Positions follow ANSI INCITS 154 (and ISO/IEC 9995-2 for the letters, digits and signs used here): keys one
unit apart, each row a little to the right of the one above.
"""

from __future__ import annotations

from itertools import product

_ROWS = ((0.0, "1234567890-="), (0.5, "qwertyuiop[]"), (0.75, "asdfghjkl;'"), (1.25, "zxcvbnm,./"))
_REACH = 1.3  # key widths from centre to centre: the six keys around one, no further


def _neighbours() -> dict[str, str]:
    keys = [(char, left + i, row) for row, (left, chars) in enumerate(_ROWS) for i, char in enumerate(chars)]
    beside: dict[str, str] = {char: "" for char, _, _ in keys}
    for (a, x, y), (b, u, v) in product(keys, keys):
        if a != b and (x - u) ** 2 + (y - v) ** 2 <= _REACH**2:
            beside[a] += b
    return beside


_BESIDE = _neighbours()


def neighbours(key: str) -> str:
    """The characters on the keys around that of `key` (one lower-case character); empty if it has no key."""
    return _BESIDE.get(key, "")


def adjacent(a: str, b: str) -> bool:
    """Whether `a` and `b` (lower-case characters) lie on keys beside each other."""
    return b in _BESIDE.get(a, "") if b else False
