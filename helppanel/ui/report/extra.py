"""补充信息（可选）: what support asks for next: the error code, what was tried, the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.limits import Limits
from helppanel.report import error_code
from helppanel.ui.report.editor import Editor, LineField
from helppanel.ui.report.extra_head import ExtraHead
from helppanel.ui.report.notice import Notice
from helppanel.ui.report.proposals import Proposals
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

TRIED_HEIGHT = 62  # two lines


class Extras(NamedTuple):
    """What the fields hold."""

    error_code: str
    tried: str
    account: str


class Extra(QWidget):
    """Folded in at first; the row says what the fields hold, so that nothing leaves unseen.

    Signals:
        changed(): the user typed.
        stops_changed(): other places can be reached by Tab.
    """

    changed = Signal()
    stops_changed = Signal()

    def __init__(self, ctx: PageContext, work: Work) -> None:
        super().__init__()
        self._texts = texts = ctx.texts
        self.head = ExtraHead(ctx.theme, texts)
        self.head.setObjectName("report_extra")
        self.head.toggled.connect(self._fold)
        self.offer = text_button(ctx.theme, texts.t("form.error_code"))
        self.offer.setProperty("grade", "small")
        self.offer.setObjectName("report_error_code_offer")
        self.offer.clicked.connect(self._take)
        self._offered = ""
        self.error_code, self.account = LineField(), LineField()
        self.tried = Editor()
        for field, name in (
            (self.error_code, "error_code"),
            (self.tried, "tried"),
            (self.account, "account"),
        ):
            field.setObjectName(f"report_{name}")
            field.setAccessibleName(texts.t(f"form.{name}"))
        for line in (self.error_code, self.account):
            line.setMaxLength(error_code.LENGTH)
        self.error_code.setPlaceholderText(texts.t("form.error_code_hint"))
        self.tried.set_hint(texts.t("form.tried_hint"))
        self.tried.setFixedHeight(TRIED_HEIGHT)
        self.code_private = Proposals(ctx, work, self.error_code)
        self.tried_private = Proposals(ctx, work, self.tried)
        self.tried.too_long.connect(self._refused)
        self.notice = Notice(ctx.theme)
        self.notice.setObjectName("report_tried_error")
        self._lay_out()
        for changing in (self.error_code.textChanged, self.tried.textChanged, self.account.textChanged):
            changing.connect(self._typed)
        for proposals in (self.code_private, self.tried_private):
            proposals.appeared.connect(self.stops_changed)
        self._room.hide()
        self._show()

    def _lay_out(self) -> None:
        t = self._texts.t
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.head, 1)
        top.addWidget(self.offer)
        column.addLayout(top)
        self._room = QWidget()
        inner = QVBoxLayout(self._room)
        inner.setContentsMargins(0, 0, 0, 4)
        inner.setSpacing(12)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(12)
        code = self._labelled(t("form.error_code"), "", self.error_code, self.code_private)
        account = self._labelled(t("form.account"), t("form.account_note"), self.account)
        self._pair.addLayout(code, 1)
        self._pair.addLayout(account, 1)
        inner.addLayout(self._pair)
        inner.addLayout(self._labelled(t("form.tried"), "", self.tried, self.notice, self.tried_private))
        column.addWidget(self._room)

    def _labelled(self, name: str, note: str, field: QWidget, *below: QWidget) -> QVBoxLayout:
        column, head = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(4)
        head.setSpacing(8)
        title = label(name)
        title.setBuddy(field)
        head.addWidget(title)
        head.addWidget(label(note, "caption", "text3"), 1)
        column.addLayout(head)
        for part in (field, *below):
            column.addWidget(part)
        column.addStretch(1)
        return column

    @property
    def values(self) -> Extras:
        """What is written, without the spaces around it."""
        return Extras(self.error_code.text().strip(), self.tried.written, self.account.text().strip())

    def set_values(self, values: Extras) -> None:
        """Put these there. Emits nothing."""
        self.blockSignals(True)
        for field, text in ((self.error_code, values.error_code), (self.account, values.account)):
            if field.text() != text:
                field.setText(text)
        self.tried.setPlainText(values.tried)
        self.blockSignals(False)
        for proposals in (self.code_private, self.tried_private):
            proposals.start_over()
        self.head.setChecked(bool(values.error_code or values.tried.strip()))

    def described(self, text: str) -> None:
        """The description is `text`: offer the error code in it."""
        self._offered = error_code.find(text)
        self._show()

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: one field below the other."""
        direction = QBoxLayout.Direction
        self._pair.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def say(self, error: str) -> None:
        """Mark the steps as wrong and say why; "" takes the mark away."""
        self.notice.say(error)
        if error:
            self.head.setChecked(True)
        if self.tried.property("invalid") != bool(error):
            self.tried.setProperty("invalid", bool(error))
            restyle(self.tried)

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        offer = [] if self.offer.isHidden() else [self.offer]
        if not self.head.isChecked():
            return [self.head, *offer]
        code = [self.error_code, *self.code_private.stops()]
        return [self.head, *offer, *code, self.account, self.tried, *self.tried_private.stops()]

    def _fold(self, out: bool) -> None:
        self._room.setVisible(out)
        self.stops_changed.emit()

    def _take(self) -> None:
        self.error_code.selectAll()
        self.error_code.insert(self._offered)
        (self.error_code if self.head.isChecked() else self.head).setFocus()

    def _refused(self, _count: int) -> None:
        self.say(self._texts.t("form.error_tried_too_long", limit=Limits().text))

    def _typed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        t, values = self._texts.t, self.values
        parts = [
            t("form.extra_summary", label=t(f"form.{name}"), value=value)
            for name, value in (("error_code", values.error_code), ("account", values.account))
            if value
        ]
        if values.tried.strip():
            parts.append(t("form.extra_summary", label=t("form.tried"), value=t("form.tried_filled")))
        self.head.set_summary(t("form.extra_comma").join(parts))
        offered = bool(self._offered) and not values.error_code
        if offered:
            self.offer.setText(t("form.error_code_offer", code=self._offered).replace("&", "&&"))
            self.offer.setAccessibleName(t("form.error_code_offer_name", code=self._offered))
        if self.offer.isHidden() is offered:
            self.offer.setVisible(offered)
            self.stops_changed.emit()
