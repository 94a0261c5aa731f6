"""One group of facts, as it would leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from helppanel.ui.report.readable import of_group, rows_card
from helppanel.ui.report.sheet import Sheet

if TYPE_CHECKING:
    from helppanel.contract.report import FactGroup
    from helppanel.ui.ports import PageContext


class GroupSheet(Sheet):
    """Label and value of each fact."""

    def __init__(self, ctx: PageContext, parent: QWidget, group: FactGroup) -> None:
        super().__init__(ctx, parent, group.label, ctx.texts.t("form.group_about"), QSize(520, 420))
        self.setObjectName("report_group_sheet")
        self.body.addWidget(rows_card(of_group(group)))
        self.body.addStretch(1)
