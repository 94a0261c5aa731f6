"""Announcements and incidents as banners: dismiss, details, never twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from helppanel.contract.service_info import Announcement, AnnouncementLevel, localise
from helppanel.ui.home.words import updated
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.labels import label


class News(QWidget):
    """One banner for all incidents, and one for the first of the other announcements.

    Signals:
        dismissed(list): the ids the user does not want to see again.
        changed(): other banners are there, or other buttons in them.
    """

    dismissed = Signal(list)
    changed = Signal()

    def __init__(self, ctx: PageContext, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._ctx, self._now = ctx, now
        self._news: tuple[Announcement, ...] | None = None
        self._narrow = False
        self._banners: list[Banner] = []
        self._folds: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [
            stop
            for banner, fold in zip(self._banners, self._folds, strict=True)
            for stop in (*banner.stops, *fold.findChildren(QWidget, "news_link"))
        ]

    def show_news(self, news: tuple[Announcement, ...]) -> None:
        """Show these; nothing moves where they are shown already."""
        if news == self._news:
            return
        self._news = news
        for old in (*self._banners, *self._folds):
            old.hide()
            old.deleteLater()
        self._banners, self._folds = [], []
        incidents = [one for one in news if one.level is AnnouncementLevel.INCIDENT]
        others = [one for one in news if one.level is not AnnouncementLevel.INCIDENT]
        for group in (incidents, others[:1]):
            if group:
                self._add(group)
        self.setVisible(bool(self._banners))
        self.changed.emit()

    def set_narrow(self, narrow: bool) -> None:
        """Times and actions on a line of their own."""
        self._narrow = narrow
        for banner in self._banners:
            banner.set_narrow(narrow)

    def _add(self, group: Sequence[Announcement]) -> None:
        ctx, t, first = self._ctx, self._ctx.texts.t, group[0]
        several = len(group) > 1
        text = t("home.incidents", count=len(group)) if several else localise(first.text, ctx.locale)
        folded = several or bool(localise(first.details, ctx.locale))
        banner = Banner(
            ctx.theme,
            "info" if first.level is AnnouncementLevel.INFO else "warn",
            text,
            detail="" if several else updated(first.updated_at, self._now(), ctx.texts),
            action=t("home.details") if folded else t("home.progress") if first.link else "",
            dismiss=t("home.dismiss"),
        )
        banner.setObjectName("home_incidents" if several else "home_announcement")
        fold = self._fold(group, titled=several)
        banner.acted.connect(partial(self._unfold, fold) if folded else partial(_open, first.link))
        banner.dismissed.connect(partial(self._dismiss, [one.id for one in group]))
        banner.set_narrow(self._narrow)
        self._banners.append(banner)
        self._folds.append(fold)
        self._column.addWidget(banner)
        self._column.addWidget(fold)
        banner.show()
        banner.announce()

    def _fold(self, group: Sequence[Announcement], *, titled: bool) -> QFrame:
        """What stands behind 查看详情, hidden."""
        ctx, t = self._ctx, self._ctx.texts.t
        fold = QFrame()
        fold.setProperty("class", "card")
        fold.setObjectName("home_details")
        column = QVBoxLayout(fold)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        for one in group:
            if titled:
                column.addWidget(label(localise(one.text, ctx.locale), "bodyStrong", wrap=True))
                when = updated(one.updated_at, self._now(), ctx.texts)
                if when:
                    column.addWidget(label(when, "caption", "text3"))
            details = localise(one.details, ctx.locale)
            if details:
                column.addWidget(label(details, "body", "text2", wrap=True))
            if one.link:
                link = text_button(ctx.theme, t("home.progress"))
                link.setObjectName("news_link")
                link.setAccessibleName(f"{t('home.progress')} {localise(one.text, ctx.locale)}")
                link.clicked.connect(partial(_open, one.link))
                column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        fold.hide()
        return fold

    def _unfold(self, fold: QFrame) -> None:
        fold.setVisible(not fold.isVisible())

    def _dismiss(self, ids: list[str]) -> None:
        self.show_news(tuple(one for one in self._news or () if one.id not in ids))
        self.dismissed.emit(ids)


def _open(link: str, _checked: bool = False) -> None:
    QDesktopServices.openUrl(QUrl(link))
