"""`GET /tickets/{number}`."""

from __future__ import annotations

from litestar import get
from litestar.params import FromPath

from helppanel.contract.problems import Problem
from helppanel.contract.ticket import Ticket
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, installation
from helppanel.server.sync import user_ticket


@get(
    "/tickets/{number:str}",
    opt=described(
        Description(
            summary="One ticket of yours, whole",
            security=Security.INSTALLATION,
            answers={200: Answer(text="The ticket with all its messages", content=Ticket)},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def get_ticket(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> Ticket:
    caller, days = installation(request, parts), parts.service.info.reopen_days
    return await parts.store.read(lambda connection: user_ticket(connection, caller.id, number, days))


HANDLERS = (get_ticket,)
