"""What an agent does to a ticket: reply, and set status, assignee and priority."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa
from litestar import Request, Response, get, post

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import DeskPatch
from helppanel.server.database import Transaction
from helppanel.server.desk.place import place_in
from helppanel.server.desk.render import go
from helppanel.server.desk.session import AnyRequest, Visit
from helppanel.server.desk.ticket_route import ticket_page
from helppanel.server.desk.views import ReplyForm
from helppanel.server.schema import messages
from helppanel.server.store import Store
from helppanel.server.tickets import answer, edit

T = TypeVar("T")


@post("/tickets/{number:str}/reply")
async def reply(
    request: Request[Any, Any, Any],
    store: Store,
    service: ServiceInfo,
    visit: Visit,
    form: dict[str, str],
    number: str,
) -> Response[Any]:
    """Answer the user and move the ticket on, in one transaction; a refused form comes back with its text."""
    text = form.get("text", "").replace("\r\n", "\n").strip()
    after = form.get("after", "")
    sent = ReplyForm(_read(form.get("uuid", ""), UUID), text, after)
    patch = _patch({"status": after} if after else {})
    problem, limit = "", service.limits.text
    if not text:
        problem = visit.texts.t("reply_empty")
    elif len(text) > limit:
        problem = visit.texts.t("reply_too_long", limit=limit, count=len(text))
    if problem:
        return await ticket_page(request, store, service, visit, number, replace(sent, problem=problem))
    agent, uuid = visit.acting, sent.message_uuid()

    def write(transaction: Transaction) -> bool:
        known = sa.select(messages.c.id).where(messages.c.uuid == uuid)
        if transaction.connection.execute(known).first() is not None:  # the button twice, or Back and again
            return False
        answer(transaction, number, agent, text, uuid)
        edit(transaction, number, agent, patch)
        return True

    address = _address(request, number)
    return go(f"{address}#latest" if await store.write(write) else f"{address}&again#reply")


@post("/tickets/{number:str}/handling")
async def handling(
    request: Request[Any, Any, Any], store: Store, visit: Visit, form: dict[str, str], number: str
) -> Response[None]:
    """Change what this form changed: a colleague's change to the other fields in the meantime stays."""
    changed: dict[str, str] = {
        name: form[name]
        for name in ("status", "assignee", "priority")
        if name in form and form[name] != form.get(f"was_{name}")
    }
    patch, agent = _patch(changed), visit.acting
    await store.write(lambda transaction: edit(transaction, number, agent, patch))
    return go(_address(request, number))


@get(["/tickets/{number:str}/reply", "/tickets/{number:str}/handling"], sync_to_thread=False)
def to_ticket(request: Request[Any, Any, Any], number: str) -> Response[None]:
    """Reloading the address of a form shows its ticket."""
    return go(_address(request, number))


def _address(request: AnyRequest, number: str) -> str:
    return f"/desk/tickets/{number}?{place_in(request.query_params).query}"


def _patch(changed: dict[str, str]) -> DeskPatch:
    values: dict[str, str | None] = dict(changed)
    if changed.get("assignee") == "":
        values["assignee"] = None
    return _read(values, DeskPatch)


def _read(value: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise HelpError(Problem.BAD_REQUEST, str(error)) from error


ROUTES = (reply, handling, to_ticket)
