"""Limits and the polling schedule; the server publishes them, these are the defaults."""

from __future__ import annotations

from typing import Annotated

import msgspec

MB = 1024 * 1024
MOST_TEXT = 100_000  # characters; no server may publish more

Seconds = Annotated[int, msgspec.Meta(ge=1)]
Size = Annotated[int, msgspec.Meta(ge=1)]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes, `text` in characters (code points); `bundle` is a file that is handed in."""

    text: Annotated[int, msgspec.Meta(ge=1, le=MOST_TEXT)] = 5_000
    file: Size = 50 * MB
    report: Size = 200 * MB
    log: Size = 1 * MB
    manifest: Size = 2 * MB
    bundle: Size = 1024 * MB


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds between two `sync` calls, by what the user is looking at; `wait` is the longest held call."""

    wait: Annotated[int, msgspec.Meta(ge=0, le=25)] = 25
    visible: Seconds = 15
    open_ticket: Seconds = 300
    idle: Seconds = 86_400
