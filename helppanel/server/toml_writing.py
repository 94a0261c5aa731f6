"""Writes values as TOML, the shape people edit: one table a list entry, small things on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def document(values: Mapping[str, object]) -> str:
    """`values` (texts, numbers, dates, times, and lists and tables of them) as a document."""
    return "\n".join(_lines(values)) + "\n"


def _lines(values: Mapping[str, object]) -> Iterator[str]:
    tables = {key: found for key, value in values.items() if (found := _tables(value)) is not None}
    yield from (f"{_key(key)} = {_value(value)}" for key, value in values.items() if key not in tables)
    for key, (mark, rows) in tables.items():
        for row in rows:
            yield f"\n{mark.format(_key(key))}"
            yield from (f"{_key(name)} = {_value(part)}" for name, part in row.items())


def _tables(value: object) -> tuple[str, list[Mapping[str, object]]] | None:
    """How the head of each is written, and the tables; None for what is none."""
    if isinstance(value, Mapping):
        return "[{}]", [value]
    if isinstance(value, (list, tuple)):
        rows = [part for part in value if isinstance(part, Mapping)]
        return ("[[{}]]", rows) if rows and len(rows) == len(value) else None
    return None


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    # JSON's escapes are TOML's; only DEL, which TOML forbids, JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(part) for part in value)}]"
    return str(value)
