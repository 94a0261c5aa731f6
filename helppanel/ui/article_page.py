"""One article: its text, its contents, related ones, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.service import Article, Title
from helppanel.ui import addresses
from helppanel.ui.article import links, printing
from helppanel.ui.article.column import ArticleColumn
from helppanel.ui.article.find_bar import FindBar
from helppanel.ui.article.finding import Finding
from helppanel.ui.article.header import ArticleHeader
from helppanel.ui.article.keys import Keys
from helppanel.ui.article.landing import landing
from helppanel.ui.article.link_bar import LinkBar, LinkHint
from helppanel.ui.article.place import Place
from helppanel.ui.article.reading import details
from helppanel.ui.article.rich_html import slices
from helppanel.ui.article.viewer import PictureViewer
from helppanel.ui.article.words import searched
from helppanel.ui.article.zoom import Zoom
from helppanel.ui.ports import Job, PageContext
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.buttons import primary_button
from helppanel.ui.widgets.empty_state import EmptyState
from helppanel.ui.widgets.page import Page

_CONTROL, _SHIFT, _PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@dataclass(frozen=True)
class _Loaded:
    article: Article
    slices: tuple[str, ...]
    related: tuple[Title, ...]
    percent: int


class ArticlePage(Page):
    """Addresses: `article:ID`, `article:ID#anchor`; with `q=…`, the search that led here, and `locale=…`."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(ctx, "article", ctx.texts.t("article.title"))
        self._job: Job | None = None
        self._rereading: Job | None = None
        self._loaded: _Loaded | None = None
        self._article: Article | None = None
        self._id = self._anchor = self._query = ""
        self._locale = ctx.locale
        self._place: Place | None = None  # to come back to, once the article is read
        self._labels = {kind: ctx.texts.t(f"article.{kind}") for kind in ("note", "tip", "warning")}
        self._missing: QWidget | None = None
        self._banner: Banner | None = None
        self._zoom = Zoom(ctx.service, self)
        self._header = ArticleHeader(ctx.theme, ctx.texts)
        self._bar = FindBar(ctx.theme, ctx.texts)
        self.scroll_area = self._column = ArticleColumn(ctx)
        self._finding = Finding(ctx.service, self._bar, self._column.text)
        self._links = LinkBar(ctx.theme, ctx.texts)
        self._hint = LinkHint(self._column)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        for widget in (self._header, self._bar, self._column, self._links):
            self._outer.addWidget(widget, int(widget is self._column))
        self._connect()
        self.set_narrow(False)

    def _connect(self) -> None:
        header, column, ctx = self._header, self._column, self.ctx
        header.back.connect(ctx.back)
        header.forward.connect(ctx.forward)
        header.help.connect(lambda: ctx.open("help"))
        header.section.connect(self._open_section)
        header.found.connect(self._find)
        header.copied.connect(self._copy)
        header.printed.connect(self._print)
        for zooming in (header.zoomed, column.text.zoomed):
            zooming.connect(self._zoom.step)
        self._zoom.changed.connect(self._resize_text)
        column.text.followed.connect(self._follow)
        column.text.pointed.connect(self._hint.point)
        column.question.answered.connect(self._vote)
        column.question.unhelped.connect(column.stuck.enter)
        column.related.chosen.connect(self._open_article)
        column.stuck.contact.connect(lambda: ctx.open("contact"))
        column.stuck.report.connect(self._report)
        self._finding.reached.connect(column.show_height)
        self._links.done.connect(lambda: column.text.setFocus(Qt.FocusReason.OtherFocusReason))
        key = Qt.Key
        Keys(
            self,
            {
                (key.Key_F, _CONTROL): self._find,
                (key.Key_F3, _PLAIN): partial(self._find_next, 1),
                (key.Key_F3, _SHIFT): partial(self._find_next, -1),
                (key.Key_Plus, _CONTROL): partial(self._zoom.step, 1),
                (key.Key_Minus, _CONTROL): partial(self._zoom.step, -1),
                (key.Key_0, _CONTROL): partial(self._zoom.step, 0),
            },
        )

    def show_address(self, rest: str) -> None:
        """Show that article; the same one again keeps its scroll."""
        place, carried = addresses.split(rest)
        article_id, anchor = links.article_of(f"article{place}")
        query, locale = carried.get("q", ""), carried.get("locale", self.ctx.locale)
        self._header.set_forward(self.ctx.has_forward())
        shown = self._article is not None and self._article.id == article_id and self._locale == locale
        if shown and self._query == query:
            self._column.go_to(anchor)
            return
        self._column.question.leave()
        self._hide_banner()
        self._query, self._id, self._anchor, self._place = query, article_id, anchor, None
        self._locale = locale
        self._load()

    def refresh(self) -> None:
        """The articles may have changed: read this one again; what is new is shown where the reader is."""
        if self._job is not None:
            self._load()
        elif self._id:
            self._stop_rereading()
            self._rereading = self.ctx.service.run(self._reading(), self._reread, self._not_reread)

    def bookmark(self) -> object:
        """Where in which article the reader is."""
        return self._column.place() if self._article is not None else None

    def come_back(self, bookmark: object) -> None:
        """Scroll there, once the article is read."""
        self._header.set_forward(self.ctx.has_forward())
        if not isinstance(bookmark, Place) or bookmark.article != self._id:
            return
        if self._job is None:
            self._column.come_back(bookmark)
        else:
            self._place = bookmark

    def go_back(self) -> bool:
        """With the find bar open, that closes first."""
        if self._finding.is_open:
            self._finding.close()
            return True
        return False

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the question stands at the foot of the page."""
        super().set_narrow(narrow)
        self._header.set_narrow(narrow)
        self._links.set_narrow(narrow)
        if narrow:
            self._outer.insertWidget(self._outer.indexOf(self._links), self._column.question)
        self._column.set_narrow(narrow)
        self._say_details()

    def first_focus(self) -> QWidget:
        """The text, so that the arrow keys scroll."""
        return self._column.text

    # loading

    def _load(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._stop_rereading()
        self._job = self.ctx.service.run(self._reading(), self._show, self._failed)

    def _reading(self) -> Callable[[], _Loaded]:
        service, locale, css, labels = self.ctx.service, self._locale, self.ctx.theme.css, self._labels
        article_id, zoom = self._id, self._zoom

        def read() -> _Loaded:
            article = service.article(article_id, locale)
            related = service.related(article_id, locale)
            return _Loaded(article, slices(article.html, css, labels), related, zoom.read())

        return read

    def _stop_rereading(self) -> None:
        if self._rereading is not None:
            self._rereading.cancel()
            self._rereading = None

    def _reread(self, loaded: _Loaded) -> None:
        self._rereading = None
        old = self._loaded
        if old is None:
            self._put(loaded, None)
        elif (loaded.article, loaded.related) != (old.article, old.related):
            self._put(loaded, self._column.place())

    def _not_reread(self, error: HelpError) -> None:
        """What is on screen stays, unless the article is gone."""
        self._rereading = None
        if self._loaded is not None and error.code is Problem.ARTICLE_NOT_FOUND:
            self._failed(error)

    def _show(self, loaded: _Loaded) -> None:
        self._job = None
        self._put(loaded, self._place)
        self.ctx.service.run(partial(self.ctx.service.note_opened, loaded.article.id))

    def _put(self, loaded: _Loaded, place: Place | None) -> None:
        """On screen, at `place`, else where the address says."""
        self._loaded = loaded
        article = self._article = loaded.article
        if self._missing is not None:
            self._missing.hide()
            self._missing.deleteLater()
            self._missing = None
        self._column.show()
        self._column.question.show()
        self.setAccessibleName(article.title)
        self._header.show_article(article.title, article.section)
        self._say_details()
        self._zoom.begin(loaded.percent)
        self._column.show_article(article, loaded.slices, loaded.related, loaded.percent)
        if place is not None:
            self._column.come_back(place)
        else:
            self._column.go_to(landing(article, self._anchor, self._query))
        self._place = None
        service, query = self.ctx.service, self._query
        look = partial(searched, service, article, query)
        self._finding.mark(())
        service.run(look, partial(self._mark_words, article), lambda _error: None)

    def _mark_words(self, article: Article, words: tuple[str, ...]) -> None:
        if self._article is article:
            self._finding.mark(words)

    def _say_details(self) -> None:
        if self._article is not None:
            words = details(self._article, date.today(), self.ctx.texts, short=self.narrow)
            self._column.details.setText(words)

    def _failed(self, error: HelpError) -> None:
        texts = self.ctx.texts
        self._job = self._article = self._loaded = None
        search = primary_button(self.ctx.theme, texts.t("article.to_help"), "search")
        search.setObjectName("article_search")
        search.clicked.connect(lambda: self.ctx.open("help"))
        self._header.show_article("", "")
        for widget in (self._column, self._column.question, self._bar):
            widget.hide()
        old, self._missing = (
            self._missing,
            EmptyState(self.ctx.theme, "doc", texts.problem(error), texts.next_step(error.code), (search,)),
        )
        if old is not None:
            old.hide()
            old.deleteLater()
        self._outer.addWidget(self._missing, 1)

    # reading

    def _resize_text(self, percent: int) -> None:
        self.ctx.toast(self.ctx.texts.t("article.zoom_now", percent=percent))
        if self._article is not None:
            self._column.resize_text(percent)
            self._finding.again()

    def _find(self) -> None:
        if self._article is not None:
            self._finding.open(self._column.top)

    def _find_next(self, by: int) -> None:
        if self._finding.is_open:
            self._finding.step(by)
        else:
            self._find()

    def _follow(self, href: str) -> None:
        article_id, anchor = links.article_of(href)
        if href.startswith("#"):
            self._column.go_to(QUrl(href).fragment(QUrl.ComponentFormattingOption.FullyDecoded))
        elif article_id:
            self._open_article(f"{article_id}#{anchor}" if anchor else article_id)
        elif links.is_outside(href):
            self._hint.hide()
            self._links.ask(href)
        elif picture := links.picture_of(href):
            self._enlarge(picture)

    def _enlarge(self, name: str) -> None:
        """Over the whole panel."""
        over: QWidget = self
        while over.objectName() != "helppanel_frame" and (above := over.parentWidget()) is not None:
            over = above
        text = self._column.text
        place = text.textCursor()  # Qt takes it off the link when the keyboard leaves
        viewer = PictureViewer(self.ctx, over, name, text.alt_of(name))
        viewer.closed.connect(lambda: text.focus_on(place))

    def _vote(self, helpful: bool, reason: str, text: str) -> None:
        service, article, question = self.ctx.service, self._article, self._column.question
        if article is None:
            return
        if helpful:
            service.run(partial(service.note_helped, article.id))
        if service.has_server:
            send = partial(service.vote, article.id, article.locale, helpful, reason, text, self._query)
            service.run(send, None, lambda error: question.fail(self.ctx.texts.problem(error)))

    # leaving

    def _open_article(self, place: str) -> None:
        other = self._locale if self._locale != self.ctx.locale else None
        self.ctx.open(addresses.build(f"article:{place}", q=self._query, locale=other))

    def _open_section(self) -> None:
        if self._article is not None:
            self.ctx.open(addresses.build("help", section=self._article.section))

    def _report(self) -> None:
        self.ctx.open(addresses.build("report:problem", article=self._id, q=self._query))

    def _copy(self) -> None:
        if self._article is not None:
            QGuiApplication.clipboard().setText(f"{self._article.title} article:{self._article.id}")
            self.ctx.toast(self.ctx.texts.t("article.copied"))

    def _print(self) -> QPrintDialog | None:
        if self._article is None:
            return None
        title = self.ctx.texts.t("article.printing")
        pixmap = self._column.pictures()
        self._hide_banner()
        failed = self._not_printed
        return printing.ask(self, self._article, self.ctx.theme, self._labels, title, pixmap, failed)

    def _not_printed(self) -> None:
        t = self.ctx.texts.t
        words = t("article.print_failed")
        self._banner = Banner(self.ctx.theme, "err", words, dismiss=t("article.print_failed_close"))
        self._banner.setObjectName("article_banner")
        self._banner.set_narrow(self.narrow)
        self._outer.insertWidget(1, self._banner)
        self._banner.show()
        self._banner.announce()

    def _hide_banner(self) -> None:
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None

    # Qt

    def hideEvent(self, event: QHideEvent) -> None:
        """A no that was not explained counts as it is."""
        super().hideEvent(event)
        self._hide_banner()
        self._column.question.leave()
