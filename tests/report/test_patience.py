"""Calls that may never come back."""

from __future__ import annotations

import threading
import time

import pytest

from helppanel.report import patience
from helppanel.report.patience import LateError, Patience

GENEROUS = 20.0


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits two seconds in a test."""
    monkeypatch.setattr(patience, "SECONDS", 0.1)


def asking() -> int:
    """How many threads are asking."""
    return sum(thread.name == "helppanel-ask" for thread in threading.enumerate())


def test_all_are_asked_at_once() -> None:
    """Calls that wait for each other all come back: none stands behind another."""
    together = threading.Barrier(8, timeout=GENEROUS)
    answers = Patience[int]().ask({str(number): together.wait for number in range(8)})
    assert sorted(answers, key=int) == list(map(str, range(8)))
    assert sorted(answer for answer in answers.values() if isinstance(answer, int)) == list(range(8))


@pytest.mark.usefixtures("impatient")
def test_several_that_hang_cost_the_wait_of_one() -> None:
    """Ten calls that hang are given up together, keep one thread each however often asked, hold up nobody."""
    never, ask = threading.Event(), Patience[object]()
    calls = {str(number): never.wait for number in range(10)}
    before, began = asking(), time.monotonic()
    for _ in range(3):
        answers = ask.ask({**calls, "quick": lambda: 7})
        assert answers.pop("quick") == 7
        assert all(isinstance(answer, LateError) for answer in answers.values())
    assert time.monotonic() - began < 10 * patience.SECONDS
    assert asking() - before == len(calls)
    never.set()


@pytest.mark.usefixtures("impatient")
def test_who_is_back_is_asked_again() -> None:
    """A call that was late answers the next time, once it has come back."""
    gate, ask = threading.Event(), Patience[object]()

    def slow() -> object:
        gate.wait(GENEROUS)
        return "here"

    assert isinstance(ask.ask({"slow": slow})["slow"], LateError)
    gate.set()
    for thread in threading.enumerate():
        if thread.name == "helppanel-ask":
            thread.join(GENEROUS)
    assert ask.ask({"slow": slow})["slow"] == "here"


def test_two_who_ask_at_once_share_the_answer() -> None:
    """What is under way is not asked a second time, and both hear the answer."""
    asked: list[int] = []
    heard: list[object] = []
    began, gate, ask = threading.Event(), threading.Event(), Patience[object]()

    def slow() -> object:
        asked.append(1)
        began.set()
        return gate.wait(GENEROUS)

    first = threading.Thread(target=lambda: heard.append(ask.ask({"slow": slow})["slow"]))
    first.start()
    assert began.wait(GENEROUS)
    heard.append(ask.ask({"slow": slow, "opens the gate": gate.set})["slow"])
    first.join()
    assert heard == [True, True]
    assert len(asked) == 1


@pytest.mark.parametrize("end", [ValueError, SystemExit, KeyboardInterrupt])
def test_what_a_call_raises_is_its_answer(end: type[BaseException]) -> None:
    """Even what would end the app concerns only who raised it."""

    def bad() -> object:
        raise end

    answers = Patience[object]().ask({"bad": bad, "good": lambda: 1})
    assert isinstance(answers["bad"], end)
    assert answers["good"] == 1
