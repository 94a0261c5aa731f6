"""Limits and the polling schedule; the server publishes them, these are the defaults."""

from __future__ import annotations

import msgspec

MB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes, `text` in characters (code points)."""

    text: int = 5_000
    file: int = 50 * MB
    report: int = 200 * MB
    log: int = 1 * MB
    manifest: int = 2 * MB


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds between two `sync` calls, by what the user is looking at; `wait` is the longest held call."""

    wait: int = 25
    visible: int = 15
    open_ticket: int = 300
    idle: int = 86_400
