"""The words the finders know, from `resources/privacy/*.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from helppanel import assets


@cache
def table(name: str) -> Mapping[str, Any]:
    """The words of `resources/privacy/<name>.toml`."""
    with assets.path(f"privacy/{name}.toml").open("rb") as file:
        return tomllib.load(file)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first, sorted by first character so that few are tried."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items())
