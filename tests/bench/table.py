"""Rows of ratios against a named baseline, or of figures, each with its goal."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def percentile(samples: Sequence[float], percent: int) -> float:
    """The median for 50, else the sample that `percent` of 100 do not exceed."""
    if percent == 50:
        return statistics.median(samples)
    return sorted(samples)[min(len(samples) - 1, len(samples) * percent // 100)]


@dataclass(frozen=True, kw_only=True)
class Row:
    """`ours` and `baseline` are samples in the same unit, taken in turns in one run.

    `percent` says which percentile of each is compared. Without a goal the row informs.
    """

    what: str
    against: str
    ours: list[float]
    baseline: list[float]
    unit: str
    goal: float | None = None
    percent: int = 50

    @property
    def ratio(self) -> float:
        """Ours by the baseline, at the percentile."""
        return percentile(self.ours, self.percent) / percentile(self.baseline, self.percent)

    @property
    def met(self) -> bool:
        """Whether the ratio is within the goal."""
        return self.goal is None or self.ratio <= self.goal

    def line(self) -> str:
        """A line of the table."""
        ours, baseline = percentile(self.ours, self.percent), percentile(self.baseline, self.percent)
        at = "" if self.percent == 50 else f" (p{self.percent})"
        return (
            f"| {self.what} | {ours:.2f} {self.unit}{at} | {self.against} | {baseline:.2f} {self.unit}{at} "
            f"| {_ratio(self.ratio)} | {_verdict(self.goal, '≤', '', self.met)} |"
        )


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured figure with its goal: the most it may be, or the least. Without a goal it informs."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    is_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure reaches its goal."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.is_least else self.value <= self.goal

    def line(self) -> str:
        """A line of the table."""
        verdict = _verdict(self.goal, "≥" if self.is_least else "≤", f" {self.unit}", self.met)
        return f"| {self.what} | {self.value:,.1f} {self.unit} | | | | {verdict} |"


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.2g}"


def _verdict(goal: float | None, sign: str, unit: str, met: bool) -> str:
    """The cells of the goal and of whether it is met; empty without a goal."""
    return " | " if goal is None else f"{sign} {goal:,g}{unit} | {'met' if met else 'missed'}"


def interleave(ours: Callable[[], T], baseline: Callable[[], T], rounds: int) -> tuple[list[T], list[T]]:
    """Both in turns, after one round that does not count, so that the machine's moods fall on both alike."""
    ours()
    baseline()
    samples: tuple[list[T], list[T]] = ([], [])
    for _ in range(rounds):
        samples[0].append(ours())
        samples[1].append(baseline())
    return samples


def table(rows: Sequence[Row | Figure]) -> str:
    """A Markdown table."""
    head = ["| what | ours (p50) | against | baseline (p50) | ratio | goal | |", "| " + "--- | " * 7]
    return "\n".join([*head, *(row.line() for row in rows)])
