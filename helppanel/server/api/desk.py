"""The desk's API: what the desk's pages do, for scripts with an agent's token."""

from __future__ import annotations

from litestar import Response, get, patch, post
from litestar.params import FromPath
from litestar.response import File

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.ticket import DeskMessage, DeskPatch, Message, TicketStatus
from helppanel.server import desk_list, desk_ticket, tickets
from helppanel.server.api.blobs import GET_ANSWERS, blob_file
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, PageQuery, agent, read_json, read_query
from helppanel.server.desk_list import ListedTicket, Order
from helppanel.server.desk_ticket import DeskTicket


class ListQuery(PageQuery, frozen=True):
    """Of every status, or of one; in which order."""

    status: TicketStatus | None = None
    order: Order = Order.UPDATED


@get(
    "/desk/tickets",
    opt=described(
        Description(
            summary="The tickets, last changed first, or those first who wait for an answer",
            security=Security.AGENT,
            query=ListQuery,
            answers={200: Answer(text="The tickets", content=tuple[ListedTicket, ...])},
        )
    ),
)
async def list_tickets(request: AnyRequest, parts: NeedsParts) -> tuple[ListedTicket, ...]:
    await agent(request, parts)
    query = read_query(request, ListQuery)
    chosen = desk_list.Filter(statuses=() if query.status is None else (query.status,))
    return await parts.store.read(
        lambda connection: desk_list.list_tickets(connection, chosen, query.limit, query.offset, query.order)
    )


@get(
    "/desk/tickets/{number:str}",
    opt=described(
        Description(
            summary="One whole ticket",
            security=Security.AGENT,
            answers={200: Answer(text="The ticket", content=DeskTicket)},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def get_ticket(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> DeskTicket:
    await agent(request, parts)
    return await parts.store.read(lambda connection: desk_ticket.desk_ticket(connection, number))


@get(
    "/desk/tickets/{number:str}/manifest",
    opt=described(
        Description(
            summary="The report's manifest, byte for byte as it was received",
            security=Security.AGENT,
            answers=GET_ANSWERS,
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def get_manifest(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> Response[bytes]:
    await agent(request, parts)
    body = await parts.store.read(lambda connection: desk_ticket.manifest_bytes(connection, number))
    headers = {
        "Content-Disposition": 'attachment; filename="manifest.json"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private",
    }
    return Response(body, media_type="application/octet-stream", headers=headers)


@post(
    "/desk/tickets/{number:str}/messages",
    opt=described(
        Description(
            summary="Answer the user, and set the status after it; a new ticket becomes acknowledged",
            security=Security.AGENT,
            body=DeskMessage,
            answers={201: Answer(text="The message", content=Message)},
            problems=(
                *(Problem.NOT_FOUND, Problem.ERASED, Problem.BLOB_UNKNOWN),
                *(Problem.TEXT_EMPTY, Problem.TEXT_TOO_LONG, Problem.MERGE_REFUSED),
            ),
        )
    ),
)
async def post_message(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> Message:
    author = await agent(request, parts)
    limit = parts.service.info.limits.text
    sent = await read_json(request, DeskMessage, limit)
    if len(sent.text) > limit:
        raise HelpError(Problem.TEXT_TOO_LONG, f"more than {limit} characters")
    status = sent.status if isinstance(sent.status, TicketStatus) else None
    return await parts.store.write(
        lambda transaction: tickets.answer(
            transaction, number, author, sent.text, files=sent.attachments, status=status
        )
    )


@patch(
    "/desk/tickets/{number:str}",
    opt=described(
        Description(
            summary="Set status, priority, assignee, tags, known issue or the version with the fix",
            security=Security.AGENT,
            body=DeskPatch,
            answers={200: Answer(text="The ticket as it is now", content=DeskTicket)},
            problems=(Problem.NOT_FOUND, Problem.ERASED, Problem.AGENT_UNKNOWN, Problem.MERGE_REFUSED),
        )
    ),
)
async def patch_ticket(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> DeskTicket:
    editor = await agent(request, parts)
    change = await read_json(request, DeskPatch)
    await parts.store.write(lambda transaction: tickets.edit(transaction, number, editor, change))
    return await parts.store.read(lambda connection: desk_ticket.desk_ticket(connection, number))


@get(
    "/desk/blobs/{sha256:str}",
    opt=described(
        Description(
            summary="An attachment of any ticket",
            security=Security.AGENT,
            answers=GET_ANSWERS,
            problems=(Problem.BLOB_UNKNOWN,),
        )
    ),
)
async def get_blob(request: AnyRequest, sha256: FromPath[str], parts: NeedsParts) -> File:
    await agent(request, parts)
    if not await parts.store.read(lambda connection: desk_ticket.blob_arrived(connection, sha256)):
        raise HelpError(Problem.BLOB_UNKNOWN, f"no blob {sha256}")
    return blob_file(parts.store, sha256)


HANDLERS = (list_tickets, get_ticket, get_manifest, post_message, patch_ticket, get_blob)
