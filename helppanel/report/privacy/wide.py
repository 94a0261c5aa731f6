"""Text of two or four bytes a character, as Windows' shells write it: searched as UTF-8, and put back."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Protocol

_MARKS = {  # the longer ones first: one begins with another
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_UNMARKED = {  # four plain characters in a row
    "utf-16-le": re.compile(rb"(?s)(?:..)*?(?:[\t\r\n -~]\0){4}"),
    "utf-16-be": re.compile(rb"(?s)(?:..)*?(?:\0[\t\r\n -~]){4}"),
}
_SHARE = 50  # bytes of which one at least is a zero
_ONE_SIDED = 8  # times as many zeros in the one byte of two as in the other
_LOOKED_AT = 4096  # bytes


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class Wide:
    """Reads `stream` as UTF-8, whether it is, or begins as UTF-16 or UTF-32; everything else as it is.

    What such a text cannot mean, as half a pair, becomes U+FFFD.
    """

    def __init__(self, stream: Readable) -> None:
        # what is there, without waiting
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._begun = False
        self._encoding = ""
        self._decoder: codecs.IncrementalDecoder | None = None

    def read(self, size: int, /) -> bytes:
        """What has arrived, of about `size` bytes; none at the end."""
        if not self._begun:
            return self._narrowed(self._beginning(size), size)
        return self._narrowed(self._read(size), size)

    def widened(self, block: bytes) -> bytes:
        """A block in the stream's own encoding."""
        return block.decode().encode(self._encoding) if self._encoding else block

    def _beginning(self, size: int) -> bytes:
        data = b""
        while more := self._read(size):
            data += more
            if not any(mark != data and mark.startswith(data) for mark in _MARKS):
                break
        self._begun = True
        self._encoding = _encoding(data)
        if self._encoding:
            self._decoder = codecs.getincrementaldecoder(self._encoding)("replace")
        return data

    def _narrowed(self, data: bytes, size: int) -> bytes:
        if self._decoder is None:
            return data
        text = self._decoder.decode(data, not data)
        while data and not text:  # half a character: an empty answer would be the end
            data = self._read(size)
            text = self._decoder.decode(data, not data)
        return text.encode()


def _encoding(beginning: bytes) -> str:
    """The wide encoding of a text that begins so, "" for none."""
    for mark, encoding in _MARKS.items():
        if beginning.startswith(mark):
            return encoding
    seen = beginning[: min(_LOOKED_AT, len(beginning) // 2 * 2)]
    first, second = seen[::2].count(0), seen[1::2].count(0)
    if (first + second) * _SHARE < len(seen) or max(first, second) < _ONE_SIDED * min(first, second):
        return ""
    encoding = "utf-16-le" if second > first else "utf-16-be"
    return encoding if _UNMARKED[encoding].match(seen) else ""
