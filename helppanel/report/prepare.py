"""From draft to parcel: the exact bytes that will leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import (
    AppInfo,
    Attachment,
    AttachmentRole,
    FactGroup,
    Parcel,
    ParcelKind,
    Reply,
    Report,
    encode,
    measure,
)
from helppanel.report import check
from helppanel.report.clean import clean_name, clean_text, cut, says_something, valid
from helppanel.report.draft import Draft
from helppanel.report.media import media_type
from helppanel.report.privacy.scrub import scrub

Wrapped = tuple[tuple[Attachment, ...], dict[str, Path]]


def prepare(
    draft: Draft,
    facts: tuple[FactGroup, ...],
    *,
    app: AppInfo,
    locale: str,
    uuid: UUID,
    now: datetime,
    limits: Limits,
    finished: bool = True,
) -> Parcel:
    """The parcel of a report, without the groups the user left out.

    The user's text is sent as written; names of files are scrubbed. A draft that is not `finished` is not
    asked for what is still to be written. Raises HelpError TEXT_EMPTY,
    TEXT_TOO_LONG, EMAIL_INVALID, FILE_TOO_LARGE, REPORT_TOO_LARGE or FILE_UNREADABLE.
    """
    if finished:
        for problem in check.fields(draft, limits):
            raise problem
    attachments, blobs = _wrap(((f.path, f.name, f.role) for f in draft.files), limits)
    report = Report(
        uuid=uuid,
        kind=draft.kind,
        created_at=now,
        locale=locale,
        app=app,
        text=clean_text(draft.text).strip(),
        email=draft.email.strip() or None,
        query=cut(clean_text(draft.query), 500) if draft.query else None,
        article=cut(valid(draft.article), 255) if draft.article else None,
        facts=tuple(group for group in facts if group.id not in draft.left_out),
        attachments=attachments,
    )
    manifest = encode(report)
    check.size(manifest, attachments, limits)
    return Parcel(uuid=uuid, manifest=manifest, blobs=blobs)


def prepare_reply(
    text: str, files: tuple[Path, ...], number: str, *, uuid: UUID, now: datetime, limits: Limits
) -> Parcel:
    """The parcel of a reply to ticket `number`; text or a file is needed. Raises as `prepare`."""
    words = clean_text(text).strip()
    if not says_something(words) and not files:
        raise HelpError(Problem.TEXT_EMPTY)
    if len(words) > limits.text:
        raise check.too_long(words, limits)
    attachments, blobs = _wrap(((path, path.name, AttachmentRole.FILE) for path in files), limits)
    manifest = encode(Reply(uuid=uuid, created_at=now, text=words, attachments=attachments))
    check.size(manifest, attachments, limits)
    return Parcel(uuid=uuid, manifest=manifest, blobs=blobs, kind=ParcelKind.REPLY, ticket=number)


def _wrap(files: Iterable[tuple[Path, str, AttachmentRole]], limits: Limits) -> Wrapped:
    attachments: list[Attachment] = []
    blobs: dict[str, Path] = {}
    names: set[str] = set()
    for path, name, role in files:
        shown = _unlike(clean_name(scrub(clean_name(name))), names)
        names.add(shown)
        attachments.append(_attachment(path, shown, role, limits))
        blobs[attachments[-1].sha256] = path
    if len(attachments) > check.MOST_FILES:
        raise HelpError(Problem.REPORT_TOO_LARGE, f"{len(attachments)} files", limit=limits.report // 1024**2)
    return tuple(attachments), blobs


def _attachment(path: Path, name: str, role: AttachmentRole, limits: Limits) -> Attachment:
    try:
        if not path.is_file():
            raise HelpError(Problem.FILE_UNREADABLE, "not a regular file", name=name)
        if path.stat().st_size > limits.file:
            raise HelpError(Problem.FILE_TOO_LARGE, name=name, limit=limits.file // 1024**2)
        sha256, size = measure(path)
    except (OSError, ValueError) as error:
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=name) from error
    return Attachment(sha256=sha256, name=name, media_type=media_type(name), size=size, role=role)


def _unlike(name: str, taken: set[str]) -> str:
    """`name`, numbered where another file already has it."""
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    number, unlike = 1, name
    while unlike in taken:
        number += 1
        unlike = clean_name(f"{stem} ({number}){dot}{ending}")
    return unlike
