from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.contract.attention import Attention
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.ticket import TicketStatus
from helppanel.report.draft import OFF_BY_DEFAULT, Draft
from helppanel.service import Conversation, HelpService
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE, Desk

Make = Callable[..., HelpService]


def send(service: HelpService, text: str = "打印时闪退") -> Conversation:
    parcel = service.prepare(Draft(text=text), (), "zh-CN")
    service.submit(parcel)
    return service.conversation(parcel.uuid)


def test_making_a_service_touches_no_disk(make: Make, tmp_path: Path) -> None:
    """A service that nobody asks leaves no file behind."""
    make("http://127.0.0.1:9")
    assert not (tmp_path / "data").exists()


def test_an_operation_comes_back_through_post(make: Make, desk: Desk) -> None:
    """`op` runs on a worker, its outcome on the thread that asked; a failure comes as HelpError."""
    service = make()
    workers: list[threading.Thread] = []
    outcomes: list[object] = []

    def op() -> int:
        workers.append(threading.current_thread())
        return 7

    def fail() -> int:
        raise HelpError(Problem.NOT_FOUND)

    service.run(op, outcomes.append)
    desk.run_until(lambda: bool(outcomes))
    service.run(fail, None, outcomes.append)
    desk.run_until(lambda: len(outcomes) == 2)
    assert outcomes[0] == 7
    assert isinstance(outcomes[1], HelpError)
    assert workers != [threading.current_thread()]


