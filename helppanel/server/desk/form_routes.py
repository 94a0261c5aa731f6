"""What an agent does to a ticket: reply, note, merge, mail again, and set all that the side's form has."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import msgspec
import sqlalchemy as sa
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import DeskPatch, TicketStatus
from helppanel.server import mail_queue, merging, notes
from helppanel.server.database import Transaction
from helppanel.server.desk import reply_files
from helppanel.server.desk.place import place_in
from helppanel.server.desk.render import go
from helppanel.server.desk.session import AnyRequest, Visit
from helppanel.server.desk.texts import Texts
from helppanel.server.desk.ticket_route import ticket_page
from helppanel.server.desk.views import ReplyForm
from helppanel.server.desk.wording import size
from helppanel.server.schema import messages
from helppanel.server.store import Store
from helppanel.server.tickets import answer, edit

T = TypeVar("T")

_MailId = Annotated[int, msgspec.Meta(ge=1, le=2**53)]
_EDITABLE = ("status", "assignee", "priority", "known_issue", "fixed_in", "tags")


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
    status = _read(after, TicketStatus) if after else None
    uploads = reply_files.chosen((await request.form()).multi_items())
    agent, uuid = visit.acting, sent.message_uuid()
    try:
        problem = await _problem(text, uploads, service.limits, visit.texts)
        if problem:
            return await ticket_page(request, store, service, visit, number, replace(sent, problem=problem))
        files = [await reply_files.keep(store, number, upload) for upload in uploads]
    finally:
        for upload in uploads:
            await upload.close()

    def write(transaction: Transaction) -> bool:
        known = sa.select(messages.c.id).where(messages.c.uuid == uuid)
        if transaction.connection.execute(known).first() is not None:  # the button twice, or Back and again
            return False
        answer(transaction, number, agent, text, uuid, files, status)
        return True

    address = _address(request, number)
    return go(f"{address}#latest" if await store.write(write) else f"{address}&again#reply")


@post("/tickets/{number:str}/note")
async def note(
    request: Request[Any, Any, Any], store: Store, visit: Visit, form: dict[str, str], number: str
) -> Response[None]:
    """Write for colleagues only; without words, nothing."""
    text, agent = form.get("text", "").replace("\r\n", "\n").strip(), visit.acting
    if text:
        await store.write(lambda transaction: notes.add(transaction, number, agent, text))
    return go(f"{_address(request, number)}#latest")


@post("/tickets/{number:str}/merge")
async def merge(
    request: Request[Any, Any, Any], store: Store, visit: Visit, form: dict[str, str], number: str
) -> Response[None]:
    """Let the ticket go on as another of its user; what cannot be merged stays, and is said."""
    into, agent = form.get("into", "").strip(), visit.acting
    try:
        await store.write(lambda transaction: merging.merge(transaction, number, into, agent))
    except HelpError as error:
        return go(f"{_address(request, number)}&{urlencode({'unmerged': error.code})}")
    return go(_address(request, number))


@post("/tickets/{number:str}/mail")
async def mail_again(
    request: Request[Any, Any, Any], store: Store, visit: Visit, form: dict[str, str], number: str
) -> Response[None]:
    """Send a mail that was given up once more; pressed twice, it is sent once."""
    mail = _read(form.get("mail", ""), _MailId, strict=False)
    await store.write(lambda transaction: mail_queue.send_again(transaction, number, mail))
    return go(f"{_address(request, number)}#mails")


@post("/tickets/{number:str}/handling")
async def handling(
    request: Request[Any, Any, Any], store: Store, visit: Visit, form: dict[str, str], number: str
) -> Response[None]:
    """Change what this form changed: a colleague's change to the other fields in the meantime stays."""
    changed: dict[str, str] = {
        name: form[name] for name in _EDITABLE if name in form and form[name] != form.get(f"was_{name}")
    }
    patch, agent = _patch(changed), visit.acting
    await store.write(lambda transaction: edit(transaction, number, agent, patch))
    return go(_address(request, number))


@get(
    [f"/tickets/{{number:str}}/{form}" for form in ("reply", "handling", "note", "merge", "mail")],
    sync_to_thread=False,
)
def to_ticket(request: Request[Any, Any, Any], number: str) -> Response[None]:
    """Reloading the address of a form shows its ticket."""
    return go(_address(request, number))


async def _problem(text: str, uploads: tuple[UploadFile, ...], limits: Limits, texts: Texts) -> str:
    if not text and not uploads:
        return texts.t("reply_empty")
    if len(text) > limits.text:
        return texts.t("reply_too_long", limit=limits.text, count=len(text))
    if len(uploads) > reply_files.MOST:
        return texts.t("reply_files", most=reply_files.MOST)
    for upload in uploads:
        if await reply_files.size_of(upload) > limits.file:
            return texts.t("reply_file_large", name=upload.filename, size=size(limits.file))
    return ""


def _address(request: AnyRequest, number: str) -> str:
    return f"/desk/tickets/{number}?{place_in(request.query_params).query}"


def _patch(changed: dict[str, str]) -> DeskPatch:
    values: dict[str, object] = dict(changed)
    values |= {name: None for name in ("assignee", "known_issue") if changed.get(name) == ""}
    if "tags" in changed:
        listed = changed["tags"].replace("，", ",").replace("、", ",").split(",")
        values["tags"] = [tag for tag in listed if tag.strip()]
    return _read(values, DeskPatch)


def _read(value: object, kind: type[T], *, strict: bool = True) -> T:
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise HelpError(Problem.BAD_REQUEST, str(error)) from error


ROUTES = (note, merge, mail_again, handling, to_ticket)
