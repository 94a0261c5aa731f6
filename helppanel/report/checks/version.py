"""Is a newer version of the app known?"""

from __future__ import annotations

import re

from helppanel.contract.service_info import Release
from helppanel.report.checks.model import Trouble

_NUMBERS = re.compile(r"\s*[vV]?([0-9]+(?:\.[0-9]+)*)")


def look(ours: str, latest: Release | None) -> Trouble | None:
    """Whether `latest`, as the server knows it, comes after `ours`."""
    if latest is None or not is_newer(latest.version, ours):
        return None
    return Trouble("update", {"version": latest.version, "link": latest.link}, "update")


def is_newer(latest: str, ours: str) -> bool:
    """Whether `12.10` comes after `12.4.0`: by its numbers; what has none is never newer.

    What follows the numbers (`-beta`) is passed over: nobody is asked to change within one version.
    """
    there, here = _NUMBERS.match(latest), _NUMBERS.match(ours)
    if there is None or here is None:
        return False
    return _numbers(there[1]) > _numbers(here[1])


def has_reached(ours: str, version: str) -> bool:
    """Whether `ours` is `version` or comes after it, as `12.10` has reached `12.5`."""
    readable = _NUMBERS.match(ours) is not None and _NUMBERS.match(version) is not None
    return readable and not is_newer(version, ours)


def _numbers(version: str) -> list[int]:
    found = [int(part[:18]) for part in version.split(".")]
    while found and found[-1] == 0:
        found.pop()
    return found
