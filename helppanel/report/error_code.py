"""The error code in what somebody wrote, so that they need not write it twice."""

from __future__ import annotations

import re

LENGTH = 255  # characters a manifest allows
SEARCHED = 5_000  # characters; it is looked for at each key

_CUE = r"(?:错误(?:代码|码|号)?|報錯|报错|代码|error(?:\s+code)?|code|errno|exit\s+code)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?<![\w-])0x[0-9a-f]{4,16}(?![\w])",
        r"(?<![\w-])(?:ERR|ERROR|STATUS|HRESULT)_[A-Z][A-Z0-9_]{2,40}(?!\w)",
        r"(?<![\w-])E[A-Z]{0,3}-\d{2,6}(?![\w-])",
        rf"{_CUE}\s*(?:[:：#=]|为|是|is)?\s*[“\"'(（]?\s*(?P<code>[A-Z]{{0,6}}[-_]?\d{{2,8}})(?!\w|\.\d)",
    )
)


def find(text: str) -> str:
    """The first error code in the first few thousand characters of `text`, "" if there is none.

    `E-2107`, `0x80070005`, the 1603 of “错误代码：1603”.
    """
    found = [match for pattern in _PATTERNS if (match := pattern.search(text, 0, SEARCHED))]
    if not found:
        return ""
    first = min(found, key=lambda match: match.start())
    return str(first.groupdict().get("code") or first.group())
