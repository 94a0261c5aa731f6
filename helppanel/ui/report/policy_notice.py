"""What the administrator switched off in the form, by whom, and whom to ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.policy import Policy
from helppanel.ui.report.mark import Mark
from helppanel.ui.widgets.buttons import Button, plain_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.texts import Texts


class PolicyNotice(Card):
    """Hidden where nothing is off. Where the whole form is, it stands in the form's place.

    Signals:
        appeared(): never after it was made: what is off stays so while the app runs.
    """

    appeared = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(padding=12, spacing=4)
        self.setObjectName("report_policy")
        policy = ctx.service.policy
        said = sentences(policy, ctx.texts)
        self._buttons: list[Button] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        mark = Mark(ctx.theme, "lock")
        mark.setFixedHeight(22)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        for number, sentence in enumerate(said):
            text = label(sentence, "body", "text2" if number else "text", wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # whom to ask
            lines.addWidget(text)
        row.addLayout(lines, 1)
        self.body.addLayout(row)
        if not policy.form:
            button = plain_button(ctx.theme, ctx.texts.t("policy.contact"), "phone")
            button.setObjectName("report_policy_contact")
            button.clicked.connect(partial(ctx.open, "contact"))
            lines.addSpacing(8)
            lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons.append(button)
        self.setAccessibleName(" ".join(said))
        if not said:
            self.hide()

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [*self._buttons]


def sentences(policy: Policy, texts: Texts) -> list[str]:
    """What is off and what that means, the heading first; nothing where all is allowed."""

    def by(key: str, **more: str) -> str:
        who = _spaced(policy.by) if texts.locale == "zh-CN" else policy.by
        return texts.t(f"policy.{key}" if who else f"policy.{key}_somebody", by=who, **more)

    if policy.problem:
        found = [texts.t("policy.unread"), texts.t("policy.unread_text")]
    elif not policy.form:
        found = [by("form_off"), texts.t("policy.form_off_text")]
    elif policy.off:
        parts = texts.t("policy.comma").join(texts.t(f"policy.part_{part}") for part in policy.off)
        found = [by("off", parts=parts)]
    else:
        return []
    return [*found, texts.t("policy.ask", contact=policy.contact)] if policy.contact else found


def _spaced(name: str) -> str:
    """As Chinese text wants a name in its midst: Latin letters stand off by a space."""
    return f"{' ' * name[:1].isascii()}{name}{' ' * name[-1:].isascii()}" if name else ""
