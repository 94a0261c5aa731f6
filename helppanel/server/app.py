"""Puts the server together: store, service info, API and desk as one ASGI application."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from helppanel.server.api.requests import AnyRequest, Parts
from helppanel.server.desk.router import desk_router
from helppanel.server.installations import Callers
from helppanel.server.packs import FOLDER, OfferedPacks
from helppanel.server.problem_documents import (
    answer_bug,
    answer_help_error,
    answer_http_error,
    answer_trouble,
)
from helppanel.server.quiet_poll import QuietPoll
from helppanel.server.secure_answers import SecureAnswers
from helppanel.server.service_file import open_service
from helppanel.server.store import Store, open_store
from helppanel.server.tus_answers import TusAnswers

_FORM_BODY = 1024 * 1024  # bytes; the desk's forms. The API's calls have limits of their own


def create_app(folder: Path, packs: Path | None = None) -> tuple[ASGIApp, Store]:
    """The application on the data in `folder`, and its store, which closes with the application.

    `packs` is the folder of the packs it offers; None: `packs` in `folder`.

    Raises HelpError: DATA_UNWRITABLE, DATA_DAMAGED, DATA_NEWER, BAD_SETTING (service info).
    """
    store = open_store(folder)
    try:
        service = open_service(folder)
    except BaseException:
        store.close()
        raise
    parts = Parts(store, Callers(store.database.raw()), service, OfferedPacks(packs or folder / FOLDER))

    @asynccontextmanager
    async def closing(_: Litestar) -> AsyncIterator[None]:
        yield
        parts.callers.close()
        store.close()

    app = Litestar(
        [api_router(), openapi_document, desk_router(store, service.info)],
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
    app.state.openapi = document(app.routes, service.info.limits)
    tus = TusAnswers(app, service.info.limits.file)
    return QuietPoll(SecureAnswers(tus), parts), store


@get(
    f"{PREFIX}/openapi.json",
    opt=described(
        Description(summary="This document", answers={200: Answer(text="OpenAPI 3.1", content=dict)})
    ),
)
async def openapi_document(request: AnyRequest) -> Response[bytes]:
    return Response(request.app.state.openapi, media_type="application/json")
