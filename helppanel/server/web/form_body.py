"""Reads what a form sends: its fields, and its files straight to where blobs lie, hashed as they come.

A file that is too large is read past, so that what was typed comes back.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from multipart import (  # type: ignore[import-untyped]  # it has no types
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment, AttachmentRole
from helppanel.server.api.requests import AnyRequest, read_body
from helppanel.server.blobs import Arrival, BlobFolder
from helppanel.server.desk.pictures import picture_type

MOST_FILES = 20
_MOST_PARTS = 60
_CHARACTER = 8  # bytes of a form a character of a text may take, line ends being two
_SLACK = 256 * 1024  # bytes around the files: fields, headers
_BYTES = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}", re.ASCII)


@dataclass
class FormBody:
    """The fields, the files that came whole, and the names of those `too_large`; `too_many` came at all."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[tuple[Attachment, Arrival]] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    too_many: bool = False
    together_too_large: bool = False

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Of the files."""
        return tuple(attachment for attachment, _ in self.files)

    @property
    def had_files(self) -> bool:
        """Whether any were sent, kept or not."""
        return bool(self.files or self.too_large or self.too_many or self.together_too_large)

    def text(self, name: str) -> str:
        """A field with plain line ends and without white space around it; "" where it is missing."""
        value = self.fields.get(name, "").replace("\0", "")
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()


@asynccontextmanager
async def form_body(request: AnyRequest, blobs: BlobFolder, limits: Limits) -> AsyncIterator[FormBody]:
    """What `request` sends; files that were not kept are gone afterwards.

    Raises HelpError: BAD_REQUEST, TOO_LARGE (far more than the limits, or too much text). OSError.
    """
    body = FormBody()
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    reader = _Reader(body, blobs, limits)
    try:
        if kind == "multipart/form-data":
            await reader.read(request, str(options.get("boundary", "")))
        else:
            sent = await read_body(request, _SLACK + 3 * _CHARACTER * limits.text)
            body.fields.update(_decoded(sent))
        yield body
    finally:
        await reader.discard()
        for _, arrival in body.files:
            await arrival.discard()


class _Reader:
    def __init__(self, body: FormBody, blobs: BlobFolder, limits: Limits) -> None:
        self._body = body
        self._blobs = blobs
        self._limits = limits
        self._segment: MultipartSegment | None = None
        self._arrival: Arrival | None = None
        self._text = bytearray()
        self._kept = 0

    async def read(self, request: AnyRequest, boundary: str) -> None:
        most = 2 * self._limits.report + _SLACK + 3 * _CHARACTER * self._limits.text
        seen = 0
        try:
            with PushMultipartParser(boundary, max_segment_count=_MOST_PARTS) as parser:
                async for chunk in request.stream():
                    seen += len(chunk)
                    if seen > most:
                        raise HelpError(Problem.TOO_LARGE, f"more than {most} bytes")
                    if not chunk or parser.closed:
                        continue
                    for event in parser.parse(chunk):
                        await self._take(event)
        except (MultipartError, UnicodeError, LookupError, ValueError) as error:
            raise HelpError(Problem.BAD_REQUEST, f"no form: {error}") from error

    async def discard(self) -> None:
        """Forget the file that was coming."""
        if self._arrival is not None:
            await self._arrival.discard()

    async def _take(self, event: MultipartSegment | bytes | bytearray | None) -> None:
        if isinstance(event, MultipartSegment):
            self._segment, self._text = event, bytearray()
            if event.filename:
                await self._begin_file()
        elif event is not None:
            await self._more(event)
        else:
            await self._end()

    async def _begin_file(self) -> None:
        if len(self._body.files) + len(self._body.too_large) >= MOST_FILES:
            self._body.too_many = True
        elif not self._body.together_too_large:
            self._arrival = await self._blobs.begin()

    async def _more(self, data: bytes | bytearray) -> None:
        assert self._segment is not None, "a part begins with its head"
        if self._segment.filename is None:
            room = _CHARACTER * self._limits.text + 64 - len(self._text)
            self._text += data[:room]  # what is cut is still too long
            return
        arrival = self._arrival
        if arrival is None:
            return
        if arrival.size + len(data) > self._limits.file:
            self._body.too_large.append(_name(self._segment.filename))
            await self._drop()
        elif self._kept + arrival.size + len(data) > self._limits.report:
            self._body.together_too_large = True
            await self._drop()
        else:
            await arrival.add(data)

    async def _drop(self) -> None:
        await self.discard()
        self._arrival = None

    async def _end(self) -> None:
        assert self._segment is not None, "a part begins with its head"
        segment, arrival = self._segment, self._arrival
        if arrival is not None:
            await arrival.whole()
            self._kept += arrival.size
            self._body.files.append((_attachment(segment, arrival), arrival))
            self._arrival = None
        elif segment.filename is None:
            self._body.fields.setdefault(segment.name, self._text.decode("utf-8", "replace"))


def _attachment(segment: MultipartSegment, arrival: Arrival) -> Attachment:
    """What the bytes say counts, not what the browser says: only a picture is shown as one."""
    picture = picture_type(arrival.path)
    said = segment.content_type or ""
    return Attachment(
        sha256=arrival.sha256,
        name=_name(segment.filename or ""),
        media_type=picture or (said if _MEDIA_TYPE.fullmatch(said) else _BYTES),
        size=arrival.size,
        role=AttachmentRole.SCREENSHOT if picture else AttachmentRole.FILE,
    )


def _name(sent: str) -> str:
    return re.split(r"[\\/]", sent.replace("\0", ""))[-1][-255:] or "file"


def _decoded(sent: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            sent.decode("ascii", "replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=_MOST_PARTS,
        )
    except ValueError as error:
        raise HelpError(Problem.BAD_REQUEST, str(error)) from error
    return dict(reversed(pairs))
