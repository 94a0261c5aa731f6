"""A line among others gives away what it gives away alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.report.privacy.find import find
from helppanel.report.privacy.kinds import Span
from tests.privacy_set.score import read
from tests.report.privacy import marked

LINES = [
    line
    for text in (
        *(labelled.text for labelled in read()),
        *(each.text for file in sorted(marked.LINES.glob("*.txt")) for each in marked.read(file.stem)),
    )
    for line in text.split("\n")
    if "PRIVATE KEY" not in line
]


def _alone(lines: list[str]) -> set[Span]:
    found, start = set(), 0
    for line in lines:
        found |= {Span(span.start + start, span.end + start, span.kind) for span in find(line)}
        start += len(line) + 1
    return found


def test_all_lines_together() -> None:
    """All lines as one text say the same but for five findings in a thousand, told by the line before."""
    alone, together = _alone(LINES), set(find("\n".join(LINES)))
    assert len(alone ^ together) <= len(alone) / 200, sorted(alone ^ together)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(LINES), min_size=2, max_size=8))
def test_any_lines_together(lines: list[str]) -> None:
    """What is found in a line alone is covered whatever lines stand around it."""
    together = find("\n".join(lines))
    assert all(any(t.start <= s.start and s.end <= t.end for t in together) for s in _alone(lines))
