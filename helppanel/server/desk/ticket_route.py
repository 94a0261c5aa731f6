"""The page of one ticket."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, get

from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import TicketStatus
from helppanel.server.agents import agent_names
from helppanel.server.by_hand import is_by_hand
from helppanel.server.desk.chips import AFTER_REPLY, PRIORITY, SETTABLE
from helppanel.server.desk.navigation import navigation
from helppanel.server.desk.place import count_in, place_in
from helppanel.server.desk.render import page
from helppanel.server.desk.session import AnyRequest, Visit
from helppanel.server.desk.views import ReplyForm, fresh_reply, ticket_view
from helppanel.server.desk_ticket import desk_ticket
from helppanel.server.store import Store
from helppanel.server.uploads import under_way


@get("/tickets/{number:str}")
async def show_ticket(
    request: Request[Any, Any, Any], store: Store, service: ServiceInfo, visit: Visit, number: str
) -> Response[str]:
    """`?picture=2` puts the second screenshot on the stage; `?again` says that a reply was sent before."""
    return await ticket_page(request, store, service, visit, number)


async def ticket_page(
    request: AnyRequest,
    store: Store,
    service: ServiceInfo,
    visit: Visit,
    number: str,
    refused: ReplyForm | None = None,
) -> Response[str]:
    """The ticket, with `refused` in its form if there is one. Raises HelpError(NOT_FOUND)."""
    place = place_in(request.query_params)
    note = visit.texts.t("reply_again") if "again" in request.query_params else ""

    def read(connection: sa.Connection) -> dict[str, object]:
        ticket = desk_ticket(connection, number)
        if ticket.erased_at is not None:
            return {"ticket": ticket, "nav": navigation(connection, visit.name, place)}
        uploads = under_way(connection, number)
        received = {sha256: store.partials.size(upload) for sha256, upload in uploads.items()}
        view = ticket_view(ticket, store.blobs, received, visit.texts)
        return {
            "view": view,
            "by_hand": is_by_hand(connection, number),
            "reply": refused or fresh_reply(ticket, visit.name, note),
            "nav": navigation(connection, visit.name, place),
            "agents": agent_names(connection),
            "settable": _settable(view.ticket.status),
            "picture_index": min(count_in(request.query_params, "picture"), max(1, len(view.pictures))),
        }

    values = await store.read(read)
    if "ticket" in values:  # refused: what the agent wrote meanwhile can go nowhere
        gone = 200 if refused is None else 422
        return page("erased.html", visit, service, values | {"place": place}, status=gone)
    fixed: dict[str, object] = {
        "place": place,
        "after_reply": AFTER_REPLY,
        "priorities": PRIORITY,
        "text_limit": service.limits.text,
    }
    return page("ticket.html", visit, service, values | fixed, status=422 if refused else 200)


def _settable(status: TicketStatus) -> tuple[TicketStatus, ...]:
    return SETTABLE if status in SETTABLE else (status, *SETTABLE)
