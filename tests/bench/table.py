"""Rows of ratios against a named baseline, each with its goal."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Row:
    """`ours` and `baseline` are samples in the same unit, taken in turns in one run."""

    what: str
    against: str
    ours: list[float]
    baseline: list[float]
    unit: str
    goal: float

    @property
    def ratio(self) -> float:
        """The ratio of the medians."""
        return statistics.median(self.ours) / statistics.median(self.baseline)

    @property
    def met(self) -> bool:
        """Whether the ratio is within the goal."""
        return self.ratio <= self.goal


def interleave(ours: Callable[[], T], baseline: Callable[[], T], rounds: int) -> tuple[list[T], list[T]]:
    """Both in turns, after one round that does not count, so that the machine's moods fall on both alike."""
    ours()
    baseline()
    samples: tuple[list[T], list[T]] = ([], [])
    for _ in range(rounds):
        samples[0].append(ours())
        samples[1].append(baseline())
    return samples


def table(rows: list[Row]) -> str:
    """A Markdown table."""
    lines = ["| what | ours (p50) | against | baseline (p50) | ratio | goal | |", "| " + "--- | " * 7]
    for row in rows:
        ours, baseline = statistics.median(row.ours), statistics.median(row.baseline)
        lines.append(
            f"| {row.what} | {ours:.2f} {row.unit} | {row.against} | {baseline:.2f} {row.unit} "
            f"| {row.ratio:.2f} | ≤ {row.goal:.2f} | {'met' if row.met else 'missed'} |"
        )
    return "\n".join(lines)
