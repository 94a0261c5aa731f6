"""What the help page shows in place of hits: nothing found, or a search that failed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.ui.help.answer import Answer
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.empty_state import EmptyState


def nothing(
    ctx: PageContext, answer: Answer, report: Callable[[], None], everywhere: Callable[[], None] | None
) -> QWidget:
    """No hit; `everywhere` searches for all systems where only one was."""
    theme, t, query = ctx.theme, ctx.texts.t, answer.asked.query
    if everywhere is not None:
        other = plain_button(theme, t("help.platform_all"))
        other.setObjectName("none_everywhere")
        other.clicked.connect(everywhere)
    else:
        other = plain_button(theme, t("help.contact"), "headset")
        other.setObjectName("none_contact")
        other.clicked.connect(lambda: ctx.open("contact"))
    main = primary_button(theme, t("help.report"), "report")
    main.setObjectName("none_report")
    main.clicked.connect(report)
    if everywhere is not None:
        title = t("help.none_platform_title", query=query, name=answer.asked.platform)
    else:
        title = t("help.none_title", query=query) if query else t("help.empty_title")
    text = t("help.none_text") if query else t("help.empty_text")
    return EmptyState(theme, "search", title, text, (other, main))


def failed(ctx: PageContext, error: HelpError, again: Callable[[], None]) -> tuple[QWidget, Banner]:
    """The search failed: why, and what to do."""
    texts = ctx.texts
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 16, 0, 16)
    banner = Banner(
        ctx.theme,
        "err",
        texts.problem(error),
        detail=texts.next_step(error.code),
        action=texts.t("help.retry"),
    )
    banner.setObjectName("help_problem")
    banner.set_narrow(True)
    banner.acted.connect(again)
    column.addWidget(banner)
    column.addStretch(1)
    return page, banner
