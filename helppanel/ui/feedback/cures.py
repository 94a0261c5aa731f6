"""What mends a problem of the delivery with one click, where something does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from helppanel.contract.problems import Problem
from helppanel.report.checks.model import Trouble
from helppanel.ui.report.remedies import remedy

if TYPE_CHECKING:
    from helppanel.contract.service_info import ServiceInfo
    from helppanel.ui.ports import PageContext


@dataclass(frozen=True)
class Cure:
    """`label` is the key of what the button says; `address` is where `do` leads, if it is a page."""

    label: str
    do: Callable[[], bool]
    address: str = ""


def cure(problem: Problem | None, ctx: PageContext, info: ServiceInfo | None) -> Cure | None:
    """The best there is; None where nothing here helps."""
    if problem is Problem.CAPTIVE_PORTAL:
        address = sign_in_address(ctx.service.server)
        return Cure("feedback.cure_captive_portal", lambda: QDesktopServices.openUrl(QUrl(address)), address)
    if problem is Problem.WIRE_UNSUPPORTED:
        release = None if info is None else info.latest.get(ctx.config.identity)
        link = "" if release is None else release.link
        found = remedy(Trouble("update", {"link": link}, "update"), ctx.config)
        return None if found is None else Cure("feedback.cure_update", found.do, link)
    return None


def sign_in_address(server: str | None) -> str:
    """A page without encryption: a network that wants a sign-in answers it with its own."""
    host = urlsplit(server or "").hostname or "example.com"
    return f"http://[{host}]/" if ":" in host else f"http://{host}/"
