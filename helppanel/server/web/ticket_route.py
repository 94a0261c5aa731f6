"""A ticket's page, for whoever has its secret link: status, thread, files, and the forms to write into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from litestar import Response, get, post
from litestar.response import File

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Rating, Reopening, Reply, encode, has_words
from helppanel.server.desk.file_routes import download_headers
from helppanel.server.desk.pictures import picture_type
from helppanel.server.ratings import accept_rating
from helppanel.server.web.form_body import FormBody, form_body
from helppanel.server.web.form_tokens import FormToken, new_form, read_form
from helppanel.server.web.hand_over import hand_over_reopening, hand_over_reply
from helppanel.server.web.rates import Use
from helppanel.server.web.render import go, page
from helppanel.server.web.report_form import file_errors
from helppanel.server.web.ticket_view import TicketView, find_file, read_view
from helppanel.server.web.visit import Visit

# The address is the secret: nobody keeps it, and no search engine.
_SECRET = {"X-Robots-Tag": "noindex, nofollow, noarchive"}
# What others sent is never a page of ours.
_FOREIGN = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
_BYTES = "application/octet-stream"


@dataclass
class Written:
    """What the page's forms hold when they come back: texts and errors by form."""

    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    stars: str = ""
    seconds: int = 0


@get("/t/{secret:str}")
async def show_ticket(visit: Visit, secret: str) -> Response[Any]:
    """The page."""
    visit.must_not_be_too_often(Use.VIEW)
    return await _page(visit, secret, await _view(visit, secret), Written())


@get(["/t/{secret:str}/reply", "/t/{secret:str}/rating", "/t/{secret:str}/reopen"], sync_to_thread=False)
def to_ticket(visit: Visit, secret: str) -> Response[None]:
    """Reloading the address of a form shows its ticket."""
    return go(_address(visit, secret))


@post("/t/{secret:str}/reply")
async def reply(visit: Visit, secret: str) -> Response[Any]:
    """The user's message, with files."""
    view, limits = await _view(visit, secret), visit.setup.info.limits
    async with form_body(visit.request, visit.store.blobs, limits) as body:
        text = body.text("text")
        written = Written({"reply": text})
        token = _token(visit, body, written, "reply")
        if not has_words(text) and not body.files:
            written.errors.setdefault("reply", visit.texts.t("error_reply_empty"))
        _check_length(visit, text, written, "reply")
        wrong = file_errors(body, limits, visit.texts)
        if wrong:
            written.errors["reply"] = wrong["files"]
        if token is not None and not written.errors and not _too_often(visit, written, "reply"):
            made = Reply(uuid=token.uuid, created_at=token.at, text=text, attachments=body.attachments)
            await hand_over_reply(visit.store, view.row, token.named(made, view.ticket.number), body.files)
            return go(f"{_address(visit, secret)}#latest")
        if body.had_files:
            written.errors["reply"] += visit.texts.t("files_again")
    return await _page(visit, secret, view, written)


@post("/t/{secret:str}/rating")
async def rate(visit: Visit, secret: str) -> Response[Any]:
    """What the user thinks of the answer; the last counts."""
    view = await _view(visit, secret)
    async with form_body(visit.request, visit.store.blobs, visit.setup.info.limits) as body:
        text, stars = body.text("text"), body.text("stars")
    written = Written({"rating": text}, stars=stars)
    token = _token(visit, body, written, "rating")
    if stars not in ("1", "2", "3", "4", "5"):
        written.errors["rating"] = visit.texts.t("error_stars")
    _check_length(visit, text, written, "rating")
    if token is None or written.errors or _too_often(visit, written, "rating"):
        return await _page(visit, secret, view, written)
    rating = Rating(uuid=token.uuid, created_at=token.at, stars=int(stars), text=text)
    manifest = encode(token.named(rating, view.ticket.number))
    row, limits = view.row, visit.setup.info.limits
    await visit.store.write(
        lambda transaction: accept_rating(transaction, row.installation_id, row.number, manifest, limits)
    )
    return go(f"{_address(visit, secret)}#rating")


