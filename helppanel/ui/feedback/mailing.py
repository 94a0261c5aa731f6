"""A parcel by e-mail: to whom, and the link that begins the message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from helppanel.contract.service_info import ChannelKind, ServiceInfo
from helppanel.support.mail import mailto_within
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.report.readable import breakable

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


def address_of(ctx: PageContext, info: ServiceInfo | None) -> str:
    """Support's address; "" where there is none or the administrator wants no e-mail."""
    channels = () if info is None or not ctx.service.policy.email else info.channels
    return next((one.value for one in channels if one.kind is ChannelKind.EMAIL), "")


def write_mail(ctx: PageContext, address: str, title: str, text: str, path: Path) -> str:
    """Open a message to `address`; what to say of it. A link carries no file: `path` is attached by hand."""
    t = ctx.texts.t
    subject = t("feedback.mail_subject", app=ctx.config.app_name, title=one_line(title)[:60])
    end = t("feedback.mail_attach", name=path.name)
    link = mailto_within(address, subject, text, end, t("feedback.mail_cut"))
    key = "feedback.mailed" if QDesktopServices.openUrl(QUrl(link)) else "feedback.mail_failed"
    return t(key, path=breakable(str(path)), address=address)
