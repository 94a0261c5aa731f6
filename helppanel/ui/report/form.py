"""The form's fields, in the two layouts."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from helppanel.contract.report import AttachmentRole, ReportKind
from helppanel.report.clean import valid
from helppanel.report.draft import Draft, DraftFile
from helppanel.ui.feedback.dates import by
from helppanel.ui.report.attachments import Attachments
from helppanel.ui.report.checks_card import ChecksCard
from helppanel.ui.report.description import Description
from helppanel.ui.report.email_field import EmailField
from helppanel.ui.report.extra import Extra, Extras
from helppanel.ui.report.fold import Fold
from helppanel.ui.report.known_card import KnownCard
from helppanel.ui.report.outgoing import Outgoing
from helppanel.ui.report.policy_notice import PolicyNotice
from helppanel.ui.report.proposals import Proposals
from helppanel.ui.report.screenshots import Screenshots
from helppanel.ui.report.suggestions import Suggestions
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label, line
from helppanel.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

KINDS = {"problem": "bug", "suggestion": "bulb", "question": "question"}
RIGHT = 256  # the width of the right-hand column


class Form(QWidget):
    """Signals:
    changed(): anything that would be sent changed.
    busy(on): a picture or file is on its way into the draft, or no longer.
    """

    changed = Signal()
    busy = Signal(bool)

    def __init__(self, ctx: PageContext, work: Work, page: QWidget) -> None:
        super().__init__()
        self._ctx, self._work = ctx, work
        texts, theme = ctx.texts, ctx.theme
        self.setProperty("class", "body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        choices = [(kind, texts.t(f"report.kind_{kind}"), icon) for kind, icon in KINDS.items()]
        self.kind = Segmented(theme, choices, texts.t("report.kind"))
        self.kind.setObjectName("report_kind")
        self.description = Description(ctx)
        self.private = Proposals(ctx, work, self.description.editor)
        self.extra = Extra(ctx, work)
        self.suggestions = Suggestions(ctx, work)
        self.known = KnownCard(ctx, work)
        self.screenshots = Screenshots(ctx, work, page)
        self.ask_picture = text_button(theme, texts.t("pictures.add"), "camera")
        self.ask_picture.setObjectName("report_ask_picture")
        self.attachments = Attachments(ctx, work, others=lambda: len(self.screenshots.files))
        self.outgoing = Outgoing(ctx, work)
        self.email = EmailField(ctx, work)
        self.expected = label("", "caption", "text2", wrap=True)
        self.expected.setObjectName("report_expected")
        self.expected.hide()
        self.policy = PolicyNotice(ctx)
        self.checks = ChecksCard(ctx, work)
        self.file_fold = Fold(theme, texts, "clip", texts.t("report.files"))
        self.out_fold = Fold(theme, texts, "shield", texts.t("report.outgoing"))
        self.email_fold = Fold(theme, texts, "mail", texts.t("report.email"))
        self.folds = {"file": self.file_fold, "out": self.out_fold, "email": self.email_fold}
        for name, fold in self.folds.items():
            fold.header.setObjectName(f"{name}_fold")
        self.errors = QVBoxLayout()
        self._margins = (0, 0, 0, 0)
        self._lay_out()
        self._forbid()
        self._connect()
        self._show_kind()

    def _lay_out(self) -> None:
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        kind = QHBoxLayout()
        kind.setSpacing(0)
        kind.addWidget(self.kind)
        self._kind_room = QWidget()
        kind.addWidget(self._kind_room, 1)
        self._left.addLayout(self.errors)
        self._left.addLayout(kind)
        self._left.addSpacing(4)
        written = QVBoxLayout()
        written.setSpacing(2)
        for field in (self.description, self.private, self.extra):
            written.addWidget(field)
        self._left.addLayout(written)
        for widget in (self.known, self.suggestions, self.screenshots):
            self._left.addWidget(widget)
        self._left.addWidget(self.ask_picture, 0, Qt.AlignmentFlag.AlignLeft)
        self._file_room = QVBoxLayout()
        self._left.addLayout(self._file_room)
        self._left.addStretch(1)
        self._left.setSpacing(12)
        self._wide_card = Card(padding=0, spacing=0)
        self._right.setSpacing(20)
        self._right_box = QWidget()
        self._right_box.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._fold_card = QFrame()
        self._fold_card.setProperty("class", "card")
        self._folds_column = QVBoxLayout(self._fold_card)
        self._folds_column.setContentsMargins(1, 1, 1, 1)
        self._folds_column.setSpacing(0)
        self._hairlines = (line(), line())
        below_files, above_email = self._hairlines
        for part in (self.file_fold, below_files, self.out_fold, above_email, self.email_fold):
            self._folds_column.addWidget(part)
        for card in (self.policy, self.checks, self._wide_card):
            self._right.addWidget(card)
        self._right.addWidget(self._fold_card)
        self._email_room = QVBoxLayout()
        self._right.addLayout(self._email_room)
        self._right.addWidget(self.expected)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setSpacing(24)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._right_box, 0, Qt.AlignmentFlag.AlignTop)

    def _forbid(self) -> None:
        """Take away what the administrator does not allow; the notice says so."""
        policy = self._ctx.service.policy
        if not policy.files:
            self.attachments.hide()
            self.file_fold.hide()
            self._hairlines[0].hide()
        if not policy.email:
            self.email.hide()
            self.email_fold.hide()
            self._hairlines[1].hide()

    def _connect(self) -> None:
        self.kind.chosen.connect(self._kind_chosen)
        self.known.join_wanted.connect(self.join)
        self.known.left.connect(lambda: self.join("", ""))
        self.extra.changed.connect(self._look_for_known)
        self.description.changed.connect(self._typed)
        for part in (self.extra, self.screenshots, self.attachments, self.outgoing, self.email):
            part.changed.connect(self.changed)
        for maker in (self.screenshots, self.attachments):
            maker.busy.connect(self.busy)
        self.screenshots.changed.connect(self._show_kind)
        for files in (self.screenshots, self.attachments):
            files.changed.connect(self._name_files)
        self.ask_picture.clicked.connect(lambda: self.screenshots.take("window"))

    @property
    def draft(self) -> Draft:
        """What the form holds."""
        query, article = self.outgoing.led_here.sent
        extra = self.extra.values
        return Draft(
            kind=ReportKind(self.kind.value),
            text=valid(self.description.text),
            email=valid(self.email.text.strip()) if self._ctx.service.policy.email else "",
            query=query,
            article=article,
            error_code=valid(extra.error_code),
            tried=valid(extra.tried),
            account=valid(extra.account),
            known_issue=valid(self.known.chosen),
            left_out=self.outgoing.left_out,
            shown=self.outgoing.masked.shown,
            files=self.screenshots.files + self.attachments.files,
        )

    def show_draft(self, draft: Draft) -> None:
        """Put `draft` in place of what the form holds. Emits nothing."""
        pictures = tuple(file for file in draft.files if file.role is AttachmentRole.SCREENSHOT)
        self._set_led(draft.query, draft.article)
        self.kind.set_value(draft.kind if draft.kind in KINDS else "problem")
        self.description.set_text(draft.text)
        self.private.start_over()
        self.extra.set_values(Extras(draft.error_code, draft.tried, draft.account))
        self.extra.described(draft.text)
        self.email.set_text(draft.email)
        self.outgoing.set_left_out(draft.left_out)
        self.outgoing.masked.set_shown(draft.shown)
        self.screenshots.set_files(pictures)
        self.attachments.set_files(tuple(file for file in draft.files if file not in pictures))
        self._name_files()
        self.suggestions.start_over()
        self.known.choose(draft.known_issue)
        self._show_kind()

    def lead_here(self, query: str | None, article: str | None) -> None:
        """What the user searched and read just now; None leaves what there is. Emits nothing."""
        before = self.outgoing.led_here
        self._set_led(
            before.query if query is None else query, before.article if article is None else article
        )

    def _set_led(self, query: str | None, article: str | None) -> None:
        led_here, service, locale = self.outgoing.led_here, self._ctx.service, self._ctx.locale
        led_here.set_led(query, article)
        self.suggestions.leave_out(article)
        if article:

            def name() -> str:
                return service.article(article, locale).title

            self._work.run(name, partial(led_here.set_title, article), lambda _error: None)

    def set_kind(self, kind: str) -> None:
        """Another kind; what is written stays. Emits nothing."""
        self.kind.set_value(kind)
        self._show_kind()

    def set_narrow(self, narrow: bool, *, under_title: bool) -> None:
        """One column with folds, or two columns; `under_title` while the page's title stands above."""
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        padding = self._ctx.theme.px("space.pagePadding" if under_title else "space.pagePaddingNarrow")
        self._margins = (padding, 2 if under_title else padding, padding, padding // 2)
        self._keep_width()
        self._columns.setSpacing(12 if narrow else 24)
        self._kind_room.setVisible(not narrow)
        for part in (self.description, self.extra, self.screenshots, self.attachments, self.email):
            part.set_narrow(narrow)
        if narrow:
            self._fold_up()
        else:
            self._spread()
        self._right_box.setMinimumWidth(0 if narrow else RIGHT)
        self._right_box.setMaximumWidth(16_777_215 if narrow else RIGHT)

    def _keep_width(self) -> None:
        """The scroll bar, when it comes, stands in the margin: nothing moves, and the edges stay in line."""
        left, top, right, bottom = self._margins
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        bar = area.width() - self.width() if isinstance(area, QScrollArea) else 0
        self._columns.setContentsMargins(left, top, right - min(max(bar, 0), right // 2), bottom)

    def _fold_up(self) -> None:
        self.file_fold.put(self.attachments, (16, 12, 16, 12))
        self.out_fold.put(self.outgoing, (10, 6, 2, 6))
        self.email_fold.put(self.email, (16, 12, 16, 12))
        self._folds_column.insertWidget(2, self.out_fold)
        self._wide_card.hide()
        self._fold_card.show()
        for fold in self.folds.values():
            fold.set_open(False)
        self.out_fold.header.set_heading(False)

    def _spread(self) -> None:
        self._file_room.addWidget(self.attachments)
        self._wide_card.body.addWidget(self.out_fold)
        self._email_room.addWidget(self.email)
        self.out_fold.put(self.outgoing, (10, 6, 2, 6))
        self.out_fold.header.set_heading(True)
        self.out_fold.set_open(True)
        self._fold_card.hide()
        self._wide_card.show()

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        ask = [] if self.ask_picture.isHidden() else [self.ask_picture]
        pictures = [] if self.screenshots.isHidden() else self.screenshots.stops()
        return [
            *self.kind.findChildren(QWidget),
            self.description.editor,
            *self.private.stops(),
            *self.extra.stops(),
            *([] if self.known.isHidden() else self.known.stops()),
            *self.suggestions.stops(),
            *pictures,
            *ask,
            *([] if self.file_fold.isHidden() else [self.file_fold.header, *self.attachments.stops()]),
            *self.policy.stops(),
            *self.checks.stops(),
            self.out_fold.header,
            *self.outgoing.stops(),
            *([] if self.email_fold.isHidden() else [self.email_fold.header, self.email.field]),
        ]

    def _kind_chosen(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _typed(self) -> None:
        self.suggestions.look_for(self.description.text)
        self._look_for_known()
        self.extra.described(self.description.text)
        self.changed.emit()

    def show_expected(self, at: datetime | None) -> None:
        """When the first answer can be expected; None where nobody knows."""
        if at is not None:
            when = by(at, datetime.now().astimezone(), self._ctx.texts)
            self.expected.setText(self._ctx.texts.t("form.expected", at=when))
        self.expected.setVisible(at is not None)

    def join(self, name: str, title: str) -> None:
        """我也遇到了: the report is about this known issue, and says so in words if it has none yet."""
        self.known.choose(name)
        if name and not self.description.text.strip():
            self.description.set_text(title)
        self.changed.emit()

    def add_words(self, words: str) -> None:
        """Words that are not lost with what could not be sent: below those that are there, and only once."""
        before = self.description.text.strip()
        if words not in before:
            self.description.set_text("\n\n".join(filter(None, (before, words))))
            self.changed.emit()

    def _look_for_known(self) -> None:
        self.known.look_for(self.description.text, self.extra.values.error_code)

    def remove_file(self, file: DraftFile) -> None:
        """Leave out a picture or a file."""
        if file in self.attachments.files:
            self.attachments.remove(file)
            return
        self.screenshots.set_files(tuple(other for other in self.screenshots.files if other is not file))
        self.screenshots.decline()
        self.attachments.set_files(self.attachments.files)  # takes away what was said
        self._name_files()
        self._show_kind()
        self.changed.emit()

    def _name_files(self) -> None:
        files = self.screenshots.files + self.attachments.files
        self.outgoing.set_names(tuple(file.name for file in files))

    def _show_kind(self) -> None:
        """A question has no screenshots until asked for; what is attached is shown wherever it is allowed."""
        self.description.set_kind(self.kind.value)
        allowed = self._ctx.service.policy.screenshots
        pictures = self.kind.value != "question" or self.screenshots.has_pictures
        self.screenshots.setVisible(allowed and pictures)
        self.ask_picture.setVisible(allowed and not pictures)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar may have come, or gone."""
        super().resizeEvent(event)
        self._keep_width()
