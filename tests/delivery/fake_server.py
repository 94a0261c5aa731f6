"""A server in memory that the courier talks to: it keeps what it acknowledged and fails when told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256 as sha256_of
from pathlib import Path
from uuid import UUID

import msgspec

from helppanel.contract.erasure import Erasure
from helppanel.contract.problems import Problem
from helppanel.contract.report import Attachment, Rating, Receipt, Reply, Report
from helppanel.contract.service_info import Account, ServiceInfo
from helppanel.contract.ticket import Installation, InstallationRequest, SyncAnswer
from helppanel.delivery.sender import SendError


class FakeServer:
    """Fits `Sender`. `fail` is raised before, `fail_after` after the next call took effect."""

    def __init__(self) -> None:
        self.token: str | None = None
        self.known: set[str] = set()
        self.erased: dict[str, Erasure] = {}
        self.manifests: dict[UUID, bytes] = {}
        self.blobs: dict[str, bytes] = {}
        self.answers: list[SyncAnswer] = []
        self.fail: SendError | None = None
        self.fail_after: SendError | None = None
        self.calls: list[str] = []
        self.uploads: dict[str, bytearray] = {}
        self.withdrawn: list[tuple[str | None, UUID, str]] = []
        self.swallow = 0  # bytes that the next piece brings before its way breaks

    def register(self, request: InstallationRequest) -> Installation:
        self._enter("register")
        token = f"token-{len(self.known)}"
        self.known.add(token)
        return Installation(id=request.app_id, token=token)

    def put_report(self, uuid: UUID, manifest: bytes) -> Receipt:
        self._authorise("put_report")
        return self._store(uuid, manifest, msgspec.json.decode(manifest, type=Report).attachments)

    def put_reply(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt:
        self._authorise(f"put_reply {ticket}")
        return self._store(uuid, manifest, msgspec.json.decode(manifest, type=Reply).attachments)

    def put_rating(self, ticket: str, manifest: bytes) -> Receipt:
        self._authorise(f"put_rating {ticket}")
        return self._store(msgspec.json.decode(manifest, type=Rating).uuid, manifest, ())

    def put_reopening(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt:
        self._authorise(f"put_reopening {ticket}")
        return self._store(uuid, manifest, ())

    def put_account(self, token: str) -> Account:
        """Believes whoever says `member`."""
        self._authorise(f"put_account {token}")
        if token != "member":
            raise SendError(Problem.ACCOUNT_TOKEN_INVALID, token)
        return Account(name="林", tier="gold", until=datetime(2099, 1, 1, tzinfo=UTC))

    def delete_account(self) -> None:
        self._authorise("delete_account")

    def put_vote(self, uuid: UUID, manifest: bytes) -> Receipt:
        self._authorise("put_vote")
        return msgspec.structs.replace(self._store(uuid, manifest, ()), number="")

    def erase_me(self) -> Erasure:
        """The same to whoever asks again with a token it knew."""
        self._enter("erase_me")
        token = self.token or ""
        if token in self.known:
            self.erased[token] = Erasure(
                erased_at=datetime.now(UTC), reports=len(self.manifests), messages=0, files=0, votes=0
            )
            self.known.discard(token)
            self.manifests.clear()
        if token not in self.erased:
            raise SendError(Problem.UNAUTHORIZED, "nobody", reached=False)
        self._leave()
        return self.erased[token]

    def put_blob(self, sha256: str, path: Path) -> None:
        self._authorise("put_blob")
        content = path.read_bytes()
        if sha256_of(content).hexdigest() != sha256:
            raise SendError(Problem.BLOB_MISMATCH, sha256, reached=False)
        self.blobs[sha256] = content
        self._leave()

    def create_upload(self, sha256: str, size: int) -> tuple[str, int]:
        self._authorise(f"create_upload {size}")
        kept = self.uploads.setdefault(sha256, bytearray())
        self._leave()
        return sha256, len(kept)

    def upload_offset(self, url: str) -> int | None:
        self._authorise("upload_offset")
        return len(self.uploads[url]) if url in self.uploads else None

    def upload_piece(self, url: str, offset: int, piece: bytes, tell: Callable[[int], None]) -> int:
        self._authorise(f"upload_piece {offset} {len(piece)}")
        kept = self.uploads[url]
        assert offset == len(kept)
        if self.swallow:
            kept += piece[: self.swallow]
            self.swallow = 0
            raise SendError(Problem.OFFLINE)
        kept += piece
        tell(len(piece))
        self._leave()
        if sha256_of(kept).hexdigest() == url:
            self.blobs[url] = bytes(kept)
        return len(kept)

    def withdraw_file(self, ticket: str | None, uuid: UUID, sha256: str) -> None:
        self._authorise("withdraw_file")
        self.withdrawn.append((ticket, uuid, sha256))

    def sync(self, cursor: str, wait: int, heard: int = 0) -> SyncAnswer | None:
        self._authorise(f"sync {cursor} {wait}")
        return self.answers.pop(0) if self.answers else None

    def service_info(self, etag: str | None) -> tuple[ServiceInfo, bytes, str] | None:
        raise SendError(Problem.NOT_FOUND, str(etag))

    def forget_everybody(self) -> None:
        self.known.clear()

    def _store(self, uuid: UUID, manifest: bytes, attachments: tuple[Attachment, ...]) -> Receipt:
        if self.manifests.setdefault(uuid, manifest) != manifest:
            raise SendError(Problem.UUID_CONFLICT)
        self._leave()
        wanted = [attachment.sha256 for attachment in attachments]
        missing = tuple(sha256 for sha256 in wanted if sha256 not in self.blobs)
        number = f"HP-{list(self.manifests).index(uuid) + 1}"
        return Receipt(uuid=uuid, number=number, received_at=datetime.now(UTC), missing=missing)

    def _enter(self, call: str) -> None:
        self.calls.append(call)
        if self.fail is not None:
            error, self.fail = self.fail, None
            raise error

    def _authorise(self, call: str) -> None:
        self._enter(call)
        if self.token not in self.known:
            raise SendError(Problem.UNAUTHORIZED)

    def _leave(self) -> None:
        if self.fail_after is not None:
            error, self.fail_after = self.fail_after, None
            raise error
