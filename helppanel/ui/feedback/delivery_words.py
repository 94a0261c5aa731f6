"""What 我的反馈 says of a parcel on its way: how it stands, what the user can do. Knows no Qt."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.report.amount import amount
from helppanel.ui.feedback.dates import by, within

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.service.progress import Progress
    from helppanel.ui.texts import Texts

_MINUTE, _HOUR = 60, 3600
_EXACT = 1.5  # so many of a unit are still counted in the smaller one


def kind_of(conversation: Conversation) -> str:
    """`refused`, `sending`, `handed` (saved as a file, and waits for it) or `queued`."""
    if conversation.state is ParcelState.REFUSED:
        return "refused"
    if conversation.state is ParcelState.SENDING:
        return "sending"
    return "queued" if conversation.handed_at is None else "handed"


def problem_of(conversation: Conversation) -> Problem | None:
    """Why it has not left; one that is refused for no known reason was our fault."""
    if kind_of(conversation) in ("sending", "handed"):
        return None  # that was the try before, or it goes another way
    if conversation.problem is None and conversation.state is ParcelState.REFUSED:
        return Problem.BUG
    return conversation.problem


def next_lines(conversation: Conversation, now: datetime, texts: Texts, *, has_server: bool) -> list[str]:
    """What happens next, and what the user can do about it."""
    t, kind, problem = texts.t, kind_of(conversation), problem_of(conversation)
    if kind == "sending":
        return [t("feedback.sending_next")]
    lines = [texts.next_step(problem)] if problem is not None and (has_server or kind == "refused") else []
    if conversation.handed_at is not None:
        lines.append(t("feedback.handed_next", at=by(conversation.handed_at, now, texts)))
    if kind == "refused":
        lines.append(t("feedback.refused_kept"))
    elif not has_server:
        lines.append(t("feedback.no_server_next"))
    elif kind == "handed":
        lines.append(t("feedback.handed_too"))
    elif problem is None:
        lines += [t("feedback.queued_next"), t("feedback.queued_kept")]
    if conversation.next_try is not None and has_server:
        lines.append(next_try(conversation.next_try, now, texts))
    return [line for line in lines if line]


def next_try(at: datetime, now: datetime, texts: Texts) -> str:
    """`下次尝试：今天 11:12（12 分钟后）`."""
    left = (at - now).total_seconds()
    if left < 1:
        return texts.t("feedback.next_try_now")
    when = within(at, now, texts)
    if left >= 24 * _HOUR:
        return texts.t("feedback.next_try", at=when)
    return texts.t("feedback.next_try_in", at=when, left=duration(left, texts))


def duration(seconds: float, texts: Texts) -> str:
    """`40 秒`, `3 分钟`, `2 小时`: no more exact than anybody can know."""
    if seconds < _EXACT * _MINUTE:
        return texts.t("feedback.seconds", count=max(1, round(seconds)))
    if seconds < _EXACT * _HOUR:
        return texts.t("feedback.minutes", count=round(seconds / _MINUTE))
    return texts.t("feedback.hours", count=round(seconds / _HOUR))


def progress_words(progress: Progress, texts: Texts) -> str:
    """`12.3 MB / 200.0 MB（6%），约剩 3 分钟`."""
    sizes = {"done": amount(progress.done), "total": amount(progress.total), "percent": percent(progress)}
    if progress.seconds_left is None:
        return texts.t("feedback.upload_progress", **sizes)
    return texts.t("feedback.upload_left", **sizes, left=duration(progress.seconds_left, texts))


def percent(progress: Progress) -> int:
    """Whole percents; 100 only when all is there."""
    return 100 * progress.done // progress.total if progress.total else 100


def row_line(conversation: Conversation, texts: Texts) -> str:
    """One line for the list, before the receipt."""
    kind, problem = kind_of(conversation), problem_of(conversation)
    if kind == "handed":
        return texts.t("feedback.handed_title")
    if problem is None or (kind == "queued" and problem is Problem.OFFLINE):
        return texts.t(f"feedback.line_{conversation.state}")
    return texts.problem(problem)
