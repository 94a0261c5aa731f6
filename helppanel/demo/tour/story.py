"""What a story is, and which there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from helppanel.demo.tour.stage import Stage


@dataclass(frozen=True)
class Step:
    """One step. `act` does it, checks it at its far end and says in a few words what it saw there."""

    name: str
    act: Callable[[], str]


class Story(Protocol):
    """A way through the program, told in steps."""

    def steps(self) -> list[Step]: ...


StoryMaker = Callable[[Stage], Story]
