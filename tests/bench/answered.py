"""From an agent's answer at the desk to the user's screen: by long poll, and by the schedule.

The agent's answer begins with the call the desk makes; it has come when the page shows its words, or when the
panel counts it as unread. The schedule's waits are those of its own function, with a clock that is not waited
for, and one is measured.
"""

from __future__ import annotations

import os
import time
from bisect import bisect
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from helppanel.config import HelpConfig
from helppanel.contract.attention import Attention
from helppanel.contract.limits import Schedule
from helppanel.delivery.schedule import due
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from helppanel.ui.feedback.message_text import MessageText
from helppanel.ui.feedback_page import FeedbackPage
from helppanel.ui.panel import install
from tests.bench.table import Figure, percentile
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess

ANSWERS = 60
PATIENCE = 60.0  # seconds
CALLS = 20_000  # of the schedule
SHOWN = 5_000  # answers at any moment between them


def rows(folder: Path) -> list[Figure]:
    """p50 and p95 of both ways."""
    app = QApplication.instance() or QApplication([])
    with ServerProcess(folder / "server") as server:
        server.add_agent("周予")
        with DeskCaller(server.url, server.token("周予")) as agent:
            held, visible = _measured(server.url, folder / "client", agent)
    app.processEvents()
    found: list[Figure] = []
    page, count = "answer at the desk to the page", "answer to the unread count"
    visible_waits, hidden_waits = _waits(Attention.VISIBLE), _waits(Attention.HIDDEN)
    for what, samples, unit, goal in (
        (f"{page}, conversation on screen (long poll)", [1000 * taken for taken in held], "ms", 1000.0),
        (f"{count}, panel on screen (schedule, computed)", visible_waits, "s", 18.0),
        (f"{count}, panel hidden (schedule, computed)", hidden_waits, "s", 360.0),
    ):
        found += [
            Figure(what=f"{what}, p50", value=percentile(samples, 50), unit=unit),
            Figure(what="the same, p95", value=percentile(samples, 95), unit=unit, goal=goal),
        ]
    what = f"{count}, panel on screen (schedule, one measured)"
    return [*found, Figure(what=what, value=visible, unit="s", goal=20)]


def _measured(url: str, data: Path, agent: DeskCaller) -> tuple[list[float], float]:
    """Seconds of each answer to an open conversation, and of one to a panel that shows something else."""
    config = HelpConfig(app_name="Host", app_version="1", server=url, data_dir=data, locale="zh-CN")
    uuid, number = _reported(config)
    window = QMainWindow()
    window.resize(1200, 800)
    window.show()
    panel = install(window, config)
    panel.open(f"feedback:{uuid}")
    held: list[float] = []
    for count in range(-3, ANSWERS):  # the first ones open the page
        taken = _answer(agent, number, text := f"answer {count}", lambda: text in _texts(window))
        if count >= 0:
            held.append(taken)
    next(iter(window.findChildren(FeedbackPage))).activateWindow()  # what is not in front is not read
    _wait(lambda: panel.unread == 0, "the answers are read")
    panel.open("home")
    _wait(lambda: not _texts(window), "the page has gone")
    visible = _answer(agent, number, "for later", lambda: panel.unread > 0)
    window.close()
    window.deleteLater()
    return held, visible


def _reported(config: HelpConfig) -> tuple[UUID, str]:
    """A report that has its receipt."""
    service = HelpService(config)
    service.start()
    parcel = service.prepare(Draft(text="打印时闪退"), (), "zh-CN")
    service.submit(parcel)
    assert service.wait_settled(PATIENCE)
    number = service.conversations()[0].number
    assert number is not None
    service.close()
    return parcel.uuid, number


def _answer(agent: DeskCaller, number: str, text: str, has_come: Callable[[], bool]) -> float:
    began = time.perf_counter()
    agent.answer(number, text)
    _wait(has_come, text)
    return time.perf_counter() - began


def _wait(holds: Callable[[], bool], what: str) -> None:
    until, ticks = time.perf_counter() + PATIENCE, QTimer()
    ticks.start(1)
    while not holds():
        assert time.perf_counter() < until, what
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _texts(window: QMainWindow) -> list[str]:
    return [one.toPlainText() for one in window.findChildren(MessageText) if one.isVisible()]


def _waits(attention: Attention) -> list[float]:
    """Seconds from any moment to the next call, with an open ticket, by the published schedule."""
    rng, schedule, now, calls = Random(6), Schedule(), 0.0, [0.0]
    while len(calls) < CALLS:
        now += due(
            attention,
            schedule,
            rng.random(),
            open_ticket=True,
            poll_after=float(schedule.visible),
            since_sync=0.0,
            since_start=now,
        )
        calls.append(now)
    assert all(before < after for before, after in pairwise(calls))
    answers = (rng.uniform(0, calls[-2]) for _ in range(SHOWN))
    return [calls[bisect(calls, at)] - at for at in answers]
