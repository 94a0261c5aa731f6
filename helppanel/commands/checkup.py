"""The checks of `helppanel doctor`, as answers without words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from helppanel import assets, policy
from helppanel.commands.console import has_display
from helppanel.commands.extras import needing
from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.pack_folder import FOLDER, read_note
from helppanel.policy import Policy

TIMEOUT = 30.0  # seconds Qt may take to start


@dataclass(frozen=True)
class Check:
    """`id` and `answer` make the key of the sentence in `doctor.toml`; `note` says what is merely missing.

    `problem`: the code whose sentence and next step say more.
    """

    id: str
    state: Literal["ok", "note", "fail"]
    answer: str
    detail: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class Seen:
    """What the probe said; `error` is why it said nothing."""

    qt: dict[str, str] = field(default_factory=dict)
    chinese: bool = False
    screen: str = str(Problem.CAPTURE_FAILED)
    portal: bool = False
    error: str = ""


def look(*, screen: bool = True) -> Seen:
    """Ask Qt, in a process of its own; without a display it draws into memory.

    Without `screen` no picture of one is tried.
    """
    env = dict(os.environ)
    if not has_display():
        env["QT_QPA_PLATFORM"] = "offscreen"
    if getattr(sys, "frozen", False):  # there is no Python to start: the frozen program is its own
        os.environ.update(env)
        from helppanel.ui.probe import probe

        return _seen(probe(screen=screen))
    command = [sys.executable, "-m", "helppanel.ui.probe", *([] if screen else ["--no-screen"])]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module, nothing from outside
            command, env=env, capture_output=True, timeout=TIMEOUT, check=False
        )
        if done.returncode != 0:
            words = done.stderr.decode("utf-8", "replace").strip().splitlines()
            return Seen(error=words[-1] if words else f"exit code {done.returncode}")
        return _seen(json.loads(done.stdout))
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return Seen(error=str(error))


def _seen(answers: dict[str, Any]) -> Seen:
    return Seen(
        qt=answers["qt"], chinese=answers["chinese"], screen=answers["screen"], portal=answers["portal"]
    )


def machine(seen: Seen) -> Iterator[Check]:
    """Qt and its pair with Python, the display, the pictures, the fonts."""
    yield pair(sys.version_info[:2], _pyside())
    if seen.error:
        yield Check("qt", "fail", "broken", seen.error)
        return
    yield Check("qt", "ok", "starts", f"{seen.qt['qt']}, {seen.qt['platform']}")
    yield (
        Check("display", "ok", "there", seen.qt["screens"])
        if has_display()
        else Check("display", "note", "none")
    )
    yield Check("windows", "ok", "can")
    if seen.screen == Problem.SCREENSHOTS_OFF:
        yield Check("screen", "note", "off")
    elif seen.screen:
        yield Check("screen", "note", "cannot", seen.screen)
    else:
        yield Check("screen", "ok", "asks" if seen.portal else "can")
    yield Check("fonts", "ok", "there") if seen.chinese else Check("fonts", "fail", "none")


def pair(python: tuple[int, ...], pyside: str) -> Check:
    """PySide6 6.12 on Python 3.11 loses references to None until the process aborts."""
    words = f"PySide6 {pyside}, Python {'.'.join(map(str, python))}"
    aborts = tuple(python) == (3, 11) and pyside.split(".")[:2] == ["6", "12"]
    return Check("pair", "fail", "aborts", words) if aborts else Check("pair", "ok", "good", words)


def _pyside() -> str:
    try:
        return metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:  # a frozen program carries no metadata
        import PySide6

        return PySide6.__version__


def articles(data: Path | None) -> Iterator[Check]:
    """Whether the shipped articles are whole, and what the app with the data folder `data` has fetched."""
    yield _pack("articles", assets.path("articles.pack"))
    if data is None:
        return
    folder = data / FOLDER
    note = read_note(folder)
    yield _pack("fetched", folder / note.file) if note.file else Check("fetched", "note", "none")
    if note.refused:
        yield Check("refused", "note", "told", f"{note.refused[:12]}, {note.problem}")
    elif note.problem:
        yield Check("dropped", "note", "told", note.problem)


def _pack(check: str, path: Path) -> Check:
    from helppanel.articles.pack import Pack

    try:
        pack = Pack.open(path)
        try:
            pack.verify()
        finally:
            pack.close()
    except HelpError as error:
        return Check(check, "fail", "damaged", str(error))
    return Check(check, "ok", "whole", path.name)


def setup(data: Path | None, locale: str) -> Iterator[Check]:
    """What is wrong with the `service.toml` in `data`, if there is one, each in `locale`.

    Raises HelpError(EXTRA_MISSING).
    """
    if data is None or not (file := data / "service.toml").exists():
        return
    with needing("server"):
        from helppanel.server.setup_flaws import sentence
        from helppanel.server.setup_reading import read_setup
    try:
        reading = read_setup(file)
    except OSError as error:
        yield Check("setup", "fail", "wrong", str(error))
        return
    for flaw in reading.flaws:
        yield Check("setup", "fail", "wrong", sentence(flaw, locale))
    if reading.setup is not None:
        yield Check("setup", "ok", "good", str(file))
    for flaw in reading.warnings:
        yield Check("setup", "note", "warns", sentence(flaw, locale))


def administrator(said: Policy) -> Check:
    """What the administrator of the machine forbids."""
    place = str(policy.system_file())
    if said.problem:
        return Check("policy", "fail", "unread", f"{place} ({said.problem})")
    effects = [f"{part} = false" for part in said.off]
    effects += [f"{name} = {value}" for name in ("server", "by", "contact") if (value := getattr(said, name))]
    if effects:
        return Check("policy", "note", "limits", f"{place}: {', '.join(effects)}")
    return Check("policy", "ok", "none", place)


def server(url: str | None) -> Iterator[Check]:
    """Whether it answers as a server of ours, and through which proxy. Raises INSECURE_URL or BAD_SETTING."""
    if url is None:
        yield Check("server", "note", "unnamed")
        return
    from helppanel.delivery.client import Client

    client = Client(url)
    try:
        proxy = client.proxy()
        if proxy is not None:
            yield Check("proxy", "ok", "taken", proxy)
        client.service_info(None)
        yield Check("server", "ok", "answers", url)
    except HelpError as error:
        yield Check("server", "fail", "silent", f"{url} ({error.code})", error.code)
    finally:
        client.close()
