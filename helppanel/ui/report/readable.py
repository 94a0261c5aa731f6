"""A manifest, to be read by people: every word that is in it, under its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from helppanel.contract.report import FactGroup, Report
from helppanel.ui.report.words import kinds_counted
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.texts import Texts

Row = tuple[str, str]  # name and value
NAME_WIDTH = 132


def written(texts: Texts, report: Report) -> list[Row]:
    """What the user wrote, what led to the form, and who sends it from where."""
    t = texts.t
    stated = {
        "report.text_label": report.text,
        "form.error_code": report.error_code,
        "form.tried": report.tried,
        "form.account": report.account,
        "report.email": report.email,
        "form.view_known_issue": report.known_issue,
        "form.view_query": report.query,
        "form.view_article": report.article,
    }
    about = {
        "form.view_kind": t(f"report.kind_{report.kind}"),
        **stated,
        "form.view_app": f"{report.app.name} {report.app.version} ({report.app.id})",
        "form.view_locale": report.locale,
        "form.view_created": report.created_at.isoformat(timespec="seconds"),
        "form.view_uuid": str(report.uuid),
        "form.view_masked": kinds_counted(texts, report.scrubbed),
    }
    return [(t(name), value) for name, value in about.items() if value]


def of_group(group: FactGroup) -> list[Row]:
    """A group's facts."""
    return [(fact.label, fact.value) for fact in group.facts]


def rows_card(rows: Iterable[Row]) -> Card:
    """Names at the left, values at the right, to be read and copied."""
    card = Card(padding=16)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for number, (name, value) in enumerate(rows):
        title = label(name, "body", "text2", wrap=True)
        title.setFixedWidth(NAME_WIDTH)
        said = label(breakable(value), "body", "text", wrap=True)
        said.setAccessibleName(f"{name} {value}")
        said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, number, 1, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(grid)
    return card


def breakable(text: str) -> str:
    """`text` with a place to break in words too long for any line."""
    return " ".join("\u200b".join(w[i : i + 32] for i in range(0, len(w), 32)) for w in text.split(" "))
