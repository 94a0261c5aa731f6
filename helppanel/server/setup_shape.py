"""Turns what a TOML document holds into structs, and finds all whose shape is wrong, not the first only."""

from __future__ import annotations

import difflib
import enum
import types
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from helppanel.server.setup_flaws import FlawCode, Found
from helppanel.server.toml_lines import Path

_WRONG = object()  # in the place of a value that did not fit
# How each type is written, for the sentence that asks for it.
_WRITTEN: dict[object, str] = {
    str: '"…"',
    int: "123",
    bool: "true / false",
    time: "09:00:00",
    date: "2026-10-01",
    datetime: "2026-10-01T09:00:00+08:00",
}
_LIST, _TABLE = "[…]", "{ key = … }"
_SECRET = ("password", "secret")  # what they hold is in no sentence: those end in logs


class Shaper:
    """Collects what is wrong in `found`. What is wrong is left out, so that the rest can be looked at too."""

    def __init__(self) -> None:
        self.found: list[Found] = []

    def struct(self, value: object, kind: type[Any], path: Path) -> Any:
        """`value` as the struct `kind`; None if it is none, or lacks what it needs."""
        made = self._value(value, kind, path)
        return None if made is _WRONG else made

    def _value(self, value: object, kind: Any, path: Path) -> Any:
        if get_origin(kind) in (Union, types.UnionType):  # only ever with None, which TOML cannot say
            kind = next(part for part in get_args(kind) if part is not type(None))
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self._struct(value, kind, path)
        if get_origin(kind) is tuple:
            return self._list(value, get_args(kind)[0], path)
        if get_origin(kind) is dict:
            return self._table(value, get_args(kind)[1], path)
        return self._leaf(value, kind, path)

    def _struct(self, value: object, kind: type[msgspec.Struct], path: Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, FlawCode.WRONG_TYPE, value, wanted=_TABLE)
        hints, made = _hints(kind), {}
        for key, part in value.items():
            if key in hints:
                made[key] = self._value(part, hints[key], (*path, key))
            else:
                self._unknown((*path, key), key, hints)
        made = {key: part for key, part in made.items() if part is not _WRONG}
        needed = [field.name for field in msgspec.structs.fields(kind) if field.required]
        for key in needed:
            if key not in value:
                self._wrong(path, FlawCode.MISSING_KEY, missing=key)
        return kind(**made) if all(key in made for key in needed) else _WRONG

    def _list(self, value: object, kind: Any, path: Path) -> Any:
        if not isinstance(value, list):
            return self._wrong(path, FlawCode.WRONG_TYPE, value, wanted=_LIST)
        made = tuple([self._value(part, kind, (*path, index)) for index, part in enumerate(value)])
        return _WRONG if any(part is _WRONG for part in made) else made

    def _table(self, value: object, kind: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, FlawCode.WRONG_TYPE, value, wanted=_TABLE)
        made = {key: self._value(part, kind, (*path, key)) for key, part in value.items()}
        return _WRONG if any(part is _WRONG for part in made.values()) else made

    def _leaf(self, value: object, kind: Any, path: Path) -> Any:
        plain = get_args(kind)[0] if get_origin(kind) is Annotated else kind
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError:
            pass
        if issubclass(plain, enum.Enum):
            choices = ", ".join(f'"{choice.value}"' for choice in plain)
            return self._wrong(path, FlawCode.NOT_ONE_OF, value, choices=choices)
        if type(value) is plain:
            return self._out_of_range(value, kind, path)
        return self._wrong(path, FlawCode.WRONG_TYPE, value, wanted=_WRITTEN[plain])

    def _out_of_range(self, value: Any, kind: Any, path: Path) -> object:
        limits = next(part for part in get_args(kind) if isinstance(part, msgspec.Meta))
        if limits.ge is not None and value < limits.ge:
            return self._wrong(path, FlawCode.TOO_SMALL, value, limit=str(limits.ge))
        return self._wrong(path, FlawCode.TOO_LARGE, value, limit=str(limits.le))

    def _unknown(self, path: Path, key: str, hints: Mapping[str, object]) -> None:
        near = difflib.get_close_matches(key, hints, 1)
        if near:
            self._wrong(path, FlawCode.UNKNOWN_KEY_NEAR, near=near[0])
        else:
            self._wrong(path, FlawCode.UNKNOWN_KEY, known=", ".join(hints))

    def _wrong(self, path: Path, code: FlawCode, value: object = _WRONG, **values: str) -> object:
        if value is not _WRONG:
            values["value"] = "***" if path[-1] in _SECRET else said(value)
        self.found.append(Found(code=code, path=path, values=values))
        return _WRONG


def said(value: object) -> str:
    """A value as the document may say it, cut to what a line can hold; of lists and tables the kind alone."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    if isinstance(value, bool):
        text = text.lower()
    return text if len(text) <= 60 else f"{text[:59]}…"


@cache
def _hints(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)
