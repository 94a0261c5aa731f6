"""Where an agent is in the list: view, filters, search, order and page; the query of every desk address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from helppanel.contract.ticket import OPEN_STATUSES, Priority, TicketStatus
from helppanel.server.desk_list import Filter, Order
from helppanel.server.desk_search import QUERY_LENGTH

_OPEN = tuple(status for status in TicketStatus if status in OPEN_STATUSES)
NOBODY = "-"  # as `assignee`: no agent is called so

DAYS = ("1", "7", "30", "90")  # what the filter of the time offers


class View(StrEnum):
    """The entries of the navigation, in their order."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    PENDING = "pending"
    MEMBERS = "members"
    ALL = "all"


ICONS = {
    View.MINE: "inbox",
    View.UNASSIGNED: "users",
    View.PENDING: "reply",
    View.MEMBERS: "gem",
    View.ALL: "steps",
}

# The statuses a view can be narrowed to; in a view of one status there is nothing to narrow.
STATUSES: dict[View, tuple[TicketStatus, ...]] = {
    View.MINE: _OPEN,
    View.UNASSIGNED: _OPEN,
    View.PENDING: (),
    View.MEMBERS: _OPEN,
    View.ALL: tuple(TicketStatus),
}


@dataclass(frozen=True)
class Place:
    """`page` counts from 1. Of the rest "" does not narrow; `days`: made in that many last days;
    `user`: of the one whose ticket has this number; `issue`: of the known issue with this id.
    """

    view: View = View.ALL
    status: str = ""
    priority: str = ""
    app: str = ""
    version: str = ""
    source: str = ""
    tag: str = ""
    assignee: str = ""
    user: str = ""
    issue: str = ""
    days: str = ""
    q: str = ""
    order: Order = Order.PROMISE
    page: int = 1

    @property
    def query(self) -> str:
        """This place as a URL query."""
        values = {"view": str(self.view)} | {name: getattr(self, name) for name in NARROWING}
        if self.order != Order.PROMISE:
            values["order"] = str(self.order)
        if self.page > 1:
            values["page"] = str(self.page)
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether anything narrows the view."""
        return any(getattr(self, name) for name in NARROWING)

    def only(self, **values: Any) -> str:
        """The query of the first page of the same view with other filters."""
        return replace(self, page=1, **values).query

    def everything(self) -> str:
        """The query of the view without filters and search."""
        return Place(self.view, order=self.order).query

    def turned(self, page: int) -> str:
        """The query of another page."""
        return replace(self, page=page).query

    def ordered(self, order: Order) -> str:
        """The query of the first page in another order."""
        return replace(self, page=1, order=order).query


NARROWING = tuple(field.name for field in fields(Place) if field.name not in ("view", "order", "page"))


def filter_of(place: Place, agent: str, now: datetime) -> Filter:
    """The tickets `agent` sees at `place`."""
    statuses = (TicketStatus(place.status),) if place.status else STATUSES[place.view]
    if place.view == View.PENDING:
        statuses = (TicketStatus.PENDING,)
    elif place.view == View.ALL and not place.status:
        statuses = ()
    assignee = place.assignee if place.assignee not in ("", NOBODY) else None
    return Filter(
        statuses=statuses,
        assignee=agent if place.view == View.MINE else assignee,
        unassigned=place.view == View.UNASSIGNED or place.assignee == NOBODY,
        members=place.view == View.MEMBERS,
        priority=Priority(place.priority) if place.priority else None,
        app=place.app or None,
        version=place.version or None,
        source=place.source or None,
        tag=place.tag or None,
        since=now - timedelta(days=int(place.days)) if place.days else None,
        user_of=place.user or None,
        known_issue=place.issue or None,
        query=place.q or None,
    )


def place_in(query: Mapping[str, str]) -> Place:
    """The place a query names; what it does not name, or names wrongly, is the default."""
    view = next((view for view in View if view == query.get("view")), View.ALL)
    known: dict[str, tuple[str, ...]] = {
        "status": STATUSES[view],
        "priority": tuple(Priority),
        "days": DAYS,
    }
    if view in (View.MINE, View.UNASSIGNED):
        known["assignee"] = ()
    values = {name: _line(query.get(name, "")) for name in NARROWING}
    values |= {name: values[name] if values[name] in known[name] else "" for name in known}
    order = next((order for order in Order if order == query.get("order")), Order.PROMISE)
    return Place(view, **values, order=order, page=count_in(query, "page"))


def count_in(query: Mapping[str, str], name: str) -> int:
    """The whole number from 1 that the query gives as `name`; 1 if it gives none."""
    digits = re.fullmatch("[1-9][0-9]{0,5}", query.get(name, ""))
    return int(digits[0]) if digits else 1


def _line(value: str) -> str:
    # What cannot be encoded again could not be kept in an address.
    return " ".join(value.encode("utf-8", "replace").decode().split())[:QUERY_LENGTH].strip()
