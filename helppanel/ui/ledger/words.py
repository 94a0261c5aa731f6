"""Sentences of 已发送的数据 that are put together from parts. Knows no Qt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from helppanel.contract.parcel_state import ParcelState
from helppanel.report.amount import amount
from helppanel.ui.feedback.dates import moment, within
from helppanel.ui.feedback.delivery_words import next_try
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.report.words import kinds_counted

if TYPE_CHECKING:
    from helppanel.service import LedgerRow, LedgerState
    from helppanel.ui.texts import Texts

ICONS = {
    "report": "report",
    "reply": "reply",
    "rating": "star",
    "reopening": "refresh",
    "article_vote": "star",
}
_DOT = " · "
_LOCAL = "this machine"  # a server that runs here


def title(texts: Texts, row: LedgerRow) -> str:
    """What it is about, in its user's words."""
    return one_line(row.title) or texts.t("ledger.untitled")


def kind(texts: Texts, row: LedgerRow) -> str:
    """What it is."""
    return texts.t(f"ledger.kind_{row.kind if row.kind in ICONS else 'other'}")


def icon(row: LedgerRow) -> str:
    """What stands before it."""
    return ICONS.get(row.kind, "doc")


def when_and_where(texts: Texts, row: LedgerRow, now: datetime) -> str:
    """When it left, and for which server, or that it was handed over as a file."""
    parts = []
    if row.left_at is not None and (row.server or not row.handed_at):
        parts += [moment(row.left_at, now, texts), where(texts, row.server)]
    if row.handed_at is not None:
        parts.append(texts.t("ledger.handed", at=within(row.handed_at, now, texts)))
    return _DOT.join(parts)


def where(texts: Texts, server: str) -> str:
    """A server by its address."""
    if not server:
        return texts.t("ledger.server_unknown")
    return texts.t("ledger.server_here") if server == _LOCAL else server.replace(":/", "/").rstrip(":")


def receipt(texts: Texts, row: LedgerRow) -> str:
    """The receipt, or why there is none."""
    if row.received_at is None:
        refused = row.state is ParcelState.REFUSED
        return texts.t("ledger.receipt_refused" if refused else "ledger.receipt_none")
    if not row.number:
        return texts.t("ledger.receipt_bare")
    return texts.t("ledger.receipt_by_hand" if row.by_hand else "ledger.receipt", number=row.number)


def taken_back(texts: Texts, row: LedgerRow, now: datetime) -> tuple[str, ...]:
    """Why it was refused, and that the user took it back thereupon."""
    why = () if row.problem is None else (texts.problem(row.problem),)
    if row.taken_back_at is None:
        return why
    return (*why, texts.t("ledger.taken_back", at=within(row.taken_back_at, now, texts)))


def about(texts: Texts, row: LedgerRow) -> str:
    """Kind, files and size."""
    files = len(row.files)
    parts = [kind(texts, row)]
    if files:
        parts.append(texts.t("ledger.file" if files == 1 else "ledger.files", count=files))
    return _DOT.join([*parts, amount(row.size)])


def masked(texts: Texts, row: LedgerRow) -> str:
    """What was taken out or covered before it left; "" where nothing was."""
    parts = []
    if row.masked:
        parts.append(texts.t("ledger.masked", kinds=kinds_counted(texts, row.masked)))
    if row.covered:
        parts.append(texts.t("ledger.covered_1" if row.covered == 1 else "ledger.covered", count=row.covered))
    return _DOT.join(parts)


def lines(texts: Texts, row: LedgerRow, now: datetime) -> tuple[str, ...]:
    """All that a row says below its title."""
    said = (when_and_where(texts, row, now), _DOT.join((receipt(texts, row), about(texts, row))))
    return tuple(filter(None, (*said, *taken_back(texts, row, now), masked(texts, row))))


def waiting(texts: Texts, state: LedgerState, now: datetime) -> tuple[str, str]:
    """That the server is still to erase; why it has not yet, what to do and the next try, which may be ""."""
    assert state.asked is not None
    problem, at = state.asked.problem, datetime.fromtimestamp(state.asked.next_try, UTC)
    if problem is None:
        return texts.t("ledger.erase_waits"), ""
    parts = (texts.problem(problem), texts.next_step(problem), next_try(at, now, texts))
    joined = parts[0]
    for part in filter(None, parts[1:]):
        joined = texts.t("feedback.sentences", one=joined, two=part)
    return texts.t("ledger.erase_waits"), joined


def confirmed(texts: Texts, state: LedgerState, now: datetime) -> str:
    """What was erased, and when the server said so."""
    done = state.confirmed
    assert done is not None
    if done.erasure is None:
        at = datetime.fromtimestamp(done.at, UTC)
        return texts.t("ledger.erased_nothing", at=within(at, now, texts))
    counts = {name: getattr(done.erasure, name) for name in ("reports", "messages", "files", "votes")}
    return texts.t("ledger.erased", at=within(done.erasure.erased_at, now, texts), **counts)
