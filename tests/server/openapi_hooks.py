"""What schemathesis must know of this server beyond its description; its command line imports this file.

`KNOWN` in the environment is a ticket's number and the SHA-256 of one of its files: half of the calls are
about them, so that more is reached than "not found".
"""

from __future__ import annotations

import os
import re
from typing import Any

import schemathesis
from schemathesis.transport.serialization import serialize_binary

NUMBER, SHA256 = os.environ["KNOWN"].split()


@schemathesis.serializer("application/offset+octet-stream")
def piece(_context: Any, value: Any) -> bytes:
    """A piece of an upload is bytes."""
    return serialize_binary(value)


@schemathesis.hook
def map_body(_context: Any, body: Any) -> Any:
    """Whole numbers without a fraction: JSON Schema takes 1.0 for an integer, the wire does not."""
    return _whole(body)


@schemathesis.hook
def map_case(_context: Any, case: Any) -> Any:
    """A manifest under its own UUID, half of the time: else each is refused as one of something else."""
    uuid = case.body.get("uuid") if isinstance(case.body, dict) else None
    if isinstance(uuid, str) and re.fullmatch("[0-9a-f]{7}[0-7](-[0-9a-f]{4}){3}-[0-9a-f]{12}", uuid):
        case.path_parameters = {**(case.path_parameters or {}), "uuid": uuid}
    return case


@schemathesis.hook
def map_path_parameters(_context: Any, parameters: Any) -> Any:
    """The known ones in the place of half of those that could be."""
    if not isinstance(parameters, dict):
        return parameters
    sha256, number = parameters.get("sha256"), parameters.get("number")
    if isinstance(sha256, str) and re.fullmatch("[0-7][0-9a-f]{63}", sha256):
        parameters = {**parameters, "sha256": SHA256}
    if isinstance(number, str) and len(number) % 2:
        parameters = {**parameters, "number": NUMBER}
    if isinstance(issue := parameters.get("issue"), str) and len(issue) % 2:
        parameters = {**parameters, "issue": "known"}  # which one of the calls makes
    return parameters


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {name: _whole(item) for name, item in value.items()}
    return value
