"""A user's lives, one after the other: started, put through a phase, killed, counted."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from itertools import count, islice
from multiprocessing import connection
from pathlib import Path
from random import Random

from helppanel.contract.attention import Attention
from tests.faults.diary import Diary, read
from tests.faults.errands import Errand, Mishap, Script, User, again
from tests.faults.forks import Context, Process, end_of, start
from tests.faults.fuse import OF_UPLOADS
from tests.faults.host import Host
from tests.faults.life import Plan, live
from tests.faults.messages import LARGE, writing
from tests.faults.pace import Pace
from tests.faults.proxy import OF_FILES, Fault, Remote
from tests.faults.room_left import leave

_LONGEST = 8.0  # seconds a life stays when it cannot settle
_STUCK = 30.0  # seconds after which a life that ought to have ended is a fault of its own
_SMALL = 100_000  # bytes: what fits on a full disk
_MOST_CRASHES = 20
_FRESH = 900_000  # numbers of messages that nobody drew


@dataclass
class Tally:
    """What all users have gone through so far; every life is a line in `log`."""

    log: Diary
    kills: int = 0
    phases: int = 0
    crashes: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True)
class Stage:
    """What all users share."""

    root: Path
    context: Context
    remote: Remote
    host: Host
    script: Script
    tally: Tally
    pace: Pace


class UserLife:
    """One user on one thread."""

    def __init__(self, stage: Stage, user: User) -> None:
        self._stage = stage
        self._user = user
        self._tally = stage.tally
        self._remote = stage.remote
        self._seed = stage.script.seed
        self._rng = Random(f"user {user.number} {self._seed}")
        self._home = stage.root / "users" / str(user.number)
        self._home.mkdir(parents=True)
        self._url: str = stage.remote.order("open", user.number, user.tls)
        self._lives = 0

    def run(self) -> None:
        """Go through all errands; those that came to nothing again."""
        errands = self._user.errands
        while errands:
            self._stage.pace.begin_errand()
            errand = errands.popleft()
            left = self._go(errand)
            if left is None:
                self._stage.pace.end_errand()
            else:
                errands.insert(self._rng.randrange(len(errands) + 1), left)

    def drain(self) -> None:
        """Write what is left and stay until nothing is to be done."""
        for _ in range(1 if self._stage.script.mutant else 3):
            if self._one(self._plan(Errand(), tuple(self._user.numbers), seconds=self._stage.script.drain)):
                return

    def _go(self, errand: Errand) -> Errand | None:
        """One life, or two side by side; what is left to do of the errand, if anything is."""
        numbers = self._some_numbers(errand)
        plans = [self._plan(errand, numbers)]
        if errand.phase is Mishap.TWO_INSTANCES:
            half = len(numbers) // 2
            plans = [self._plan(errand, part) for part in (numbers[:half], numbers[half:])]
        if isinstance(errand.phase, Fault):
            self._remote.order("begin", self._user.number, errand.phase, self._rng.choice((2, 3)))
        began = time.monotonic()
        lives = [self._start(plan) for plan in plans]
        hits = 1
        if errand.phase is not None:
            hits = self._pass_phase(errand, lives)
        if errand.kill and not errand.point:
            connection.wait([lives[0].sentinel], max(0.0, began + errand.after - time.monotonic()))
            lives[0].kill()
        killed = [self._end(life, plan, errand) for life, plan in zip(lives, plans, strict=True)]
        if errand.phase is not None:
            if hits == 0:
                return errand
            with self._tally.lock:
                self._tally.phases += 1
        return None if any(killed) else again(self._rng, errand)

    def _some_numbers(self, errand: Errand) -> tuple[int, ...]:
        """So many that they last as long as the errands."""
        numbers = self._user.numbers
        share = len(numbers) / (len(self._user.errands) + 1)
        many = min(len(numbers), int(share) + (self._rng.random() < share % 1))
        chosen = [numbers[place] for place in range(many)]
        if errand.phase in OF_FILES:
            chosen = [self._with_a_file(), *chosen]
        if errand.point in OF_UPLOADS:
            large = (number for number in numbers if LARGE in writing(self._seed, number).sizes)
            chosen = [*islice(large, 1), *chosen]
        return tuple(dict.fromkeys(chosen))

    def _with_a_file(self) -> int:
        """A message with a file, one more than were to be written if none is left."""
        for number in self._user.numbers:
            if writing(self._seed, number).sizes:
                return number
        fresh = (number for number in count(_FRESH + 8_000 * self._user.number + 10 * self._lives))
        number = next(number for number in fresh if writing(self._seed, number).sizes)
        self._user.numbers.append(number)
        return number

    def _plan(self, errand: Errand, numbers: tuple[int, ...], seconds: float = _LONGEST) -> Plan:
        self._lives += 1
        return Plan(
            home=self._home,
            diary=self._home / f"diary-{self._lives:05d}",
            url=self._url,
            seed=self._seed,
            numbers=numbers,
            point=errand.point,
            nth=errand.nth,
            jumps=errand.jumps,
            largest=_SMALL if errand.phase is Mishap.DISK_FULL else None,
            seconds=seconds,
            to_the_end=seconds > _LONGEST,
            attention=errand.attention,
            mutant=self._stage.script.mutant,
        )

    def _start(self, plan: Plan) -> Process:
        life = self._stage.context.Process(target=live, args=(plan,), daemon=True)
        start(life)
        return life

    def _pass_phase(self, errand: Errand, lives: list[Process]) -> int:
        """Let the phase go on for its time and end it; how often it was met."""
        host_limit = errand.phase is Mishap.SERVER_DISK_FULL
        if host_limit:
            leave(self._stage.host.pid, _SMALL)
        connection.wait([life.sentinel for life in lives], errand.seconds)
        if host_limit:
            leave(self._stage.host.pid, None)
        for life in lives:
            assert life.pid is not None
            leave(life.pid, None)
        if not isinstance(errand.phase, Fault):
            return 1
        hits = int(self._remote.order("end", self._user.number))
        return 1 if errand.phase is Fault.DOWN else hits

    def _one(self, plan: Plan) -> bool:
        """A life without a fault; whether it ended by itself with everything settled."""
        life = self._start(plan)
        began = time.monotonic()
        self._end(life, plan, Errand(attention=Attention.HIDDEN))
        return not self._user.numbers and time.monotonic() - began < plan.seconds

    def _end(self, life: Process, plan: Plan, errand: Errand) -> bool:
        """Wait for its end and write down how it was; whether it was killed."""
        code = end_of(life, plan.seconds + _STUCK)
        ended = time.monotonic()
        if code is None:
            life.kill()
            code = end_of(life)
        diary = read(plan.diary)
        told = {line["number"] for line in diary if line["what"] == "told"}
        for number in told & set(plan.numbers):
            self._user.numbers.remove(number)
        closing = [line["at"] for line in diary if line["what"] == "closing"]
        killed = code == -9
        closed = [line["at"] for line in diary if line["what"] == "closed"]
        how = {"exit": ended - closing[0]} if closing and not killed else {}
        if closed:
            how["close"] = closed[0] - closing[0]
        with self._tally.lock:
            self._tally.kills += killed
            self._tally.crashes += code not in (0, -9)
            if self._tally.crashes > _MOST_CRASHES:
                raise RuntimeError(f"life after life ends badly: {plan.diary.with_suffix('.err')}")
        self._tally.log.say(
            "life",
            user=self._user.number,
            diary=plan.diary.name,
            killed=killed,
            code=code,
            point=errand.point,
            phase=errand.phase,
            **how,
        )
        return killed
