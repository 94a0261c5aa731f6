"""Which articles this user reads and is helped by: kept in one small file here, never sent anywhere."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import msgspec

from helppanel.delivery.trouble import translated

NAME = "article-use.json"
KEPT = 200  # articles at most; those used least are forgotten
HALF_LIFE = 30 * 86_400.0  # seconds after which a use counts half: a month, the rhythm of office work
OPENED, HELPED = 1.0, 3.0  # an opening may be a wrong turn; an end that helped is not

# A rank of the authors' is worth 6 / (6 + rank): 1 at the top, half of it in the sixth place. Own use u is
# worth u / (u + 4), never over 1. So one opening moves an article a place or two, an end that helped carries
# any article among the first few, and no use ever hides the authors' first ones for good.
_AUTHORS, _OWN = 6.0, 4.0

T = TypeVar("T")


class _Use(msgspec.Struct, frozen=True):
    """What an article's uses were worth at `at`, seconds since 1970."""

    worth: float
    at: float

    def now(self, moment: float) -> float:
        """What they are worth at `moment`. A clock that was put back makes nothing worth more."""
        return self.worth * math.exp2(-max(0.0, moment - self.at) / HALF_LIFE)


class LocalUse:
    """May be called from any thread. Two instances on one file never damage it; one may miss a use."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = file, clock
        self._lock = threading.Lock()

    def note(self, article_id: str, worth: float) -> None:
        """The article was used: `OPENED` or `HELPED`. Raises HelpError DATA_UNWRITABLE or DISK_FULL."""
        now = self._clock()
        with self._lock:
            uses = self._read()
            before = uses.get(article_id)
            uses[article_id] = _Use(worth + (before.now(now) if before is not None else 0.0), now)
            most = sorted(uses, key=lambda one: -uses[one].now(now))[:KEPT]
            self._write({one: uses[one] for one in most})

    def worths(self) -> dict[str, float]:
        """What each article's uses are worth now, the most used first."""
        now = self._clock()
        with self._lock:
            found = {article_id: use.now(now) for article_id, use in self._read().items()}
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    def forget(self) -> None:
        """Start over. Raises HelpError DATA_UNWRITABLE."""
        with self._lock, translated():
            self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, _Use]:
        """What is in the file; nothing where it is missing or damaged: it only orders a list."""
        try:
            found = msgspec.json.decode(self._file.read_bytes(), type=dict[str, _Use])
        except (OSError, ValueError):
            return {}
        return {key: use for key, use in found.items() if math.isfinite(use.worth + use.at)}

    def _write(self, uses: Mapping[str, _Use]) -> None:
        with translated():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # a name of its own, then one step: another instance sees the old file or the new one, whole
            fresh = self._file.with_name(f"{self._file.name}.{uuid4().hex}")
            try:
                fresh.write_bytes(msgspec.json.encode(uses))
                fresh.replace(self._file)
            finally:
                fresh.unlink(missing_ok=True)


def mixed(by_authors: Iterable[T], own: Mapping[T, float]) -> list[T]:
    """The authors' order, best first, moved by what the user's own use is worth.

    What only the user's own use names comes as if it stood behind the authors' last.
    """
    order = list(dict.fromkeys(by_authors))
    ranks = {one: rank for rank, one in enumerate(order)}
    everything = [*order, *(one for one in own if one not in ranks)]

    def worth(one: T) -> float:
        use = own.get(one, 0.0)
        return _AUTHORS / (_AUTHORS + ranks.get(one, len(order))) + use / (use + _OWN)

    return sorted(everything, key=lambda one: -worth(one))
