"""What goes wrong unexpectedly while a picture is taken ends as every other failure does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from helppanel.contract.problems import HelpError, Problem

log = logging.getLogger("helppanel")


@contextmanager
def reported(tell: Callable[[HelpError], object]) -> Iterator[None]:
    """Whatever is raised inside reaches `tell` as CAPTURE_FAILED: whoever waits for a picture hears of it.

    The panel is away meanwhile, and the user could do nothing.
    """
    try:
        yield
    except HelpError as error:
        tell(error)
    except Exception as error:
        log.exception("taking a picture failed")
        tell(HelpError(Problem.CAPTURE_FAILED, f"{type(error).__name__}: {error}"))
