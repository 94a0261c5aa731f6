"""Promised times that reach into a year whose official holidays nobody knows yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from helppanel.contract.service_info import Hours, ServiceInfo, SpecialDay
from helppanel.server.desk import wording
from helppanel.server.desk.texts import texts
from tests.desk.conftest import AGENT
from tests.desk.visitor import PASSWORD, Visitor
from tests.server.callers import UserCaller, report
from tests.server_process import ServerProcess

WEEK = (Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(18)),)
OFFICE = ServiceInfo(name={"zh-CN": "客服"}, hours=WEEK, holidays="CN")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), ""),  # still 2026 in Shanghai
        (datetime(2099, 1, 4, tzinfo=UTC), "2098 年节假日安排尚未公布"),
    ],
)
def test_the_year_is_the_services(until: datetime, said: str) -> None:
    """What is due in a published year needs no word; else the first year that is not is named."""
    now = datetime(2026, 12, 30, tzinfo=UTC) if not said else datetime(2098, 12, 30, tzinfo=UTC)
    assert wording.unpublished(OFFICE, until, now, texts("zh-CN")).startswith(said)
    assert bool(wording.unpublished(OFFICE, until, now, texts("zh-CN"))) is bool(said)


def test_who_has_no_official_holidays_needs_no_word() -> None:
    """Neither does a service with special days of its own for the year."""
    now = datetime(2098, 12, 30, tzinfo=UTC)
    own = (SpecialDay(day=date(2098, 1, 1)), SpecialDay(day=date(2099, 1, 1)))
    for service in (
        ServiceInfo(name={}, hours=WEEK),
        ServiceInfo(name={}, hours=WEEK, holidays="CN", special_days=own),
    ):
        assert wording.unpublished(service, now + timedelta(days=9), now, texts("en")) == ""


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "尚未公布"), ("en", "are not published yet")])
def test_list_and_ticket_say_it(tmp_path: Path, language: str, said: str) -> None:
    """A promise that reaches so far says so on its ticket; a ticket without one says nothing."""
    server = ServerProcess(tmp_path / "data")
    (tmp_path / "data").mkdir()
    server.set_up(OFFICE, "promise_minutes = 1_000_000\n")  # of service time: seven years
    with server, UserCaller(server.url) as user:
        server.add_agent(AGENT, PASSWORD)
        agent = Visitor(server.url, language)
        agent.log_in(AGENT)
        number = user.send(report()).number
        promised = agent.get(f"/desk/tickets/{number}").text
        token = agent.token(f"/desk/tickets/{number}")
        agent.post(f"/desk/tickets/{number}/handling", csrf=token, status="solved")
        solved = agent.get(f"/desk/tickets/{number}").text
        listed = agent.get("/desk/tickets").text
        agent.session.close()
    assert said in promised
    assert said not in solved
    now = datetime.now(UTC)
    soon = wording.unpublished(OFFICE, now + timedelta(days=60), now, texts(language))
    assert (said in listed) is bool(soon)
