"""Some lines of a text, to be searched as a text of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from helppanel.report.privacy.hidden import OTHER, SIGN
from helppanel.report.privacy.overlap import Found


class Lines:
    """`text` is made of `blocks`: where whole lines begin in another text, and those lines."""

    def __init__(self, blocks: Iterable[tuple[int, str]]) -> None:
        self._starts: list[int] = []
        self._whole: list[int] = []
        pieces: list[str] = []
        length = 0
        for start, lines in blocks:
            self._starts.append(length)
            self._whole.append(start)
            pieces.append(lines)
            length += len(lines) + 1
        self.text = "\n".join(pieces)

    def placed(self, found: Iterable[Found]) -> Iterator[Found]:
        """What was found in `text`, where it stands in the other; nothing that joins lines from afar."""
        for each in found:
            block = bisect_right(self._starts, each.start) - 1
            if block == bisect_right(self._starts, each.end - 1) - 1:
                moved = self._whole[block] - self._starts[block]
                yield each._replace(start=each.start + moved, end=each.end + moved)


def by_script(text: str) -> tuple[Lines, ...]:
    """The lines of plain ASCII, and all others: what Chinese needs is not asked of a log in English."""
    plain: list[tuple[int, str]] = []
    other: list[tuple[int, str]] = []
    start = 0
    for is_plain, lines in groupby(text.split("\n"), str.isascii):
        block = "\n".join(lines)
        (plain if is_plain else other).append((start, block))
        start += len(block) + 1
    return tuple(Lines(blocks) for blocks in (plain, other) if blocks)


def without(text: str, touched: Iterable[Found], hidden: Sequence[Found]) -> Lines:
    """The lines that `touched` names without what is `hidden` there; both are sorted, the latter disjoint."""
    return Lines(_masked(text, touched, hidden))


def _masked(text: str, touched: Iterable[Found], hidden: Sequence[Found]) -> Iterator[tuple[int, str]]:
    at = 0
    for start, end in _blocks(text, touched):
        pieces, done = [], start
        while at < len(hidden) and hidden[at].end <= start:
            at += 1
        while at < len(hidden) and hidden[at].start < end:
            first, last = max(hidden[at].start, start), min(hidden[at].end, end)
            pieces += [text[done:first].replace(SIGN, OTHER), SIGN * (last - first)]
            done = last
            if hidden[at].end > end:
                break
            at += 1
        yield start, "".join(pieces) + text[done:end].replace(SIGN, OTHER)


def _blocks(text: str, touched: Iterable[Found]) -> Iterator[tuple[int, int]]:
    """The whole lines that `touched` names, neighbours as one block, without the last line's end."""
    start = end = -1
    for each in touched:
        if each.start > end:
            first = text.rfind("\n", 0, each.start) + 1
            if end < 0 or first > end + 1:
                if end >= 0:
                    yield start, end
                start = first
        if each.end > end:
            stop = text.find("\n", each.end)
            end = stop if stop >= 0 else len(text)
    if end >= 0:
        yield start, end
