"""HelpConfig: everything a host application sets, one row a setting."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

LOCALES = ("zh-CN", "en")
THEMES = ("light", "dark")
LONGEST_NAME = 255  # what the wire takes

DEFAULT_SHORTCUTS: Mapping[str, str] = MappingProxyType(
    {
        "help_center": "F1",
        "whats_this": "Shift+F1",
        "search": "Ctrl+K",
        "report": "Ctrl+Shift+F",
        "capture": "Ctrl+Shift+S",
    }
)

Facts = Mapping[str, Callable[[], object]]  # label → what tells the value
NO_FACTS: Facts = MappingProxyType({})
NO_GROUPS: Mapping[str, Facts] = MappingProxyType({})


def match_locale(name: str) -> str:
    """The shipped locale nearest to `name` (`zh_CN`, `zh-Hant-TW`, `de`); English if none is near."""
    return "zh-CN" if name.lower().startswith("zh") else "en"


def system_locale() -> str:
    """`zh-CN` or `en`, after the environment or the system's setting."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return match_locale(os.environ[name])
    import locale  # here: the panel asks Qt instead

    return match_locale(locale.getlocale()[0] or "en")


class HelpConfig:
    """What the host application sets; only `app_name` and `app_version` are required.

    Raises ValueError, which names the setting, on a value that cannot be meant.
    No dataclass: importing `dataclasses` alone would cost a small host 2 % of its start.
    """

    def __init__(
        self,
        *,
        app_name: str,
        app_version: str,
        app_id: str = "",  # names the data folder and the app on the wire; default: app_name
        server: str | None = None,  # https://… (http only to this machine); None: reports are kept
        locale: str | None = None,  # "zh-CN" or "en"; None: the system's
        theme: str | None = None,  # "light" or "dark"; None: the system's
        accent: str | None = None,  # "#RRGGBB" in place of the panel's blue
        data_dir: Path | None = None,  # None: the user's data folder for app_id
        pack: Path | None = None,  # compiled articles; None: the shipped ones
        service_info: Path | None = None,  # channels and hours for the first start without a network (JSON)
        shortcuts: Mapping[str, str] = DEFAULT_SHORTCUTS,  # by action
        facts: Facts = NO_FACTS,  # what the host adds to the facts about the app
        fact_groups: Mapping[str, Facts] = NO_GROUPS,  # label → facts the user unticks by themselves
        document: Callable[[], str] | None = None,  # the open document's name; sent if the user ticks it
        on_update: Callable[[], None] | None = None,  # looks for a newer version of the app
        on_restart: Callable[[], None] | None = None,  # saves and starts the app anew
        private: Callable[[Any], object] | None = None,  # which widgets, or QRects in one, no picture shows
        user_name: str = "",  # greets the user; never sent
        account: str = "",  # prefills the form's account field and the mail
        email: str = "",  # prefills the form's e-mail field
        account_token: str
        | Callable[[], str] = "",  # who the user is: a signed JWT; asked on a thread of ours
        on_notify: Callable[[str, str, Callable[[], None]], object]
        | None = None,  # title, text, opens the panel
        tray: Any = None,  # the host's QSystemTrayIcon, for notifications where on_notify is not set
    ) -> None:
        self.app_name = app_name
        self.app_version = app_version
        self.app_id = app_id
        self.server = server
        self.locale = locale
        self.theme = theme
        self.accent = accent
        self.data_dir = data_dir
        self.pack = pack
        self.service_info = service_info
        self.shortcuts = shortcuts
        self.facts = facts
        self.fact_groups = fact_groups
        self.document = document
        self.on_update = on_update
        self.on_restart = on_restart
        self.private = private
        self.user_name = user_name
        self.account = account
        self.email = email
        self.account_token = account_token
        self.on_notify = on_notify
        self.tray = tray
        self._check()

    def _check(self) -> None:
        if not self.app_name.strip() or not self.app_version.strip():
            raise ValueError("app_name and app_version must not be empty")
        for name in ("app_name", "app_version", "app_id"):
            if len(getattr(self, name)) > LONGEST_NAME:
                raise ValueError(f"{name} must have at most {LONGEST_NAME} characters")
        if self.locale is not None and self.locale not in LOCALES:
            raise ValueError(f"locale must be one of {', '.join(LOCALES)}, not {self.locale!r}")
        if self.theme is not None and self.theme not in THEMES:
            raise ValueError(f"theme must be one of {', '.join(THEMES)}, not {self.theme!r}")
        if self.accent is not None and not re.fullmatch(r"#[0-9A-Fa-f]{6}", self.accent):
            raise ValueError(f"accent must look like #2A62D8, not {self.accent!r}")
        if self.server is not None:
            self._check_server(self.server)
        unknown = set(self.shortcuts) - ACTIONS
        if unknown:
            known = ", ".join(sorted(ACTIONS))
            raise ValueError(f"shortcuts has no action {', '.join(sorted(unknown))}; use {known}")

    @staticmethod
    def _check_server(url: str) -> None:
        from helppanel.contract.server_url import flaw

        wrong = flaw(url)
        if wrong is not None:
            raise ValueError(f"server must be https (http only to this machine): {wrong}")

    @property
    def identity(self) -> str:
        """`app_id`, or `app_name`, made safe for a folder name on every system."""
        return re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "-", self.app_id or self.app_name).strip(" .") or "app"

    def data_path(self) -> Path:
        """The folder for drafts, outbox and caches; not created here."""
        if self.data_dir is not None:
            return self.data_dir
        from platformdirs import user_data_path  # here: a host that never opens the panel never pays

        return user_data_path("helppanel", appauthor=False) / self.identity


ACTIONS = frozenset(
    {
        *("help_center", "whats_this", "search", "support", "report"),
        *("suggest", "capture", "feedback", "contact", "about"),
    }
)
