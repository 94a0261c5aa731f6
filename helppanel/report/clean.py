"""Text made fit to travel: valid UTF-8, no control characters that break a reader."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 255  # characters a manifest allows in a name
_CUT = "…"
# Marks that turn the reading direction: in a name they can dress `exe.txt` up as `txt.exe`.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def valid(text: str) -> str:
    """`text` that UTF-8 can hold: halves of a surrogate pair join or become U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def clean_text(text: str) -> str:
    """`text` without control characters other than tab and line feed; every line end becomes a line feed."""
    lines = valid(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\t\n" or unicodedata.category(c) != "Cc")


def clean_name(name: str) -> str:
    """A file's name on one line, without folders, controls and direction marks; "file" if nothing is left.

    Longer names are cut in the middle, so that the ending stays.
    """
    last = valid(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(c for c in last if c not in _TURNS and unicodedata.category(c) not in {"Cc", "Zl", "Zp"})
    shown = shown.strip()
    if len(shown) > NAME_LENGTH:
        ending = shown[-40:]
        shown = shown[: NAME_LENGTH - len(ending) - len(_CUT)] + _CUT + ending
    return shown or "file"


def cut(text: str, length: int) -> str:
    """`text` of at most `length` characters; what was cut is marked."""
    return text if len(text) <= length else text[: length - len(_CUT)] + _CUT


def says_something(text: str) -> bool:
    """Whether anything can be read in `text`: not only spaces and invisible characters."""
    return any(not c.isspace() and unicodedata.category(c)[0] != "C" for c in text)
