"""The hidden token of a form: makes sending it twice one, and shows that this server made the form."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

import msgspec

from helppanel.contract.report import Rating, Reopening, Reply, Report, encode
from helppanel.server.ticket_links import TicketLinks

_LIFETIME = timedelta(days=7)
Written = TypeVar("Written", Report, Reply, Rating, Reopening)


class FormToken(msgspec.Struct, frozen=True):
    """One form, made at `at`."""

    uuid: UUID
    at: datetime

    def named(self, written: Written, ticket: str = "") -> Written:
        """`written` under the UUID that the same content in the same form always gets; `ticket` it goes to.

        Changed after going back in the browser, it is something new. Only who has the form can get at the
        UUID, and no other UUID can be had with it.
        """
        content = f"{type(written).__name__}\0{ticket}\0{encode(written).decode()}"
        return msgspec.structs.replace(written, uuid=uuid5(self.uuid, content))


def new_form(links: TicketLinks) -> str:
    """The token of a new form."""
    words = f"{uuid4().hex}.{int(datetime.now(UTC).timestamp())}"
    return f"{words}.{links.sign(words)}"


def read_form(links: TicketLinks, token: str) -> FormToken | None:
    """What a form brought back; None: it is not ours, or too old."""
    words, _, signature = token.rpartition(".")
    if not hmac.compare_digest(links.sign(words).encode(), signature.encode()):
        return None
    name, _, seconds = words.partition(".")
    at = datetime.fromtimestamp(int(seconds), UTC)
    return FormToken(UUID(hex=name), at) if datetime.now(UTC) - at < _LIFETIME else None
