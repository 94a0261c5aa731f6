"""The bytes of a blob, in a form that can be read: as text where they are text, else in hexadecimal."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import NamedTuple

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import measure

TEXT = 1024 * 1024  # bytes shown of a text
HEX = 4 * 1024  # bytes shown of anything else
_ROW = 16


class Peek(NamedTuple):
    """`text` shows all but the last `more` bytes; `matches`: they have the SHA-256 they should have."""

    text: str
    is_text: bool
    more: int
    matches: bool


def peek(path: Path, sha256: str) -> Peek:
    """Read a blob. Takes a while: not on the UI thread. Raises HelpError FILE_UNREADABLE."""
    try:
        digest, size = measure(path)
        with path.open("rb") as stream:
            data = stream.read(TEXT)
    except OSError as error:
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=path.name) from error
    text = as_text(data, whole=len(data) == size)
    if text is not None:
        shown = len(text.encode())
        return Peek(text, True, size - shown, digest == sha256)
    return Peek(as_hex(data[:HEX]), False, size - len(data[:HEX]), digest == sha256)


def as_text(data: bytes, *, whole: bool) -> str | None:
    """`data` as the UTF-8 text it is, None if it is not; a character cut at its end is left out."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, whole)
    except UnicodeDecodeError:
        return None
    return None if any(c < " " and c not in "\t\n\r\x1b\f" for c in text) else text


def as_hex(data: bytes) -> str:
    """Rows of place, sixteen bytes, and the characters they would be."""
    rows = []
    for at in range(0, len(data), _ROW):
        row = data[at : at + _ROW]
        seen = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        rows.append(f"{at:08x}  {row.hex(' '):<{_ROW * 3 - 1}}  {seen}")
    return "\n".join(rows)
