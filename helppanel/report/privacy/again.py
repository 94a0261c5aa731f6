"""The lines of a text in which something was found, to be searched once more without it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from helppanel.report.privacy.hidden import PLACE
from helppanel.report.privacy.overlap import Found


class Lines:
    """The lines of a text that `touched` names, without what is `hidden`; both are sorted."""

    def __init__(self, text: str, touched: Iterable[Found], hidden: Sequence[Found]) -> None:
        self._first: list[int] = []  # where each block of lines begins in `text`, and in the whole
        self._whole: list[int] = []
        pieces: list[str] = []
        length = at = 0
        for start, end in _blocks(text, touched):
            self._first.append(length)
            self._whole.append(start)
            done = start
            while at < len(hidden) and hidden[at].end <= start:
                at += 1
            while at < len(hidden) and hidden[at].start < end:
                first, last = max(hidden[at].start, start), min(hidden[at].end, end)
                pieces += [text[done:first], PLACE * (last - first)]
                done = last
                if hidden[at].end > end:
                    break
                at += 1
            pieces += [text[done:end], "\n"]
            length += end - start + 1
        self.text = "".join(pieces)

    def placed(self, found: Iterable[Found]) -> Iterator[Found]:
        """What was found in `text`, where it stands in the whole; nothing that joins lines from afar."""
        for each in found:
            block = bisect_right(self._first, each.start) - 1
            if bisect_right(self._first, each.end - 1) - 1 == block:
                moved = self._whole[block] - self._first[block]
                yield each._replace(start=each.start + moved, end=each.end + moved)


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
