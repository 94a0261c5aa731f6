"""What is done to several tickets at once: assign, priority, tag, close, merge; all of it or nothing."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from litestar import Request, Response, get, post

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.ticket import DeskPatch, TicketStatus
from helppanel.server import merging, tags
from helppanel.server.agents import Agent
from helppanel.server.database import Transaction
from helppanel.server.desk.place import NOBODY, place_in
from helppanel.server.desk.render import go
from helppanel.server.desk.session import AnyRequest, Visit
from helppanel.server.schema import tickets
from helppanel.server.store import Store
from helppanel.server.tickets import edit

MOST = 100  # tickets at once; a page has fewer


@post("/bulk")
async def bulk(
    request: Request[Any, Any, Any], store: Store, visit: Visit, form: dict[str, str]
) -> Response[None]:
    """Do `do` to every `number`. What cannot be done to one is done to none: back with `?refused`."""
    numbers = [str(number) for number in (await request.form()).getall("number", [])][:MOST]
    agent, back = visit.acting, f"/desk/tickets?{place_in(request.query_params).query}"
    try:
        if numbers:
            await store.write(lambda transaction: _do(transaction, numbers, agent, form))
    except HelpError:
        return go(f"{back}&refused=1")
    return go(f"{back}&done={len(numbers)}")


@get("/bulk", sync_to_thread=False)
def to_list(request: AnyRequest) -> Response[None]:
    """Reloading the address of the form shows the list."""
    return go(f"/desk/tickets?{place_in(request.query_params).query}")


def _do(transaction: Transaction, numbers: list[str], agent: Agent, form: dict[str, str]) -> None:
    match form.get("do"):
        case "assign":
            assignee = form.get("assignee", NOBODY)
            patch = DeskPatch(assignee=None if assignee == NOBODY else assignee)
        case "priority":
            patch = _patch(priority=form.get("priority", ""))
        case "tag":
            for number in numbers:
                has = tags.of_ticket(transaction.connection, _id(transaction.connection, number))
                edit(transaction, number, agent, DeskPatch(tags=(*has, form.get("tag", ""))))
            return
        case "close":
            patch = DeskPatch(status=TicketStatus.CLOSED)
        case "merge":
            into = form.get("into", "").strip() or min(numbers)
            for number in numbers:
                if number != into:
                    merging.merge(transaction, number, into, agent)
            return
        case other:
            raise HelpError(Problem.BAD_REQUEST, f"nothing is called {other!r}")
    for number in numbers:
        edit(transaction, number, agent, patch)


def _patch(**values: str) -> DeskPatch:
    try:
        return msgspec.convert(values, DeskPatch)
    except msgspec.ValidationError as error:
        raise HelpError(Problem.BAD_REQUEST, str(error)) from error


def _id(connection: sa.Connection, number: str) -> int:
    found = connection.execute(sa.select(tickets.c.id).where(tickets.c.number == number)).scalar()
    if found is None:
        raise HelpError(Problem.NOT_FOUND, f"no ticket {number}")
    return int(found)


ROUTES = (bulk, to_list)
