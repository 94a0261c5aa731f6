"""Draws from the seed what each user goes through: kills, fault phases, clock jumps, second instances."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle, islice
from random import Random

from helppanel.contract.attention import Attention
from tests.faults.counts import Counts
from tests.faults.fuse import OF_FAILURES, OF_THE_FIRST, OF_UPLOADS, POINTS
from tests.faults.messages import LARGE, writing
from tests.faults.proxy import OF_FILES, Fault

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


@dataclass(frozen=True, kw_only=True)
class Script:
    """What a run is to be: each user's errands, what happens meanwhile, and `drain` seconds at the end."""

    users: list[User]
    answers: int
    server_kills: int
    seed: int
    mutant: str = ""
    drain: float = 60.0


def draw(counts: Counts, seed: int, kinds: tuple[str, ...] = ()) -> Script:
    """All that happens in a run; phases of `kinds` only, unless that is empty."""
    rng = Random(seed)
    size = 12 if counts.messages > 3_000 else 6
    users = [User(number, number % 3 == 1, deque(), deque()) for number in range(size)]
    often = [point for point in POINTS if point not in OF_THE_FIRST]
    named = counts.client_kills // 2
    first = [killed(rng, point) for point in islice(cycle(OF_THE_FIRST), min(size, named))]
    errands = [killed(rng, point) for point in islice(cycle(often), named - len(first))]
    errands += [killed(rng, "") for _ in range(counts.client_kills - named)]
    for phase in PHASES:
        if phase in (kinds or PHASES):
            errands += [through(rng, phase) for _ in range(counts.phases)]
    rng.shuffle(errands)
    for place, errand in enumerate(errands):
        able = [user for user in users if user.tls or errand.phase is not Fault.CERTIFICATE]
        able[place % len(able)].errands.append(errand)
    for user, errand in zip(users, first, strict=False):
        user.errands.appendleft(errand)
    answers = counts.messages // 3
    written = sorted(range(counts.messages - answers), key=lambda number: _is_large(seed, number))
    for place, number in enumerate(written):
        users[place % size].numbers.append(number)
    return Script(users=users, answers=answers, server_kills=counts.server_kills, seed=seed)


def _is_large(seed: int, number: int) -> bool:
    """Large files come last, so that they are there for the lives that are to die over them."""
    return LARGE in writing(seed, number).sizes


def again(rng: Random, errand: Errand) -> Errand | None:
    """What is left to do of an errand whose kill did not come; None if nothing is."""
    again_there = errand.point not in OF_THE_FIRST and rng.random() < 0.7
    return killed(rng, errand.point if again_there else "", nth=1) if errand.kill else None


def killed(rng: Random, point: str, nth: int = 0) -> Errand:
    """A life that ends at the point, or without one ("") at some time."""
    return Errand(
        kill=True,
        point=point,
        nth=1 if point in (*OF_THE_FIRST, *OF_UPLOADS) else nth or rng.choice((1, 1, 1, 2, 3)),
        after=rng.uniform(0.02, 0.5),
        phase=Fault.RESET if point in OF_FAILURES else None,
        seconds=1.0,
        attention=rng.choice(tuple(Attention)),
    )


def through(rng: Random, phase: Fault | Mishap) -> Errand:
    """A life that goes through the phase."""
    jumps = (0.0, 0.0)
    if phase is Mishap.CLOCK_JUMP:
        jumps = (rng.choice((0.0, 0.0, _jump(rng))), _jump(rng))
    return Errand(
        phase=phase,
        # A file comes after its words.
        seconds=rng.uniform(0.3, 1.2) + (phase in OF_FILES),
        jumps=jumps,
        attention=rng.choice(tuple(Attention)),
    )


def _jump(rng: Random) -> float:
    return rng.choice((-1, 1)) * rng.choice((rng.uniform(60, _HOUR), rng.uniform(_HOUR, 24 * _HOUR), _YEAR))
