"""What the form says above its fields and at them: what to correct, what failed, which draft came back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.report import words
from helppanel.ui.report.form import Form
from helppanel.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


class Messages(QObject):
    """Banners are one of a name; a new one takes the place of the one before.

    Signals:
        shown(): another banner is there, or one is gone.
        go_to(widget): it should be scrolled to.
        discarded(), save_again(), send_again(): what the banners offer.
    """

    shown = Signal()
    go_to = Signal(QWidget)
    discarded = Signal()
    save_again = Signal()
    send_again = Signal()

    def __init__(self, ctx: PageContext, form: Form) -> None:
        super().__init__(form)
        self._ctx, self._form = ctx, form
        self._banners: dict[str, Banner] = {}
        self._first: QWidget | None = None
        self._marked = False

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [stop for banner in self._banners.values() for stop in banner.findChildren(QWidget)]

    def set_narrow(self, narrow: bool) -> None:
        """The banners' two layouts."""
        self._narrow = narrow
        for banner in self._banners.values():
            banner.set_narrow(narrow)

    def clear(self) -> None:
        """Say nothing."""
        for name in list(self._banners):
            self._close(name)
        self._mark([])
        self._marked = False

    # what is wrong in the fields

    def problems(self, problems: list[HelpError]) -> None:
        """Mark the fields, say how many, go there."""
        self._close("send")
        self._marked = bool(problems)
        self._mark(problems)
        if not problems:
            self._close("errors")
            return
        go = self._ctx.texts.t("report.errors_go")
        banner = self._open("errors", "err", self._count(len(problems)), go, self._go)
        banner.announce()
        self._go()

    def recheck(self, problems: Iterable[HelpError]) -> None:
        """The user mends: take away what is right now; mark nothing new before the next try."""
        if not self._marked:
            return
        left = list(problems)
        self._mark(left)
        banner = self._banners.get("errors")
        if banner is not None and left:
            banner.set_text(self._count(len(left)))
        elif not left:
            self._close("errors")
            self._marked = False

    def _count(self, count: int) -> str:
        return words.counted(self._ctx.texts, "errors", count)

    def _mark(self, problems: list[HelpError]) -> None:
        form = self._form
        said = {_field(error): words.of_field(self._ctx.texts, error) for error in problems}
        form.description.say(said.get("text", ""))
        form.extra.say(said.get("tried", ""))
        form.email.say(said.get("email", ""))
        if "email" in said:
            form.email_fold.set_open(True)
        places = {"text": form.description.editor, "tried": form.extra.tried, "email": form.email.field}
        self._first = next((place for name, place in places.items() if name in said), places["text"])

    def _go(self) -> None:
        """To the first field; the banner stays in sight where there is room for both."""
        if self._first is not None:
            self._first.setFocus()
            QTimer.singleShot(0, self, self._scroll)  # once the banner has its place

    def _scroll(self) -> None:
        for place in (self._banners.get("errors"), self._first):
            if place is not None:
                self.go_to.emit(place)

    # what failed, what came back

    def send_failed(self, error: HelpError) -> None:
        """It is not in the outbox."""
        self._close("save")
        texts = self._ctx.texts
        text = texts.t("report.send_failed", problem=words.what_to_do(texts, error))
        self._open("send", "err", text, texts.t("report.retry"), self._send_again).announce()

    def save_failed(self, error: HelpError) -> None:
        """The draft is not on disk; after a try to send that failed, too, that is said already."""
        if "send" in self._banners:
            return
        texts = self._ctx.texts
        text = texts.t("report.draft_failed", problem=words.what_to_do(texts, error))
        self._open("save", "err", text, texts.t("report.retry"), self.save_again.emit)

    def save_worked(self) -> None:
        """The draft is on disk."""
        self._close("save")

    def restored(self, text: str) -> None:
        """A draft came back."""
        self._open("restored", "info", text, self._ctx.texts.t("report.draft_discard"), self._discarded)

    def unread(self, error: HelpError) -> None:
        """The last draft could not be read."""
        texts = self._ctx.texts
        self._open("unread", "warn", texts.t("report.draft_unread", problem=words.what_to_do(texts, error)))

    def _send_again(self) -> None:
        self._close("send")
        self.send_again.emit()

    def _discarded(self) -> None:
        self._close("restored")
        self.discarded.emit()

    def _open(
        self, name: str, level: str, text: str, action: str = "", act: Callable[[], None] | None = None
    ) -> Banner:
        self._close(name)
        close = self._ctx.texts.t("report.close")
        banner = Banner(
            self._ctx.theme, level, text, action=action, dismiss="" if name == "errors" else close
        )
        banner.setObjectName(f"report_banner_{name}")
        banner.set_narrow(self._narrow)
        if act is not None:
            banner.acted.connect(act)
        banner.dismissed.connect(self.shown)
        self._banners[name] = banner
        self._form.errors.addWidget(banner)
        self.shown.emit()
        return banner

    def _close(self, name: str) -> None:
        banner = self._banners.pop(name, None)
        if banner is not None:
            self._form.errors.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
            self.shown.emit()


def _field(error: HelpError) -> str:
    """Which field it is about: `text`, `tried` or `email`."""
    return "email" if error.code is Problem.EMAIL_INVALID else str(error.params.get("field", "text"))
