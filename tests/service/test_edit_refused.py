"""编辑后重新发送: a refused report and the one made of it, never both, never neither."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from msgspec.structs import replace

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.report.draft import Draft
from helppanel.service import HelpService

Make = Callable[..., HelpService]


def refused(service: HelpService, file: Path) -> UUID:
    """A report with a file that the server would not take."""
    file.write_text("a")
    draft = Draft(text="原来的话", error_code="E-1", known_issue="printing", files=(service.keep_file(file),))
    parcel = service.prepare(draft, (), "zh-CN")
    service.submit(parcel)
    outbox = service._opened().outbox
    assert outbox.claim() is not None
    outbox.refuse(parcel.uuid, Problem.TOO_LARGE)
    return parcel.uuid


def states(service: HelpService) -> dict[UUID, ParcelState]:
    """What 我的反馈 lists."""
    return {talk.uuid: talk.state for talk in service.conversations()}


def test_it_stays_until_the_new_one_is_stored(make: Make, tmp_path: Path) -> None:
    """Everything is back in the form; the refused one goes in the moment the one made of it is stored."""
    service = make()
    old = refused(service, tmp_path / "a.txt")
    draft = service.edit_again(old)
    kept = (draft.text, draft.error_code, draft.known_issue, [file.name for file in draft.files])
    assert kept == ("原来的话", "E-1", "printing", ["a.txt"])
    assert states(service) == {old: ParcelState.REFUSED}
    changed = replace(draft, files=(), replaces=None)  # as the form saves it: it knows nothing of that
    service.save_draft(changed)
    parcel = service.prepare(changed, (), "zh-CN")
    service.submit(parcel)
    assert parcel.uuid != old
    assert states(service) == {parcel.uuid: ParcelState.QUEUED}


def test_a_restart_in_between_changes_nothing(make: Make, tmp_path: Path) -> None:
    """The draft knows after a restart what it replaces, and its parcel still takes the place."""
    first = make()
    old = refused(first, tmp_path / "a.txt")
    first.edit_again(old)
    first.close()
    second = make()
    draft = second.load_draft()
    assert draft is not None
    parcel = second.prepare(draft, (), "zh-CN")
    second.submit(parcel)
    assert states(second) == {parcel.uuid: ParcelState.QUEUED}


def test_a_discarded_edit_leaves_the_refused_one(make: Make, tmp_path: Path) -> None:
    """Who thinks better of it has lost nothing, and what is written next replaces nothing."""
    service = make()
    old = refused(service, tmp_path / "a.txt")
    service.edit_again(old)
    service.discard_draft()
    parcel = service.prepare(Draft(text="另一件事"), (), "zh-CN")
    service.submit(parcel)
    assert states(service) == {old: ParcelState.REFUSED, parcel.uuid: ParcelState.QUEUED}


def test_editing_twice_goes_on_with_the_first_edit(make: Make, tmp_path: Path) -> None:
    """Asked for again, the form goes on where it was; the changes are not thrown away."""
    service = make()
    old = refused(service, tmp_path / "a.txt")
    draft = service.edit_again(old)
    service.save_draft(replace(draft, text="改过的话"))
    assert service.edit_again(old).text == "改过的话"
    assert states(service) == {old: ParcelState.REFUSED}


def test_what_got_a_receipt_meanwhile_stays(make: Make, tmp_path: Path) -> None:
    """A refused report that arrived by hand meanwhile is a ticket: the new one does not remove it."""
    service = make()
    old = refused(service, tmp_path / "a.txt")
    draft = service.edit_again(old)
    with service._opened().database.transaction() as connection:
        connection.execute("UPDATE parcels SET number = 'HP-1', state = 'queued' WHERE uuid = ?", (str(old),))
    parcel = service.prepare(draft, (), "zh-CN")
    service.submit(parcel)
    assert set(states(service)) == {old, parcel.uuid}
