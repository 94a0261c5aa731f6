"""Whether the app has the version in which something is fixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.report.checks.version import has_reached

numbers = st.lists(st.integers(0, 10**6), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("ours", "version", "reached"),
    [
        ("12.5", "12.5", True),
        ("12.10", "12.5", True),
        ("12.5.0", "12.5", True),
        ("v13.0-beta", "12.5", True),
        ("12.4.9", "12.5", False),
        ("12", "12.5", False),
        ("下一版", "12.5", False),
        ("12.5", "下一版", False),
        ("12.5", "", False),
    ],
)
def test_reached(ours: str, version: str, reached: bool) -> None:
    """Numbers are compared as numbers, and what has none was never reached."""
    assert has_reached(ours, version) is reached


@given(numbers, numbers)
def test_of_two_versions_one_has_reached_the_other(one: list[int], other: list[int]) -> None:
    """Of any two versions at least one has reached the other, and both only when they are the same."""
    first, second = ".".join(map(str, one)), ".".join(map(str, other))
    assert has_reached(first, second) or has_reached(second, first)
    if has_reached(first, second) and has_reached(second, first):
        length = max(len(one), len(other))
        pad = [one + [0] * (length - len(one)), other + [0] * (length - len(other))]
        assert pad[0] == pad[1]
