"""News while the panel is not in front of the user: told by the host, else by its tray icon."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject

from helppanel.contract.ticket import Author, TicketStatus
from helppanel.ui.feedback.foreign import one_line

if TYPE_CHECKING:
    from helppanel.config import HelpConfig
    from helppanel.service import Conversation
    from helppanel.ui.ports import PanelService
    from helppanel.ui.texts import Texts

_LONGEST = 120  # characters of an answer
_CLICKABLE = 60_000  # ms; a later click on the tray's message is for something else


class Notifying(QObject):
    """`open_address` brings the panel on screen; from a question it leads to the reply box."""

    def __init__(
        self,
        config: HelpConfig,
        service: PanelService,
        open_address: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._config, self._service, self._open = config, service, open_address
        self._address = ""
        self._told = QElapsedTimer()
        if config.on_notify is None and config.tray is not None:
            config.tray.messageClicked.connect(self._clicked)

    @property
    def wanted(self) -> bool:
        """Whether there is a way to tell the user."""
        return self._config.on_notify is not None or self._config.tray is not None

    def tell(self, texts: Texts) -> None:
        """There is more unread than before: say what it is."""
        if self.wanted:
            self._service.run(self._service.conversations, partial(self._say, texts))

    def _say(self, texts: Texts, conversations: tuple[Conversation, ...]) -> None:
        news = next((one for one in conversations if one.unread or one.asks_fixed), None)
        if news is None:
            return
        title, text = words(news, texts)
        address = f"feedback:{news.uuid}?reply=1"
        if self._config.on_notify is not None:
            self._config.on_notify(title, text, lambda: self._open(address))
            return
        self._address = address
        self._told.start()
        self._config.tray.showMessage(title, text)

    def _clicked(self) -> None:
        """Messages of the host's own come through the same icon."""
        address, self._address = self._address, ""
        if address and not self._told.hasExpired(_CLICKABLE):
            self._open(address)


def words(news: Conversation, texts: Texts) -> tuple[str, str]:
    """Title and text of the notification."""
    if not news.unread:
        version = one_line(news.fixed_in)
        return texts.t("feedback.fixed_question", version=version), one_line(news.title)
    asks = news.status is TicketStatus.PENDING
    title = texts.t("feedback.notify_pending" if asks else "feedback.notify_news")
    said = [one_line(entry.text) for entry in news.entries if entry.author is not Author.USER and entry.text]
    text = said[-1] if said else one_line(news.title)
    return title, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
