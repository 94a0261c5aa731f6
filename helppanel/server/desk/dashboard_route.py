"""数据看板: how many tickets come, how soon they are answered and solved, and what users could not find."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, get
from litestar.status_codes import HTTP_200_OK, HTTP_400_BAD_REQUEST

from helppanel.contract.service_info import ServiceInfo
from helppanel.server.dashboard import apps, dashboard
from helppanel.server.dashboard_help import count_rated_tickets, rated_tickets
from helppanel.server.dashboard_period import DAYS, Period
from helppanel.server.desk import wording
from helppanel.server.desk.dashboard_query import Wanted, menus, stars_in_words, wanted_in
from helppanel.server.desk.dashboard_view import dashboard_view, day
from helppanel.server.desk.list_route import PAGE_SIZE
from helppanel.server.desk.navigation import navigation
from helppanel.server.desk.place import count_in
from helppanel.server.desk.render import page
from helppanel.server.desk.session import Visit
from helppanel.server.store import Store

_RATED = "/desk/dashboard/rated"
_AnyRequest = Request[Any, Any, Any]
_Read = Callable[[sa.Connection, Period, Wanted], dict[str, object]]


@get("/dashboard")
async def show_dashboard(
    request: _AnyRequest, store: Store, service: ServiceInfo, visit: Visit
) -> Response[str]:
    """The dashboard of the last `?days=`, of all tickets or those of `?app=` and `?kind=`.

    What of these cannot be is told, with 400, above what is shown without it.
    """
    setup = store.database.setup

    def read(connection: sa.Connection, period: Period, wanted: Wanted) -> dict[str, object]:
        board = dashboard(connection, period, wanted.chosen, setup)
        return {"board": board, "view": dashboard_view(board, wanted, visit.texts)}

    return await _answer("dashboard.html", "/desk/dashboard", read, request, store, service, visit)


@get("/dashboard/rated")
async def show_rated(request: _AnyRequest, store: Store, service: ServiceInfo, visit: Visit) -> Response[str]:
    """The tickets that were rated in that time, the last first, a page at a time; `?stars=`: with so many."""
    asked = count_in(request.query_params, "page")

    def read(connection: sa.Connection, period: Period, wanted: Wanted) -> dict[str, object]:
        stars = int(wanted.stars) if wanted.stars else None
        count = count_rated_tickets(connection, period, wanted.chosen, stars)
        pages = max(1, -(-count // PAGE_SIZE))
        at = min(asked, pages)
        offset = (at - 1) * PAGE_SIZE
        rows = rated_tickets(connection, period, wanted.chosen, stars, PAGE_SIZE, offset)
        return {
            "rows": rows,
            "stars": partial(stars_in_words, texts=visit.texts),
            "count": count,
            "page": at,
            "pages": pages,
            "first": offset + 1,
            "last": offset + len(rows),
        }

    return await _answer("rated.html", _RATED, read, request, store, service, visit)


async def _answer(
    template: str,
    address: str,
    read: _Read,
    request: _AnyRequest,
    store: Store,
    service: ServiceInfo,
    visit: Visit,
) -> Response[str]:
    """The page at `address`: what both have in common, and what `read` finds for it."""
    where, now = wording.zone(service), datetime.now(UTC)

    def read_all(connection: sa.Connection) -> dict[str, object]:
        known = apps(connection)
        wanted, wrong = wanted_in(request.query_params, known)
        period = Period(int(wanted.days), where, now)
        return {
            "nav": navigation(connection, visit.name, "dashboard"),
            "address": address,
            "wanted": wanted,
            "wrong": wrong,
            "period": period,
            "ranges": [str(days) for days in DAYS],
            "menus": menus(wanted, known, visit.texts, by_stars=address == _RATED),
            "first_day": day(period.first, visit.texts),
            "last_day": day(period.last, visit.texts),
        } | read(connection, period, wanted)

    values = await store.read(read_all)
    status = HTTP_400_BAD_REQUEST if values["wrong"] else HTTP_200_OK
    return page(template, visit, service, values, status=status)


ROUTES = (show_dashboard, show_rated)
