"""Errors nobody would see: those the panel only logs, to spare its host, and those Qt only prints."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from types import TracebackType


class _Ear(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._heard.append(record.getMessage() + (f" ({error!r})" if error else ""))


@contextlib.contextmanager
def hidden_errors() -> Iterator[list[str]]:
    """Collects them while the block runs; they are printed and logged as before."""
    heard: list[str] = []
    before, logger, ear = sys.excepthook, logging.getLogger("helppanel"), _Ear(heard)

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        heard.append(repr(error))
        before(kind, error, trace)

    sys.excepthook = note
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        sys.excepthook = before
        logger.removeHandler(ear)
