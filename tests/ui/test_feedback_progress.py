"""The stepper's nodes, worked out from the history."""

from __future__ import annotations

import pytest

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import TicketStatus
from helppanel.ui.feedback.progress import NodeState, nodes_of, spoken
from helppanel.ui.texts import Texts
from tests.ui.feedback_samples import asked, at, conversation, history

NEW, ACK, WORK, WAIT = (
    TicketStatus.NEW,
    TicketStatus.ACKNOWLEDGED,
    TicketStatus.IN_PROGRESS,
    TicketStatus.PENDING,
)
DONE, CURRENT, WAITING, FUTURE = NodeState.DONE, NodeState.CURRENT, NodeState.WAITING, NodeState.FUTURE


def test_a_question_waits_at_the_fourth_of_five_nodes() -> None:
    """A ticket that waits for the user has three done nodes, an amber one and one to come."""
    nodes = nodes_of(asked())
    assert [node.state for node in nodes] == [DONE, DONE, DONE, WAITING, FUTURE]
    assert [node.at for node in nodes] == [
        at("09-30 14:03"), at("09-30 16:00"), at("10-01 09:12"), at("10-02 10:24"), None
    ]  # fmt: skip
    assert spoken(nodes, Texts("zh-CN")) == "进度：第 4 步，共 5 步，待您回复"


@pytest.mark.parametrize("end", [TicketStatus.SOLVED, TicketStatus.CLOSED])
def test_nodes_the_ticket_skipped_are_left_out(end: TicketStatus) -> None:
    """Solved straight after acceptance, the stepper has three done nodes and says nothing of the others."""
    steps = history((NEW, "09-21 16:40"), (ACK, "09-21 17:00"), (end, "09-22 09:30"))
    nodes = nodes_of(conversation(status=end, steps=steps))
    assert [(node.status, node.state) for node in nodes] == [(NEW, DONE), (ACK, DONE), (end, DONE)]


def test_an_answered_question_reads_answered() -> None:
    """After the end, 待您回复 reads 已回复 and keeps its date."""
    steps = history((NEW, "09-21 16:40"), (WAIT, "09-21 17:02"), (TicketStatus.SOLVED, "09-22 09:30"))
    labels = [node.label for node in nodes_of(conversation(status=TicketStatus.SOLVED, steps=steps))]
    assert labels == ["feedback.step_new", "feedback.step_answered", "feedback.step_solved"]


def test_a_reopened_ticket_steps_back() -> None:
    """In progress again after it was solved, the end is to come again and carries no date."""
    steps = history((NEW, "09-20 08:00"), (TicketStatus.SOLVED, "09-21 08:00"), (WORK, "09-22 08:00"))
    nodes = nodes_of(conversation(status=WORK, steps=steps))
    assert [node.state for node in nodes] == [DONE, CURRENT, FUTURE, FUTURE]
    assert nodes[-1].at is None
    assert nodes[1].at == at("09-22 08:00")


def test_a_receipt_alone_is_the_first_step() -> None:
    """With a number but no news yet, the ticket stands at the first node."""
    nodes = nodes_of(conversation(ticket="QJ-1"))
    assert [node.state for node in nodes] == [CURRENT, FUTURE, FUTURE, FUTURE, FUTURE]


def test_there_is_no_progress_before_the_receipt_and_after_merging() -> None:
    """Neither a queued report nor a merged ticket has a stepper."""
    assert nodes_of(conversation(state=ParcelState.QUEUED)) == ()
    assert nodes_of(conversation(status=TicketStatus.MERGED)) == ()
    assert spoken((), Texts("en")) == ""
