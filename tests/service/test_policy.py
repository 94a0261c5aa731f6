"""What the administrator forbids, where it counts: in the service and at the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import ReportKind
from helppanel.policy import FREE, Policy
from helppanel.report.draft import Draft, DraftFile
from helppanel.service import HelpService
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE

PNG = b"\x89PNG\r\n\x1a\n"
DAMAGED = Policy(screenshots=False, files=False, email=False, problem="damaged")


class Machine:
    """Services over one data folder, as the policy changes from start to start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._services: list[HelpService] = []

    def service(self, policy: Policy, server: str | None = None) -> HelpService:
        """The one before has ended."""
        self.close()
        config = HelpConfig(app_name="App", app_version="1", server=server, data_dir=self.folder / "data")
        self._services.append(HelpService(config, policy=policy))
        return self._services[-1]

    def close(self) -> None:
        """All have ended."""
        for service in self._services:
            assert service.close()

    def draft(self, *has: str) -> Draft:
        """A draft kept while everything was allowed, with a `picture`, a `file`, an `email`."""
        service, files = self.service(FREE), list[DraftFile]()
        if "picture" in has:
            files.append(service.keep_picture(PNG, name="a.png", source="window"))
        if "file" in has:
            (self.folder / "a.txt").write_text("a")
            files.append(service.keep_file(self.folder / "a.txt"))
        draft = Draft(text="导出失败", email="lin@example.com" if "email" in has else "", files=tuple(files))
        service.save_draft(draft)
        return draft


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.close()


CASES = [
    (Policy(form=False), "", Problem.FORM_OFF),
    (Policy(screenshots=False), "picture", Problem.SCREENSHOTS_OFF),
    (Policy(files=False), "file", Problem.FILES_OFF),
    (DAMAGED, "picture", Problem.SCREENSHOTS_OFF),
    (DAMAGED, "file", Problem.FILES_OFF),
]


def code(parcel_of: HelpService, draft: Draft) -> Problem | None:
    """Why no parcel is made of a draft; None where one is."""
    try:
        parcel_of.prepare(draft, (), "zh-CN")
    except HelpError as error:
        return error.code
    return None


@pytest.mark.parametrize(("policy", "has", "problem"), CASES)
def test_what_is_forbidden_makes_no_parcel(
    machine: Machine, policy: Policy, has: str, problem: Problem
) -> None:
    """A draft with something forbidden is refused with its code when the parcel is made."""
    draft = machine.draft(has)
    assert code(machine.service(FREE), draft) is None
    assert code(machine.service(policy), draft) is problem
    if policy.form:
        assert code(machine.service(policy), machine.draft()) is None


@pytest.mark.parametrize(
    ("policy", "has", "problem"),
    [*CASES, (Policy(email=False), "email", Problem.EMAIL_OFF)],
)
def test_what_is_forbidden_is_not_stored(
    machine: Machine, policy: Policy, has: str, problem: Problem
) -> None:
    """A parcel made elsewhere with something forbidden in it is not taken for sending."""
    parcel = machine.service(FREE).prepare(machine.draft(has), (), "zh-CN")
    service = machine.service(policy)
    with pytest.raises(HelpError) as caught:
        service.submit(parcel)
    assert caught.value.code is problem
    assert service.conversations() == ()


def test_pictures_and_files_are_not_even_kept(machine: Machine) -> None:
    """Where they are off, none comes onto the disk."""
    (machine.folder / "secret.txt").write_text("很私密")
    service = machine.service(Policy(screenshots=False, files=False))
    with pytest.raises(HelpError, match=str(Problem.SCREENSHOTS_OFF)):
        service.keep_picture(PNG, name="a.png", source="window")
    with pytest.raises(HelpError, match=str(Problem.FILES_OFF)):
        service.keep_file(machine.folder / "secret.txt")
    assert not (machine.folder / "data").exists()


