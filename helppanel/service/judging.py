"""The verbs after an answer: rate it, open the ticket again, say whether the new version has mended it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec

from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import Account, ServiceInfo
from helppanel.contract.ticket import TicketStatus
from helppanel.delivery.conversation import Conversation
from helppanel.delivery.inbox import SYNCED_AT
from helppanel.report import judging
from helppanel.report.checks.version import has_reached
from helppanel.service.expecting import expected
from helppanel.service.writing import Writing

_OVER = frozenset({TicketStatus.SOLVED, TicketStatus.CLOSED})


class Judging(Writing):
    """Part of HelpService."""

    def conversations(self) -> tuple[Conversation, ...]:
        """All reports with what was said about them, the latest news first."""
        found, info = self._opened().conversations.all(), self._published()
        return tuple(self._asking(one, info) for one in found)

    def conversation(self, uuid: UUID) -> Conversation:
        """One of them. Raises HelpError NOT_FOUND."""
        return self._asking(self._opened().conversations.one(uuid), self._published())

    def unread(self) -> int:
        """How many messages are unread, and how many questions after an upgrade wait for an answer."""
        opened = self._opened()
        fixed = any(ticket.fixed_in for ticket in opened.inbox.tickets().values())
        asked = sum(one.asks_fixed for one in self.conversations()) if fixed else 0
        return opened.inbox.unread() + asked

    def synced_at(self) -> datetime | None:
        """When the server was last heard; None before the first time."""
        at = self._opened().database.meta(SYNCED_AT)
        return None if at is None else datetime.fromtimestamp(float(at), UTC)

    def rate(self, number: str, stars: int, text: str = "") -> None:
        """Store what the user thinks of ticket `number`, 1 to 5 stars, and let the courier take it.

        Raises HelpError TEXT_TOO_LONG.
        """
        now, limits = datetime.now(UTC), self._limits()
        self._put(judging.prepare_rating(stars, text, number, uuid=uuid4(), now=now, limits=limits))

    def reopen(self, number: str, text: str, fixed: bool | None = None) -> None:
        """Store why ticket `number` shall be open again, and let the courier take it.

        `fixed` False: it answers no to 已解决吗? after the upgrade. Raises HelpError TEXT_EMPTY,
        TEXT_TOO_LONG.
        """
        now, limits = datetime.now(UTC), self._limits()
        self._put(judging.prepare_reopening(text, fixed, number, uuid=uuid4(), now=now, limits=limits))

    def say_fixed(self, uuid: UUID) -> None:
        """The version that the app has now has mended it: nobody asks about that version again."""
        self.save_setting(_name(uuid), self.conversation(uuid).fixed_in)
        self._changed("news")

    def account(self) -> Account | None:
        """Who the user is, as far as the server believes the host's account token."""
        return self._opened().members.account()

    def _published(self) -> ServiceInfo | None:
        with suppress(HelpError):  # what the host shipped cannot be read
            return self.service_info()
        return None

    def _asking(self, conversation: Conversation, info: ServiceInfo | None) -> Conversation:
        """With whether the app has the fix that the user was promised, and the user has not said so.

        And with when an answer can be expected.
        """
        found = msgspec.structs.replace(conversation, expected_at=expected(info, conversation))
        asks = (
            found.fixed_in != ""
            and found.status in _OVER
            and not found.reopening
            and has_reached(self._config.app_version, found.fixed_in)
            and self.load_setting(_name(found.uuid)) != found.fixed_in
        )
        return msgspec.structs.replace(found, asks_fixed=True) if asks else found


def _name(uuid: UUID) -> str:
    return f"fixed:{uuid}"