@post("/t/{secret:str}/reopen")
async def reopen(visit: Visit, secret: str) -> Response[Any]:
    """What was solved is not, and why."""
    view = await _view(visit, secret)
    async with form_body(visit.request, visit.store.blobs, visit.setup.info.limits) as body:
        text = body.text("text")
    written = Written({"reopen": text})
    token = _token(visit, body, written, "reopen")
    if not has_words(text):
        written.errors["reopen"] = visit.texts.t("error_reopen_empty")
    _check_length(visit, text, written, "reopen")
    if token is None or written.errors or _too_often(visit, written, "reopen"):
        return await _page(visit, secret, view, written)
    reopening = Reopening(uuid=token.uuid, created_at=token.at, text=text)
    await hand_over_reopening(visit.store, view.row, token.named(reopening, view.ticket.number))
    return go(f"{_address(visit, secret)}#latest")


@get("/t/{secret:str}/files/{sha256:str}")
async def download(visit: Visit, secret: str, sha256: str) -> File:
    """A file of the ticket, always as a download."""
    path, name = await visit.store.read(lambda connection: find_file(connection, visit.store, secret, sha256))
    return File(path, media_type=_BYTES, headers=_SECRET | download_headers(name))


@get("/t/{secret:str}/pictures/{sha256:str}")
async def picture(visit: Visit, secret: str, sha256: str) -> File:
    """A file that is a picture, to be looked at."""

    def find(connection: sa.Connection) -> tuple[Path, str | None]:
        path, _ = find_file(connection, visit.store, secret, sha256)
        return path, picture_type(path)

    path, media_type = await visit.store.read(find)
    if media_type is None:
        raise HelpError(Problem.NOT_FOUND, f"{sha256} is no picture")
    return File(path, media_type=media_type, headers=_SECRET | _FOREIGN, content_disposition_type="inline")


async def _view(visit: Visit, secret: str) -> TicketView:
    return await visit.store.read(lambda connection: read_view(connection, visit.store, secret, visit.texts))


def _token(visit: Visit, body: FormBody, written: Written, form: str) -> FormToken | None:
    token = read_form(visit.links, body.text("form"))
    if token is None:
        written.errors[form] = visit.texts.t("error_expired")
    return token


def _check_length(visit: Visit, text: str, written: Written, form: str) -> None:
    limit = visit.setup.info.limits.text
    if len(text) > limit:
        written.errors[form] = visit.texts.t("error_too_long", limit=limit, count=len(text))


def _too_often(visit: Visit, written: Written, form: str) -> bool:
    written.seconds = visit.wait(Use.REPLY)
    if written.seconds:
        minutes = -(-written.seconds // 60)
        written.errors[form] = visit.texts.t("error_too_often", minutes=minutes)
    return bool(written.seconds)


def _address(visit: Visit, secret: str) -> str:
    return visit.path(f"/t/{quote(secret, safe='')}")


async def _page(visit: Visit, secret: str, view: TicketView, written: Written) -> Response[str]:
    base = visit.setup.public_url or str(visit.request.base_url)
    own = f"/support/t/{quote(secret, safe='')}"
    values: dict[str, object] = {
        "view": view,
        "written": written,
        "limits": visit.setup.info.limits,
        "mail": visit.setup.mail is not None and bool(view.row.email),
        "is_new": "new" in visit.request.query_params,
        "link": f"{base.rstrip('/')}{own}",
        "own": own,
        "token": new_form(visit.links),
        "lang": visit.locale,
    }
    status = 429 if written.seconds else 422 if written.errors else 200
    retry = {"Retry-After": str(written.seconds)} if written.seconds else {}
    return page("ticket.html", visit, values, status=status, headers=_SECRET | retry)


ROUTES = (show_ticket, to_ticket, reply, rate, reopen, download, picture)
