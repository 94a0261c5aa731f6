"""The place in the list that desk addresses carry along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.ticket import OPEN_STATUSES, Priority, TicketStatus
from helppanel.server.desk.place import DAYS, NOBODY, STATUSES, Place, View, filter_of, place_in
from helppanel.server.desk_list import Filter, Order

NOW = datetime(2026, 3, 2, tzinfo=UTC)


_WORDS = st.text(max_size=30).map(lambda text: place_in({"q": text}).q)


@st.composite
def _places(draw: st.DrawFn) -> Place:
    view = draw(st.sampled_from(View))
    owned = view in (View.MINE, View.UNASSIGNED)
    return Place(
        view,
        status=draw(st.sampled_from(["", *map(str, STATUSES[view])])),
        priority=draw(st.sampled_from(["", *map(str, Priority)])),
        app=draw(_WORDS),
        tag=draw(_WORDS),
        assignee="" if owned else draw(_WORDS),
        days=draw(st.sampled_from(["", *DAYS])),
        q=draw(_WORDS),
        order=draw(st.sampled_from(Order)),
        page=draw(st.integers(1, 999_999)),
    )


@given(_places())
def test_a_place_survives_its_query(place: Place) -> None:
    """The query of a place names that very place."""
    assert place_in(dict(parse_qsl(place.query))) == place


@given(
    st.dictionaries(st.sampled_from(["view", "status", "page", "q", "days", "order", "priority"]), st.text())
)
def test_any_query_is_some_place(query: dict[str, str]) -> None:
    """A mistyped address shows a list and never fails."""
    assert place_in(query).page >= 1


def test_a_status_the_view_lacks_is_left_out() -> None:
    """未分配 holds open tickets only, so `closed` does not narrow it."""
    assert place_in({"view": "unassigned", "status": "closed"}) == Place(View.UNASSIGNED)


def test_what_the_views_show() -> None:
    """Mine and nobody's are open ones, 待用户回复 is pending, 会员优先 is open ones of members, 全部 all."""
    mine, unassigned, pending, members, every = (filter_of(Place(view), "周予", NOW) for view in View)
    assert mine.assignee == "周予"
    assert set(mine.statuses) == OPEN_STATUSES
    assert unassigned.unassigned
    assert set(unassigned.statuses) == OPEN_STATUSES
    assert pending.statuses == (TicketStatus.PENDING,)
    assert members.members
    assert set(members.statuses) == OPEN_STATUSES
    assert every == Filter()
    closed = filter_of(Place(status="closed", assignee=NOBODY, days="7"), "周予", NOW)
    assert closed == Filter(statuses=(TicketStatus.CLOSED,), unassigned=True, since=NOW - timedelta(days=7))
