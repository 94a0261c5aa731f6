"""What asking for news costs in a day, with the schedule's own function and a clock that is not waited for.

The sizes are those of real calls to a real server, headers included, without TLS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from helppanel.contract.attention import Attention
from helppanel.contract.limits import Schedule
from helppanel.contract.ticket import Installation
from helppanel.delivery.client import Client
from helppanel.delivery.schedule import SPREAD, due
from tests.bench.meter import Meter
from tests.bench.table import Figure, Row
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server_process import ServerProcess

DAY, HOUR = 86_400.0, 3600.0
NAIVE = 10.0  # seconds between two calls of the naive client
CLIENTS = 300  # who are looked at
DAYS = 7  # for so long, in a row
MILLION = 1_000_000
SAID = 30  # answers in an hour of chat


@dataclass(frozen=True)
class Sizes:
    """Bytes of a call and its answer."""

    quiet: int  # nothing is new: 304
    news: int  # one answer of an agent's
    service: int  # the service info has not changed: 304
    naive: int  # without an ETag: 200, though nothing is new


def measured(folder: Path) -> Sizes:
    """Each kind of call, made once."""
    with ServerProcess(folder / "server") as server, Meter(server.port) as meter:
        server.add_agent("周予")
        with UserCaller(server.url) as user, DeskCaller(server.url, server.token("周予")) as agent:
            number = user.send(report()).number
            client = Client(meter.url)
            client.token = _of(user).token
            first, info = client.sync("0", 0), client.service_info(None)
            assert first is not None
            assert info is not None
            agent.answer(
                number, "请在“文件 → 打印”里选另一台打印机再试一次；仍然闪退的话，请告诉我们打印机的型号。"
            )
            meter.taken()
            answer = client.sync(first.cursor, 0)
            assert answer is not None
            news = meter.taken()
            assert client.sync(answer.cursor, 0) is None
            quiet = meter.taken()
            assert client.service_info(info[2]) is None
            service = meter.taken()
            client.close()
        with UserCaller(meter.url) as naive:
            cursor = naive.sync().cursor
            meter.taken()
            naive.sync(cursor)
            return Sizes(quiet=quiet, news=news, service=service, naive=meter.taken())


def _of(user: UserCaller) -> Installation:
    return user.installation


def calls(rng: Random, length: float, *, open_ticket: bool, since_sync: float = 0.0) -> Iterator[float]:
    """When a hidden client asks, in the seconds from its start to `length`."""
    now, last, started = 0.0, -since_sync, 0.0
    while True:
        now += due(
            Attention.HIDDEN,
            Schedule(),
            rng.random(),
            open_ticket=open_ticket,
            poll_after=float(Schedule().visible),
            since_sync=now - last,
            since_start=now - started,
        )
        if now >= length:
            return
        yield now
        last = now


def chat(rng: Random) -> tuple[int, int]:
    """An hour with a conversation on screen: how many calls, and how many of them brought an answer."""
    said = sorted(rng.uniform(0, HOUR) for _ in range(SAID))
    now, made, brought = 0.0, 0, 0
    while now < HOUR:
        made += 1
        held = now + Schedule().wait
        if said and said[0] <= held:
            now = max(now, said[0])
            said = [at for at in said if at > now]
            brought += 1
        else:
            now = held
    return made, brought


def busiest(rng: Random, *, open_ticket: bool, window: int) -> float:
    """The busiest second by the mean of the `window`, when a million start at nine after a weekend off."""
    seconds: Counter[int] = Counter()
    for _ in range(MILLION):
        seconds.update(int(at) for at in calls(rng, window, open_ticket=open_ticket, since_sync=60 * HOUR))
    return max(seconds.values()) / (seconds.total() / window)


def rows(folder: Path) -> list[Row | Figure]:
    """Calls and bytes of a day (of an hour of chat), by the naive client's; the meeting of a million."""
    sizes, rng = measured(folder), Random(5)
    idle, waiting = (
        [len(list(calls(rng, DAYS * DAY, open_ticket=open_ticket))) / DAYS for _ in range(CLIENTS)]
        for open_ticket in (False, True)
    )
    chats = [chat(rng) for _ in range(CLIENTS)]
    found: list[Row | Figure] = []
    for what, made, brought, span, goal in (
        ("idle client, a day", idle, [0] * CLIENTS, DAY, 0.001),
        ("client with an open ticket, a day", waiting, [1] * CLIENTS, DAY, 0.04),
        ("client chatting, an hour", [m for m, _ in chats], [b for _, b in chats], HOUR, 0.5),
    ):
        # The service info is asked for once a day beside the first call.
        quiet = [m - b for m, b in zip(made, brought, strict=True)]
        daily = 1 if span == DAY else 0
        bytes_ = [
            q * sizes.quiet + b * sizes.news + daily * sizes.service
            for q, b in zip(quiet, brought, strict=True)
        ]
        against = f"asking every {NAIVE:g} s"
        found += [
            _mean(f"{what}: calls", against, [m + daily for m in made], span / NAIVE, "calls", goal),
            _mean(
                f"{what}: bytes",
                f"{against}, without ETag",
                [n / 1000 for n in bytes_],
                span / NAIVE * sizes.naive / 1000,
                "KB",
                goal,
            ),
        ]
    for what, open_ticket, window in (
        ("a million start at nine, idle: busiest second by the mean", False, int(SPREAD)),
        ("a million start at nine, with open tickets: the same", True, int(SPREAD)),
    ):
        value = busiest(rng, open_ticket=open_ticket, window=window)
        found.append(Figure(what=what, value=value, unit="×", goal=2))
    return found


def _mean(what: str, against: str, ours: list[float], naive: float, unit: str, goal: float) -> Row:
    """The mean: most idle clients ask once in a day, some not at all."""
    mean = sum(ours) / len(ours)
    return Row(what=what, against=against, ours=[mean], baseline=[naive], unit=unit, goal=goal)
