"""已知问题: what the support side knows of already, with the version that has the fix, and 我也遇到了."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.service_info import localise
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.report.mark import Mark
from helppanel.ui.widgets.buttons import plain_button, text_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.service import Known
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.work import Work

LEAST = 2  # characters to look for


class KnownCard(QFrame):
    """Hides where nothing is known.

    Signals: `appeared()` when it came, went or changed, `join_wanted(id, title)`, and `left()` when
    the user takes that back.
    """

    appeared = Signal()
    join_wanted = Signal(str, str)
    left = Signal()

    def __init__(self, ctx: PageContext, work: Work) -> None:
        super().__init__()
        self._ctx, self._work = ctx, work
        self._known: Known | None = None
        self._chosen = ""
        self._job: Job | None = None
        self._asked = ("", "")
        t = ctx.texts.t
        self.setObjectName("known_issue")
        self.setProperty("class", "tinted")
        self._title = label("", "bodyStrong", wrap=True)
        self._title.setObjectName("known_title")
        self._text = label("", "body", "text2", wrap=True)
        self._text.setObjectName("known_text")
        self._state = label("", "caption", "text2", wrap=True)
        self._state.setObjectName("known_state")
        self._join = plain_button(ctx.theme, t("form.known_join"), "users")
        self._join.setObjectName("known_join")
        self._join.clicked.connect(self._tell)
        self._leave = text_button(ctx.theme, t("form.known_leave"))
        self._leave.setObjectName("known_leave")
        self._leave.clicked.connect(self.left)
        self._look = text_button(ctx.theme, t("form.known_look"))
        self._look.setObjectName("known_look")
        self._look.clicked.connect(self._open)
        ways = FlowLayout()
        for button in (self._join, self._leave, self._look):
            ways.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(4)
        for line in (self._title, self._text, self._state):
            words.addWidget(line)
        words.addLayout(ways)
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 10, 12, 10)
        row.setSpacing(10)
        mark = Mark(ctx.theme, "info", "accentText")
        mark.setFixedHeight(self._title.sizeHint().height())
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._timer = QTimer(self, singleShot=True, interval=ctx.theme.px("motion.deflectDebounce"))
        self._timer.timeout.connect(self._search)
        self.hide()

    @property
    def chosen(self) -> str:
        """The id of the one that the report will say it is about; "" for none."""
        return self._chosen

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [button for button in (self._join, self._leave, self._look) if not button.isHidden()]

    def look_for(self, text: str, code: str = "", *, at_once: bool = False) -> None:
        """The user typed: look once they pause, or `at_once`. What was chosen stays."""
        if self._chosen or (text, code) == self._asked:
            return
        self._asked = (text, code)
        if at_once:
            self._search()
        else:
            self._timer.start()

    def choose(self, name: str) -> None:
        """The report is about this one; "" for none."""
        if name == self._chosen:
            return
        self._chosen = name
        self._timer.stop()
        if name:
            self._ask(partial(self._read, name))
        else:
            self._show(self._known)

    def _read(self, name: str) -> tuple[Known, ...]:
        found = self._ctx.service.known_issue(name)
        return () if found is None else (found,)

    def _search(self) -> None:
        text, code = self._asked
        if len(text.strip()) < LEAST and not code:
            self._show(None)
            return
        self._ask(lambda: self._ctx.service.known_issues(text, code))

    def _ask(self, op: Callable[[], tuple[Known, ...]]) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._work.run(op, lambda found: self._show(next(iter(found), None)), self._missed)

    def _missed(self, _error: HelpError) -> None:
        self._show(None)  # it is an extra; the report is sent all the same

    def _show(self, known: Known | None) -> None:
        self._known = known
        self.setVisible(known is not None)
        if known is not None:
            self._say(known)
        self.appeared.emit()

    def _say(self, known: Known) -> None:
        t, issue, locale = self._ctx.texts.t, known.issue, self._ctx.locale
        title = one_line(localise(issue.title, locale))
        self._title.setText(t("form.known_title", title=title))
        self.setAccessibleName(self._title.text())
        self._text.setText(localise(issue.text, locale))
        self._text.setVisible(bool(self._text.text()))
        fixed = one_line(issue.fixed_in)
        lines = [t("form.known_fixed", version=fixed) if fixed else t("form.known_open")]
        if issue.affected > 1:
            lines.append(t("form.known_affected", count=issue.affected))
        if known.joined is not None:
            lines.append(t("form.known_joined"))
        elif self._chosen:
            lines.append(t("form.known_chosen"))
        self._state.setText(t("feedback.dot").join(lines))
        here = self._join.hasFocus() or self._leave.hasFocus()
        self._leave.setVisible(bool(self._chosen))
        self._join.setVisible(known.joined is None and not self._chosen)
        if here:  # one takes the other's place
            (self._leave if self._chosen else self._join).setFocus(Qt.FocusReason.OtherFocusReason)
        self._look.setVisible(known.joined is not None)

    def _tell(self) -> None:
        if self._known is not None:
            self.join_wanted.emit(self._known.issue.id, localise(self._known.issue.title, self._ctx.locale))

    def _open(self) -> None:
        if self._known is not None and self._known.joined is not None:
            self._ctx.open(f"feedback:{self._known.joined}")
