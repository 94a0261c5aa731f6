"""How commands speak: UTF-8, in the language of the system, problems on stderr."""

from __future__ import annotations

import os
import platform
import sys

from helppanel.config import system_locale
from helppanel.contract.problems import HelpError
from helppanel.ui.texts import Texts


def texts() -> Texts:
    """The sentences in the system's language."""
    return Texts(system_locale())


def has_display() -> bool:
    """Whether windows can be seen by anyone."""
    if platform.system() in ("Windows", "Darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def use_utf8() -> None:
    """Write UTF-8 even where the console's encoding cannot hold Chinese."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def fail(error: HelpError) -> int:
    """Print the problem's code and sentence; returns the exit code 1."""
    said = texts()
    sentence = said.problem(error)
    detail = error.detail if error.detail not in sentence else ""
    lines = (f"{error.code}: {sentence}", said.next_step(error.code), detail)
    print("\n".join(line for line in lines if line), file=sys.stderr)
    return 1
