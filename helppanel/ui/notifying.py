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

    def tell(self, texts: Texts, *, in_front: bool = False) -> None:
        """There is something unread: say what of it is new, once; nothing to who has the panel `in_front`."""
        if self.wanted:
            self._service.run(self._service.untold_news, None if in_front else partial(self._say, texts))

    def _say(self, texts: Texts, news: tuple[Conversation, ...]) -> None:
        if not news:
            return
        title, text = words(news, texts)
        address = f"feedback:{news[0].uuid}?reply=1"
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


def words(news: tuple[Conversation, ...], texts: Texts) -> tuple[str, str]:
    """Title and text of the one notification about all of `news`; a click on it leads to the first."""
    first = news[0]
    asks = first.status is TicketStatus.PENDING
    if len(news) > 1:
        title = texts.t("feedback.notify_many_pending" if asks else "feedback.notify_many", count=len(news))
        text = texts.t("feedback.notify_titles").join(one_line(one.title) for one in news)
    elif not first.unread:
        title = texts.t("feedback.fixed_question", version=one_line(first.fixed_in))
        text = one_line(first.title)
    else:
        title = texts.t("feedback.notify_pending" if asks else "feedback.notify_news")
        said = [one_line(one.text) for one in first.entries if one.author is not Author.USER and one.text]
        text = said[-1] if said else one_line(first.title)
    return title, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
