"""The bridge from threads to Qt."""

from __future__ import annotations

import logging
import threading
from functools import partial

from pytestqt.qtbot import QtBot

from helppanel.ui.bridge import Bridge


def test_a_workers_call_runs_on_the_ui_thread(qtbot: QtBot) -> None:
    """What a plain thread posts runs on the thread that made the bridge, in order."""
    bridge = Bridge()
    seen: list[tuple[int, int]] = []

    def note(number: int) -> None:
        seen.append((number, threading.get_ident()))

    def work() -> None:
        for number in range(100):
            bridge.post(partial(note, number))

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 100)
    assert seen == [(number, threading.get_ident()) for number in range(100)]


def test_a_post_never_runs_inside_the_call(qtbot: QtBot) -> None:
    """Posting from the UI thread itself does not run the call at once."""
    bridge = Bridge()
    seen: list[str] = []
    bridge.post(lambda: seen.append("posted"))
    seen.append("after")
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["after", "posted"]


def test_a_closed_bridge_drops_what_is_on_its_way(qtbot: QtBot) -> None:
    """After `close` neither the waiting call nor a later one runs."""
    bridge, witness = Bridge(), Bridge()
    seen: list[str] = []
    bridge.post(lambda: seen.append("waiting"))
    bridge.close()
    bridge.post(lambda: seen.append("later"))
    witness.post(lambda: seen.append("witness"))
    qtbot.waitUntil(lambda: "witness" in seen)
    assert seen == ["witness"]


def test_a_failing_call_is_logged_and_spares_the_host(
    qtbot: QtBot, swallowed: list[logging.LogRecord]
) -> None:
    """A call that raises goes to the log with its traceback, and the next call runs all the same."""
    bridge = Bridge()
    seen: list[str] = []

    def fail() -> None:
        raise ValueError("planted")

    bridge.post(fail)
    bridge.post(lambda: seen.append("next"))
    qtbot.waitUntil(lambda: seen == ["next"])
    [record] = swallowed
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "planted"
    swallowed.clear()


def test_fetch_tells_success_and_failure_apart(qtbot: QtBot, swallowed: list[logging.LogRecord]) -> None:
    """A result arrives on the UI thread; a failure is logged and the other handler runs."""
    bridge = Bridge()
    seen: list[str] = []
    bridge.fetch(lambda: "result", seen.append, lambda: seen.append("failed"))
    qtbot.waitUntil(lambda: seen == ["result"])

    def fail() -> str:
        raise OSError("planted")

    bridge.fetch(fail, seen.append, lambda: seen.append("failed"))
    qtbot.waitUntil(lambda: seen == ["result", "failed"])
    assert len(swallowed) == 1
    swallowed.clear()
