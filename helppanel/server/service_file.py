"""`service.toml` in the data folder: at first a copy of the shipped one, or what `service.json` said."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import msgspec

from helppanel import assets
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import KnownIssue, ServiceInfo, decode
from helppanel.durable import sync_file, sync_folder
from helppanel.server.data_folder import private_opener
from helppanel.server.old_service_file import setup_text
from helppanel.server.setup import Setup
from helppanel.server.setup_flaws import sentences
from helppanel.server.setup_reading import Reading, read_setup

FILE = "service.toml"
OLD_FILE = "service.json"
OLD_KEPT_AS = "service.json.old"


class PublishedService(msgspec.Struct, frozen=True):
    """Service info, as values and as the JSON published under `etag` (without quotes); the whole setup."""

    info: ServiceInfo
    body: bytes
    etag: str
    setup: Setup


def publish(
    setup: Setup, known_issues: tuple[KnownIssue, ...] = (), first_response: int | None = None
) -> PublishedService:
    """What panels are told by `setup` and by what the database adds."""
    info = msgspec.structs.replace(setup.info, known_issues=known_issues, first_response=first_response)
    body = msgspec.json.encode(info)
    return PublishedService(info, body, hashlib.sha256(body).hexdigest()[:16], setup)


def open_service(folder: Path, locale: str = "en") -> PublishedService:
    """What `service.toml` says. Raises HelpError as `good_setup`."""
    return publish(good_setup(folder, locale)[0])


def good_setup(folder: Path, locale: str = "en") -> tuple[Setup, Reading]:
    """The setup, and how it was read. The file is made if there is none.

    Raises HelpError: BAD_SETTING (with all that is wrong, a line each, in `locale`), DATA_UNWRITABLE.
    """
    try:
        file = make_file(folder)
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error
    reading = read_setup(file)
    if reading.setup is None:
        raise HelpError(Problem.BAD_SETTING, sentences(reading.flaws, locale))
    return reading.setup, reading


def make_file(folder: Path) -> Path:
    """`service.toml` in `folder`, made if it is not there.

    Raises OSError, and HelpError(BAD_SETTING) if an older `service.json` is no service info.
    """
    file, old = folder / FILE, folder / OLD_FILE
    if file.exists():
        return file
    text = assets.path(f"service/{FILE}").read_text("utf-8")
    if old.exists():
        try:
            info = decode(old.read_bytes())
        except (ValueError, RecursionError) as error:  # not JSON, not service info, an unsafe link
            raise HelpError(Problem.BAD_SETTING, f"{old}: {error}") from error
        text = setup_text(info, text.partition("\n\n")[0])
    _write(file, text)
    with suppress(FileNotFoundError):
        old.replace(folder / OLD_KEPT_AS)
    return file


def _write(file: Path, text: str) -> None:
    """All or nothing, and its owner's alone: it may come to hold passwords."""
    part = file.with_name(f"{file.name}.part")
    with open(part, "w", encoding="utf-8", newline="\n", opener=private_opener) as stream:
        stream.write(text)
        stream.flush()
        sync_file(stream.fileno())
    part.replace(file)
    sync_folder(file.parent)
