"""What on this machine names its user: home folders, account names, host names."""

from __future__ import annotations

import getpass
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Names to hide; `homes` are absolute paths in the system's own spelling."""

    homes: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()


def this_machine() -> Identity:
    """The names of whoever runs this process. Asks the system only, never the network."""
    homes = frozenset(home for home in _homes() if len(re.findall(r"[^\\/:]+", home)) >= _least_parts(home))
    last = {re.split(r"[\\/]+", home.rstrip("\\/"))[-1] for home in homes}
    names = {os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME")}
    hosts = set(_try(socket.gethostname)) | {os.environ.get("COMPUTERNAME", "")}
    return Identity(
        homes=homes,
        users=frozenset({*last, *names, *_try(getpass.getuser), *_try(_account), *_try(_full_name)} - {""}),
        hosts=frozenset({*hosts, *(host.partition(".")[0] for host in hosts)} - {""}),
    )


def _least_parts(home: str) -> int:
    """A bare `/` or `C:\\` is no one's home; taking it out would take out every path."""
    return 2 if re.match(r"[A-Za-z]:", home) else 1


def _homes() -> Iterator[str]:
    stated = {os.environ.get("HOME", ""), os.environ.get("USERPROFILE", "")}
    for place in stated.union(_try(lambda: str(Path.home())), _try(_account_home)):
        if place and Path(place).is_absolute():
            yield place.rstrip("\\/")
            yield os.path.realpath(place).rstrip("\\/")


def _account_home() -> str:
    """The account's own home, whatever $HOME says, where the system keeps one."""
    if sys.platform != "win32":
        import pwd

        home = pwd.getpwuid(os.getuid()).pw_dir
    else:
        home = ""
    return home


def _account() -> str:
    """The account's own name, whatever $USER says, where the system keeps one."""
    if sys.platform != "win32":
        import pwd

        name = pwd.getpwuid(os.getuid()).pw_name
    else:
        name = ""
    return name


def _full_name() -> str:
    """The person's name as the account states it, where the system keeps one."""
    if sys.platform != "win32":
        import pwd

        name = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0]
    else:
        name = ""
    return name


def _try(ask: Callable[[], str]) -> list[str]:
    """The answer, or nothing where the system has none."""
    try:
        return [ask()]
    except (OSError, KeyError, RuntimeError, ImportError):
        return []
