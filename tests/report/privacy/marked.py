"""Lines in which what is private is marked: `call ⟦phone|13800138000⟧`; ⏎ is a line's end."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from helppanel.report.privacy.kinds import PrivateKind, Span

LINES = Path(__file__).parent / "lines"
_MARK = re.compile(r"⟦([a-z0-9_]+)\|(.*?)⟧", re.DOTALL)


class Marked(NamedTuple):
    """A text and where it gives something away."""

    text: str
    spans: tuple[Span, ...]


def read(name: str) -> list[Marked]:
    """The lines of `lines/<name>.txt`."""
    lines = (LINES / f"{name}.txt").read_text("utf-8").splitlines()
    return [parsed(line.replace("⏎", "\n")) for line in lines if line.strip()]


def parsed(line: str) -> Marked:
    """`line` without its marks."""
    text, spans, done = "", [], 0
    for m in _MARK.finditer(line):
        text += line[done : m.start()]
        spans.append(Span(len(text), len(text) + len(m[2]), PrivateKind(m[1])))
        text += m[2]
        done = m.end()
    return Marked(text + line[done:], tuple(spans))


def is_covered(span: Span, found: tuple[Span, ...]) -> bool:
    """Whether nothing of `span` is left."""
    covered = {at for each in found for at in range(each.start, each.end)}
    return all(at in covered for at in range(span.start, span.end))


def touches(span: Span, others: tuple[Span, ...]) -> bool:
    """Whether `span` has a place in common with any other."""
    return any(span.start < each.end and each.start < span.end for each in others)