def test_a_bug_in_an_operation_is_reported_not_raised(
    make: Make, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """An unexpected exception reaches the caller as the problem `bug` and the log with its trace."""
    service = make()
    failures: list[HelpError] = []
    service.run(lambda: 1 // 0, None, failures.append)
    desk.run_until(lambda: bool(failures))
    assert failures[0].code is Problem.BUG
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def test_a_cancelled_job_says_nothing(make: Make, desk: Desk) -> None:
    """After `cancel` neither handler is called, even when the work was already done."""
    service = make()
    outcomes: list[object] = []
    service.run(lambda: "stale", outcomes.append).cancel()
    service.run(lambda: "fresh", outcomes.append)
    desk.run_until(lambda: "fresh" in outcomes)
    assert outcomes == ["fresh"]


def test_without_a_server_reports_are_kept(make: Make) -> None:
    """With no server set a report is queued and help works."""
    service = make()
    service.start()
    assert not service.has_server
    assert send(service).state is ParcelState.QUEUED
    assert service.search("打印", locale="zh-CN").hits
    assert service.article(service.popular("en", 1)[0].id, "en").title


def test_a_report_is_delivered_and_answered(make: Make, desk: Desk, server: ServerProcess) -> None:
    """Sent, received, answered, seen: each step is told by on_change, and the answer is unread once."""
    heard: list[str] = []
    service = make(server.url, heard.append)
    service.start()
    uuid = send(service).uuid
    desk.run_until(lambda: {"parcels", "link", "news", "service"} <= set(heard))
    assert service.conversation(uuid).status is TicketStatus.NEW
    assert service.online
    service.attend(Attention.CONVERSATION)
    with DeskCaller(server.url, server.token("周予")) as agent:
        agent.answer(service.conversation(uuid).number or "", "请更新到 12.5")
        desk.run_until(lambda: service.unread() == 1)
    assert service.conversation(uuid).entries[-1].text == "请更新到 12.5"
    service.mark_read(uuid)
    assert service.unread() == 0
    service.attend(Attention.HIDDEN)


def test_a_reply_is_delivered(make: Make, server: ServerProcess) -> None:
    """What the user writes into a ticket is a parcel too and reaches the desk."""
    service = make(server.url)
    service.start()
    uuid = send(service).uuid
    assert service.wait_settled(PATIENCE)
    number = service.conversation(uuid).number or ""
    service.reply(number, "思源黑体")
    assert service.wait_settled(PATIENCE)
    with DeskCaller(server.url, server.token("周予")) as agent:
        assert [message["text"] for message in agent.ticket(number)["messages"]] == ["打印时闪退", "思源黑体"]


def test_the_draft_survives_and_ends_with_the_report(make: Make, tmp_path: Path) -> None:
    """What was typed is there for the next service on the folder, and gone once it was sent."""
    first = make()
    (tmp_path / "log.txt").write_text("log")
    file = first.keep_file(tmp_path / "log.txt")
    first.save_draft(Draft(text="写了一半", files=(file,)))
    first.close()
    second = make()
    draft = second.load_draft()
    assert draft is not None
    assert draft.text == "写了一半"
    second.submit(second.prepare(draft, (), "zh-CN"))
    assert second.load_draft() is None
    [conversation] = second.conversations()
    assert [path.read_text() for path in conversation.entries[0].files.values()] == ["log"]


def test_a_sent_draft_is_not_offered_again(make: Make) -> None:
    """A kill between storing the parcel and discarding the draft does not show the sent words as unsent."""
    first = make()
    first.save_draft(Draft(text="打印时闪退"))
    draft = first.load_draft()
    assert draft is not None
    first._opened().outbox.put(first.prepare(draft, (), "zh-CN"))
    first.close()
    assert make().load_draft() is None


def test_sending_something_else_leaves_the_draft(make: Make) -> None:
    """A report from the command line does not end what is being written in the panel."""
    panel, command_line = make(), make()
    panel.save_draft(Draft(text="写了一半"))
    send(command_line, "另一件事")
    draft = panel.load_draft()
    assert draft is not None
    assert draft.text == "写了一半"


def test_a_queued_report_can_be_edited_again(make: Make, tmp_path: Path) -> None:
    """Taken back, a report is the draft again, with its words and files, and no longer in the list."""
    service = make()
    (tmp_path / "a.txt").write_text("a")
    draft = Draft(text="原来的话", email="a@example.com", files=(service.keep_file(tmp_path / "a.txt"),))
    parcel = service.prepare(draft, (), "zh-CN")
    service.submit(parcel)
    again = service.edit_again(parcel.uuid)
    assert (again.text, again.email) == ("原来的话", "a@example.com")
    assert [file.path.read_text() for file in again.files] == ["a"]
    assert service.conversations() == ()
    kept = service.load_draft()
    assert kept is not None
    assert kept.text == "原来的话"


def test_edited_again_leaves_out_what_was_left_out(make: Make, tmp_path: Path) -> None:
    """Groups that were not in the report come back unticked, off by default or not; the others ticked."""
    config = HelpConfig(
        app_name="App",
        app_version="1",
        data_dir=tmp_path / "host",
        fact_groups={"Plug-ins": {"a": lambda: 1}},
    )
    service = HelpService(config)
    facts = service.collect_facts("en")
    plug_ins = next(group.id for group in facts if group.label == "Plug-ins")
    left_out = frozenset({"system", plug_ins})
    parcel = service.prepare(Draft(text="打印不了", left_out=left_out), facts, "en")
    service.submit(parcel)
    assert service.edit_again(parcel.uuid).left_out == left_out | OFF_BY_DEFAULT
    assert service.close()


def test_a_cut_edit_again_keeps_the_words_once(make: Make) -> None:
    """Cut between writing the draft and taking the parcel out, the report is sent and not offered again."""
    first = make()
    parcel = first.prepare(Draft(text="原来的话"), (), "zh-CN")
    first.submit(parcel)
    first._drafts.restore(*first._opened().outbox.contents(parcel.uuid), frozenset(), keep_uuid=True)
    first.close()
    second = make()
    assert second.load_draft() is None
    assert second.conversation(parcel.uuid).state is ParcelState.QUEUED


def test_what_is_being_sent_cannot_be_edited(make: Make) -> None:
    """A parcel that the courier holds stays where it is, and no draft is left behind."""
    service = make()
    uuid = send(service).uuid
    assert service._opened().outbox.claim() is not None
    with pytest.raises(HelpError) as caught:
        service.edit_again(uuid)
    assert caught.value.code is Problem.MAYBE_SENT
    assert service.load_draft() is None


def test_editing_again_never_overwrites_what_is_being_written(make: Make) -> None:
    """While the form holds something unsent, a queued report stays queued and the words stay in the form."""
    service = make()
    uuid = send(service).uuid
    service.save_draft(Draft(text="另一件事"))
    with pytest.raises(HelpError) as caught:
        service.edit_again(uuid)
    assert caught.value.code is Problem.DRAFT_IN_USE
    draft = service.load_draft()
    assert draft is not None
    assert draft.text == "另一件事"
    assert service.conversation(uuid).state is ParcelState.QUEUED


def test_a_last_save_is_not_dropped(make: Make) -> None:
    """What was handed in before `close` is done, even behind work that is still running."""
    service, gate = make(), threading.Event()
    for _ in range(3):
        service.run(lambda: gate.wait(PATIENCE))
    service.run(lambda: service.save_draft(Draft(text="最后一句")))
    closing = threading.Thread(target=service.close)
    closing.start()
    gate.set()
    closing.join()
    draft = make().load_draft()
    assert draft is not None
    assert draft.text == "最后一句"


def test_the_preview_of_an_unfinished_draft_is_not_refused(make: Make) -> None:
    """What would leave can be seen before anything is written; sending it is still refused."""
    service = make()
    assert b'"text":""' in service.prepare(Draft(), (), "zh-CN", finished=False).manifest
    with pytest.raises(HelpError):
        service.prepare(Draft(), (), "zh-CN")


def test_two_windows_never_share_a_draft(make: Make) -> None:
    """What one window writes is neither offered to another nor overwritten by it; both reports are stored."""
    first, second = make(), make()
    first.save_draft(Draft(text="A"))
    assert second.load_draft() is None
    second.save_draft(Draft(text="B"))
    send(first, "A")
    send(second, "B")
    assert sorted(one.title for one in make().conversations()) == ["A", "B"]


def test_a_draft_left_by_a_window_is_offered_to_the_next(make: Make) -> None:
    """When the window that wrote it is gone, whatever slot it used, the words come back."""
    first, second = make(), make()
    first.save_draft(Draft())
    second.save_draft(Draft(text="B"))
    second.close()
    draft = make().load_draft()
    assert draft is not None
    assert draft.text == "B"


def test_erase_leaves_nothing_and_goes_on(make: Make, server: ServerProcess, tmp_path: Path) -> None:
    """After erasing, no word of the user is in any local file, and the next report works."""
    service = make(server.url)
    service.start()
    send(service, "很私密的话")
    assert service.wait_settled(PATIENCE)
    service.save_setting("theme", "dark")
    service.erase()
    left = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
    assert "很私密的话".encode() not in left
    assert service.conversations() == ()
    assert service.load_setting("theme") is None
    send(service)
    assert service.wait_settled(PATIENCE)


def test_an_attachment_is_fetched_when_it_is_not_here(
    make: Make, server: ServerProcess, tmp_path: Path
) -> None:
    """A blob whose local copy is gone comes back from the server, once."""
    service = make(server.url)
    service.start()
    (tmp_path / "log.txt").write_text("log")
    parcel = service.prepare(Draft(text="x", files=(service.keep_file(tmp_path / "log.txt"),)), (), "zh-CN")
    service.submit(parcel)
    assert service.wait_settled(PATIENCE)
    [sha256] = parcel.blobs
    (tmp_path / "data" / "blobs" / sha256).unlink()
    assert service.attachment(sha256).read_text() == "log"
    assert service.attachment(sha256) == tmp_path / "data" / "fetched" / sha256
