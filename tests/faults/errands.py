"""Draws from the seed what each user goes through: kills, fault phases, clock jumps, second instances."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle, islice
from random import Random

from helppanel.contract.attention import Attention
from tests.faults.counts import Counts
from tests.faults.fuse import POINTS
from tests.faults.proxy import Fault

_HOUR, _YEAR = 3_600.0, 31_536_000.0  # seconds


class Mishap(StrEnum):
    """The fault phases that are not on the way to the server."""

    DISK_FULL = "disk full"
    SERVER_DISK_FULL = "server's disk full"
    CLOCK_JUMP = "clock jump"
    TWO_INSTANCES = "two app instances"


PHASES: tuple[Fault | Mishap, ...] = (*Fault, *Mishap)


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One life of a user: where or after how many seconds it is killed, and through which phase it goes.

    `kill`: whether it is to be killed, at `point` for the `nth` time, or without one after `after` seconds.
    """

    kill: bool = False
    point: str = ""
    nth: int = 1
    after: float = 0.0
    phase: Fault | Mishap | None = None
    seconds: float = 0.0
    jumps: tuple[float, float] = (0.0, 0.0)
    attention: Attention = Attention.HIDDEN


@dataclass
class User:
    """One client: the errands before it and the messages it has still to write."""

    number: int
    tls: bool
    errands: deque[Errand]
    numbers: deque[int]


def draw(counts: Counts, seed: int) -> tuple[list[User], int]:
    """The users with all they go through; how many answers agents write meanwhile."""
    rng = Random(seed)
    size = 12 if counts.messages > 3_000 else 6
    users = [User(number, number % 3 == 0, deque(), deque()) for number in range(size)]
    errands = [_killed(rng, point) for point in islice(cycle(POINTS), counts.client_kills // 2)]
    errands += [_killed(rng, "") for _ in range(counts.client_kills - len(errands))]
    phases = [phase for phase in PHASES for _ in range(counts.phases)]
    errands += [_through(rng, phase) for phase in phases]
    rng.shuffle(errands)
    for place, errand in enumerate(errands):
        able = [user for user in users if user.tls or errand.phase is not Fault.CERTIFICATE]
        able[place % len(able)].errands.append(errand)
    answers = counts.messages // 3
    for number in range(counts.messages - answers):
        users[number % size].numbers.append(number)
    return users, answers


def again(rng: Random, errand: Errand) -> Errand | None:
    """What is left to do of an errand whose kill did not come; None if nothing is."""
    return _killed(rng, errand.point if rng.random() < 0.7 else "", nth=1) if errand.kill else None


def _killed(rng: Random, point: str, nth: int = 0) -> Errand:
    return Errand(
        kill=True,
        point=point,
        nth=nth or rng.choice((1, 1, 1, 2, 3)),
        after=rng.uniform(0.02, 0.5),
        attention=rng.choice(tuple(Attention)),
    )


def _through(rng: Random, phase: Fault | Mishap) -> Errand:
    jumps = (0.0, 0.0)
    if phase is Mishap.CLOCK_JUMP:
        jumps = (rng.choice((0.0, 0.0, _jump(rng))), _jump(rng))
    return Errand(
        phase=phase,
        seconds=rng.uniform(0.3, 1.2),
        jumps=jumps,
        attention=rng.choice(tuple(Attention)),
    )


def _jump(rng: Random) -> float:
    return rng.choice((-1, 1)) * rng.choice((rng.uniform(60, _HOUR), rng.uniform(_HOUR, 24 * _HOUR), _YEAR))
