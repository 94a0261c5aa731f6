"""Work that other processes help with comes out as if one had done it."""

from __future__ import annotations

import os
from functools import partial

import pytest

from helppanel.report.privacy.in_order import in_order


def squared(number: int, parent: int) -> tuple[int, bool]:
    """The square, and whether another process found it."""
    return number * number, os.getpid() != parent


def dies(number: int, parent: int) -> int:
    """Ends every process but the one that started it."""
    if os.getpid() != parent:
        os._exit(1)
    return number


def fails(number: int) -> int:
    """Fails at five."""
    return 1 // (number - 5)


def test_others_help_and_the_order_stays() -> None:
    """All comes out once and in order, though two processes did it."""
    got: list[tuple[int, bool]] = []
    in_order(partial(squared, parent=os.getpid()), range(20_000), got.append, 1)
    assert [square for square, _ in got] == [n * n for n in range(20_000)]
    assert {helped for _, helped in got} == {True, False}


def test_a_process_that_dies_is_done_without() -> None:
    """What a helper did not finish is done here."""
    got: list[int] = []
    in_order(partial(dies, parent=os.getpid()), range(50), got.append, 1)
    assert got == list(range(50))


def test_a_failure_is_raised() -> None:
    """What the work raises in any process, and what handing on raises, ends it."""
    with pytest.raises(ZeroDivisionError):
        in_order(fails, range(50), list[int]().append, 1)

    def refuse(_made: int) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        in_order(abs, range(50), refuse, 1)
