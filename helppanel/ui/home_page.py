"""在线支持: search, the service's state, what to do next, what others read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import Account, localise
from helppanel.ui import addresses, icons
from helppanel.ui.home.article_card import WIDE, ArticleCard
from helppanel.ui.home.news import News
from helppanel.ui.home.popular_line import PopularLine
from helppanel.ui.home.service_card import ServiceCard
from helppanel.ui.home.state import DISMISSED, HomeState, state_at
from helppanel.ui.home.tile import Tile
from helppanel.ui.home.words import greeting
from helppanel.ui.latest import Latest
from helppanel.ui.local_time import local_now
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.completion_line import MOST, CompletionLine
from helppanel.ui.widgets.labels import label, restyle
from helppanel.ui.widgets.member_badge import member_badge
from helppanel.ui.widgets.page import ScrollPage
from helppanel.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from helppanel.service import Completion, Title

LINKS = 4
ARTICLES_FROM, LINKS_FROM = 600, 520  # px of height below which they are dropped
AGAIN = 60_000  # ms between two looks at the clock


class HomePage(ScrollPage):
    """Address: `home`."""

    def __init__(self, ctx: PageContext, now: Callable[[], datetime] = local_now) -> None:
        super().__init__(ctx, "home", ctx.texts.t("home.title"))
        self._now = now
        self._latest = Latest(ctx.service)
        self._dismissed: set[str] = set()  # here, and perhaps not stored yet
        self._clock = QTimer(self, interval=AGAIN)
        self._clock.timeout.connect(self._look)
        self._cramped: bool | None = None
        self._build()
        self.set_narrow(False)
        self.refresh()

    def _build(self) -> None:
        ctx, t = self.ctx, self.ctx.texts.t
        self._greeting = label("", "display")
        self._title = QHBoxLayout()
        self._title.setSpacing(12)
        self._title.addWidget(self._greeting)
        self._title.addStretch(1)
        self._badge: QWidget | None = None
        self._lead = label(t("home.lead"), "body", "text2", wrap=True)
        self._head = QVBoxLayout()
        self._head.setSpacing(4)
        self._head.addLayout(self._title)
        self._head.addWidget(self._lead)
        self._search = SearchField(
            ctx.theme,
            t("home.search_placeholder"),
            t("home.search"),
            t("home.search_clear"),
            ctx.config.shortcuts.get("search", ""),
        )
        self._search.setObjectName("home_search")
        self._search.returnPressed.connect(self._find)
        self._search.asked_changed.connect(self._complete)
        self._completions = CompletionLine(ctx.theme, ctx.texts, self._search)
        self._completions.taken.connect(self._find_text)
        self._links = PopularLine(ctx)
        find = QVBoxLayout()
        find.setSpacing(4)
        find.addWidget(self._search)
        find.addWidget(self._completions)
        find.addWidget(self._links)
        self._news = News(ctx, self._now)
        self._news.dismissed.connect(self._dismiss)
        self._news.changed.connect(self._order)
        self._service = ServiceCard(ctx, self._now)
        self.body.addLayout(self._head)
        self.body.addLayout(find)
        self.body.addWidget(self._news)
        self.body.addWidget(self._service)
        self.body.addLayout(self._build_tiles())
        self.body.addWidget(self._build_articles())
        self.body.addStretch(1)

    def _build_tiles(self) -> QHBoxLayout:
        theme, t = self.ctx.theme, self.ctx.texts.t
        row = QHBoxLayout()
        self._tiles: dict[str, Tile] = {}
        for name, icon, color, address in (
            ("report", "bug", "warn", "report:problem"),
            ("suggest", "bulb", "violet", "report:suggestion"),
            ("feedback", "inbox", "accent", "feedback"),
        ):
            tile = Tile(theme, icon, color, t(f"home.{name}"), t(f"home.{name}_hint"))
            tile.setObjectName(f"home_{name}")
            tile.clicked.connect(partial(self._go, address))
            row.addWidget(tile, 1)
            self._tiles[name] = tile
        self._tile_row = row
        return row

    def _build_articles(self) -> QWidget:
        theme, t = self.ctx.theme, self.ctx.texts.t
        self._articles = QWidget()
        column = QVBoxLayout(self._articles)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(label(t("home.popular_articles"), "section"), 1)
        every = self._all_help = text_button(theme, t("home.all_help"))
        every.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron follows the words
        every.setIcon(icons.icon("right", theme.color("accentText"), 16))
        every.setIconSize(QSize(16, 16))
        every.setObjectName("home_all_help")
        every.clicked.connect(partial(self._go, "help"))
        row.addWidget(every)
        column.addLayout(row)
        self._card = ArticleCard(theme, self.ctx.open)
        column.addWidget(self._card)
        self._articles.hide()
        self._titles: tuple[Title, ...] = ()
        return self._articles

    # the frame

    def refresh(self) -> None:
        """Read hours, announcements, popular articles and the unread again."""
        service = self.ctx.service
        self._look()
        service.run(service.unread, self._show_unread)
        self.after_paint(self._read_popular)  # opening a pack takes the interpreter for 100 ms and more

    def show_address(self, rest: str) -> None:
        """What was read meanwhile moves what is popular."""
        if self._titles:
            self._read_popular()

    def _read_popular(self) -> None:
        service, locale = self.ctx.service, self.ctx.locale
        service.run(lambda: service.popular(locale, WIDE + LINKS), self._show_titles, self._show_no_titles)

    def set_narrow(self, narrow: bool) -> None:
        """One column, the tiles' icons over their titles."""
        super().set_narrow(narrow)
        self._search.set_narrow(narrow)
        self._news.set_narrow(narrow)
        self.body.setSpacing(12 if narrow else 16)
        self._tile_row.setSpacing(8 if narrow else 16)
        self._lead.setVisible(not narrow)
        self._greeting.setProperty("ramp", "title" if narrow else "display")
        restyle(self._greeting)
        self._adapt()
        self._fit()

    def first_focus(self) -> QWidget:
        """The search."""
        return self._search

    # what the service says

    def _look(self) -> None:
        service, now = self.ctx.service, self._now
        service.run(lambda: state_at(service, now()), self._show_state)

    def _show_state(self, state: HomeState) -> None:
        name = self.ctx.config.user_name or (state.account.name if state.account is not None else "")
        self._greeting.setText(greeting(self._now(), name, self.ctx.texts))
        self._show_badge(state.account)
        self._news.show_news(tuple(one for one in state.news if one.id not in self._dismissed))
        self._service.show_state(state)
        self._adapt()

    def _show_badge(self, account: Account | None) -> None:
        """Who the server believes to be a member sees it."""
        if self._badge is not None:
            self._badge.hide()
            self._badge.deleteLater()
            self._badge = None
        if account is not None and account.tier:
            title = localise(account.title, self.ctx.locale) or self.ctx.texts.t("home.member")
            self._badge = member_badge(self.ctx.theme, title)
            self._title.insertWidget(1, self._badge)

    def _dismiss(self, ids: list[str]) -> None:
        """Each in a row of its own: two programs that dismiss at once forget nothing."""
        service = self.ctx.service
        self._dismissed.update(ids)

        def keep() -> None:
            for one in ids:
                service.save_setting(DISMISSED + one, "1")

        service.run(keep)

    def _show_titles(self, titles: tuple[Title, ...]) -> None:
        self._titles = titles
        self._card.show_titles(titles[:WIDE])
        self._links.show_titles(titles[WIDE:])
        self._order()
        self._fit()

    def _show_no_titles(self, _error: HelpError) -> None:
        self._show_titles(())

    def _show_unread(self, count: int) -> None:
        t = self.ctx.texts.t
        key = "feedback_hint" if not count else "feedback_unread_one" if count == 1 else "feedback_unread"
        hint = t(f"home.{key}", count=count)
        self._tiles["feedback"].set_hint(hint, count)
        self._adapt()

    # clicks

    def _complete(self) -> None:
        asked, service, locale = self._search.asked, self.ctx.service, self.ctx.locale
        if asked and self._search.hasFocus():
            self._latest.ask(lambda _cancelled: service.complete(asked, locale, MOST), self._show_completions)
        else:
            self._latest.cancel()
            self._show_completions(())

    def _show_completions(self, completions: tuple[Completion, ...]) -> None:
        self._completions.show_completions(completions)
        self._fit()

    def _find(self) -> None:
        self._find_text(self._search.asked)

    def _find_text(self, text: str) -> None:
        self._latest.cancel()
        self.ctx.open(addresses.build("help", q=text))

    def _go(self, address: str, _checked: bool = False) -> None:
        self.ctx.open(address)

    def _order(self) -> None:
        """Tab goes down the page, whatever was made last."""
        banner = self._news.stops
        tiles = self._tiles.values()
        stops: list[QWidget] = [self._search, *self._links.links, *banner, *self._service.buttons, *tiles]
        for before, after in pairwise([*stops, self._all_help, *self._card.rows]):
            QWidget.setTabOrder(before, after)

    def _adapt(self) -> None:
        """Service, tiles and articles go narrow also where a frame that is not has no room for the words."""
        edges = self.body.contentsMargins()
        room = self.width() - edges.left() - edges.right()
        self._service.set_narrow(self.narrow or room < self._service.roomy_width())
        each = (room - 2 * self._tile_row.spacing()) // 3
        narrow = self.narrow or each < max(one.roomy_width() for one in self._tiles.values())
        if narrow is self._cramped:
            return
        self._cramped = narrow
        self._card.set_narrow(narrow)
        self._order()
        for tile in self._tiles.values():
            tile.set_narrow(narrow)

    def _fit(self) -> None:
        self._articles.setVisible(bool(self._titles) and self.height() >= ARTICLES_FROM)
        free = not self.narrow and self._completions.isHidden()  # they stand in its place
        self._links.setVisible(free and not self._links.empty and self.height() >= LINKS_FROM)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt to the width; drop what there is no height for."""
        super().resizeEvent(event)
        self._adapt()
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep an eye on the clock."""
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """No longer."""
        self._clock.stop()
        super().hideEvent(event)
