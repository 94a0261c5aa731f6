"""What a user writes, from the draft over the server to the desk, and what the desk answers, back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helppanel.config import HelpConfig
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Fact, FactGroup
from helppanel.contract.ticket import Author
from helppanel.report.clean import clean_text, says_something
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE

WORST = "x\x00\x1b[31m\x7f\x85\u202etxt.exe\u2066\u200f\u0301\u0302\ufeff\ufffe\ud800z\udc00\u2028\r\n"
WORST += "\t\U0010ffff<b>&amp;\\x"
# Everything Python holds in a string, halves of pairs, NUL and direction marks too; those most often.
NASTY = st.sampled_from(
    "\x00\x1b\x7f\x85\u202e\u2066\u200f\u0301\ufeff\ufffe\ud800\udc00\u2028\r\n\t\"\\<&'\U0010ffff"
)
ANY = st.text(st.characters(exclude_categories=()) | NASTY, max_size=120)
Drafts = st.builds(Draft, text=ANY, tried=ANY, error_code=ANY, account=ANY, query=ANY, article=ANY)


@pytest.fixture(scope="module")
def service(server: ServerProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HelpService]:
    """One user, who sends everything."""
    folder = tmp_path_factory.mktemp("user")
    config = HelpConfig(app_name="App", app_version="1.0", server=server.url, data_dir=folder)
    made = HelpService(config)
    made.start()
    yield made
    assert made.close()


@pytest.fixture(scope="module")
def agent(server: ServerProcess) -> Iterator[DeskCaller]:
    with DeskCaller(server.url, server.token("周予")) as caller:
        yield caller


def until(service: HelpService, done: Callable[[], bool]) -> None:
    """Wait for the couriers."""
    carrier = service._carrier
    assert carrier is not None
    carrier.sync_now()
    assert carrier.wait(done, PATIENCE)


def number_of(service: HelpService, uuid: UUID) -> str:
    """The ticket's, once there is a receipt."""
    until(service, lambda: bool(service.conversation(uuid).number))
    return str(service.conversation(uuid).number)


def fields(draft: Draft) -> dict[str, str]:
    """What is to arrive: what stands in the fields, without what no field keeps (tests/ui)."""
    names = ("text", "tried", "error_code", "account")
    return {name: clean_text(getattr(draft, name)).strip() for name in names}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example(Draft(text=WORST, tried=WORST, error_code=WORST, account=WORST, query=WORST), WORST, WORST, WORST)
@given(draft=Drafts, answer=ANY, value=ANY, name=ANY)
def test_every_field_arrives_or_is_refused(
    service: HelpService, agent: DeskCaller, draft: Draft, answer: str, value: str, name: str
) -> None:
    """A draft of any text is taken to the desk as it was written, and any answer is read as it was given."""
    facts = (
        FactGroup(id="g", label=clean_text(name), facts=(Fact(id="f", label="l", value=clean_text(value)),)),
    )
    wanted = fields(draft)
    if not says_something(wanted["text"]):
        with pytest.raises(HelpError, match=Problem.TEXT_EMPTY):
            service.prepare(draft, facts, "zh-CN")
        return
    parcel = service.prepare(draft, facts, "zh-CN")
    service.submit(parcel)
    number = number_of(service, parcel.uuid)
    ticket = agent.ticket(number)

    assert ticket["manifest"] == msgspec.json.decode(parcel.manifest)
    assert ticket["messages"][0]["text"] == wanted.pop("text")
    assert {name: ticket["manifest"][name] or "" for name in wanted} == wanted
    assert service.conversation(parcel.uuid).entries[0].text == ticket["messages"][0]["text"]

    sendable = answer.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    told = agent.call("POST", f"/desk/tickets/{number}/messages", json={"text": sendable})
    if told.status_code == 400:
        assert not sendable.strip("\x1c\x1d\x1e\x1f\x85\ufeff").strip()
        return
    assert told.status_code == 201, told.text

    def answers() -> list[str]:
        entries = service.conversation(parcel.uuid).entries
        return [entry.text for entry in entries if entry.author is Author.AGENT]

    until(service, lambda: bool(answers()))
    assert answers() == [sendable]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example(WORST, WORST.translate(dict.fromkeys((0, 0xD800, 0xDC00, ord("/")))))
@given(
    text=ANY,
    name=st.text(
        st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=60
    ),
)
def test_a_reply_with_any_name_of_a_file_arrives(
    service: HelpService, agent: DeskCaller, tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    """Its words are those written, its file's bytes are those on the disk, whatever that is called."""
    parcel = service.prepare(Draft(text="x"), (), "zh-CN")
    service.submit(parcel)
    number = number_of(service, parcel.uuid)
    path: Path = tmp_path_factory.mktemp("file") / name
    try:
        path.write_bytes(name.encode())
    except OSError:  # "." and "..", or too long in bytes
        return
    service.reply(number, text, (path,))

    def arrived() -> bool:
        files = agent.ticket(number)["attachments"]
        return bool(files) and all(file["arrived"] for file in files)

    until(service, arrived)
    ticket = agent.ticket(number)
    assert ticket["messages"][1]["text"] == clean_text(text).strip()
    (file,) = ticket["attachments"]
    assert agent.call("GET", f"/desk/blobs/{file['sha256']}").content == name.encode()
    assert file["name"].isprintable() or not name.isprintable()
