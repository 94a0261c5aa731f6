"""Facts about the machine."""

from __future__ import annotations

import locale
import os
import platform
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from helppanel.report.amount import amount


def system() -> str:
    """The operating system with its version."""
    kind = platform.system()
    if kind == "Darwin":
        return f"macOS {platform.mac_ver()[0]} ({platform.machine()})"
    if kind == "Windows":
        return f"Windows {platform.release()} ({platform.version()}, {platform.machine()})"
    try:
        name = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    except OSError:
        name = kind
    return f"{name} ({kind} {platform.release()}, {platform.machine()})"


def language() -> str:
    """Language and encoding the process runs in."""
    return ".".join(filter(None, locale.getlocale())) or "C"


def time_zone() -> str:
    """Offset from UTC, and the zone's name where the system tells it."""
    now = datetime.now().astimezone()
    offset = now.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]} ({now.tzname()})"


def processor() -> str:
    """The processor's name."""
    if platform.system() == "Linux":
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() in {"model name", "Model"} and value.strip():
                return value.strip()
    return platform.processor() or platform.machine()


def cores() -> str:
    """Physical and logical cores; "?" where the system does not tell."""
    import psutil  # here, and below: it takes a while, and nobody asks before a report is written

    return f"{psutil.cpu_count(logical=False) or '?'} / {os.cpu_count() or '?'}"


def disk() -> str:
    """Free and all space of the disk the user's files are on."""
    usage = shutil.disk_usage(Path.home())
    return f"{amount(usage.free)} / {amount(usage.total)}"


def memory() -> str:
    """Available and installed memory."""
    import psutil

    state = psutil.virtual_memory()
    return f"{amount(state.available)} / {amount(state.total)}"


ASKS: Mapping[str, Callable[[], object]] = {
    "os": system,
    "locale": language,
    "time_zone": time_zone,
    "cpu": processor,
    "cores": cores,
    "memory": memory,
    "disk": disk,
}
