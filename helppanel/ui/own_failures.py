"""Exceptions that leave the panel's slots and paint methods: logged and told in the panel, not the host's.

Qt calls those itself, so no `try` of ours stands around them; PySide hands what they raise to
`sys.excepthook`, where a host may well end the app. While a panel lives, ours stands before the host's.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from types import TracebackType

log = logging.getLogger("helppanel")
SELDOM = 5.0  # seconds; a paint method fails with every frame
DOOR = "helppanel.ui.panel"  # may refuse what a host gives it

_tellers: list[Callable[[], None]] = []


def watch(tell: Callable[[], None]) -> None:
    """Stand before `sys.excepthook`, again if the host took it since; `tell` hears of our failures."""
    if tell not in _tellers:
        _tellers.append(tell)
    if not isinstance(sys.excepthook, _Hook):
        sys.excepthook = _Hook(sys.excepthook)


def unwatch(tell: Callable[[], None]) -> None:
    """`tell` hears nothing more; after the last one the host's hook stands as it did."""
    if tell in _tellers:
        _tellers.remove(tell)
    while not _tellers and isinstance(sys.excepthook, _Hook):
        sys.excepthook = sys.excepthook.before


class _Hook:
    """Keeps what is ours from `before`, the hook that was there."""

    def __init__(self, before: Callable[..., object]) -> None:
        self.before = before
        self._told: dict[tuple[type[BaseException], str, int], float] = {}  # what failed where, and when

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        places = _places(trace)
        if not (_tellers and isinstance(error, Exception) and _is_ours([name for name, _ in places])):
            self.before(kind, error, trace)
            return
        where, now = (kind, *places[-1]), time.monotonic()
        if now - self._told.get(where, -SELDOM) < SELDOM:
            return
        self._told[where] = now
        log.error("the help panel failed", exc_info=(kind, error, trace))
        for tell in list(_tellers):
            tell()


def _places(trace: TracebackType | None) -> list[tuple[str, int]]:
    """Module and line of each frame, from what Qt called to where it failed."""
    found = []
    while trace is not None:
        found.append((str(trace.tb_frame.f_globals.get("__name__", "")), trace.tb_lineno))
        trace = trace.tb_next
    return found


def _is_ours(modules: list[str]) -> bool:
    """Qt called the panel; or a host's call made Qt call a widget of the panel, and there it failed."""
    if not modules:
        return False
    if modules[0].startswith("helppanel.") and not modules[0].startswith("helppanel.demo"):
        return True
    return next((name for name in modules if name.startswith("helppanel.ui.")), DOOR) != DOOR
