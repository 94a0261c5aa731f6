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
    """A pattern for any of `words`, the longest first; a leading `=` asks for a word of its own."""
    return "|".join(map(_one, sorted(words, key=lambda word: (-len(word), word))))


def _one(word: str) -> str:
    if word.startswith("="):
        return rf"(?<![a-z]){re.escape(word[1:])}(?![a-z])"
    return re.escape(word)
