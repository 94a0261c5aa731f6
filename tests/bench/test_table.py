"""The table of the bench."""

from __future__ import annotations

from tests.bench.table import Figure, Row, percentile, table


def test_percentiles_are_samples_that_were_measured() -> None:
    """The 99th of a hundred is the slowest of them but for one; the 50th is the median."""
    samples = [float(i) for i in range(100, 0, -1)]
    assert percentile(samples, 99) == 100
    assert percentile(samples, 95) == 96
    assert percentile(samples, 50) == 50.5
    assert percentile([3.0], 99) == 3.0


def test_each_row_says_its_goal_and_whether_it_is_met() -> None:
    """Ratios are compared at their percentile, figures as most or least; without a goal a row informs."""
    row = Row(
        what="a", against="b", ours=[1.0, 9.0], baseline=[40.0, 80.0], unit="ms", goal=1 / 8, percent=99
    )
    most = Figure(what="size", value=21.0, unit="MB", goal=20)
    least = Figure(what="rate", value=1600.0, unit="pages/s", goal=1500, is_least=True)
    free = Row(what="c", against="d", ours=[2.0], baseline=[1.0], unit="ms")
    small = Row(what="e", against="f", ours=[3.0], baseline=[8640.0], unit="calls", goal=0.001)
    lines = table([row, most, least, free, small]).splitlines()[2:]
    assert lines == [
        "| a | 9.00 ms (p99) | b | 80.00 ms (p99) | 0.11 | ≤ 0.125 | met |",
        "| size | 21.0 MB | | | | ≤ 20 MB | missed |",
        "| rate | 1,600.0 pages/s | | | | ≥ 1,500 pages/s | met |",
        "| c | 2.00 ms | d | 1.00 ms | 2.00 |  |  |",
        "| e | 3.00 calls | f | 8640.00 calls | 0.00035 | ≤ 0.001 | met |",
    ]
