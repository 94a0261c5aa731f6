"""The website's pages together, with what they need."""

from __future__ import annotations

import logging
from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, Router, get
from litestar.di import Provide
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotFoundException
from markupsafe import Markup

from helppanel.contract.problems import HelpError, Kind, Problem
from helppanel.server.api.requests import AnyRequest, Parts
from helppanel.server.problem_documents import status_of
from helppanel.server.ticket_links import TicketLinks
from helppanel.server.web import form_route, ticket_route
from helppanel.server.web.help_search import HelpSearch, linked
from helppanel.server.web.rates import Counters, Use
from helppanel.server.web.render import bare_page, page, stylesheet
from helppanel.server.web.visit import (
    HOME,
    ForeignFormError,
    TooOftenError,
    Visit,
    WebFormOffError,
    texts_of,
    visit_of,
)

_log = logging.getLogger("helppanel.server")
_KEPT = {"Cache-Control": "public, max-age=86400"}
_RETRY_AFTER = 30  # seconds


def web_router(parts: Parts, links: TicketLinks, help_search: HelpSearch) -> Router:
    """Everything under `/support`."""
    counters = Counters()

    def visit(request: Request[Any, Any, Any]) -> Visit:
        return visit_of(request, parts, links, counters)

    return Router(
        HOME,
        route_handlers=[
            *form_route.ROUTES, *ticket_route.ROUTES, _show_article, _stylesheet, _unknown,
        ],
        dependencies={
            "visit": Provide(visit, sync_to_thread=False),
            "help_search": Provide(lambda: help_search, sync_to_thread=False),
        },
        exception_handlers=_handlers(parts),
        request_max_body_size=None,  # the forms read their bodies within limits of their own
        include_in_schema=False,
    )  # fmt: skip


@get("/articles/{article_id:path}")
async def _show_article(visit: Visit, help_search: HelpSearch, article_id: str) -> Response[str]:
    visit.must_not_be_too_often(Use.VIEW)
    article = await help_search.article(article_id.lstrip("/"), visit.locale)
    html = linked(article.html, f"{HOME}/articles/", f"lang={visit.locale}")
    values: dict[str, object] = {
        "article": article,
        # What a pack holds was written by the company, and made of few harmless tags.
        "html": Markup(html),  # noqa: S704
        "form": visit.path(),
    }
    return page("article.html", visit, values)


@get("/web.css", sync_to_thread=False)
def _stylesheet() -> Response[str]:
    return Response(stylesheet(), media_type=MediaType.CSS, headers=_KEPT)


@get("/{rest:path}", sync_to_thread=False)
def _unknown(rest: str) -> Response[None]:
    raise NotFoundException(rest)


def _handlers(parts: Parts) -> dict[int | type[Exception], Any]:
    """What a failed request shows. The log never learns an address here: it may be a secret."""

    def show(request: AnyRequest, problem: str, status: int, **headers: str) -> Response[str]:
        texts = texts_of(request)
        other = f"{HOME}?lang={texts.t('other_locale')}"
        values: dict[str, object] = {"problem": problem, "seconds": headers.get("Retry_After", "")}
        return bare_page(
            "problem.html", texts, parts.service.info, other, values,
            status=status, headers={name.replace("_", "-"): value for name, value in headers.items()},
        )  # fmt: skip

    def too_often(request: AnyRequest, error: TooOftenError) -> Response[str]:
        return show(request, "too_often", 429, Retry_After=str(error.seconds))

    def foreign(request: AnyRequest, error: ForeignFormError) -> Response[str]:
        return show(request, "foreign", 403)

    def off(request: AnyRequest, error: WebFormOffError) -> Response[str]:
        return show(request, "not_found", 404)

    def known(request: AnyRequest, error: HelpError) -> Response[str]:
        if error.code in (Problem.NOT_FOUND, Problem.ERASED, Problem.TOO_LARGE):
            return show(request, str(error.code), status_of(error.code))
        if error.code is Problem.UNAVAILABLE:
            return show(request, "unavailable", 503, Retry_After=str(_RETRY_AFTER))
        if error.code.kind in (Kind.USER, Kind.REFUSED):
            return show(request, "input", 422)
        return bug(request, error)

    def refused(request: AnyRequest, error: HTTPException) -> Response[str]:
        if error.status_code >= 500:
            return bug(request, error)
        known_problem = "not_found" if error.status_code == 404 else "input"
        return show(request, known_problem, error.status_code)

    def trouble(request: AnyRequest, error: Exception) -> Response[str]:
        _log.error("%s under %s: %s", request.method, HOME, error)
        return show(request, "unavailable", 503, Retry_After=str(_RETRY_AFTER))

    def bug(request: AnyRequest, error: Exception) -> Response[str]:
        _log.error("%s under %s failed", request.method, HOME, exc_info=error)
        return show(request, "bug", 500)

    return {
        TooOftenError: too_often,
        ForeignFormError: foreign,
        WebFormOffError: off,
        HelpError: known,
        HTTPException: refused,
        sa.exc.OperationalError: trouble,
        OSError: trouble,
        Exception: bug,
    }
