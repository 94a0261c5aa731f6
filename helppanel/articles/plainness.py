"""What `analysis.plain` and `highlight.is_plain` say of long texts, found by the characters that occur."""

from __future__ import annotations

from functools import cache

from helppanel.articles import analysis, highlight

_FINAL = "\u03a3"  # sigma has another lower case at the end of words


def plain(text: str, kept: str = "") -> str:
    """`text` with full and half width, traditional and simplified as one; `kept` stays as it is."""
    occurring = "".join({*text} - {*kept})
    changed = {old: new for old, new in zip(occurring, analysis.plain(occurring), strict=True) if old != new}
    if changed.keys() & changed.values():  # one after the other would not be all at once
        table = str.maketrans(changed)
        return text.translate(table)
    for old, new in changed.items():
        text = text.replace(old, new)
    return text


def is_plain(text: str) -> bool:
    """Whether lower case is all that lies between `text` and its folded, simplified form."""
    return all(map(_stays, {*text})) or highlight.is_plain(text)


@cache
def _stays(char: str) -> bool:
    """Whether a text with `char` is plain if all its others stay too."""
    return char != _FINAL and len(char.lower()) == 1 and highlight.is_plain(char)
