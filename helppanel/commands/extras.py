"""Commands that need an optional extra say so when it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from helppanel.contract.problems import HelpError, Problem


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Around the imports of `extra`. Raises HelpError(EXTRA_MISSING) if one of its packages is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] == "helppanel":
            raise
        raise HelpError(Problem.EXTRA_MISSING, f"pip install 'helppanel[{extra}]' ({error.name})") from error
