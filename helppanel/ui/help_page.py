"""帮助: search as you type, the sections, and the way out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.ui import addresses
from helppanel.ui.help.hit_list import HitList
from helppanel.ui.help.hit_model import Row
from helppanel.ui.help.query_field import QueryField
from helppanel.ui.help.section_chips import SectionChips
from helppanel.ui.help.sort_button import BY_DATE, SortButton
from helppanel.ui.help.way_out import WayOut
from helppanel.ui.ports import Job, PageContext
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.empty_state import EmptyState
from helppanel.ui.widgets.labels import ElidedLabel
from helppanel.ui.widgets.page import Page
from helppanel.ui.widgets.skeleton import SkeletonRows

HITS = 200  # fetched and shown at most
POPULAR = 8  # shown while nothing is searched
_LINK = re.compile(r"\barticle:[^\s?]+")


@dataclass(frozen=True)
class _Answer:
    """What the list shows: hits of `query`, or, without one, articles of `section` or the popular ones."""

    query: str = ""
    section: str | None = None
    rows: Sequence[Row] = ()
    total: int = 0
    sections: Mapping[str, int] = field(default_factory=dict)
    ms: float = 0.0


class HelpPage(Page):
    """Addresses: `help`, `help?q=…`, `help?section=…`. The query stays until another takes its place."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(ctx, "help", ctx.texts.t("help.title"))
        self._job: Job | None = None
        self._answer = _Answer()
        self._build()
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(ctx.theme.px("motion.searchDebounce"))
        self._debounce.timeout.connect(self._search)
        self.set_narrow(False)

    def _build(self) -> None:
        theme, t = self.ctx.theme, self.ctx.texts.t
        self._field = QueryField(theme, t("help.placeholder"), t("help.search"), t("help.clear"))
        self._field.setObjectName("help_search")
        self._field.textChanged.connect(self._typed)
        self._field.returnPressed.connect(self._enter)
        self._field.cleared.connect(self._search)
        self._field.downwards.connect(self._to_list)
        self._chips = SectionChips(theme, self.ctx.texts)
        self._chips.chosen.connect(lambda _section: self._search())
        self._found = ElidedLabel("", "caption", "text3")
        self._found.setObjectName("help_found")
        self._sort = SortButton(theme, self.ctx.texts)
        self._sort.chosen.connect(lambda _order: self._show_rows())
        self._list = HitList(theme, self.ctx.texts, t("help.results"))
        self._list.chosen.connect(self._open)
        self._list.left_upwards.connect(self._field.setFocus)
        self._card = QFrame()
        self._card.setObjectName("help_card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._list)
        self._footer = WayOut(theme, self.ctx.texts)
        self._footer.contact.connect(lambda: self.ctx.open("contact"))
        self._footer.report.connect(self._report)
        self._stack = QStackedWidget()
        self._results = QWidget()
        column = QVBoxLayout(self._results)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addStretch(1)
        self._stack.addWidget(self._results)
        self._stack.addWidget(SkeletonRows(theme, 5, theme.px("control.resultRow")))
        self._stack.setCurrentIndex(1)
        line = QHBoxLayout()
        line.addWidget(self._found, 1)
        line.addWidget(self._sort)
        self._line = QWidget()
        self._line.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        self._top = QVBoxLayout()
        self._top.setSpacing(12)
        for widget in (self._field, self._chips, self._line):
            self._top.addWidget(widget)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addLayout(self._top)
        self._below = QVBoxLayout()
        self._below.addWidget(self._stack)
        self._outer.addLayout(self._below, 1)
        self._outer.addWidget(self._footer)

    @property
    def query(self) -> str:
        """What the hits on screen were found for; "" while they are the popular ones."""
        return self._answer.query

    def show_address(self, rest: str) -> None:
        """Show what the address carries; if it carries nothing, keep what was there."""
        carried = addresses.split(rest)[1]
        section, query = carried.get("section"), carried.get("q")
        if section is not None:
            self._field.clear()
            self._chips.show_counts({}, section)
            self._search()
        elif query is not None and query != self._field.text():
            self._field.setText(query)
            self._search()
        elif not self._answer.rows:
            self._search()

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the list reaches from edge to edge."""
        super().set_narrow(narrow)
        padding = 16 if narrow else 24
        self._top.setContentsMargins(padding, 12 if narrow else 24, padding, 12 if narrow else 6)
        self._below.setContentsMargins(0 if narrow else 24, 0, 0 if narrow else 24, 0 if narrow else 16)
        self._field.set_narrow(narrow)
        self._list.set_narrow(narrow)
        self._footer.set_narrow(narrow)
        self._show_line()
        border, surface = self.ctx.theme.css("border"), self.ctx.theme.css("surface")
        frame = (
            f"border-top: 1px solid {border}" if narrow else f"border: 1px solid {border}; border-radius: 8px"
        )
        self._card.setStyleSheet(f"QFrame#help_card {{ background: {surface}; {frame} }}")

    def first_focus(self) -> QWidget:
        """The field, its text ready to be replaced."""
        self._field.selectAll()
        return self._field

    # searching

    def _typed(self) -> None:
        self._debounce.start()

    def _search(self) -> None:
        """Ask for what the field says now; the answer to an older question is dropped."""
        self._debounce.stop()
        if self._job is not None:
            self._job.cancel()
        service, locale = self.ctx.service, self.ctx.locale
        query = self._field.text().strip()
        section = (self._chips.section or None) if query in ("", self.query) else None

        def ask() -> _Answer:
            if query:
                found = service.search(query, locale=locale, section=section, limit=HITS)
                return _Answer(query, section, found.hits, found.total, found.sections, found.ms)
            rows = service.titles(locale, section) if section else service.popular(locale, POPULAR)
            return _Answer("", section, rows, len(rows), service.sections(locale))

        self._job = service.run(ask, self._show, self._failed)

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        self._chips.show_counts(answer.sections, answer.section or "")
        self._chips.setVisible(bool(answer.sections))
        self._found.set_text(self._words(answer))
        self._sort.setVisible(bool(answer.query))
        self._footer.set_searched(bool(answer.query))
        self._show_rows()

    def _words(self, answer: _Answer) -> str:
        t = self.ctx.texts.t
        if answer.query:
            seconds = f"{max(answer.ms, 10) / 1000:.2f}"
            return t(
                "help.found_1" if answer.total == 1 else "help.found", count=answer.total, seconds=seconds
            )
        if answer.section:
            return t("help.in_section", section=answer.section, count=answer.total)
        return t("help.popular")

    def _show_rows(self) -> None:
        rows = self._answer.rows
        if self._answer.query and self._sort.order == BY_DATE:
            rows = sorted(rows, key=lambda row: row.updated, reverse=True)
        self._list.show_rows(rows)
        self._replace(self._results if rows else self._nothing())

    def _nothing(self) -> QWidget:
        theme, t = self.ctx.theme, self.ctx.texts.t
        contact = plain_button(theme, t("help.contact"), "headset")
        contact.setObjectName("none_contact")
        contact.clicked.connect(lambda: self.ctx.open("contact"))
        report = primary_button(theme, t("help.report"), "report")
        report.setObjectName("none_report")
        report.clicked.connect(self._report)
        title = t("help.none_title", query=self.query) if self.query else t("help.empty_title")
        text = t("help.none_text") if self.query else t("help.empty_text")
        return EmptyState(theme, "search", title, text, (contact, report))

    def _failed(self, error: HelpError) -> None:
        theme, texts = self.ctx.theme, self.ctx.texts
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 16, 0, 16)
        banner = Banner(
            theme,
            "err",
            texts.problem(error),
            detail=texts.next_step(error.code),
            action=texts.t("help.retry"),
        )
        banner.setObjectName("help_problem")
        banner.set_narrow(True)
        banner.acted.connect(self._search)
        column.addWidget(banner)
        column.addStretch(1)
        self._replace(page)
        banner.announce()

    def _replace(self, page: QWidget) -> None:
        """Show `page` in the place of the hits; one that was made for one answer goes with it."""
        old = self._stack.currentWidget()
        if page is not self._results:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None and old not in (self._results, page):
            self._stack.removeWidget(old)
            old.deleteLater()
        self._footer.setVisible(page is self._results)
        self._show_line()

    def _show_line(self) -> None:
        """Narrow, the hits of a search speak for themselves."""
        wanted = not (self.narrow and self.query)
        self._line.setVisible(wanted and self._stack.currentWidget() is self._results)

    # leaving

    def _to_list(self) -> None:
        if self._stack.currentWidget() is self._results:
            self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self) -> None:
        link = _LINK.search(self._field.text())
        if link:
            self.ctx.open(link.group())
        elif self._field.text().strip() == self.query:
            self._list.choose_current()
        else:
            self._search()

    def _open(self, row: Row) -> None:
        self.ctx.open(addresses.build(f"article:{row.id}", q=self.query))

    def _report(self) -> None:
        self.ctx.open(addresses.build("report:problem", q=self._field.text().strip()))
