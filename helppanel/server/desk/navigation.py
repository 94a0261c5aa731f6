"""The entries at the left, with true counts."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from helppanel.server.desk.place import ICONS, Place, View, filter_of
from helppanel.server.desk_list import count_tickets


@dataclass(frozen=True)
class NavItem:
    """One view and how many tickets it holds now."""

    view: View
    icon: str
    count: int
    current: bool


def navigation(connection: sa.Connection, agent: str, place: Place) -> tuple[NavItem, ...]:
    """All views as `agent` sees them."""
    return tuple(
        NavItem(view, ICONS[view], count_tickets(connection, filter_of(view, agent)), view == place.view)
        for view in View
    )
