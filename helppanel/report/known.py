"""Which of the known issues a user may be writing about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helppanel.contract.service_info import KnownIssue

_LEAST = 2  # characters of a word that says anything


def matching(issues: Iterable[KnownIssue], text: str, app: str, code: str = "") -> tuple[KnownIssue, ...]:
    """Those that `text` or the error `code` speaks of, the likeliest first; an error code counts most.

    Only issues of `app`, by its id, or of all apps.
    """
    said = f"{text} {code}".casefold()
    found: list[tuple[int, int, int, KnownIssue]] = []
    for issue in issues:
        if issue.apps and app not in issue.apps:
            continue
        codes = sum(_holds_code(said, one) for one in issue.error_codes)
        words = sum(len(word) >= _LEAST and word.casefold() in said for word in map(str.strip, issue.words))
        if codes or words:
            found.append((-codes, -words, len(found), issue))
    return tuple(issue for *_, issue in sorted(found, key=lambda one: one[:3]))


def _holds_code(said: str, code: str) -> bool:
    """As a whole: `E-210` is not in `E-2107`; with or without what stands between its parts."""
    parts = re.findall(r"[a-z]+|[0-9]+", code.casefold())
    if not parts:
        return False
    pattern = r"[\s_.-]?".join(map(re.escape, parts))
    return re.search(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", said) is not None
