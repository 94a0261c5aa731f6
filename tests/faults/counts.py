"""How much a run does: the two columns of the table, and anything between."""

from __future__ import annotations

import argparse
import dataclasses
from dataclasses import dataclass
from random import SystemRandom


@dataclass(frozen=True, kw_only=True)
class Counts:
    """`phases` and `power_losses` as in the table: of each kind, and images."""

    messages: int
    client_kills: int
    server_kills: int
    phases: int
    power_losses: int


CI = Counts(messages=1_000, client_kills=300, server_kills=80, phases=5, power_losses=50)
SOAK = Counts(messages=12_000, client_kills=4_000, server_kills=1_000, phases=100, power_losses=1_000)


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for; `kinds` are those of the phases, empty: all."""

    counts: Counts
    seed: int
    kinds: tuple[str, ...]
    keep: bool


def read_arguments(words: list[str]) -> Wanted:
    """What `words` ask for; what they leave out is as in CI."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults",
        description="Prove that what was stored arrives exactly once. What is not given is as in CI.",
    )
    parser.add_argument("--soak", action="store_true", help="what is not given is as in the soak run")
    for field in dataclasses.fields(Counts):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6), help="default: any")
    parser.add_argument("--kind", action="append", default=[], help="phases of this kind only; repeatable")
    parser.add_argument("--keep", action="store_true", help="keep the data of a green run, too")
    given = parser.parse_args(words)
    counted = {
        field.name: value
        for field in dataclasses.fields(Counts)
        if (value := getattr(given, field.name)) is not None
    }
    counts = dataclasses.replace(SOAK if given.soak else CI, **counted)
    return Wanted(counts, given.seed, tuple(given.kind), given.keep)
