"""The verb behind notifications: what is new to the user, once on this machine."""

from __future__ import annotations

import msgspec

from helppanel.contract.ticket import Author, TicketStatus
from helppanel.delivery.conversation import Conversation
from helppanel.delivery.database import put_meta
from helppanel.service.judging import Judging

_TOLD = "told"  # names in `meta` the news that the user was told of and has not read yet


class Telling(Judging):
    """Part of HelpService."""

    def untold_news(self) -> tuple[Conversation, ...]:
        """Those with news that nobody was told of, first those that wait for the user; now they are told.

        Once each, also over restarts and with several instances of the host.
        """
        news = {_key(one): one for one in self.conversations() if one.unread or one.asks_fixed}
        with self._opened().database.transaction() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = ?", (_TOLD,)).fetchone()
            told = set() if row is None else msgspec.json.decode(row["value"], type=set[str])
            if told != news.keys():
                put_meta(connection, _TOLD, msgspec.json.encode(sorted(news)).decode() if news else None)
        fresh = [one for key, one in news.items() if key not in told]
        return tuple(sorted(fresh, key=lambda one: one.status is not TicketStatus.PENDING))


def _key(talk: Conversation) -> str:
    """What is new in it: the last message to the user, or the version that is asked about."""
    if not talk.unread:
        return f"{talk.uuid} {talk.fixed_in}"
    last = [entry.uuid for entry in talk.entries if entry.author is not Author.USER][-1:]
    return " ".join(map(str, (talk.uuid, *last)))
