"""The entries at the left, with true counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from helppanel.server.desk.place import ICONS, Place, View, filter_of
from helppanel.server.desk_list import count_tickets
from helppanel.server.desk_ratings import count_rated
from helppanel.server.desk_state import state


@dataclass(frozen=True)
class NavItem:
    """One page and how many entries it holds now, None where it holds none; `key` is its name's text."""

    key: str
    address: str
    icon: str
    count: int | None
    current: bool


@dataclass(frozen=True)
class Rail:
    """The entries in their groups, and the state of the desk that they show."""

    groups: tuple[tuple[NavItem, ...], ...]
    state: str


def navigation(connection: sa.Connection, agent: str, here: Place | str) -> Rail:
    """All views as `agent` sees them, then the other pages; `here` is a place in a view, or a page's key."""
    now = datetime.now(UTC)
    views = tuple(
        NavItem(
            f"view_{view}",
            f"/desk/tickets?view={view}",
            ICONS[view],
            count_tickets(connection, filter_of(Place(view), agent, now)),
            isinstance(here, Place) and view == here.view,
        )
        for view in View
    )

    def other(key: str, address: str, icon: str, count: int | None = None) -> NavItem:
        return NavItem(key, f"/desk/{address}", icon, count, here == key)

    desk = (
        other("known_issues", "known-issues", "warn"),
        other("canned", "canned-answers", "note"),
        other("ratings", "articles", "book", count_rated(connection)),
        other("import", "import", "save"),
    )
    figures = (other("dashboard", "dashboard", "chart"),)
    return Rail((views, desk, figures), state(connection))
