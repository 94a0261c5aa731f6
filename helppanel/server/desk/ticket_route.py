"""The page of one ticket."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, get

from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import TicketStatus
from helppanel.server import canned_answers, known_issues
from helppanel.server.agents import agent_names
from helppanel.server.by_hand import is_by_hand
from helppanel.server.desk import wording
from helppanel.server.desk.chips import AFTER_REPLY, PRIORITY, SETTABLE
from helppanel.server.desk.navigation import navigation
from helppanel.server.desk.place import count_in, place_in
from helppanel.server.desk.render import page
from helppanel.server.desk.session import AnyRequest, Visit
from helppanel.server.desk.texts import Texts
from helppanel.server.desk.views import ReplyForm, fresh_reply, ticket_view
from helppanel.server.desk_case import DeskCase, desk_case
from helppanel.server.desk_ticket import DeskTicket, desk_ticket
from helppanel.server.store import Store
from helppanel.server.uploads import under_way
from helppanel.support.calendar import service_seconds
from helppanel.support.service_info import hours_of


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
        case = desk_case(connection, number)
        view = ticket_view(ticket, case, store.blobs, received, visit.texts)
        canned = canned_answers.all_of(connection)
        prepared = next((one.text for one in canned if one.title == request.query_params.get("canned")), "")
        return {
            "view": view,
            "case": case,
            "unpublished": _unpublished(service, case, visit.texts),
            "first_response": _first_response(service, ticket, case),
            "canned": canned,
            "titles": {one.id: one.title for one in known_issues.all_of(connection)},
            "by_hand": is_by_hand(connection, number),
            "reply": refused or fresh_reply(ticket, visit.name, note, prepared),
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
        "tier_title": partial(wording.tier_title, setup=store.database.setup, texts=visit.texts),
        "place": place,
        "after_reply": AFTER_REPLY,
        "priorities": PRIORITY,
        "text_limit": service.limits.text,
        "file_limit": service.limits.file,
        "mail_server": store.database.setup.mail is not None,
        "unmerged": request.query_params.get("unmerged", ""),
    }
    return page("ticket.html", visit, service, values | fixed, status=422 if refused else 200)


def _settable(status: TicketStatus) -> tuple[TicketStatus, ...]:
    return SETTABLE if status in SETTABLE else (status, *SETTABLE)


def _unpublished(service: ServiceInfo, case: DeskCase, texts: Texts) -> str:
    if case.promised_at is None:
        return ""
    return wording.unpublished(service, case.promised_at, datetime.now(UTC), texts)


def _first_response(service: ServiceInfo, ticket: DeskTicket, case: DeskCase) -> float | None:
    """The time to the first answer, in seconds of service time; None before it."""
    if case.answered_at is None:
        return None
    try:
        return service_seconds(hours_of(service), ticket.created_at, case.answered_at)
    except HelpError:  # a time zone this machine does not know
        return (case.answered_at - ticket.created_at).total_seconds()
