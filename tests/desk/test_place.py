"""The place in the list that desk addresses carry along."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.ticket import OPEN_STATUSES, TicketStatus
from helppanel.server.desk.place import STATUSES, Place, View, filter_of, place_in


@st.composite
def _places(draw: st.DrawFn) -> Place:
    view = draw(st.sampled_from(View))
    status = draw(st.sampled_from([None, *STATUSES[view]]))
    return Place(view, status, draw(st.integers(1, 999_999)))


@given(_places())
def test_a_place_survives_its_query(place: Place) -> None:
    """The query of a place names that very place."""
    assert place_in(dict(parse_qsl(place.query))) == place


@given(st.dictionaries(st.sampled_from(["view", "status", "page"]), st.text()))
def test_any_query_is_some_place(query: dict[str, str]) -> None:
    """A mistyped address shows a list and never fails."""
    assert place_in(query).page >= 1


def test_a_status_the_view_lacks_is_left_out() -> None:
    """未分配 holds open tickets only, so `closed` does not narrow it."""
    assert place_in({"view": "unassigned", "status": "closed"}) == Place(View.UNASSIGNED)


def test_what_the_views_show() -> None:
    """待我处理 is mine and open, 未分配 is nobody's and open, 待用户回复 is pending, 全部 is all."""
    mine, unassigned = filter_of(View.MINE, "周予"), filter_of(View.UNASSIGNED, "周予")
    assert mine.assignee == "周予"
    assert set(mine.statuses) == OPEN_STATUSES
    assert unassigned.unassigned
    assert set(unassigned.statuses) == OPEN_STATUSES
    assert filter_of(View.PENDING, "周予").statuses == (TicketStatus.PENDING,)
    assert filter_of(View.ALL, "周予").statuses == ()
    assert filter_of(View.ALL, "周予", TicketStatus.CLOSED).statuses == (TicketStatus.CLOSED,)
