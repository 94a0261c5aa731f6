"""Where an agent is in the list: view, status filter and page, as the query of every desk address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from helppanel.contract.ticket import OPEN_STATUSES, TicketStatus
from helppanel.server.desk_list import Filter

_OPEN = tuple(status for status in TicketStatus if status in OPEN_STATUSES)


class View(StrEnum):
    """The entries of the navigation, in their order."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    PENDING = "pending"
    ALL = "all"


ICONS = {View.MINE: "inbox", View.UNASSIGNED: "users", View.PENDING: "reply", View.ALL: "steps"}

# The statuses a view can be narrowed to; in a view of one status there is nothing to narrow, and
# nothing merges tickets yet.
STATUSES: dict[View, tuple[TicketStatus, ...]] = {
    View.MINE: _OPEN,
    View.UNASSIGNED: _OPEN,
    View.PENDING: (),
    View.ALL: tuple(status for status in TicketStatus if status != TicketStatus.MERGED),
}


def filter_of(view: View, agent: str, status: TicketStatus | None = None) -> Filter:
    """The tickets `view` shows to `agent`, of one status if given."""
    statuses = (status,) if status else STATUSES[view]
    if view == View.MINE:
        return Filter(statuses=statuses, assignee=agent)
    if view == View.UNASSIGNED:
        return Filter(statuses=statuses, unassigned=True)
    if view == View.PENDING:
        return Filter(statuses=(TicketStatus.PENDING,))
    return Filter(statuses=(status,) if status else ())


@dataclass(frozen=True)
class Place:
    """`page` counts from 1."""

    view: View = View.ALL
    status: TicketStatus | None = None
    page: int = 1

    @property
    def query(self) -> str:
        """This place as a URL query."""
        values = {"view": str(self.view)}
        if self.status:
            values["status"] = str(self.status)
        if self.page > 1:
            values["page"] = str(self.page)
        return urlencode(values)

    def only(self, status: TicketStatus | None) -> str:
        """The query of the first page of the same view with another status filter."""
        return replace(self, status=status, page=1).query

    def turned(self, page: int) -> str:
        """The query of another page."""
        return replace(self, page=page).query


def place_in(query: Mapping[str, str]) -> Place:
    """The place a query names; what it does not name, or names wrongly, is the default."""
    view = next((view for view in View if view == query.get("view")), View.ALL)
    status = next((status for status in STATUSES[view] if status == query.get("status")), None)
    return Place(view, status, count_in(query, "page"))


def count_in(query: Mapping[str, str], name: str) -> int:
    """The whole number from 1 that the query gives as `name`; 1 if it gives none."""
    digits = re.fullmatch("[1-9][0-9]{0,5}", query.get(name, ""))
    return int(digits[0]) if digits else 1