def test_an_address_that_is_off_does_not_leave(machine: Machine) -> None:
    """The address that the form no longer shows is not in the parcel."""
    draft = machine.draft("email")
    assert b"lin@example" in machine.service(FREE).prepare(draft, (), "zh-CN").manifest
    assert b"lin@example" not in machine.service(Policy(email=False)).prepare(draft, (), "zh-CN").manifest


def test_a_draft_from_before_comes_back_without_what_is_off(machine: Machine) -> None:
    """The words come back, and what the form could neither show nor send does not."""
    machine.draft("picture", "file", "email")
    draft = machine.service(Policy(screenshots=False, email=False)).load_draft()
    assert draft is not None
    assert (draft.text, draft.email) == ("导出失败", "")
    assert [file.name for file in draft.files] == ["a.txt"]


def test_replies_pass_without_files(machine: Machine, server: ServerProcess) -> None:
    """With the form and files off a conversation goes on, in words."""
    service = machine.service(FREE, server.url)
    service.start()
    parcel = service.prepare(Draft(kind=ReportKind.QUESTION, text="如何导出"), (), "zh-CN")
    service.submit(parcel)
    assert service.wait_settled(PATIENCE)
    number = service.conversation(parcel.uuid).number or ""
    service = machine.service(Policy(form=False, files=False), server.url)
    (machine.folder / "a.txt").write_text("a")
    with pytest.raises(HelpError, match=str(Problem.FILES_OFF)):
        service.reply(number, "见附件", (machine.folder / "a.txt",))
    service.reply(number, "已解决")
    assert [entry.text for entry in service.conversation(parcel.uuid).entries] == ["如何导出", "已解决"]


def test_reports_go_where_the_administrator_says(machine: Machine, server: ServerProcess) -> None:
    """A pinned server takes the place of the app's own, which hears nothing."""
    service = machine.service(Policy(server=server.url), "https://vendor.invalid")
    assert service.server == server.url
    service.start()
    parcel = service.prepare(Draft(text="打印不了"), (), "zh-CN")
    service.submit(parcel)
    assert service.wait_settled(PATIENCE)
    assert service.conversation(parcel.uuid).number


def test_while_the_policy_cannot_be_read_reports_wait(machine: Machine, server: ServerProcess) -> None:
    """Nothing is sent anywhere while nobody knows where it may go; once the file is mended it leaves."""
    service = machine.service(DAMAGED, server.url)
    assert not service.has_server
    parcel = service.prepare(Draft(text="打印不了"), (), "zh-CN")
    service.submit(parcel)
    assert service.conversation(parcel.uuid).number is None
    mended = machine.service(FREE, server.url)
    mended.start()
    assert mended.wait_settled(PATIENCE)
    assert mended.conversation(parcel.uuid).number


@pytest.mark.parametrize(
    ("policy", "has", "problem"),
    [*CASES[:3], (Policy(email=False), "email", Problem.EMAIL_OFF)],
)
def test_what_was_queued_before_it_was_forbidden_does_not_leave(
    machine: Machine, server: ServerProcess, policy: Policy, has: str, problem: Problem
) -> None:
    """A parcel stored while everything was allowed is refused with the policy's code, not delivered."""
    machine.draft(has)
    service = machine.service(FREE, server.url)
    draft = service.load_draft()
    assert draft is not None
    parcel = service.prepare(draft, (), "zh-CN")
    service.submit(parcel)
    service = machine.service(policy, server.url)
    service.start()
    assert service.wait_settled(PATIENCE)
    waiting = service.conversation(parcel.uuid)
    assert waiting.number is None
    assert waiting.problem is problem
    if policy.form:
        draft = service.edit_again(parcel.uuid)
        assert (draft.text, draft.files, draft.email) == ("导出失败", (), "")


def test_a_parcel_of_another_kind_passes(machine: Machine) -> None:
    """A vote on an article is no report: the form's switch does not hold it."""
    service = machine.service(Policy(form=False), "http://127.0.0.1:9")
    service.vote("a", "zh-CN", True, "", "", "")
    assert isinstance(service._opened().outbox.next_due(), float)
