"""The desk's routes together, with what they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Request, Response, Router, get
from litestar.di import Provide
from litestar.enums import MediaType
from litestar.exceptions import NotFoundException

from helppanel.contract.limits import MOST_TEXT
from helppanel.contract.service_info import ServiceInfo
from helppanel.server.body_limit import limited
from helppanel.server.desk import (
    answer_routes,
    bulk_route,
    dashboard_route,
    failures,
    file_routes,
    form_routes,
    import_routes,
    list_route,
    login_routes,
    look,
    ratings_route,
    ticket_route,
)
from helppanel.server.desk.render import go
from helppanel.server.desk.session import HOME, Visit, agent_visit, form_of
from helppanel.server.desk.tries import Tries
from helppanel.server.store import Store

# The addresses of style sheet and script carry the hash of their content.
_KEPT = {"Cache-Control": "public, max-age=86400"}
# What a form takes besides the characters of a reply, percent-encoded; one too long comes back with its text.
_FORM_BYTES, _CHARACTER_BYTES = 256 * 1024, 12


def desk_router(store: Store, service: Callable[[], ServiceInfo]) -> Router:
    """The desk at `/desk`; `service` tells its name, time zone and limits of now."""
    tries = Tries()
    return Router(
        "/desk",
        route_handlers=[
            _home,
            _stylesheet,
            _script,
            _favicon,
            *login_routes.ROUTES,
            *list_route.ROUTES,
            *bulk_route.ROUTES,
            ratings_route.show_ratings,
            *dashboard_route.ROUTES,
            *answer_routes.ROUTES,
            ticket_route.show_ticket,
            *form_routes.ROUTES,
            Router(
                "/",
                route_handlers=[form_routes.reply],
                request_max_body_size=None,
                middleware=[
                    limited(lambda: _FORM_BYTES + _CHARACTER_BYTES * MOST_TEXT + service().limits.report)
                ],
            ),
            *file_routes.ROUTES,
            import_routes.give_tickets_answers,
            Router(
                "/import",
                route_handlers=import_routes.ROUTES,
                request_max_body_size=None,
                middleware=[limited(lambda: _FORM_BYTES + service().limits.bundle)],
            ),
            _unknown,
        ],
        dependencies={
            "store": Provide(lambda: store, sync_to_thread=False),
            "service": Provide(service, sync_to_thread=False),
            "tries": Provide(lambda: tries, sync_to_thread=False),
            "visit": Provide(agent_visit),
            "form": Provide(_agent_form),
        },
        exception_handlers=failures.handlers(service),
        request_max_body_size=_FORM_BYTES + _CHARACTER_BYTES * MOST_TEXT,
        include_in_schema=False,
    )


async def _agent_form(request: Request[Any, Any, Any], visit: Visit) -> dict[str, str]:
    return await form_of(request, visit.csrf)


@get("/", sync_to_thread=False)
def _home() -> Response[None]:
    return go(HOME)


@get("/desk.css", sync_to_thread=False)
def _stylesheet() -> Response[str]:
    return Response(look.stylesheet(), media_type=MediaType.CSS, headers=_KEPT)


@get("/desk.js", sync_to_thread=False)
def _script() -> Response[str]:
    return Response(look.script(), media_type="text/javascript", headers=_KEPT)


@get("/icon.svg", sync_to_thread=False)
def _favicon() -> Response[str]:
    return Response(look.favicon(), media_type="image/svg+xml", headers=_KEPT)


@get("/{rest:path}", sync_to_thread=False)
def _unknown(rest: str) -> Response[None]:
    raise NotFoundException(rest)
