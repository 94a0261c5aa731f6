"""A report before its receipt: where it is, what happens next, and what the user can do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helppanel.contract.problems import Problem
from helppanel.contract.report import AttachmentRole, ReportKind
from helppanel.report.amount import amount
from helppanel.ui import icons
from helppanel.ui.feedback.confirm import Confirm
from helppanel.ui.feedback.delivery_words import kind_of, next_lines, problem_of
from helppanel.ui.feedback.disc import Disc
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.widgets.buttons import plain_button, primary_button, text_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import ElidedLabel, label, restyle

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext

_KINDS = {ReportKind.PROBLEM: "bug", ReportKind.SUGGESTION: "bulb", ReportKind.QUESTION: "question"}
_ICONS = {"refused": "err", "sending": "send", "handed": "save", "queued": "clock"}
_PATIENT = frozenset({Problem.RATE_LIMITED})  # the server said when; another try now would only be put off


class Waiting(QWidget):
    """Shows a conversation that has no number yet.

    Signals:
        send_wanted(), edit_wanted(), discard_wanted(): 立即发送, 继续编辑, 删除 confirmed.
        save_wanted(), mail_wanted(), import_wanted(): 保存为文件, 用邮件发送, 导入回复文件.
        cure_wanted(): what mends the problem with one click.
    """

    send_wanted = Signal()
    edit_wanted = Signal()
    discard_wanted = Signal()
    save_wanted = Signal()
    mail_wanted = Signal()
    import_wanted = Signal()
    cure_wanted = Signal()

    def __init__(self, ctx: PageContext, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("waiting")
        self.setProperty("class", "body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ctx = ctx
        self._now = now
        self._shown: Conversation | None = None
        self._asking = False
        self._mail = False
        t, theme = ctx.texts.t, ctx.theme
        self._disc = Disc(theme)
        self._title = _line("title", "text", "waiting_title")
        self._problem = _line("bodyStrong", "text", "waiting_problem")
        self._next = _line("body", "text2", "waiting_next")
        self._kind = QLabel()
        self._name = ElidedLabel("", "bodyStrong")
        self._meta = label("", "caption", "text3")
        self._send = primary_button(theme, t("feedback.send_now"))
        self._edit = plain_button(theme, t("feedback.edit_again"), "pencil")
        self._cure = primary_button(theme, "")
        self._save = text_button(theme, t("feedback.save"))
        self._by_mail = text_button(theme, t("feedback.mail"))
        self._import = text_button(theme, t("feedback.import"))
        for button, name, signal in (
            (self._send, "send_now", self.send_wanted),
            (self._edit, "edit_again", self.edit_wanted),
            (self._cure, "cure", self.cure_wanted),
            (self._save, "save_parcel", self.save_wanted),
            (self._by_mail, "send_by_mail", self.mail_wanted),
            (self._import, "import_answers", self.import_wanted),
        ):
            button.setObjectName(name)
            button.clicked.connect(signal)
        self._cure.hide()
        self._discard = Confirm(ctx)
        self._discard.asking.connect(self._ask)
        self._discard.confirmed.connect(self.discard_wanted)
        self._outcome = _line("caption", "text2", "waiting_outcome")
        self._outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._outcome.hide()
        self._failure = _line("caption", "err", "waiting_failure")
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._tick)
        self._lay_out()

    def show_conversation(self, conversation: Conversation) -> None:
        """Say where its parcel stands."""
        t, kind = self._ctx.texts.t, kind_of(conversation)
        self._shown = conversation
        self._disc.show_icon(_ICONS[kind], kind == "refused")
        self._title.setText(t(f"feedback.{kind}_title"))
        problem = problem_of(conversation)
        tells = problem is not None and (self._ctx.service.has_server or kind == "refused")
        self._problem.setText(self._ctx.texts.problem(problem) if problem is not None and tells else "")
        self._problem.setVisible(tells)
        self._kind.setPixmap(
            icons.pixmap(_KINDS.get(conversation.kind, "chat"), self._ctx.theme.color("text2"), 20)
        )
        self._name.set_text(one_line(conversation.title))
        self._meta.setText(self._contents(conversation))
        self._meta.setVisible(bool(self._meta.text()))
        self._tick()
        self._offer()

    def offer(self, *, mail: bool, cure: str) -> None:
        """Whether there is a way by `mail`, and what mends the problem ("" where nothing here does)."""
        self._mail = mail
        self._cure.setText(cure)
        self._offer()

    def _tick(self) -> None:
        """What changes with time."""
        shown = self._shown
        if shown is None:
            return
        has_server = self._ctx.service.has_server
        lines = next_lines(shown, self._now(), self._ctx.texts, has_server=has_server)
        self._next.setText("\n".join(lines))
        if shown.next_try is None or not self.isVisible():
            self._ticking.stop()
        elif not self._ticking.isActive():
            self._ticking.start()

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        self._failure.hide()
        self._offer()

    def _offer(self) -> None:
        """The buttons that fit the state; none beside an open question."""
        shown, service = self._shown, self._ctx.service
        if shown is None:
            return
        t, kind = self._ctx.texts.t, kind_of(shown)
        refused, idle = kind == "refused", kind != "sending" and not self._asking
        free = refused or shown.handed_at is None  # what was handed in may have arrived
        cured = bool(self._cure.text()) and idle
        self._discard.setVisible(kind != "sending" and free)
        self._edit.setText(f" {t('feedback.edit_refused' if refused else 'feedback.edit_again')}")
        self._edit.setVisible(idle and free and (service.policy.form or not refused))
        patient = shown.problem in _PATIENT
        self._send.setVisible(idle and service.has_server and not refused and not patient)
        self._cure.setVisible(cured)
        self._save.setText(t("feedback.save" if shown.handed_at is None else "feedback.save_again"))
        self._save.setVisible(idle)
        self._by_mail.setVisible(idle and self._mail)
        self._import.setVisible(idle and shown.handed_at is not None)
        # one filled button: the next step
        first = self._cure if cured else self._edit if refused else self._send
        for button in (self._send, self._edit):
            button.setProperty("kind", "primary" if button is first else "plain")
            restyle(button)
        tint = self._ctx.theme.color("onAccent" if first is self._edit else "text")
        self._edit.setIcon(icons.icon("pencil", tint, self._ctx.theme.px("icon.small")))

    def show_failure(self, sentence: str) -> None:
        """What the user asked for could not be done."""
        self._outcome.hide()
        self._failure.setText(sentence)
        self._failure.show()

    def show_outcome(self, sentence: str) -> None:
        """What the user asked for is done."""
        self._failure.hide()
        self._outcome.setText(sentence)
        self._outcome.setAccessibleName(sentence.replace("\u200b", ""))
        self._outcome.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._outcome, QAccessible.Event.Alert))

    def reset(self) -> None:
        """Ask and blame nothing any more: another conversation is shown."""
        self._discard.reset()
        self._failure.hide()
        self._outcome.hide()
        self.offer(mail=False, cure="")

    def _contents(self, conversation: Conversation) -> str:
        t = self._ctx.texts.t
        attached = conversation.entries[0].attachments if conversation.entries else ()
        pictures = sum(one.role is AttachmentRole.SCREENSHOT for one in attached)
        files = len(attached) - pictures
        parts = [t("feedback.pictures", count=pictures)] if pictures else []
        parts += [t("feedback.files", count=files)] if files else []
        if attached:
            parts.append(t("feedback.total", size=amount(sum(one.size for one in attached))))
        return t("feedback.dot").join(parts)

    def _lay_out(self) -> None:
        card = Card(padding=12)
        card.setMaximumWidth(440)
        inside = QHBoxLayout()
        inside.setSpacing(12)
        inside.addWidget(self._kind)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._meta)
        inside.addLayout(words, 1)
        card.body.addLayout(inside)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 1000)
        middle.addStretch(1)
        buttons, ways = FlowLayout(centered=True), FlowLayout(centered=True)
        for widget in (self._discard, self._edit, self._send, self._cure):
            buttons.addWidget(widget)
        for way in (self._save, self._by_mail, self._import):
            ways.addWidget(way)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self._problem)
        column.addWidget(self._next)
        column.addSpacing(16)
        column.addLayout(middle)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addLayout(ways)
        column.addWidget(self._outcome)
        column.addWidget(self._failure)
        column.addStretch(2)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """The time goes on."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._ticking.stop()


def _line(ramp: str, tone: str, name: str) -> QLabel:
    """A sentence in the middle of the page."""
    words = label("", ramp, tone, wrap=True)
    words.setObjectName(name)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return words
