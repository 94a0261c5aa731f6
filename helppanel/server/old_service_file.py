"""Turns the `service.json` of older data folders into the text of `service.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from helppanel.contract.service_info import ServiceInfo
from helppanel.server import toml_writing

# Worked out by the server now; no file sets them.
_NOT_SET = ("known_issues", "first_response", "mail")


def setup_text(info: ServiceInfo, head: str) -> str:
    """All that `info` sets, below the comment `head`; what it leaves at the default is left out."""
    values = {name: value for name, value in _set(info).items() if name not in _NOT_SET}
    return f"{head.rstrip()}\n\n{toml_writing.document(values)}"


def _set(row: msgspec.Struct) -> dict[str, Any]:
    return {
        field.name: _plain(value)
        for field in msgspec.structs.fields(row)
        if (value := getattr(row, field.name)) != field.default and value != _made(field)
    }


def _made(field: msgspec.structs.FieldInfo) -> object:
    factory = field.default_factory
    return field.default if factory is msgspec.NODEFAULT else factory()


def _plain(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return _set(value)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
