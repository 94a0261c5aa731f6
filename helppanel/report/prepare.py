"""From draft to parcel: the exact bytes that will leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
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
from helppanel.report.clean import NAME_LENGTH, clean_name, clean_text, cut, says_something, valid
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.gauge import Tell, untold
from helppanel.report.media import media_type
from helppanel.report.scrubbing import Scrubbing

if TYPE_CHECKING:
    from helppanel.report.privacy.scrub import Label

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
    label: Label = str,
    tell: Tell = untold,
) -> Parcel:
    """The parcel of a report, without the groups the user left out.

    The user's text is sent as written. Facts and names of files leave without what is private in them, but
    for the kinds the user wants shown; `label` names a kind where it was. A draft that is not `finished` is
    not asked for what is still to be written, nor how large it is. `tell` hears how many bytes more of which
    file are done, and may raise to stop it. Raises HelpError TEXT_EMPTY, TEXT_TOO_LONG, EMAIL_INVALID,
    FILE_TOO_LARGE, REPORT_TOO_LARGE or FILE_UNREADABLE.
    """
    if finished:
        for problem in check.fields(draft, limits):
            raise problem
    scrubbing = Scrubbing(label, draft.shown)
    sent = scrubbing.groups(tuple(group for group in facts if group.id not in draft.left_out))
    attachments, blobs = _wrap(draft.files, limits, scrubbing, tell)
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
        error_code=_stated(draft.error_code, NAME_LENGTH),
        tried=_stated(draft.tried, limits.text),
        account=_stated(draft.account, NAME_LENGTH),
        known_issue=_stated(draft.known_issue, NAME_LENGTH),
        scrubbed=scrubbing.counts,
        facts=sent,
        attachments=attachments,
    )
    manifest = encode(report)
    if finished:
        check.size(manifest, attachments, limits)
    return Parcel(uuid=uuid, manifest=manifest, blobs=blobs)


def prepare_reply(
    text: str,
    files: Iterable[Path | DraftFile],
    number: str,
    *,
    uuid: UUID,
    now: datetime,
    limits: Limits,
    label: Label = str,
) -> Parcel:
    """The parcel of a reply to ticket `number`; text or a file is needed. Raises as `prepare`."""
    words = clean_text(text).strip()
    kept = [file if isinstance(file, DraftFile) else _plain(file) for file in files]
    if not says_something(words) and not kept:
        raise HelpError(Problem.TEXT_EMPTY)
    if len(words) > limits.text:
        raise check.too_long(words, limits)
    attachments, blobs = _wrap(kept, limits, Scrubbing(label))
    manifest = encode(Reply(uuid=uuid, created_at=now, text=words, attachments=attachments))
    check.size(manifest, attachments, limits)
    return Parcel(uuid=uuid, manifest=manifest, blobs=blobs, kind=ParcelKind.REPLY, ticket=number)


def _stated(text: str, length: int) -> str | None:
    return cut(clean_text(text).strip(), length) or None


def _plain(path: Path) -> DraftFile:
    return DraftFile(
        path=path, name=path.name, media_type="", size=0, role=AttachmentRole.FILE, source="file"
    )


def _wrap(files: Iterable[DraftFile], limits: Limits, scrubbing: Scrubbing, tell: Tell = untold) -> Wrapped:
    attachments: list[Attachment] = []
    blobs: dict[str, Path] = {}
    names: set[str] = set()
    for number, file in enumerate(files):
        shown = _unlike(clean_name(scrubbing.text(clean_name(file.name))), names)
        names.add(shown)
        attachments.append(_attachment(file, shown, limits, partial(tell, item=number)))
        blobs[attachments[-1].sha256] = file.path
    if len(attachments) > check.MOST_FILES:
        raise HelpError(Problem.REPORT_TOO_LARGE, f"{len(attachments)} files", limit=limits.report // 1024**2)
    return tuple(attachments), blobs


def _attachment(file: DraftFile, name: str, limits: Limits, tell: Callable[[int], None]) -> Attachment:
    path = file.path
    try:
        if not path.is_file():
            raise HelpError(Problem.FILE_UNREADABLE, "not a regular file", name=name)
        if path.stat().st_size > limits.file:
            raise HelpError(Problem.FILE_TOO_LARGE, name=name, limit=limits.file // 1024**2)
        sha256, size = measure(path, tell)
    except (OSError, ValueError) as error:
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=name) from error
    return Attachment(
        sha256=sha256, name=name, media_type=media_type(name), size=size, role=file.role, masked=file.hidden
    )


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
