"""What a check is and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Trouble:
    """What is wrong. `id` names its sentences (`checks.toml`), `params` fill them: `seconds` is a span of
    time, what else is a number is an amount of bytes, the rest is text.

    `action` is what may mend it: `disk`, `memory`, `clock`, `update`, `try_again`, `restart`, or "" where
    knowing is all.
    """

    id: str
    params: Mapping[str, str | float] = field(default_factory=dict)
    action: str = ""


@dataclass(frozen=True)
class Check:
    """One thing to look at; `look` may take a while, may fail, and finds at most one trouble."""

    id: str
    look: Callable[[], Trouble | None]
