"""Guessing passwords is slowed."""

from __future__ import annotations

from helppanel.server.desk import tries as module
from helppanel.server.desk.tries import WINDOW, Tries


def test_five_wrong_passwords_make_wait() -> None:
    """The sixth try of a name from one address waits, until the first of the five is a window ago."""
    tries = Tries()
    assert [tries.wait("周予", "10.0.0.1", float(second)) for second in range(5)] == [0] * 5
    assert tries.wait("周予", "10.0.0.1", 10.0) == WINDOW - 10
    assert tries.wait("周予", "10.0.0.1", WINDOW + 0.5) == 0


def test_others_are_not_held_up() -> None:
    """A locked name does not lock a colleague at the same address, nor the same name elsewhere."""
    tries = Tries()
    for second in range(6):
        tries.wait("周予", "10.0.0.1", float(second))
    assert tries.wait("陈立", "10.0.0.1", 10.0) == 0
    assert tries.wait("周予", "10.0.0.2", 10.0) == 0


def test_one_address_cannot_try_many_names() -> None:
    """Spraying names from one address waits too."""
    tries = Tries()
    waits = [tries.wait(f"agent {number}", "10.0.0.1", 0.0) for number in range(40)]
    assert waits.count(0) == 30


def test_the_right_password_is_not_counted() -> None:
    """Somebody who logs in often is never held up."""
    tries = Tries()
    for second in range(200):
        assert tries.wait("周予", "10.0.0.1", float(second)) == 0
        tries.forget("周予", "10.0.0.1")


def test_memory_is_bounded() -> None:
    """A flood of names fills no memory: the oldest counters go."""
    tries = Tries()
    for number in range(module._KEYS):
        tries.wait(f"agent {number}", f"address {number}", 0.0)
    assert len(tries._times) <= module._KEYS
