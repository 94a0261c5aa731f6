"""The published limits hold wherever text comes in, not the defaults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helppanel.contract.limits import Limits
from helppanel.contract.report import encode
from helppanel.contract.service_info import ServiceInfo
from tests.desk.visitor import Visitor, field
from tests.server.callers import DeskCaller, UserCaller, code, reply, report
from tests.server_process import ServerProcess


@pytest.fixture(scope="module", params=[10, 90_000])
def limit(request: pytest.FixtureRequest) -> int:
    """A published text limit below and above the default."""
    return int(request.param)


@pytest.fixture(scope="module")
def server(limit: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server that publishes it."""
    service = ServiceInfo(name={"en": "Ours"}, limits=Limits(text=limit))
    with ServerProcess(tmp_path_factory.mktemp("limits") / "data", service) as running:
        running.add_agent("周予")
        yield running


def test_users_text(user: UserCaller, limit: int) -> None:
    """A report and a reply may have exactly that many characters, of whatever size."""
    number = user.send(report("😀" * limit)).number
    assert user.send_reply(number, reply("😀" * limit)).status_code == 201
    long = report("x" * (limit + 1))

    for answer in (user.put_report(long.uuid, encode(long)), user.send_reply(number, reply(long.text))):
        assert (answer.status_code, code(answer)) == (400, "text_too_long")


def test_agents_text(user: UserCaller, server: ServerProcess, limit: int) -> None:
    """So may an agent's answer, through the API and in the desk's form."""
    number = user.send(report()).number
    with DeskCaller(server.url, server.token("周予")) as api:
        assert api.answer(number, "😀" * limit)
        answer = api.call("POST", f"/desk/tickets/{number}/messages", json={"text": "x" * (limit + 1)})
        assert (answer.status_code, code(answer)) == (400, "text_too_long")

        desk = Visitor(server.url)
        desk.log_in("周予")
        page = desk.get(f"/desk/tickets/{number}")
        fields = {"csrf": field(page, "csrf"), "uuid": field(page, "uuid"), "after": ""}
        assert f'maxlength="{limit}"' in page.text
        form = f"/desk/tickets/{number}/reply"
        assert desk.post(form, text="字" * (limit + 1), **fields).status_code == 422
        assert desk.post(form, text="😀" * limit, **fields).status_code == 303
        desk.session.close()
        assert len(api.ticket(number)["messages"]) == 3


def test_what_was_taken_in_is_not_refused_when_it_comes_again(tmp_path: Path) -> None:
    """A report whose receipt was lost gets the same one, though the limits have become smaller since."""
    with ServerProcess(tmp_path / "data") as running, UserCaller(running.url) as sender:
        sent = report("x" * 4_000)
        receipt = sender.send(sent)
        smaller = ServiceInfo(name={"en": "Ours"}, limits=Limits(text=100, manifest=2_000))
        running.set_up(smaller)
        running.restart()
        again, new = sender.put_report(sent.uuid, encode(sent)), report("x" * 4_000)
        assert (again.status_code, again.json()["number"]) == (200, receipt.number)
        answer = sender.put_report(new.uuid, encode(new))
        assert (answer.status_code, code(answer)) == (413, "too_large")
