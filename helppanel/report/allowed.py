"""What the administrator's policy lets into a report; judged is the parcel itself."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment, AttachmentRole, ParcelKind, Reply, Report
from helppanel.policy import Policy
from helppanel.report.draft import Draft

_report = msgspec.json.Decoder(Report)
_reply = msgspec.json.Decoder(Reply)


def check(kind: ParcelKind, manifest: bytes, policy: Policy) -> None:
    """Raise HelpError FORM_OFF, SCREENSHOTS_OFF, FILES_OFF or EMAIL_OFF for a parcel that must not leave.

    A reply is no report: its words pass, its files do not where files are off.
    """
    if not policy.off:
        return
    for problem in _problems(kind, manifest, policy):
        raise HelpError(problem)


def _problems(kind: ParcelKind, manifest: bytes, policy: Policy) -> Iterator[Problem]:
    if kind is ParcelKind.REPORT:
        report = _report.decode(manifest)
        if not policy.form:
            yield Problem.FORM_OFF
        yield from _of_files(report.attachments, policy)
        if report.email is not None and not policy.email:
            yield Problem.EMAIL_OFF
    elif kind is ParcelKind.REPLY:
        yield from _of_files(_reply.decode(manifest).attachments, policy)


def _of_files(attachments: tuple[Attachment, ...], policy: Policy) -> Iterator[Problem]:
    roles = {attachment.role for attachment in attachments}
    if AttachmentRole.SCREENSHOT in roles and not policy.screenshots:
        yield Problem.SCREENSHOTS_OFF
    if AttachmentRole.FILE in roles and not policy.files:
        yield Problem.FILES_OFF


def without_email(draft: Draft, policy: Policy) -> Draft:
    """`draft` without the address that the form does not show where it is off."""
    return draft if policy.email else msgspec.structs.replace(draft, email="")


def trimmed(draft: Draft, policy: Policy) -> Draft:
    """`draft`, written before it was forbidden, without what the form could neither show nor send."""
    allowed = {AttachmentRole.SCREENSHOT: policy.screenshots, AttachmentRole.FILE: policy.files}
    files = tuple(file for file in draft.files if allowed[file.role])
    return msgspec.structs.replace(without_email(draft, policy), files=files)
