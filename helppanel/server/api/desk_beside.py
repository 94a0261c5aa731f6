"""The desk's API beside messages and status: notes, events, tags, canned answers, files, merging."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import WORDS, Text
from helppanel.server import agent_files, canned_answers, desk_ticket, events, merging, notes, tags
from helppanel.server.api.description import BINARY, Answer, Description, Security, described
from helppanel.server.api.requests import (
    AnyRequest,
    NeedsParts,
    agent,
    check_length,
    read_json,
    read_query,
)
from helppanel.server.canned_answers import CannedAnswer
from helppanel.server.desk_ticket import DeskTicket
from helppanel.server.events import TicketEvent
from helppanel.server.notes import Note
from helppanel.server.ticket_rows import ticket_row


class NoteText(msgspec.Struct, frozen=True):
    """Body of `POST …/notes`."""

    text: Annotated[Text, msgspec.Meta(pattern=WORDS)]


class Into(msgspec.Struct, frozen=True):
    """Body of `POST …/merge`: the number of the ticket that it goes on as."""

    into: str


class Title(msgspec.Struct, frozen=True):
    """Which of the canned answers."""

    title: str = ""


@get(
    "/desk/tickets/{number:str}/notes",
    opt=described(
        Description(
            summary="What agents wrote for each other, oldest first",
            security=Security.AGENT,
            answers={200: Answer(text="The notes", content=tuple[Note, ...])},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def list_notes(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> tuple[Note, ...]:
    await agent(request, parts)
    return await parts.store.read(
        lambda connection: notes.of_ticket(connection, ticket_row(connection, number).id)
    )


@post(
    "/desk/tickets/{number:str}/notes",
    opt=described(
        Description(
            summary="Write a note; no user ever sees it",
            security=Security.AGENT,
            body=NoteText,
            answers={201: Answer(text="The note", content=Note)},
            problems=(Problem.NOT_FOUND, Problem.ERASED, Problem.TEXT_TOO_LONG),
        )
    ),
)
async def post_note(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> Note:
    author, limit = await agent(request, parts), parts.service.info.limits.text
    text = (await read_json(request, NoteText, limit)).text
    if len(text) > limit:
        raise HelpError(Problem.TEXT_TOO_LONG, f"more than {limit} characters")
    return await parts.store.write(lambda transaction: notes.add(transaction, number, author, text))


@get(
    "/desk/tickets/{number:str}/events",
    opt=described(
        Description(
            summary="What was done to a ticket beside messages and status, oldest first",
            security=Security.AGENT,
            answers={200: Answer(text="The events", content=tuple[TicketEvent, ...])},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def list_events(
    request: AnyRequest, number: FromPath[str], parts: NeedsParts
) -> tuple[TicketEvent, ...]:
    await agent(request, parts)
    return await parts.store.read(
        lambda connection: events.of_ticket(connection, ticket_row(connection, number).id)
    )


@put(
    "/desk/tickets/{number:str}/blobs/{sha256:str}",
    opt=described(
        Description(
            summary="Send a file for the ticket's user, before the message that names it",
            security=Security.AGENT,
            body=BINARY,
            answers={201: Answer(text="Kept, durably"), 200: Answer(text="It was here already")},
            problems=(Problem.NOT_FOUND, Problem.ERASED, Problem.BLOB_MISMATCH),
        )
    ),
)
async def put_blob(
    request: AnyRequest, number: FromPath[str], sha256: FromPath[str], parts: NeedsParts
) -> Response[None]:
    await agent(request, parts)
    most = parts.service.info.limits.file
    check_length(request, most)
    is_new = await agent_files.keep(parts.store, number, sha256, request.stream(), most)
    return Response(None, status_code=201 if is_new else 200)


@post(
    "/desk/tickets/{number:str}/merge",
    status_code=200,
    opt=described(
        Description(
            summary="Let a ticket go on as another of the same user; its messages stay to be read",
            security=Security.AGENT,
            body=Into,
            answers={200: Answer(text="The ticket that it goes on as", content=DeskTicket)},
            problems=(Problem.NOT_FOUND, Problem.ERASED, Problem.MERGE_REFUSED),
        )
    ),
)
async def merge(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> DeskTicket:
    merger = await agent(request, parts)
    into = (await read_json(request, Into)).into
    await parts.store.write(lambda transaction: merging.merge(transaction, number, into, merger))
    return await parts.store.read(lambda connection: desk_ticket.desk_ticket(connection, into))


@get(
    "/desk/tags",
    opt=described(
        Description(
            summary="Every tag that is in use",
            security=Security.AGENT,
            answers={200: Answer(text="In order", content=tuple[str, ...])},
        )
    ),
)
async def list_tags(request: AnyRequest, parts: NeedsParts) -> tuple[str, ...]:
    await agent(request, parts)
    return await parts.store.read(tags.all_of)


@get(
    "/desk/canned-answers",
    opt=described(
        Description(
            summary="Answers kept ready, by title",
            security=Security.AGENT,
            answers={200: Answer(text="All of them", content=tuple[CannedAnswer, ...])},
        )
    ),
)
async def list_canned_answers(request: AnyRequest, parts: NeedsParts) -> tuple[CannedAnswer, ...]:
    await agent(request, parts)
    return await parts.store.read(canned_answers.all_of)


@put(
    "/desk/canned-answers",
    opt=described(
        Description(
            summary="Keep an answer ready, in the place of one of the same title",
            security=Security.AGENT,
            body=CannedAnswer,
            answers={201: Answer(text="A new one"), 200: Answer(text="There was one")},
        )
    ),
)
async def put_canned_answer(request: AnyRequest, parts: NeedsParts) -> Response[None]:
    await agent(request, parts)
    limit = parts.service.info.limits.text
    answer = await read_json(request, CannedAnswer, limit)
    is_new = await parts.store.write(lambda transaction: canned_answers.save(transaction, answer))
    return Response(None, status_code=201 if is_new else 200)


@delete(
    "/desk/canned-answers",
    opt=described(
        Description(
            summary="Remove an answer that was kept ready",
            security=Security.AGENT,
            query=Title,
            answers={204: Answer(text="It is gone")},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def delete_canned_answer(request: AnyRequest, parts: NeedsParts) -> None:
    await agent(request, parts)
    title = read_query(request, Title).title
    await parts.store.write(lambda transaction: canned_answers.remove(transaction, title))


HANDLERS = (
    list_notes,
    post_note,
    list_events,
    put_blob,
    merge,
    list_tags,
    list_canned_answers,
    put_canned_answer,
    delete_canned_answer,
)
