"""The service info the server publishes: `service.json` in the data folder, at first a copy of the demo's."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from helppanel import assets
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import ServiceInfo, decode
from helppanel.server.setup import Setup

FILE = "service.json"


class PublishedService(msgspec.Struct, frozen=True):
    """Service info, as values and as the JSON that is published under `etag` (without quotes); `setup` it is from."""

    info: ServiceInfo
    body: bytes
    etag: str
    setup: Setup


def open_service(folder: Path) -> PublishedService:
    """What `service.json` says. Raises HelpError: BAD_SETTING (with what is wrong), DATA_UNWRITABLE."""
    file = folder / FILE
    try:
        if not file.exists():
            file.write_bytes(assets.path("service/demo.json").read_bytes())
        info = decode(file.read_bytes())
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, str(error)) from error
    except (ValueError, RecursionError) as error:  # not JSON, not service info, an unsafe link
        raise HelpError(Problem.BAD_SETTING, f"{file}: {error}") from error
    body = msgspec.json.encode(info)
    return PublishedService(info, body, hashlib.sha256(body).hexdigest()[:16], Setup(info=info))
