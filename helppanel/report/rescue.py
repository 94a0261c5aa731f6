"""What can still be read of a draft that is damaged: the user's words come first."""

from __future__ import annotations

import json
import re

_TEXT = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)', re.DOTALL)
_ESCAPE_CUT = re.compile(r"\\(?:u[0-9A-Fa-f]{0,3})?$")


def text_of(data: bytes) -> str:
    """The draft's text as far as it can be read in `data`; "" if it cannot."""
    found = _TEXT.search(data.decode("utf-8", "replace"))
    if found is None:
        return ""
    body = _ESCAPE_CUT.sub("", found[1])
    try:
        text = json.loads(f'"{body}"', strict=False)
    except ValueError:
        return body
    return str(text)
