"""How fast private data is found in a log, how well on the labelled set, beside a few obvious patterns."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from helppanel.report.privacy.find import find
from tests.bench.table import Figure, Row, interleave, percentile
from tests.privacy_set import __main__ as privacy_set
from tests.privacy_set import naive
from tests.privacy_set.score import GOALS, read, score

SIZE = 5_000_000  # bytes of UTF-8
ROUNDS = 3
LEAST_RATE = 5.0  # MB/s


def log() -> str:
    """5 MB of the set's lines, as if every genre wrote into one file."""
    text = "".join(line.text + "\n" for line in read())
    return (text * (SIZE // len(text.encode()) + 1)).encode()[:SIZE].decode(errors="ignore")


def _seconds(find_in: Callable[[str], Iterable[object]], text: str) -> Callable[[], float]:
    """CPU seconds: whatever else the machine does, one thread's work is measured."""

    def once() -> float:
        start = time.process_time()
        for _ in find_in(text):
            pass
        return time.process_time() - start

    return once


def rows(_folder: Path) -> list[Row | Figure]:
    """The speed against the naive patterns', MB/s, and the three shares of both."""
    text = log()
    ours, theirs = interleave(_seconds(find, text), _seconds(naive.find, text), ROUNDS)
    found: list[Row | Figure] = [
        Row(what="find in a 5 MB log", against="naive patterns", ours=ours, baseline=theirs, unit="s"),
        Figure(
            what="find: rate",
            value=SIZE / 1e6 / percentile(ours, 50),
            unit="MB/s",
            goal=LEAST_RATE,
            is_least=True,
        ),
    ]
    lines = read()
    by_ours, by_naive = score(lines, privacy_set.ours), score(lines, naive.find)
    for share, what in (
        ("leak", "secrets that leak"),
        ("precision", "spans right"),
        ("touched", "clean lines touched"),
    ):
        value, other = 100 * getattr(by_ours, share), 100 * getattr(by_naive, share)
        least = share == "precision"
        found.append(Figure(what=what, value=value, unit="%", goal=100 * GOALS[share], is_least=least))
        found.append(Figure(what=f"{what}, naive patterns", value=other, unit="%"))
    return found
