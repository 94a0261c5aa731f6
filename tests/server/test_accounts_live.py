"""Members at a running server: its `service.toml` says whose tokens it believes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import msgspec
import pytest

from helppanel.contract.service_info import Account, ServiceInfo
from tests.server.callers import DeskCaller, UserCaller, code, report
from tests.server_process import ServerProcess

SECRET = "the secret of the host's own service"
MEMBERS = f"""
[[tiers]]
id = "gold"
title = {{ zh-CN = "金牌会员", en = "Gold" }}
rank = 20
promise_minutes = 30

[members]
issuer = "https://account.example.com"
[[members.keys]]
kid = "2026"
algorithm = "HS256"
secret = "{SECRET}"
"""


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A running server that has members, and the agent 周予."""
    folder = tmp_path_factory.mktemp("club") / "data"
    server = ServerProcess(folder, ServiceInfo(name={"zh-CN": "客服"}))
    with (folder / "service.toml").open("a", encoding="utf-8") as file:
        file.write(MEMBERS)
    with server:
        server.add_agent("周予")
        yield server
        assert "Traceback" not in server.errors()


@pytest.fixture
def member(club: ServerProcess) -> Iterator[UserCaller]:
    with UserCaller(club.url) as caller:
        yield caller


def token(secret: str = SECRET, **changes: Any) -> dict[str, str]:
    claims = {
        "iss": "https://account.example.com",
        "name": "林女士",
        "tier": "gold",
        "exp": datetime.now(UTC) + timedelta(hours=1),
    }
    return {"token": jwt.encode({**claims, **changes}, secret, "HS256", headers={"kid": "2026"})}


def test_a_member_comes_first(club: ServerProcess, member: UserCaller) -> None:
    """A signed token gives name and tier; the member's ticket has them, and an earlier promise."""
    before = member.ticket(member.send(report()).number)
    answer = member.call("PUT", "/account", json=token())
    assert answer.status_code == 200, answer.text
    account = msgspec.json.decode(answer.content, type=Account)
    assert (account.name, account.tier, account.title["zh-CN"]) == ("林女士", "gold", "金牌会员")

    ticket = member.ticket(member.send(report()).number)

    assert before.promised_at is not None
    assert ticket.promised_at is not None
    assert ticket.promised_at == ticket.created_at + timedelta(minutes=30)
    assert before.promised_at > ticket.promised_at
    with DeskCaller(club.url, club.token("周予")) as agent:
        rows = {row["number"]: row for row in agent.call("GET", "/desk/tickets").json()}
    assert (rows[ticket.number]["account_name"], rows[ticket.number]["tier"]) == ("林女士", "gold")
    assert rows[before.number]["tier"] == ""


@pytest.mark.parametrize(
    "claim",
    [
        token("the secret of somebody else's service"),
        token(exp=datetime.now(UTC) - timedelta(hours=1)),
        token(iss="https://evil.example.com"),
        {"token": jwt.encode({"name": "林女士", "tier": "gold"}, "", "none")},
        {"token": "林女士"},
    ],
)
def test_a_claim_that_is_not_signed_gives_nothing(
    club: ServerProcess, member: UserCaller, claim: dict[str, str]
) -> None:
    """It is refused with a code, and the report goes its way as nobody's."""
    answer = member.call("PUT", "/account", json=claim)
    assert (answer.status_code, code(answer)) == (422, "account_token_invalid")

    number = member.send(report(account="林女士")).number

    with DeskCaller(club.url, club.token("周予")) as agent:
        [row] = [row for row in agent.call("GET", "/desk/tickets").json() if row["number"] == number]
    assert (row["account_name"], row["tier"]) == ("", "")


def test_who_signs_out_is_nobody(member: UserCaller) -> None:
    """After signing out, as often as it is said, a new ticket has no member's promise; the export no name."""
    member.call("PUT", "/account", json=token())
    assert [member.call("DELETE", "/account").status_code for _ in range(2)] == [204, 204]

    ticket = member.ticket(member.send(report()).number)

    assert ticket.promised_at is not None
    assert ticket.promised_at > ticket.created_at + timedelta(minutes=30)


def test_a_member_is_kept_over_a_restart(club: ServerProcess, member: UserCaller) -> None:
    """The account is durable like everything else."""
    member.call("PUT", "/account", json=token())
    club.restart()

    ticket = member.ticket(member.send(report()).number)

    assert ticket.promised_at == ticket.created_at + timedelta(minutes=30)
