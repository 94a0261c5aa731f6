"""Members, over a real server: who opens the panel has the badge before the first report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.contract.attention import Attention
from helppanel.contract.service_info import ServiceInfo
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from tests.server.callers import DeskCaller
from tests.server.test_accounts_live import MEMBERS, token
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE, Desk

Member = Callable[[Callable[[], str] | str], HelpService]


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server that believes signed tokens."""
    server = ServerProcess(tmp_path_factory.mktemp("club") / "data", ServiceInfo(name={"zh-CN": "客服"}))
    with (server.folder / "service.toml").open("a", encoding="utf-8") as file:
        file.write(MEMBERS)
    with server:
        server.add_agent("周予")
        yield server


@pytest.fixture
def member(club: ServerProcess, tmp_path: Path, desk: Desk) -> Iterator[Member]:
    made: list[HelpService] = []

    def build(account_token: Callable[[], str] | str) -> HelpService:
        config = HelpConfig(
            app_name="App",
            app_version="1.0",
            server=club.url,
            data_dir=tmp_path / "data",
            account_token=account_token,
        )
        made.append(HelpService(config, post=desk.post, on_change=lambda what: heard.append(what)))
        made[-1].start()
        return made[-1]

    heard: list[str] = []
    yield build
    for service in made:
        service.close()


def name_of(service: HelpService) -> str:
    account = service.account()
    return "" if account is None else account.name


def test_a_member_who_never_reported(member: Member, desk: Desk, club: ServerProcess) -> None:
    """Opening the panel is enough for the badge; the first report is a member's, and signing out ends it."""
    tokens = [token()["token"]]
    service = member(lambda: tokens[0])
    assert name_of(service) == ""
    service.attend(Attention.VISIBLE)
    desk.run_until(lambda: name_of(service) == "林女士")
    service.submit(service.prepare(Draft(text="会员来信"), (), "zh-CN"))
    assert service.wait_settled(PATIENCE)
    number = service.conversations()[0].number or ""
    with DeskCaller(club.url, club.token("周予")) as agent:
        [ticket] = [row for row in agent.call("GET", "/desk/tickets").json() if row["number"] == number]
        assert (ticket["account_name"], ticket["tier"]) == ("林女士", "gold")
    tokens[0] = ""
    assert service.wait_settled(PATIENCE)
    assert name_of(service) == ""


@pytest.mark.parametrize("claim", ["", "林女士", token("somebody else's secret, as long as ours")["token"]])
def test_an_unsigned_claim_gives_nothing(member: Member, claim: str) -> None:
    """Nobody signed in, a bare name and a foreign signature make no member, and no report waits for that."""
    service = member(claim)
    service.attend(Attention.VISIBLE)
    service.submit(service.prepare(Draft(text="还是要发"), (), "zh-CN"))
    assert service.wait_settled(PATIENCE)
    assert service.conversations()[0].number
    assert name_of(service) == ""


def test_a_host_that_fails_stops_nothing(member: Member, caplog: pytest.LogCaptureFixture) -> None:
    """Where asking the host who its user is fails, that is in the log, and the report leaves."""

    def fail() -> str:
        raise RuntimeError("not signed in")

    service = member(fail)
    service.attend(Attention.VISIBLE)
    service.submit(service.prepare(Draft(text="还是要发"), (), "zh-CN"))
    assert service.wait_settled(PATIENCE)
    assert service.conversations()[0].number
    assert "the host's account token" in caplog.text


def test_who_erased_all_stays_unknown(member: Member, desk: Desk) -> None:
    """After the server has erased everything, opening the panel tells it nothing; the next report does."""
    service = member(token()["token"])
    service.submit(service.prepare(Draft(text="会员来信"), (), "zh-CN"))
    assert service.wait_settled(PATIENCE)
    assert name_of(service) == "林女士"
    service.erase_me()
    assert service.wait_settled(PATIENCE)
    service.attend(Attention.VISIBLE)
    assert service.wait_settled(PATIENCE)
    assert name_of(service) == ""
