"""The state of the link to the server, at the rail's foot."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from helppanel.contract.problems import Problem
from helppanel.ui import icons
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import ElidedLabel

_ICONS = {
    "encrypted": "shield",
    "local": "monitor",
    "offline": "offline",
    "down": "offline",
    "none": "monitor",
}


class LinkState(QWidget):
    """One line: encrypted, offline, or no server at all."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 0, 4)
        row.setSpacing(10)
        self._mark = QLabel()
        row.addWidget(self._mark)
        self._words = ElidedLabel("", "caption", "text3")
        self._words.setObjectName("link_state")
        row.addWidget(self._words, 1)
        self.refresh()

    @property
    def state(self) -> str:
        """`encrypted`, `local` (plain http, which only this machine may speak), `offline`, `down` or `none`.

        `down`: there may be a network, but no way to the server.
        """
        service = self._ctx.service
        if not service.has_server:
            return "none"
        if service.online is False:
            failure = service.last_failure
            return "offline" if failure is None or failure.code is Problem.OFFLINE else "down"
        return "encrypted" if (service.server or "").lower().startswith("https:") else "local"

    def refresh(self) -> None:
        """Read it again."""
        theme, words = self._ctx.theme, self._ctx.texts.t(f"frame.link_{self.state}")
        self._mark.setPixmap(icons.pixmap(_ICONS[self.state], theme.color("text3"), 16))
        why = self._why()
        for part in (self, self._mark):
            part.setToolTip(why or words)
        self._mark.setAccessibleName(words)
        self._words.set_text(words)

    def _why(self) -> str:
        """What went wrong and what to do, where the last call found no way."""
        service, texts = self._ctx.service, self._ctx.texts
        if service.online is not False or service.last_failure is None:
            return ""
        code = service.last_failure.code
        return f"{texts.problem(code)}\n{texts.next_step(code)}"

    def set_compact(self, compact: bool) -> None:
        """The icon alone."""
        self._words.setVisible(not compact)
