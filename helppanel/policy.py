"""What the administrator of the machine forbids: a file that every user may read and none may write.

    /etc/helppanel/policy.toml                                   Linux
    /Library/Application Support/helppanel/policy.toml           macOS
    C:\\ProgramData\\helppanel\\policy.toml                         Windows, wherever ProgramData really lies

    by = "IT security"                     # who says so, shown to the user
    contact = "it@example.com"             # whom to ask, shown to the user
    screenshots = false                    # likewise: files, email, form
    server = "https://help.example.com"    # reports go there, whatever the app says

    [apps.qingjian-writer]                 # for the app with this id only, stronger than the above
    files = false

No environment variable and no setting leads elsewhere. What cannot be read as it stands (damaged, an unknown
word, writable by users) forbids whatever it might have meant to: no pictures, no files, no e-mail, and
reports wait on this machine. Imports little: a host that starts asks for it.
"""

from __future__ import annotations

import logging
import os
import stat
import sys
from pathlib import Path
from typing import Any, NamedTuple

log = logging.getLogger("helppanel")

NAME = Path("helppanel", "policy.toml")
MOST = 1_000_000  # bytes; what is larger is no policy
PARTS = ("form", "screenshots", "files", "email")
WORDS = ("by", "contact")
WRITABLE_BY_OTHERS = 0o022
ROOT = 0

DAMAGED, UNTRUSTED, UNREADABLE = "damaged", "untrusted", "unreadable"


class Policy(NamedTuple):
    """What is allowed.

    `server` None: the app's own. `problem` is why the file could not be read as it stands: `damaged`,
    `untrusted` (users can write it), `unreadable`, or "" for a file that is fine or absent.
    """

    screenshots: bool = True
    files: bool = True
    email: bool = True
    form: bool = True
    server: str | None = None
    by: str = ""
    contact: str = ""
    problem: str = ""

    @property
    def off(self) -> tuple[str, ...]:
        """What is switched off, of `form`, `screenshots`, `files`, `email`."""
        return tuple(part for part in PARTS if not getattr(self, part))

    def server_for(self, wanted: str | None) -> str | None:
        """Where reports go if the app wants `wanted`: nowhere while it is unknown where they may."""
        return None if self.problem else self.server or wanted


FREE = Policy()


def read(app_id: str, file: Path | None = None, *, owner: int | None = None) -> Policy:
    """The policy for the app `app_id` (`HelpConfig.identity`); never raises.

    `file` None: the system's. On POSIX it must belong to `owner`, else root, and be writable by nobody else.
    """
    place, owner = file or system_file(), ROOT if owner is None else owner
    try:
        if not stat.S_ISREG(place.stat().st_mode):  # a pipe would keep whoever opens it
            return _closed(place, UNREADABLE, "no file")
        with place.open("rb") as stream:
            if os.name == "posix" and _is_open_to_others(os.fstat(stream.fileno()), owner):
                return _closed(place, UNTRUSTED, "users can write it")
            content = stream.read(MOST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return _closed(place, UNREADABLE, "a link to nothing") if place.is_symlink() else FREE
    except OSError as error:
        return _closed(place, UNREADABLE, str(error))
    try:
        return _parse(content, app_id)
    except (ValueError, RecursionError) as error:
        return _closed(place, DAMAGED, str(error))


def system_file() -> Path:
    """Where the policy is, if there is one."""
    if sys.platform == "win32":
        import winreg  # the environment is the user's, this part of the registry is not

        folders = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, folders) as key:
                folder = Path(str(winreg.QueryValueEx(key, "Common AppData")[0]))
        except OSError:
            folder = Path("C:\\ProgramData")
    elif sys.platform == "darwin":
        folder = Path("/Library/Application Support")
    else:
        folder = Path("/etc")
    return folder / NAME


def _is_open_to_others(state: os.stat_result, owner: int) -> bool:
    return state.st_uid != owner or bool(state.st_mode & WRITABLE_BY_OTHERS)


def _closed(place: Path, problem: str, detail: str) -> Policy:
    log.warning("%s is %s, so pictures, files, e-mail and sending are off: %s", place, problem, detail)
    return Policy(screenshots=False, files=False, email=False, problem=problem)


def _parse(content: bytes, app_id: str) -> Policy:
    """Raises ValueError for anything that is not exactly a policy."""
    import tomllib  # here: most machines have no policy

    if len(content) > MOST:
        raise ValueError("it is too large")
    said = tomllib.loads(content.decode("utf-8-sig"))  # Windows' editors like to begin a file with a mark
    apps = said.pop("apps", {})
    if not isinstance(apps, dict):
        raise ValueError("apps must be tables, one an app")
    sections = {name: _section(values, f"apps.{name}.") for name, values in apps.items()}
    return Policy(**{**_section(said, ""), **sections.get(app_id, {})})


def _section(values: object, place: str) -> dict[str, Any]:
    """The settings of one section, checked: every section counts, or a slip in it would be found too late."""
    if not isinstance(values, dict):
        raise ValueError(f"{place.rstrip('.')} must be a table")
    for name, value in values.items():
        if name in PARTS:
            fits = isinstance(value, bool)
        elif name in WORDS:
            fits = isinstance(value, str)
        elif name == "server":
            fits = isinstance(value, str) and _is_safe(value)
        else:
            raise ValueError(f"{place}{name} is not known")
        if not fits:
            raise ValueError(f"{place}{name} cannot be {value!r}")
    return values


def _is_safe(url: str) -> bool:
    from helppanel.contract.server_url import flaw

    return flaw(url) is None
