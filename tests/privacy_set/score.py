"""What a finder leaves readable in labelled lines, covers for nothing, and which clean lines it touches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.privacy_set.make import LINES

GOALS = {"leak": 0.08, "precision": 0.88, "touched": 0.06}


class Mark(NamedTuple):
    """A labelled or found place: [start, end) in code points."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Labelled:
    """A line with its secrets."""

    id: str
    text: str
    secrets: tuple[Mark, ...]

    @property
    def genre(self) -> str:
        """The part of the id before its number."""
        return self.id.rpartition("-")[0]


Finder = Callable[[str], Iterable[Mark]]


def read(path: Path = LINES) -> list[Labelled]:
    """The lines of a set."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [Labelled(row["id"], row["text"], tuple(Mark(**span) for span in row["spans"])) for row in rows]


@dataclass(frozen=True)
class Fault:
    """What went wrong on a line: a secret that leaks (`found` false), or a span that covers none."""

    line: Labelled
    mark: Mark
    found: bool

    def __str__(self) -> str:
        text, mark = self.line.text, self.mark
        what = "wrong" if self.found else "leak "
        shown = f"{text[: mark.start]}⟦{text[mark.start : mark.end]}⟧{text[mark.end :]}"
        return f"{what} {mark.kind:9} {self.line.id}: {shown}"


@dataclass
class Score:
    """Counts over a set. The three shares are those of the goals."""

    lines: int = 0
    clean: int = 0
    clean_touched: int = 0
    secrets: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    wrong_kind: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def leak(self) -> float:
        """Share of secrets of which a letter or digit stays readable."""
        return self.leaked.total() / max(1, self.secrets.total())

    @property
    def precision(self) -> float:
        """Share of spans that overlap a secret of any kind."""
        return 1 - self.wrong.total() / max(1, self.found.total())

    @property
    def precision_same(self) -> float:
        """Share of spans that overlap a secret of their own kind."""
        return 1 - (self.wrong.total() + self.wrong_kind) / max(1, self.found.total())

    @property
    def touched(self) -> float:
        """Share of lines without a secret that have a span."""
        return self.clean_touched / max(1, self.clean)


def leaks(text: str, secret: Mark, found: Iterable[Mark]) -> bool:
    """Whether a letter or digit of the secret lies outside every span."""
    covered = {at for mark in found for at in range(mark.start, mark.end)}
    return any(text[at].isalnum() and at not in covered for at in range(secret.start, secret.end))


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def score(lines: Iterable[Labelled], find: Finder) -> Score:
    """Run the finder over the lines."""
    total = Score()
    for line in lines:
        found = [Mark(mark.start, mark.end, str(mark.kind)) for mark in find(line.text)]
        total.lines += 1
        total.clean += not line.secrets
        total.clean_touched += bool(found) and not line.secrets
        for secret in line.secrets:
            total.secrets[secret.kind] += 1
            if leaks(line.text, secret, found):
                total.leaked[secret.kind] += 1
                total.faults.append(Fault(line, secret, False))
        for mark in found:
            total.found[mark.kind] += 1
            met = [secret.kind for secret in line.secrets if _overlap(secret, mark)]
            if not met:
                total.wrong[mark.kind] += 1
                total.faults.append(Fault(line, mark, True))
            total.wrong_kind += bool(met) and mark.kind not in met
    return total
