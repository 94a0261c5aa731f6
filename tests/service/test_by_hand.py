"""The verbs of what is carried by hand, over a real server's data folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import ReportKind
from helppanel.report.draft import Draft
from helppanel.service import Conversation, HelpService
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server_process import ServerProcess, helppanel

PATIENCE = 30.0


def submitted(service: HelpService, text: str) -> UUID:
    """A report that waits."""
    parcel = service.prepare(Draft(kind=ReportKind.PROBLEM, text=text), (), "zh-CN")
    service.submit(parcel)
    return parcel.uuid


def carried(service: HelpService, server: ServerProcess, stick: Path) -> None:
    """Out to the desk and back."""
    service.export_parcels(stick / "out.zip")
    fetched(service, server, stick)


def fetched(service: HelpService, server: ServerProcess, stick: Path) -> None:
    """Hand in what was exported last, and keep the answers."""
    for arguments in (("import", "out.zip"), ("answers", "out.zip", "in.zip")):
        files = [str(stick / file) for file in arguments[1:]]
        done = helppanel("desk", arguments[0], *files, "--data", str(server.folder))
        assert done.returncode == 0, done.stdout + done.stderr
    service.import_answers(stick / "in.zip")


def said(conversation: Conversation) -> list[tuple[str, str]]:
    return [(str(entry.state), entry.text) for entry in conversation.entries]


def test_a_reply_goes_by_hand_too(
    make: Callable[..., HelpService], server: ServerProcess, tmp_path: Path
) -> None:
    """A reply reaches its ticket as a file; found online later, ticket and further replies are still one."""
    service = make()
    uuid = submitted(service, "打印时闪退")
    carried(service, server, tmp_path)
    number = service.conversation(uuid).number
    assert number is not None
    service.reply(number, "用的是思源黑体")
    carried(service, server, tmp_path)
    assert said(service.conversation(uuid)) == [("delivered", "打印时闪退"), ("delivered", "用的是思源黑体")]
    service.reply(number, "联网了")
    online = make(server.url)
    online.start()
    assert online.wait_settled(PATIENCE), online.last_failure
    assert [state for state, _ in said(online.conversation(uuid))] == ["delivered"] * 3
    with DeskCaller(server.url, server.token("周予")) as agent:
        ticket = agent.ticket(number)
    assert [one["text"] for one in ticket["messages"]] == ["打印时闪退", "用的是思源黑体", "联网了"]


def test_nobody_writes_into_anothers_ticket(
    make: Callable[..., HelpService], server: ServerProcess, tmp_path: Path
) -> None:
    """A reply without the proof that its ticket is the sender's is refused, and gets no answers."""
    with UserCaller(server.url) as somebody:
        number = somebody.send(report("别人的问题")).number
    service = make()
    service.reply(number, "我也想看看")
    service.export_parcels(tmp_path / "out.zip")
    done = helppanel("desk", "import", str(tmp_path / "out.zip"), "--data", str(server.folder))
    assert done.returncode == 1
    assert number not in done.stdout
    answers = (str(tmp_path / "out.zip"), str(tmp_path / "in.zip"), "--data", str(server.folder))
    assert helppanel("desk", "answers", *answers).stderr.startswith("not_found: ")
    assert not (tmp_path / "in.zip").exists()


def test_what_was_handed_over_is_not_deleted(make: Callable[..., HelpService], tmp_path: Path) -> None:
    """Once saved as a file a parcel may arrive: it can no longer be taken back, and goes on waiting."""
    service = make()
    uuid = submitted(service, "打印时闪退")
    assert service.conversation(uuid).handed_at is None
    service.save_parcel(uuid, tmp_path / "out.zip")
    conversation = service.conversation(uuid)
    assert conversation.state is ParcelState.QUEUED
    assert conversation.handed_at is not None
    for verb in (service.discard, service.edit_again):
        with pytest.raises(HelpError) as caught:
            verb(uuid)
        assert caught.value.code is Problem.MAYBE_SENT


def test_problems_have_their_codes(
    make: Callable[..., HelpService], server: ServerProcess, tmp_path: Path
) -> None:
    """Nothing to export, an unknown UUID, a missing, a wrong and another machine's file are told apart."""
    service = make()

    def code(verb: Callable[[], object]) -> Problem:
        with pytest.raises(HelpError) as caught:
            verb()
        return caught.value.code

    out = tmp_path / "out.zip"
    assert code(lambda: service.export_parcels(out)) is Problem.BUNDLE_EMPTY
    assert code(lambda: service.save_parcel(uuid4(), out)) is Problem.NOT_FOUND
    assert not out.exists()
    assert code(lambda: service.import_answers(tmp_path / "none.zip")) is Problem.FILE_UNREADABLE
    uuid = submitted(service, "打印时闪退")
    service.save_parcel(uuid, out)
    assert code(lambda: service.import_answers(out)) is Problem.BUNDLE_FOREIGN
    fetched(service, server, tmp_path)
    service.erase()
    assert code(lambda: service.import_answers(tmp_path / "in.zip")) is Problem.ANSWERS_FOREIGN
    assert service.conversations() == ()
