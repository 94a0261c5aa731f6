"""Private things for the tour, other ones each time, always of the same length."""

from __future__ import annotations

import getpass
import socket
from dataclasses import dataclass
from pathlib import Path
from random import Random

from helppanel.demo.people import People, Person, sample_people
from helppanel.report.privacy.own import COMMON
from helppanel.ui.texts import Texts

LETTERS = "abcdefghijkmnpqrstuvwxyz"
DIGITS = "0123456789"
TELLING = 4  # letters; a shorter name occurs in ordinary bytes


@dataclass(frozen=True)
class MadeUp:
    """What nobody may read in what the server receives.

    `user`, `host` and `home` are those of another machine, as a log tells them; `own` are this machine's.
    """

    people: People
    password: str
    token: str
    user: str
    host: str
    home: str
    own: tuple[str, ...]

    @property
    def log(self) -> str:
        """The last lines of a program's log, with everything in them that one finds in logs."""
        lines = (
            f"POST /v1/sync HTTP/1.1, Authorization: Bearer {self.token}",
            f"login ok, user={self.user}, host={self.host}",
            f"cannot read {self.home}\\Documents\\fonts.json: error 0x80070005",
            *(f"fonts of {name}" for name in self.own),
        )
        return "\n".join(lines)


def make_up(texts: Texts, random: Random) -> MadeUp:
    """Another set for each state of `random`."""

    def some(alphabet: str, length: int) -> str:
        return "".join(random.choices(alphabet, k=length))

    def reached(person: Person) -> Person:
        phone = f"13{some(DIGITS, 1)} {some(DIGITS, 4)} {some(DIGITS, 4)}"
        return Person(person.name, person.company, phone, f"{some(LETTERS, 8)}@example.com")

    sample = sample_people(texts)
    user = some(LETTERS, 9)
    return MadeUp(
        people=People(reached(sample.owner), tuple(map(reached, sample.customers))),
        password=some(LETTERS + DIGITS, 12),
        token=f"{some(LETTERS + DIGITS, 20)}.{some(LETTERS + DIGITS, 30)}",
        user=user,
        host=f"DESKTOP-{some('ABCDEFGHJKLMNPQRSTUVWXYZ' + DIGITS, 7)}",
        home=f"C:\\Users\\{user}",
        own=tuple(name for name in _own() if len(name) >= TELLING and name.casefold() not in COMMON),
    )


def _own() -> tuple[str, ...]:
    return str(Path.home()), getpass.getuser(), socket.gethostname()
