"""What is masked in the facts: seen by the user, who may have a kind of it sent as it is."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.sightings import Sighting
from helppanel.ui.report.sheet import Sheet
from helppanel.ui.widgets.buttons import CheckBox
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

MOST = 30  # of one kind are shown one by one


class MaskedSheet(Sheet):
    """A card a kind.

    Signals:
        chosen(kinds): the user wants these, and no others, to be sent as they are.
    """

    chosen = Signal(object)

    def __init__(
        self, ctx: PageContext, parent: QWidget, found: Sequence[Sighting], shown: frozenset[str]
    ) -> None:
        t = ctx.texts.t
        super().__init__(ctx, parent, t("form.masked_title"), t("form.masked_about"), QSize(560, 520))
        self.setObjectName("report_masked_sheet")
        self._shown = shown
        for kind in PrivateKind:
            of_kind = [sighting for sighting in found if sighting.kind is kind]
            if of_kind:
                self.body.addWidget(self._card(kind, of_kind))
        self.body.addStretch(1)

    def _card(self, kind: PrivateKind, found: list[Sighting]) -> Card:
        t = self.ctx.texts.t
        name = t(f"privacy.{kind}")
        card = Card(padding=12, spacing=6)
        head = QHBoxLayout()
        heading = t("form.kind_count", kind=name, count=len(found))
        title = label(heading[:1].upper() + heading[1:], "bodyStrong")
        head.addWidget(title, 1)
        box = CheckBox(t("form.masked_send"))
        box.setObjectName(f"report_show_{kind}")
        box.setAccessibleName(t("form.masked_send_name", kind=name))
        box.setChecked(kind.value in self._shown)
        box.toggled.connect(partial(self._toggled, kind.value))
        head.addWidget(box)
        card.body.addLayout(head)
        for sighting in found[:MOST]:
            card.body.addWidget(label(sighting.where, "caption", "text3", wrap=True))
            card.body.addWidget(self._words(sighting))
        if len(found) > MOST:
            card.body.addWidget(label(t("form.masked_more", count=len(found) - MOST), "caption", "text3"))
        return card

    def _words(self, sighting: Sighting) -> QLabel:
        words = label("", "body", "text2", wrap=True)
        words.setTextFormat(Qt.TextFormat.RichText)
        color, ground = self.ctx.theme.css("text"), self.ctx.theme.css("highlight")
        marked = f'<span style="color: {color}; background-color: {ground}">{_plain(sighting.words)}</span>'
        words.setText(f"{_plain(sighting.before)}{marked}{_plain(sighting.after)}")
        words.setAccessibleName(f"{sighting.where} {sighting.words}")
        return words

    def _toggled(self, kind: str, on: bool) -> None:
        self._shown = self._shown | {kind} if on else self._shown - {kind}
        self.chosen.emit(self._shown)


def _plain(text: str) -> str:
    """As HTML, and able to break anywhere: keys and paths are long words."""
    return "&#8203;".join(html.escape(text[i : i + 8]) for i in range(0, len(text), 8))
