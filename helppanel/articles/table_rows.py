"""Rows of tables that stand in texts as their authors drew them: `| a | b |`."""

from __future__ import annotations

import re

from helppanel.articles.model import Span

_DIVIDER = re.compile(r"[ \t]*(?:\|(?:[ \t]*:?-{3,}:?[ \t]*(?=\|))?[ \t]*)+")
_BETWEEN = " · "


def without_pipes(text: str, start: int, end: int, spans: list[Span]) -> tuple[str, list[Span]]:
    """`text[start:end]` with dots for the pipes of rows, and the `spans` of `text` as they are in it."""
    pieces: list[str] = []
    moved: list[tuple[int, int]] = []  # up to where, and how far
    done, shift = start, -start
    line = text.rfind("\n", 0, start) + 1
    while line < end:
        stop = text.find("\n", line, end)
        stop = end if stop < 0 else stop
        if text.startswith("|", line):
            first = max(line, start)
            for match in _DIVIDER.finditer(text, first, stop):
                put = _BETWEEN if first < match.start() and match.end() < stop else ""
                pieces += [text[done : match.start()], put]
                moved.append((match.end(), shift))
                shift += len(put) - len(match[0])
                done = match.end()
        line = stop + 1
    moved.append((end + 1, shift))

    def place(at: int) -> int:
        return at + next(by for until, by in moved if at < until)

    return "".join([*pieces, text[done:end]]), [(place(begin), place(last - 1) + 1) for begin, last in spans]
