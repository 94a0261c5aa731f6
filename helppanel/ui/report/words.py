"""Sentences of the form that are put together from parts. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AttachmentRole
from helppanel.report.amount import amount
from helppanel.report.draft import Draft
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.ui.texts import Texts

# Problems of one field or file that the form words itself, more exactly than the shared sentence.
OWN = {
    Problem.TEXT_EMPTY: "error_text_empty",
    Problem.TEXT_TOO_LONG: "error_text_too_long",
    Problem.EMAIL_INVALID: "error_email_invalid",
    Problem.FILE_TOO_LARGE: "file_too_large",
    Problem.FILE_UNREADABLE: "file_unreadable",
    Problem.REPORT_TOO_LARGE: "report_too_large",
}


def counted(texts: Texts, key: str, count: int, **params: object) -> str:
    """`report.<key>`, or `report.<key>_one` for one."""
    return texts.t(f"report.{key}_one" if count == 1 else f"report.{key}", count=count, **params)


def kinds_counted(texts: Texts, counts: Mapping[str, int]) -> str:
    """How many of each `PrivateKind`: “邮箱 2、密钥 1”, in the order of the kinds."""
    named = [(texts.t(f"privacy.{kind}"), counts[kind]) for kind in PrivateKind if counts.get(kind)]
    parts = [texts.t("form.kind_count", kind=name, count=count) for name, count in named]
    return texts.t("report.summary_comma").join(part.replace(" ", "\u00a0") for part in parts)


def of_field(texts: Texts, error: HelpError) -> str:
    """What is wrong with the field or file that `error` is about."""
    if error.params.get("field") == "tried":
        return texts.t("form.error_tried_too_long", **error.params)
    return texts.t(f"report.{OWN[error.code]}", **error.params)


def what_to_do(texts: Texts, error: HelpError) -> str:
    """What went wrong, the one thing to do about it, and where the words are meanwhile if that is told."""
    kept = error.params.get("kept")
    where = "" if kept is None else texts.t("report.kept_elsewhere", path=kept)
    sentences = (texts.problem(error), texts.next_step(error.code), where)
    return ("" if texts.locale == "zh-CN" else " ").join(filter(None, sentences))


def of_part(texts: Texts, error: HelpError) -> str:
    """Why a part of the parcel cannot be shown: its copy is the panel's own, whose name says nothing."""
    return texts.t("form.part_gone") if error.code is Problem.FILE_UNREADABLE else what_to_do(texts, error)


def of_saving(texts: Texts, error: HelpError) -> str:
    """Why there is no file of the parcel: the place is the user's choice, not the panel's folder."""
    here = error.code is Problem.DATA_UNWRITABLE
    return texts.t("form.save_unwritable") if here else of_part(texts, error)


def summary(texts: Texts, draft: Draft, groups: int, size: int) -> str:
    """What will be sent, in one line."""
    pictures = sum(file.role is AttachmentRole.SCREENSHOT for file in draft.files)
    counts = {"pictures": pictures, "files": len(draft.files) - pictures, "groups": groups}
    parts = [texts.t("report.part_text")]
    parts += [counted(texts, f"part_{name}", count) for name, count in counts.items() if count]
    joined = texts.t("report.summary_comma").join(parts)
    return texts.t("report.summary", parts=joined, size=amount(size))


def restored(texts: Texts, saved_at: datetime | None, now: datetime) -> str:
    """Which draft came back; `now` is in the user's time zone."""
    if saved_at is None:
        return texts.t("report.draft_restored_some")
    there = saved_at.astimezone(now.tzinfo)
    time = there.strftime("%H:%M")
    if there.date() != now.date():
        time = texts.t("report.draft_date", month=there.month, day=there.day, time=time)
    return texts.t("report.draft_restored", time=time)
