"""帮助: search as you type, the sections, and the way out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.service import Hit, Title
from helppanel.ui import addresses
from helppanel.ui.help import states
from helppanel.ui.help.answer import Answer, Question, ask, words
from helppanel.ui.help.browse import Browse
from helppanel.ui.help.hit_list import HitList
from helppanel.ui.help.hit_model import Row
from helppanel.ui.help.lead_in import LeadIn
from helppanel.ui.help.platform_chip import PlatformChip
from helppanel.ui.help.query_field import QueryField
from helppanel.ui.help.section_chips import SectionChips
from helppanel.ui.help.sort_button import BY_DATE, SortButton
from helppanel.ui.help.way_out import WayOut
from helppanel.ui.latest import Latest
from helppanel.ui.ports import PageContext
from helppanel.ui.report.known_card import KnownCard
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.completion_line import CompletionLine
from helppanel.ui.widgets.labels import ElidedLabel
from helppanel.ui.widgets.page import Page
from helppanel.ui.widgets.skeleton import SkeletonRows

HITS, MOST = 20, 200  # fetched at first; and once the list is scrolled to its end or sorted otherwise
_LINK = re.compile(r"\barticle:[^\s?]+")


class HelpPage(Page):
    """Addresses: `help`, `help?q=…`, `help?section=…`. The query stays until another takes its place."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(ctx, "help", ctx.texts.t("help.title"))
        self._latest = Latest(ctx.service)
        self._answer: Answer | None = None
        self._build()
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(ctx.theme.px("motion.searchDebounce"))
        self._debounce.timeout.connect(lambda: self._search(typing=True))
        self.set_narrow(False)

    def _build(self) -> None:
        theme, texts, t = self.ctx.theme, self.ctx.texts, self.ctx.texts.t
        self._field = QueryField(theme, t("help.placeholder"), t("help.search"), t("help.clear"))
        self._field.setObjectName("help_search")
        self._field.asked_changed.connect(self._typed)
        self._field.returnPressed.connect(self._enter)
        self._field.cleared.connect(self._search)
        self._field.downwards.connect(self._downwards)
        self._completions = CompletionLine(theme, texts, self._field)
        self._completions.taken.connect(self._search_for)
        self._platform = PlatformChip(theme, texts)
        self._platform.chosen.connect(self._search)
        self._chips = SectionChips(theme, texts, self._platform)
        self._chips.chosen.connect(lambda _section: self._search())
        self._found = ElidedLabel("", "caption", "text3")
        self._found.setObjectName("help_found")
        self._sort = SortButton(theme, texts)
        self._sort.chosen.connect(lambda _order: self._search())
        self._lead_in = LeadIn(theme, texts)
        self._lead_in.suggested.connect(self._search_for)
        self._known = KnownCard(self.ctx, Work(self.ctx.service, self))
        self._known.join_wanted.connect(self._join)
        self._list = HitList(theme, texts, t("help.results"))
        self._list.chosen.connect(self._open)
        self._list.left_upwards.connect(self._field.setFocus)
        self._list.ended.connect(self._more)
        self._browse = Browse(theme, texts, self.ctx.open)
        self._browse.section.connect(self._choose_section)
        self._browse.left_upwards.connect(self._field.setFocus)
        self._card = QFrame()
        self._card.setObjectName("help_card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._list)
        self._footer = WayOut(theme, texts)
        self._footer.contact.connect(lambda: self.ctx.open("contact"))
        self._footer.report.connect(self._report)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self.ctx.theme
        self._results = QWidget()
        column = QVBoxLayout(self._results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._lead_in)
        column.addWidget(self._card)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._kept = (self._results, self._browse)
        for page in (*self._kept, SkeletonRows(theme, 5, theme.px("control.resultRow"))):
            self._stack.addWidget(page)
        self._stack.setCurrentIndex(len(self._kept))
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._found, 1)
        line.addWidget(self._sort)
        self._top = QVBoxLayout()
        self._top.setSpacing(12)
        for widget in (self._field, self._completions, self._chips, self._known, self._line):
            self._top.addWidget(widget)
        self._chips.hide()
        self._line.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._top)
        self._below = QVBoxLayout()
        self._below.addWidget(self._stack)
        outer.addLayout(self._below, 1)
        outer.addWidget(self._footer)

    @property
    def query(self) -> str:
        """What the hits on screen were found for; "" while they are the popular ones."""
        return self._answer.asked.query if self._answer is not None else ""

    def show_address(self, rest: str) -> None:
        """Show what the address carries; if it carries nothing, keep what was there."""
        carried = addresses.split(rest)[1]
        section, query = carried.get("section"), carried.get("q")
        if section is not None:
            self._choose_section(section)
        elif query is not None and query != self._field.text():
            self._search_for(query)
        elif self._answer is None or not self._answer.rows or self._answer.is_browsing:
            self._search()

    def refresh(self) -> None:
        """What is popular, and the articles themselves, may have changed: the same question again."""
        if self._answer is not None and self._field.asked == self.query and not self._debounce.isActive():
            self._ask(replace(self._answer.asked, is_typing=bool(self._completions.shown)))

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the list reaches from edge to edge."""
        super().set_narrow(narrow)
        padding = 16 if narrow else 24
        self._top.setContentsMargins(padding, 12 if narrow else 24, padding, 12 if narrow else 6)
        self._below.setContentsMargins(0 if narrow else 24, 0, 0 if narrow else 24, 0 if narrow else 16)
        for part in (self._field, self._list, self._footer, self._lead_in, self._browse):
            part.set_narrow(narrow)
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
        self._latest.cancel()  # nobody waits for the answer to what was typed before
        self._debounce.start()

    def _search_for(self, query: str) -> None:
        self._field.setText(query)
        self._search()

    def _choose_section(self, section: str) -> None:
        self._field.clear()
        self._chips.show_counts({}, section)
        self._search()

    def _more(self) -> None:
        answer = self._answer
        if answer is not None and len(answer.rows) < min(answer.total, MOST):
            self._search(limit=MOST)

    def _search(self, *, typing: bool = False, limit: int = HITS) -> None:
        """Ask for what the field says now; the answer to an older question is dropped."""
        self._debounce.stop()
        query = self._field.asked
        question = Question(
            query=query,
            section=(self._chips.section or None) if query in ("", self.query) else None,
            platform=self._platform.platform,
            limit=MOST if self._sort.order == BY_DATE else limit,
            is_typing=typing and self._field.hasFocus(),
        )
        self._ask(question)

    def _ask(self, question: Question) -> None:
        service, locale = self.ctx.service, self.ctx.locale
        self._latest.ask(
            lambda cancelled: ask(question, service, locale, cancelled), self._show, self._failed
        )

    def _show(self, answer: Answer) -> None:
        self._answer = answer
        asked = answer.asked
        self._chips.show_counts(answer.sections, asked.section or "")
        self._chips.setVisible(not answer.is_browsing and bool(answer.sections or asked.platform))
        self._platform.setVisible(bool(asked.query))
        self._completions.show_completions(answer.completions)
        self._found.set_text("" if answer.is_browsing or answer.is_nearest else words(answer, self.ctx.texts))
        self._sort.setVisible(bool(asked.query) and not answer.is_nearest)
        self._lead_in.show_answer(answer)
        self._known.look_for(asked.query, at_once=True)
        self._footer.set_searched(bool(asked.query))
        rows: Sequence[Row] = answer.rows
        if answer.is_browsing and answer.sections:
            self._browse.show_sections(answer.sections, [row for row in rows if isinstance(row, Title)])
            self._replace(self._browse)
        else:
            sure = len(rows) if answer.is_nearest else answer.total
            if asked.query and self._sort.order == BY_DATE:
                rows = sorted(rows[:sure], key=lambda row: row.updated, reverse=True)
            self._list.show_rows(rows, sure)
            self._replace(self._results if rows else self._nothing(answer))

    def _nothing(self, answer: Answer) -> QWidget:
        everywhere = None if answer.asked.platform is None else lambda: self._platform.choose(None)
        return states.nothing(self.ctx, answer, self._report, everywhere)

    def _failed(self, error: HelpError) -> None:
        page, banner = states.failed(self.ctx, error, self._search)
        self._replace(page)
        banner.announce()

    def _replace(self, page: QWidget) -> None:
        """Show `page` in the place of the hits; one that was made for one answer goes with it."""
        old = self._stack.currentWidget()
        if page not in self._kept:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None and old not in (*self._kept, page):
            self._stack.removeWidget(old)
            old.deleteLater()
        self._footer.setVisible(page in self._kept)
        self._show_line()

    def _show_line(self) -> None:
        """Narrow, the hits of a search speak for themselves."""
        wanted = not (self.narrow and self.query) and bool(self._found.whole)
        self._line.setVisible(wanted and self._stack.currentWidget() is self._results)

    # leaving

    def _downwards(self) -> None:
        current = self._stack.currentWidget()
        if current is self._results:
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
        elif current is self._browse:
            self._browse.enter()

    def _enter(self) -> None:
        link = _LINK.search(self._field.text())
        if link:
            self.ctx.open(link.group())
        elif self._field.asked == self.query and self._stack.currentWidget() is self._results:
            self._list.choose_current()
        else:
            self._search()

    def _open(self, row: Row) -> None:
        anchor = row.anchor if isinstance(row, Hit) else ""
        place = f"article:{row.id}#{quote(anchor)}" if anchor else f"article:{row.id}"
        other = row.locale if row.locale != self.ctx.locale else None
        self.ctx.open(addresses.build(place, q=self.query, locale=other))

    def _join(self, name: str, title: str) -> None:
        self.ctx.open(addresses.build("report:problem", q=self.query, known=name, title=title))

    def _report(self) -> None:
        self.ctx.open(addresses.build("report:problem", q=self._field.asked))
