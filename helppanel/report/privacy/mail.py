"""Finds e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.overlap import Found

_ADDRESS = re.compile(r"[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b")


def emails(text: str) -> Iterator[Found]:
    """E-mail addresses in `text`."""
    if "@" in text:
        for m in _ADDRESS.finditer(text):
            yield Found(m.start(), m.end(), PrivateKind.EMAIL)
