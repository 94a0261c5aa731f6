"""One article: its text, its contents, related ones, and the way on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.service import Article, Title
from helppanel.ui import addresses
from helppanel.ui.article import links, printing
from helppanel.ui.article.body import ArticleBody
from helppanel.ui.article.contents import Contents, FoldedContents
from helppanel.ui.article.header import ArticleHeader
from helppanel.ui.article.reading import details
from helppanel.ui.article.rich_html import rich_html
from helppanel.ui.article.tail import Related, StillStuck
from helppanel.ui.ports import Job, PageContext
from helppanel.ui.widgets.buttons import primary_button
from helppanel.ui.widgets.empty_state import EmptyState
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.page import Page, scrolled

COLUMN = 528
_WITH_CONTENTS = 24 + 380 + 24 + 176 + 24  # the least width that has room for the contents beside the text
_READ = 40  # a heading this far down counts as the one being read


@dataclass(frozen=True)
class _Loaded:
    article: Article
    html: str
    related: tuple[Title, ...]


class ArticlePage(Page):
    """Addresses: `article:ID`, `article:ID#anchor`, either with `?q=…`, the search that led here."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(ctx, "article", ctx.texts.t("article.title"))
        self._job: Job | None = None
        self._article: Article | None = None
        self._id = self._anchor = self._query = ""
        self._labels = {kind: ctx.texts.t(f"article.{kind}") for kind in ("note", "tip", "warning")}
        self._build()
        self.set_narrow(False)

    def _build(self) -> None:
        theme, texts = self.ctx.theme, self.ctx.texts
        self._header = ArticleHeader(theme, texts)
        self._header.back.connect(self.ctx.back)
        self._header.help.connect(lambda: self.ctx.open("help"))
        self._header.section.connect(self._open_section)
        self._header.copied.connect(self._copy)
        self._header.printed.connect(self._print)
        self._title = label("", "display", wrap=True)
        self._title.setObjectName("article_title")
        self._details = label("", "caption", "text3", wrap=True)
        self._fold = FoldedContents(theme, texts)
        self._fold_room = QWidget()
        room = QVBoxLayout(self._fold_room)
        room.setContentsMargins(0, 0, 0, 16)
        room.addWidget(self._fold)
        self._text = ArticleBody(theme, texts.t("article.text"))
        self._text.followed.connect(self._follow)
        self._text.reached.connect(lambda y: self._show_height(self._text.y() + y))
        self._related = Related(theme, texts)
        self._related.chosen.connect(self._open_article)
        self._stuck = StillStuck(theme, texts)
        self._stuck.contact.connect(lambda: self.ctx.open("contact"))
        self._stuck.report.connect(self._report)
        self._column = QWidget()
        self._column.setObjectName("article_column")
        self._column.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column.setStyleSheet(f"QWidget#article_column {{ background: {theme.css('surface')} }}")
        self._rows = QVBoxLayout(self._column)
        self._rows.setSpacing(0)
        for widget, gap in (
            (self._title, 4),
            (self._details, 16),
            (self._fold_room, 0),
            (self._text, 16),
            (self._related, 20),
            (self._stuck, 0),
        ):
            self._rows.addWidget(widget)
            self._rows.addSpacing(gap)
        self._rows.addStretch(1)
        self.scroll_area = scrolled(self._column)
        self.scroll_area.setStyleSheet(f"QScrollArea {{ background: {theme.css('surface')} }}")
        self.scroll_area.verticalScrollBar().valueChanged.connect(self._mark)
        self._contents = Contents(theme, texts)
        self._contents.setParent(self.scroll_area.viewport())
        for contents in (self._contents, self._fold):
            contents.chosen.connect(self._show_heading)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header)
        outer.addWidget(self.scroll_area, 1)
        self._missing: QWidget | None = None
        self._outer = outer

    def show_address(self, rest: str) -> None:
        """Show that article; the same one again keeps its scroll."""
        place, carried = addresses.split(rest)
        article_id, anchor = links.article_of(f"article{place}")
        self._query = carried.get("q", "")
        if self._article is not None and self._article.id == article_id:
            self._show_anchor(anchor)
            return
        self._id, self._anchor = article_id, anchor
        self._load()

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the contents fold out above the text."""
        super().set_narrow(narrow)
        self._header.set_narrow(narrow)
        self._say_details()
        self._place()

    def first_focus(self) -> QWidget:
        """The text, so that the arrow keys scroll."""
        return self._text

    # loading

    def _load(self) -> None:
        if self._job is not None:
            self._job.cancel()
        service, locale, css, labels = self.ctx.service, self.ctx.locale, self.ctx.theme.css, self._labels
        article_id = self._id

        def read() -> _Loaded:
            article = service.article(article_id, locale)
            return _Loaded(article, rich_html(article.html, css, labels), service.related(article_id, locale))

        self._job = service.run(read, self._show, self._failed)

    def _show(self, loaded: _Loaded) -> None:
        article = self._article = loaded.article
        if self._missing is not None:
            self._missing.hide()
            self._missing.deleteLater()
            self._missing = None
        self.scroll_area.show()
        self.setAccessibleName(article.title)
        self._header.show_article(article.title, article.section)
        self._title.setText(article.title)
        self._say_details()
        self._contents.show_headings(article)
        self._fold.show_headings(article)
        self._text.show_text(loaded.html)
        self._related.show_titles(loaded.related)
        self._order()
        self.scroll_area.verticalScrollBar().setValue(0)
        self._place()
        self._show_anchor(self._anchor)

    def _say_details(self) -> None:
        if self._article is not None:
            self._details.setText(details(self._article, date.today(), self.ctx.texts, short=self.narrow))

    def _failed(self, error: HelpError) -> None:
        texts = self.ctx.texts
        self._article = None
        search = primary_button(self.ctx.theme, texts.t("article.to_help"), "search")
        search.setObjectName("article_search")
        search.clicked.connect(lambda: self.ctx.open("help"))
        self._header.show_article("", "")
        self.scroll_area.hide()
        old, self._missing = (
            self._missing,
            EmptyState(self.ctx.theme, "doc", texts.problem(error), texts.next_step(error.code), (search,)),
        )
        if old is not None:
            old.hide()
            old.deleteLater()
        self._outer.addWidget(self._missing, 1)

    def _order(self) -> None:
        """Tab goes down the page: text, contents, related articles, the way on."""
        chain: list[QWidget] = [self._text]
        for part in (self._contents, self._fold, self._related, self._stuck):
            chain += part.findChildren(QPushButton)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    # contents and links

    def _place(self) -> None:
        """Text and contents side by side where both have room and there is something to choose."""
        width = self.scroll_area.width()  # the scroll bar lies in the padding
        several = self._article is not None and len(self._article.headings) > 1
        beside = several and not self.narrow and width >= _WITH_CONTENTS
        padding = self.ctx.theme.px("space.pagePaddingNarrow" if self.narrow else "space.pagePadding")
        room = width - 2 * padding - (self._contents.width() + 24 if beside else 0)
        text = room if self.narrow else min(COLUMN, room)
        scroll = self.scroll_area.verticalScrollBar()
        # not what the viewport leaves: while the page comes on screen that still has its old width
        bar = scroll.width() if scroll.isVisibleTo(self.scroll_area) else 0
        self._rows.setContentsMargins(padding, 20 if self.narrow else 24, width - padding - text - bar, 24)
        self._fold_room.setVisible(several and not beside)
        self._contents.setVisible(beside)
        self._contents.move(padding + text + 24, 28)
        self._mark()

    def _mark(self) -> None:
        """Mark the last heading that has come to the top."""
        top = self.scroll_area.verticalScrollBar().value() - self._text.y() + _READ
        place = max(0, sum(1 for y in self._text.tops if y <= top) - 1)
        for contents in (self._contents, self._fold):
            contents.mark(place)

    def _show_heading(self, place: int) -> None:
        tops = self._text.tops
        if place < len(tops):
            # The column gets its new height before it is scrolled.
            self._rows.activate()
            QCoreApplication.sendEvent(self.scroll_area, QEvent(QEvent.Type.LayoutRequest))
            self.scroll_area.verticalScrollBar().setValue(self._text.y() + tops[place] - 12)

    def _show_anchor(self, anchor: str) -> None:
        headings = self._article.headings if self._article is not None else ()
        for place, heading in enumerate(headings):
            if heading.anchor == anchor:
                self._show_heading(place)

    def _show_height(self, y: int) -> None:
        self.scroll_area.ensureVisible(0, y, 0, 60)

    def _follow(self, href: str) -> None:
        article_id, anchor = links.article_of(href)
        if href.startswith("#"):
            self._show_anchor(QUrl(href).fragment(QUrl.ComponentFormattingOption.FullyDecoded))
        elif article_id:
            self._open_article(f"{article_id}#{anchor}" if anchor else article_id)
        elif links.is_outside(href):
            QDesktopServices.openUrl(QUrl(href))

    # leaving

    def _open_article(self, place: str) -> None:
        self.ctx.open(addresses.build(f"article:{place}", q=self._query))

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
        return printing.ask(self, self._article, self.ctx.theme, self._labels, title)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text its width."""
        super().resizeEvent(event)
        self._place()
