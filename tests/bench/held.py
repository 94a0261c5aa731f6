"""What thousands of held polls cost one server process: memory, and CPU at rest, at an answer and at news."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psutil

from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import InstallationRequest
from helppanel.server.database import open_database
from helppanel.server.installations import add_installation
from tests.bench.holders import Holders, get
from tests.bench.poll import BareServer
from tests.bench.table import Figure, Row, interleave
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server_process import ServerProcess

HELD = 2000
WAIT = 25  # seconds; for so long a call is held by the published schedule
TURNS = 2  # at rest: each poll ends, and is asked anew, so often
ANSWERS = 20  # in a batch
ROUNDS = 7
INFO = ServiceInfo(name={"en": "Before"})


class _Usage:
    """Memory and CPU of a process."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)

    def kilobytes(self) -> float:
        """Its own, shared with nobody."""
        return float(self._process.memory_full_info().uss) / 1024

    def seconds(self) -> float:
        """CPU so far, user and system; to a hundredth."""
        times = self._process.cpu_times()
        return float(times.user + times.system)


class _Conversation:
    """A user whose poll is held, and an agent who answers: on a server of its own."""

    def __init__(self, server: ServerProcess) -> None:
        server.add_agent("周予")
        self.user = UserCaller(server.url)
        self._agent = DeskCaller(server.url, server.token("周予"))
        self._number = self.user.send(report()).number
        self._usage = _Usage(server.pid)
        self._pool = ThreadPoolExecutor(1)

    def answer(self) -> float:
        """CPU milliseconds of the server for one answer that the user hears of, the mean of a batch."""
        before = self._usage.seconds()
        cursor = self.user.sync().cursor
        for count in range(ANSWERS):
            poll = self._pool.submit(self.user.sync, cursor, wait=WAIT)
            self._agent.answer(self._number, f"answer {count}")
            cursor = poll.result().cursor
        return (self._usage.seconds() - before) / ANSWERS * 1000

    def close(self) -> None:
        self._pool.shutdown()
        for caller in (self.user, self._agent):
            caller.session.close()


def rows(folder: Path) -> list[Row | Figure]:
    """2,000 held polls against a process that holds none, and against a bare ASGI app that holds as many."""
    tokens = _installations(folder / "full")
    bare = BareServer()
    with (
        ServerProcess(folder / "full", INFO) as full,
        ServerProcess(folder / "empty", INFO) as empty,
        closing(_Conversation(full)) as crowded,
        closing(_Conversation(empty)) as alone,
    ):
        usages = [_Usage(pid) for pid in (full.pid, bare.pid, empty.pid)]
        interleave(crowded.answer, alone.answer, 1)  # what is loaded at the first calls is no poll's
        before = [usage.kilobytes() for usage in usages]
        with UserCaller(full.url) as stranger:
            cursor = stranger.sync().cursor
        path = f"/api/v1/sync?cursor={cursor}&wait={WAIT}"
        polls = [get(path, token, cursor) for token in tokens]
        with (
            Holders(full.url, polls) as held,
            Holders(bare.url, [get("/wait", token, cursor) for token in tokens]),
        ):
            memory = [(usage.kilobytes() - was) / HELD for usage, was in zip(usages, before, strict=True)]
            rest = _percent_at_rest(usages, held)
            answers = interleave(crowded.answer, alone.answer, ROUNDS)
            disturbed = held.told
            news = _news_for_all(full, held, usages[0])
    bare.stop()
    many = f"{HELD:,} held polls"
    return [
        _row(f"{many}: memory a poll", memory[:2], "KB"),
        Figure(what="the same, of a process that holds none", value=memory[2], unit="KB"),
        _row(f"{many}: CPU at rest, of one core", rest[:2], "%"),
        Figure(what="the same", value=rest[0], unit="%", goal=5),
        Figure(what="the same, of a process that holds none", value=rest[2], unit="%"),
        Row(
            what=f"{many}: CPU of an answer, from the desk to the one poll it concerns",
            against="the same server, holding that one poll only",
            ours=answers[0],
            baseline=answers[1],
            unit="ms",
            goal=1.5,
        ),
        Figure(what="polls that an answer to another disturbed", value=disturbed, unit="polls", goal=0),
        *news,
    ]


def _installations(folder: Path) -> list[str]:
    """The tokens of so many in a new data folder."""
    request = InstallationRequest(app_id="bench", app_version="1", locale="en")
    with closing(open_database(folder)) as database, database.writing() as transaction:
        return [add_installation(transaction, request).token for _ in range(HELD)]


def _percent_at_rest(usages: list[_Usage], held: Holders) -> list[float]:
    """CPU of each in the same stretch of time, in percent of one core."""
    began, before = time.monotonic(), [usage.seconds() for usage in usages]
    assert held.wait_renewed(TURNS, 4 * TURNS * WAIT)
    after, length = [usage.seconds() for usage in usages], time.monotonic() - began
    return [(now - was) / length * 100 for now, was in zip(after, before, strict=True)]


def _news_for_all(server: ServerProcess, held: Holders, usage: _Usage) -> list[Figure]:
    """The service info changes: every poll is told."""
    began, before = time.monotonic(), usage.seconds()
    server.set_up(ServiceInfo(name={"en": "After"}))
    assert held.wait_told(60), f"{held.told} polls were told"
    taken, used = time.monotonic() - began, usage.seconds() - before
    what = f"news for all {HELD:,}: from the file to the last poll's answer"
    return [
        Figure(what=what, value=taken, unit="s", goal=10),
        Figure(what="the same, CPU a poll", value=used / HELD * 1000, unit="ms"),
    ]


def _row(what: str, found: list[float], unit: str) -> Row:
    ours, baseline = found
    against = "a bare ASGI app that holds as many"
    return Row(what=what, against=against, ours=[ours], baseline=[baseline], unit=unit)
