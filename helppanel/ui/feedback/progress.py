"""The progress of a ticket as nodes of a stepper, worked out from its history. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from helppanel.contract.ticket import TicketStatus

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.texts import Texts

_ORDER = (
    TicketStatus.NEW,
    TicketStatus.ACKNOWLEDGED,
    TicketStatus.IN_PROGRESS,
    TicketStatus.PENDING,
    TicketStatus.SOLVED,
)


class NodeState(StrEnum):
    """How a node is drawn."""

    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"  # current, and the next move is the user's
    FUTURE = "future"


@dataclass(frozen=True)
class Node:
    """One node; `at` is when the ticket got there, None where it has not, or nobody said when."""

    status: TicketStatus
    state: NodeState
    at: datetime | None = None

    @property
    def label(self) -> str:
        """The key of its text; a question that was answered reads 已回复, no longer 待您回复."""
        answered = self.status is TicketStatus.PENDING and self.state is NodeState.DONE
        return "feedback.step_answered" if answered else f"feedback.step_{self.status}"


def nodes_of(conversation: Conversation) -> tuple[Node, ...]:
    """The nodes in order, those the ticket skipped left out.

    Empty before the receipt and for a merged ticket, which have no progress of their own.
    """
    status = conversation.status
    if conversation.number is None or status is TicketStatus.MERGED:
        return ()
    status = status or TicketStatus.NEW
    ended = status in (TicketStatus.SOLVED, TicketStatus.CLOSED)
    here = len(_ORDER) - 1 if ended else _ORDER.index(status)
    first = {change.status: change.at for change in reversed(conversation.history)}
    last = {change.status: change.at for change in conversation.history}
    done = [Node(passed, NodeState.DONE, first[passed]) for passed in _ORDER[:here] if passed in first]
    if ended:
        reached = NodeState.DONE
    elif status is TicketStatus.PENDING:
        reached = NodeState.WAITING
    else:
        reached = NodeState.CURRENT
    current = Node(status, reached, last.get(status))
    return (*done, current, *(Node(later, NodeState.FUTURE) for later in _ORDER[here + 1 :]))


def spoken(nodes: tuple[Node, ...], texts: Texts) -> str:
    """The progress in one sentence: 进度：第 4 步，共 5 步，待您回复."""
    reached = [node for node in nodes if node.state is not NodeState.FUTURE]
    if not reached:
        return ""
    return texts.t(
        "feedback.progress_spoken", step=len(reached), steps=len(nodes), label=texts.t(reached[-1].label)
    )
