"""Puts the server together: store, service info, API and desk as one ASGI application."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from litestar import Litestar, Response, get
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from helppanel.contract.problems import HelpError
from helppanel.server.api import api_router
from helppanel.server.api.description import PREFIX, Answer, Description, described
from helppanel.server.api.openapi import document
from helppanel.server.api.requests import AnyRequest, NeedsParts, Parts
from helppanel.server.desk.router import desk_router
from helppanel.server.installations import Callers
from helppanel.server.mailing import mailing
from helppanel.server.missed_searches import Allowance
from helppanel.server.packs import FOLDER, OfferedPacks
from helppanel.server.problem_documents import (
    answer_bug,
    answer_help_error,
    answer_http_error,
    answer_trouble,
)
from helppanel.server.published import LiveService
from helppanel.server.quiet_poll import QuietPoll
from helppanel.server.retention import keep_only_recent
from helppanel.server.secure_answers import SecureAnswers
from helppanel.server.store import Store, open_store
from helppanel.server.ticket_links import open_links
from helppanel.server.tus_answers import TusAnswers
from helppanel.server.web.help_search import HelpSearch
from helppanel.server.web.router import web_router

_FORM_BODY = 1024 * 1024  # bytes; the desk's forms. The API's calls have limits of their own


def create_app(
    folder: Path, packs: Path | None = None, locale: str = "en"
) -> tuple[ASGIApp, Store, LiveService]:
    """The application on the data in `folder`, its store, which closes with the application, and its setup.

    `packs` is the folder of the packs it offers; None: `packs` in `folder`. `locale` is that of what is wrong
    with the setup.

    Raises HelpError: DATA_UNWRITABLE, DATA_DAMAGED, DATA_NEWER, BAD_SETTING (setup).
    """
    store = open_store(folder)
    try:
        service = LiveService(folder, store, locale)
        links = open_links(folder)
    except BaseException:
        store.close()
        raise
    offered = OfferedPacks(packs or folder / FOLDER)
    parts = Parts(store, Callers(store.database.raw()), service, offered, Allowance())
    help_search = HelpSearch(offered)

    @asynccontextmanager
    async def closing(_: Litestar) -> AsyncIterator[None]:
        async with mailing(store, links), running(service.keep()), running(keep_only_recent(store)):
            yield
        help_search.close()
        parts.callers.close()
        store.close()

    app = Litestar(
        [
            api_router(),
            openapi_document,
            desk_router(store, lambda: service.info),
            web_router(parts, links, help_search),
        ],
        dependencies={"parts": Provide(lambda: parts, sync_to_thread=False)},
        exception_handlers={
            HelpError: answer_help_error,
            HTTPException: answer_http_error,
            sa.exc.OperationalError: answer_trouble,
            sqlite3.OperationalError: answer_trouble,
            OSError: answer_trouble,
            Exception: answer_bug,
        },
        lifespan=[closing],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=_FORM_BODY,
    )
    tus = TusAnswers(app, lambda: service.info.limits.file)
    return QuietPoll(SecureAnswers(tus), parts), store, service


@asynccontextmanager
async def running(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """`work` goes on beside the calls until the server goes down."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@get(
    f"{PREFIX}/openapi.json",
    opt=described(
        Description(summary="This document", answers={200: Answer(text="OpenAPI 3.1", content=dict)})
    ),
)
async def openapi_document(request: AnyRequest, parts: NeedsParts) -> Response[bytes]:
    limits, state = parts.service.info.limits, request.app.state
    if state.get("openapi_limits") != limits:
        state.openapi, state.openapi_limits = document(request.app.routes, limits), limits
    return Response(state.openapi, media_type="application/json")
