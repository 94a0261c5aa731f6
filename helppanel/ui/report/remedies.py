"""What can be done about a trouble with one click, on this system."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from helppanel.config import HelpConfig
    from helppanel.report.checks.model import Trouble

log = logging.getLogger("helppanel")

# By system and action: addresses of the system's settings, or programs with their arguments, the best first.
Ways = tuple[str | tuple[str, ...], ...]
WAYS: Mapping[str, Mapping[str, Ways]] = {
    "win32": {
        "clock": ("ms-settings:dateandtime",),
        "disk": ("ms-settings:storagesense",),
        "memory": (("taskmgr.exe",),),
    },
    "darwin": {
        "clock": ("x-apple.systempreferences:com.apple.preference.datetime",),
        "disk": ("x-apple.systempreferences:com.apple.settings.Storage",),
        "memory": (("open", "-a", "Activity Monitor"),),
    },
    "linux": {
        "clock": (
            ("gnome-control-center", "datetime"),
            ("systemsettings", "kcm_clock"),
            ("systemsettings5", "kcm_clock"),
            ("cinnamon-settings", "calendar"),
            ("time-admin",),
        ),
        "disk": (("baobab",), ("filelight",), ("mate-disk-usage-analyzer",)),
        "memory": (
            ("gnome-system-monitor",),
            ("plasma-systemmonitor",),
            ("ksysguard",),
            ("xfce4-taskmanager",),
            ("mate-system-monitor",),
            ("lxtask",),
        ),
    },
}
LABELS = {"clock": "do_clock", "disk": "do_storage", "memory": "do_memory"}


@dataclass(frozen=True)
class Remedy:
    """`label` is its key in `checks.toml`; `do` is quick, for the UI thread, and says whether it worked."""

    label: str
    do: Callable[[], bool]


def remedy(trouble: Trouble, config: HelpConfig, system: str = sys.platform) -> Remedy | None:
    """The best there is for `trouble`; None where nothing here helps. Looks for programs on the disk."""
    if trouble.action == "update":
        return _update(str(trouble.params.get("link", "")), config)
    if trouble.action == "restart":
        return None if config.on_restart is None else Remedy("do_restart", partial(_call, config.on_restart))
    for way in WAYS.get(system, WAYS["linux"]).get(trouble.action, ()):
        if isinstance(way, str):
            return Remedy(LABELS[trouble.action], partial(_open, QUrl(way)))
        program = shutil.which(way[0])
        if program is not None:
            return Remedy(LABELS[trouble.action], partial(_start, program, way[1:]))
    if trouble.action == "disk":
        return Remedy("do_folder", partial(_open, QUrl.fromLocalFile(str(Path.home()))))
    return None


def _update(link: str, config: HelpConfig) -> Remedy | None:
    if config.on_update is not None:
        return Remedy("do_update", partial(_call, config.on_update))
    return Remedy("do_download", partial(_open, QUrl(link))) if link else None


def _call(host: Callable[[], None]) -> bool:
    try:
        host()
    except Exception:
        log.exception("the app could not do what it offered")
        return False
    return True


def _open(url: QUrl) -> bool:
    return QDesktopServices.openUrl(url)


def _start(program: str, arguments: tuple[str, ...]) -> bool:
    started, _pid = QProcess.startDetached(program, list(arguments))
    return bool(started)
