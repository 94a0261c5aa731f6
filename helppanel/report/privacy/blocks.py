"""Cuts a stream of bytes into blocks that can be cleaned each by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from helppanel.report.privacy.find import find
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.scrub import clean
from helppanel.report.privacy.wide import Readable

BLOCK = 1 << 18  # bytes read at once
FLOWING = 1 << 14  # so many at once no person writes: more follows soon
_LONGEST = 1 << 24  # bytes of one line that are held back
_KEY_LINES = 200  # no private key has more; a text that only speaks of one is not held back for ever
_TOLD_LINES = 8  # that may each be told by the one before
_NEAR = 400  # bytes of a line that speak of its neighbour


def blocks(stream: Readable) -> Iterator[bytes]:
    """Whole lines, as many as have arrived, up to about `BLOCK` bytes.

    A private key stays in one block, and so do two lines of which one says what the other is: cleaned one
    after the other, blocks are what the whole is.
    """
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)  # what is there, without waiting
    rest = b""
    while more := read(BLOCK):
        data = rest + more
        whole = _whole(data, is_flowing=len(more) >= FLOWING)
        if whole:
            yield data[:whole]
        rest = data[whole:]
    if rest:
        yield rest


def _whole(data: bytes, is_flowing: bool) -> int:
    """How much of `data` can be cleaned before more arrives."""
    end = data.rfind(b"\n") + 1
    if not end and len(data) > _LONGEST:
        return data.rfind(b" ") + 1 or len(data)
    if is_flowing:
        end = _apart(data, end)
    begin = data.rfind(b"-----BEGIN ", 0, end)
    key = data[begin:end] if begin >= 0 else b""
    if b"PRIVATE KEY" in key[:60] and b"-----END " not in key and key.count(b"\n") < _KEY_LINES:
        return data.rfind(b"\n", 0, begin) + 1
    return end


def _apart(data: bytes, end: int) -> int:
    """The last place up to `end` between two whole lines that have nothing to say of each other."""
    cut = end
    for _ in range(_TOLD_LINES):
        start = data.rfind(b"\n", 0, max(0, cut - 1)) + 1
        if not start:
            return end
        before = data[data.rfind(b"\n", 0, start - 1) + 1 : start][-_NEAR:].decode(errors="replace")
        after = data[start:cut][:_NEAR].decode(errors="replace")
        alone = [(span.start, span.end) for span in find(before)]
        alone += [(span.start + len(before), span.end + len(before)) for span in find(after)]
        if [(span.start, span.end) for span in find(before + after)] == alone:
            return start
        cut = start
    return cut


def cleaned(block: bytes, labels: dict[PrivateKind, str]) -> bytes:
    """The block without what is private; `labels`: what stands in the marks. Its encoding stays."""
    return b"".join(
        clean(text, labels.__getitem__).text.encode(encoding, errors)
        for text, encoding, errors in _decoded(block)
    )


def _decoded(block: bytes) -> Iterator[tuple[str, str, str]]:
    """Its texts, and how to write each back with the same bytes: UTF-8, the Chinese encoding, or neither."""
    try:
        yield block.decode(), "utf-8", "strict"
    except UnicodeDecodeError:
        for (encoding, errors), lines in groupby(block.splitlines(keepends=True), _encoding):
            yield b"".join(lines).decode(encoding, errors), encoding, errors


def _encoding(line: bytes) -> tuple[str, str]:
    for encoding in ("utf-8", "gb18030"):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding, "strict"
    return "utf-8", "surrogateescape"
