"""`python -m tests.privacy_set [LINES.jsonl] [--show-errors KIND|all]`: score the finders."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from helppanel.report.privacy.find import find
from tests.privacy_set import naive
from tests.privacy_set.make import LINES
from tests.privacy_set.score import GOALS, Finder, Labelled, Mark, Score, read, score


def ours(text: str) -> list[Mark]:
    """The finders, as `helppanel scrub --batch` prints them."""
    return [Mark(span.start, span.end, str(span.kind)) for span in find(text)]


def summary(name: str, total: Score) -> str:
    """One line with the three shares, and whether they reach their goals."""
    cells = []
    for what, goal in GOALS.items():
        value: float = getattr(total, what)
        is_met = value >= goal if what == "precision" else value <= goal
        cells.append(f"{what} {value:.3f} ({'met' if is_met else 'missed'}: {goal})")
    return f"{name:6} {' | '.join(cells)} | precision by kind {total.precision_same:.3f}"


def kinds(total: Score) -> str:
    """A row for each kind."""
    rows = [f"{'kind':10}{'secrets':>9}{'leaked':>8}{'found':>8}{'wrong':>8}"]
    for kind in sorted(total.secrets | total.found):
        counts = (total.secrets[kind], total.leaked[kind], total.found[kind], total.wrong[kind])
        rows.append(f"{kind:10}{counts[0]:9}{counts[1]:8}{counts[2]:8}{counts[3]:8}")
    return "\n".join(rows)


def genres(lines: list[Labelled], find_marks: Finder) -> str:
    """A row for each genre."""
    rows = [f"{'genre':12}{'lines':>7}{'leak':>8}{'precision':>11}{'touched':>9}"]
    for genre in Counter(line.genre for line in lines):
        part = score((line for line in lines if line.genre == genre), find_marks)
        rows.append(f"{genre:12}{part.lines:7}{part.leak:8.3f}{part.precision:11.3f}{part.touched:9.3f}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.privacy_set")
    parser.add_argument("lines", nargs="?", type=Path, default=LINES)
    parser.add_argument("--show-errors", metavar="KIND", help="a kind, or all")
    options = parser.parse_args()
    lines = read(options.lines)
    total = score(lines, ours)
    print(f"{total.lines} lines, {total.clean} without a secret, {total.secrets.total()} secrets")
    print(summary("ours", total))
    print(summary("naive", score(lines, naive.find)))
    print(kinds(total))
    print(genres(lines, ours))
    for fault in total.faults:
        if options.show_errors in ("all", fault.mark.kind):
            print(fault)


if __name__ == "__main__":
    main()
