"""导入: takes in what users hand in as a file, and gives out the file of answers."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import sqlalchemy as sa
from anyio import to_thread
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile

from helppanel.contract import answers
from helppanel.contract.bundle import MOST
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import ServiceInfo
from helppanel.server.answers import answers_to
from helppanel.server.desk.file_routes import download_headers
from helppanel.server.desk.navigation import navigation
from helppanel.server.desk.render import page
from helppanel.server.desk.session import AnyRequest, Visit
from helppanel.server.desk_ticket import desk_ticket
from helppanel.server.hand_in import Handed, HandIn
from helppanel.server.store import Store

_ZIP = "application/zip"


@get("/")
async def show_import(store: Store, service: ServiceInfo, visit: Visit) -> Response[str]:
    """The form."""
    return await _page(store, service, visit)


@post("/")
async def take_in(
    request: Request[Any, Any, Any],
    store: Store,
    service: ServiceInfo,
    visit: Visit,
    form: dict[str, str],
) -> Response[str]:
    """Take in a file, and say what came of each parcel. Sent again it changes nothing."""
    uploads = [value for _, value in (await request.form()).multi_items() if isinstance(value, UploadFile)]
    try:
        if len(uploads) != 1:
            return await _page(store, service, visit, problem=visit.texts.t("import_no_file"))
        hand_in = HandIn(store.database, store.blobs, service.limits)
        handed = await to_thread.run_sync(hand_in.take, uploads[0].file)
    except HelpError as error:
        said = f"{visit.texts.problem(error.code)}\n{visit.texts.next_step(error.code)}"
        return await _page(store, service, visit, problem=said)
    finally:
        for upload in uploads:
            await upload.close()
    store.notifier.wake(hand_in.changed)
    return await _page(store, service, visit, handed)


@get("/answers")
async def give_answers(
    request: AnyRequest, store: Store, service: ServiceInfo, visit: Visit
) -> Response[bytes]:
    """The file of answers to the parcels named by `?uuid=…&uuid=…`."""
    try:
        uuids = {UUID(value) for value in request.query_params.getall("uuid", [])[:MOST]}
    except ValueError as error:
        raise HelpError(Problem.BAD_REQUEST, str(error)) from error
    return await store.read(partial(_answers, uuids=uuids, service=service))


@get("/tickets/{number:str}/answers")
async def give_tickets_answers(
    store: Store, service: ServiceInfo, visit: Visit, number: str
) -> Response[bytes]:
    """The file of answers to one ticket."""
    return await store.read(
        lambda connection: _answers(connection, {desk_ticket(connection, number).uuid}, service)
    )


def _answers(connection: sa.Connection, uuids: set[UUID], service: ServiceInfo) -> Response[bytes]:
    found = answers_to(connection, uuids, service.reopen_days)
    stream = BytesIO()
    answers.write(found, stream)
    numbers = [ticket.number for ticket in found.tickets]
    name = f"answers-{numbers[0]}.zip" if len(numbers) == 1 else "answers.zip"
    return Response(stream.getvalue(), media_type=_ZIP, headers=download_headers(name))


async def _page(
    store: Store,
    service: ServiceInfo,
    visit: Visit,
    handed: tuple[Handed, ...] = (),
    problem: str = "",
) -> Response[str]:
    here = [("uuid", str(one.uuid)) for one in handed if one.number is not None]
    values: dict[str, object] = {
        "nav": await store.read(partial(navigation, agent=visit.name, here="import")),
        "handed": handed,
        "problem": problem,
        "answers": f"/desk/import/answers?{urlencode(here)}" if here else "",
        "limit": service.limits.bundle,
    }
    return page("import.html", visit, service, values, status=422 if problem else 200)


ROUTES = (show_import, take_in, give_answers)
