"""What is hidden already: the marks of an earlier cleaning, and places found so far."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from helppanel import assets
from helppanel.report.privacy.kinds import PrivateKind

# Stands for a character that is hidden, in text that is searched; plain ASCII, as what Chinese needs is not
# asked of English once a part of it is hidden. `OTHER` stands for it where a text has it of its own.
SIGN = "\x1a"
OTHER = "\x1b"


@cache
def _mark() -> re.Pattern[str]:
    """Any mark a finding can have, in every language: whatever else stands in such brackets is searched."""
    words = {kind.value for kind in PrivateKind}
    for labels in assets.path("i18n").glob("*/privacy.toml"):
        said = tomllib.loads(labels.read_text("utf-8"))
        words |= {said[kind] for kind in PrivateKind}
    return re.compile(f"‹(?:{'|'.join(map(re.escape, sorted(words)))})›")


def hide(text: str) -> str:
    """`text`, as long as before, with `SIGN` in each hidden place and other such brackets as quotes."""
    if "‹" not in text and "›" not in text:
        return text
    text = _mark().sub(lambda mark: SIGN * len(mark[0]), text)
    return text.replace("‹", "“").replace("›", "”")
