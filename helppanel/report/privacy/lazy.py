"""Patterns that are compiled when they are first used: a line needs few of them, and all take a while."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol


class _Find(Protocol):
    def __call__(self, string: str, pos: int = ..., endpos: int = ..., /) -> re.Match[str] | None: ...


class _FindAll(Protocol):
    def __call__(self, string: str, pos: int = ..., endpos: int = ..., /) -> Iterator[re.Match[str]]: ...


class Pattern:
    """Does what a compiled pattern of text does."""

    __slots__ = ("_flags", "finditer", "fullmatch", "match", "pattern", "search", "sub")
    match: _Find
    search: _Find
    fullmatch: _Find
    finditer: _FindAll
    sub: Callable[[str | Callable[[re.Match[str]], str], str], str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Asked for what is not there yet: all of a pattern's functions."""
        if name not in Pattern.__slots__:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.match, self.search, self.fullmatch = compiled.match, compiled.search, compiled.fullmatch
        self.finditer, self.sub = compiled.finditer, compiled.sub
        return object.__getattribute__(self, name)
