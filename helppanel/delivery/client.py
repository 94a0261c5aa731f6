"""The client: the wire in `requests`; the only file that knows it."""

from __future__ import annotations

import hashlib
import time
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import msgspec
import requests

from helppanel.contract.erasure import Erasure
from helppanel.contract.missed_search import MissedSearches
from helppanel.contract.packs import PackList
from helppanel.contract.problems import NO_WAY, Problem
from helppanel.contract.report import Receipt
from helppanel.contract.server_url import check_server_url, is_loopback
from helppanel.contract.service_info import Account, ServiceInfo
from helppanel.contract.service_info import decode as decode_service_info
from helppanel.contract.ticket import AccountToken, Installation, InstallationRequest, SyncAnswer
from helppanel.delivery import answers
from helppanel.delivery.answers import Answer
from helppanel.delivery.failures import failure_of, foreign, is_place, moment, translated
from helppanel.delivery.interruptible import Interrupter
from helppanel.delivery.sender import SendError
from helppanel.delivery.told import Told
from helppanel.delivery.trust import system_context
from helppanel.version import __version__

T = TypeVar("T")
CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 30.0
_OLD = 3600.0  # seconds until a server is asked again for what it does not know
_NO_PROXY = "the proxy's address is none"
_DIGITS = 19  # no file has so many bytes, and `int` gives up on very many digits
_TUS = {"Tus-Resumable": "1.0.0"}
_PORTAL_MADE = NO_WAY | {Problem.FOREIGN_ANSWER}  # what a network does to calls until one has signed in


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None is followed; else `requests` would parse where it leads, and read the whole body for that."""


class Client:
    """One server. Not for two threads at once, except `interrupt`, which may come from any thread."""

    def __init__(self, url: str) -> None:
        """Raises HelpError INSECURE_URL or BAD_SETTING."""
        self._base = check_server_url(url) + "/api/v1"
        self.token: str | None = None
        self.behind_portal = False  # the system says that the network wants a sign-in first
        self._session = _Session()
        self._session.headers["User-Agent"] = f"helppanel/{__version__}"
        # A proxy is never the way to this very machine.
        self._session.trust_env = not is_loopback(urlsplit(url).hostname or "")
        # Ours alone: a ~/.netrc must not put its own authorization in the place of the token.
        self._session.auth = self._authorise
        self._interrupter = Interrupter(self._session, system_context())

    def register(self, request: InstallationRequest) -> Installation:
        """A new installation."""
        answer = self._call("POST", "/installations", body=msgspec.json.encode(request))
        return self._decode(answer, msgspec.json.Decoder(Installation).decode)

    def put_report(self, uuid: UUID, manifest: bytes) -> Receipt:
        """Send a report's manifest."""
        return self._receipt(self._call("PUT", f"/reports/{uuid}", body=manifest))

    def put_reply(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt:
        """Send a reply's manifest."""
        return self._receipt(self._call("PUT", f"/tickets/{ticket}/messages/{uuid}", body=manifest))

    def put_rating(self, ticket: str, manifest: bytes) -> Receipt:
        """Send a rating's manifest."""
        return self._receipt(self._call("PUT", f"/tickets/{ticket}/rating", body=manifest))

    def put_reopening(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt:
        """Send a reopening's manifest."""
        return self._receipt(self._call("PUT", f"/tickets/{ticket}/reopen/{uuid}", body=manifest))

    def put_account(self, token: str) -> Account:
        """Say who the user is, by the host's signed token; what the server believes of it."""
        answer = self._call("PUT", "/account", body=msgspec.json.encode(AccountToken(token=token)))
        return self._decode(answer, msgspec.json.Decoder(Account).decode)

    def delete_account(self) -> None:
        """Say that the user signed out; repeatable."""
        self._call("DELETE", "/account")

    def put_vote(self, uuid: UUID, manifest: bytes) -> Receipt:
        """Send an article vote."""
        try:
            return self._receipt(self._call("PUT", f"/article-votes/{uuid}", body=manifest))
        except SendError as error:
            if error.code is not Problem.NOT_FOUND:
                raise
            # A server older than votes: it may be updated, and a vote must not be lost until then.
            raise SendError(Problem.UNAVAILABLE, error.detail, retry_after=_OLD, reached=False) from error

    def put_missed_searches(self, uuid: UUID, missed: MissedSearches) -> None:
        """Tell of searches that found nothing; the same UUID twice counts once."""
        answer = self._call("PUT", f"/missed-searches/{uuid}", body=msgspec.json.encode(missed))
        if answer.status != 204:
            raise foreign(answer, f"{answer.status} {answer.reason}")

    def put_blob(self, sha256: str, path: Path) -> None:
        """Send a blob. Raises HelpError FILE_UNREADABLE when the local file is gone."""
        try:
            stream = path.open("rb")
        except OSError as error:
            raise SendError(Problem.FILE_UNREADABLE, str(error), name=path.name) from error
        with stream:
            answer = self._call("PUT", f"/blobs/{sha256}", body=stream, media_type="application/octet-stream")
        # Ours says `null`; a sign-in page answers 200 to everything, and the file would count as sent.
        self._decode(answer, msgspec.json.Decoder(object).decode)

    def create_upload(self, sha256: str, size: int) -> tuple[str, int]:
        """Begin a resumable upload, or learn of the one under way: its URL, and how much of it is there."""
        name = f"sha256 {b64encode(sha256.encode('ascii')).decode('ascii')}"
        headers = {**_TUS, "Upload-Length": str(size), "Upload-Metadata": name}
        answer = self._call("POST", "/uploads", headers=headers)
        url = urljoin(f"{self._base}/uploads", answer.headers.get("Location", ""))
        if not url.startswith(f"{self._base}/uploads/"):  # the token goes nowhere else
            raise SendError(Problem.FOREIGN_ANSWER, f"an upload at {url}")
        return url, _offset(answer, 0)

    def upload_offset(self, url: str) -> int | None:
        """How many bytes of an upload are there; None for one that is gone, or of another server."""
        if not url.startswith(f"{self._base}/uploads/"):
            return None
        try:
            return _offset(self._call("HEAD", url.removeprefix(self._base), headers=_TUS))
        except SendError as error:
            if error.code is not Problem.NOT_FOUND:
                raise
            return None

    def upload_piece(self, url: str, offset: int, piece: bytes, tell: Callable[[int], None]) -> int:
        """Send the bytes from `offset` on; how many are there then. `tell` hears how many have left."""
        digest = b64encode(hashlib.sha256(piece).digest()).decode("ascii")
        headers = {**_TUS, "Upload-Offset": str(offset), "Upload-Checksum": f"sha256 {digest}"}
        body, media_type = Told(piece, tell), "application/offset+octet-stream"
        try:
            answer = self._call(
                "PATCH", url.removeprefix(self._base), body=body, media_type=media_type, headers=headers
            )
        except SendError as error:
            if error.code is Problem.NOT_FOUND:  # swept meanwhile: there will be another
                raise SendError(Problem.UPLOAD_MOVED, error.detail) from error
            raise
        arrived = _offset(answer)
        if not offset < arrived <= offset + len(piece):
            raise SendError(Problem.FOREIGN_ANSWER, f"{len(piece)} bytes from {offset} on made {arrived}")
        return arrived

    def withdraw_file(self, ticket: str | None, uuid: UUID, sha256: str) -> None:
        """Say that a file of a report, or of a reply to `ticket`, will not come."""
        path = f"/reports/{uuid}" if ticket is None else f"/tickets/{ticket}/messages/{uuid}"
        answer = self._call("PUT", f"{path}/withdrawn/{sha256}")
        if answer.status != 204:
            raise foreign(answer, f"{answer.status} {answer.reason}")

    def erase_me(self) -> Erasure:
        """Have all erased that was sent under the token; repeatable."""
        try:
            answer = self._call("DELETE", "/me")
        except SendError as error:
            if error.code not in (Problem.NOT_FOUND, Problem.BAD_REQUEST):
                raise
            # A server older than this call: it may be updated, and the wish must not be lost until then.
            raise SendError(Problem.UNAVAILABLE, error.detail, retry_after=_OLD, reached=False) from error
        return self._decode(answer, msgspec.json.Decoder(Erasure).decode)

    def fetch_blob(self, sha256: str, tell: Callable[[int], None] = answers.untold) -> bytes:
        """A blob of one of this installation's tickets; `tell` hears of every part and may end it."""
        return self._call("GET", f"/blobs/{sha256}", most=answers.MOST_BLOB, tell=tell).content

    def sync(self, cursor: str, wait: int, heard: int = 0) -> SyncAnswer | None:
        """Everything new since `cursor`; None when nothing is. Held for at most `wait` seconds.

        `heard`: the newest change that receipts told of since, by which a server knows that it lost some.
        """
        answer = self._call(
            "GET",
            "/sync",
            params={"cursor": cursor, "wait": str(wait), **({"heard": str(heard)} if heard else {})},
            headers={"If-None-Match": f'"{cursor}"'},
            timeout=wait + READ_TIMEOUT,
        )
        if answer.status == 304:
            return None
        return self._decode(answer, msgspec.json.Decoder(SyncAnswer).decode)

    def service_info(self, etag: str | None) -> tuple[ServiceInfo, bytes, str] | None:
        """Service info, its bytes and its ETag; None when it has not changed since `etag`."""
        answer = self._call("GET", "/service", headers={"If-None-Match": etag} if etag else {})
        if answer.status == 304:
            return None
        return self._decode(answer, decode_service_info), answer.content, answer.headers.get("ETag", "")

    def clock_ahead(self, etag: str | None) -> float | None:
        """Seconds by which the server's clock is ahead of this one, to about a second; None: it does not say.

        `etag` is that of the service info we have: then nothing but the time is fetched.
        """
        before = time.time()
        answer = self._call("GET", "/service", headers={"If-None-Match": etag} if etag else {})
        if answer.status != 304:
            self._decode(answer, decode_service_info)  # it is our server that says what time it is
        stated = moment(answer.headers.get("Date", ""))
        if stated is None or "Age" in answer.headers:  # a cache says when it heard it
            return None
        return stated - (before + time.time()) / 2

    def packs(self, etag: str) -> tuple[PackList, str] | None:
        """The packs on offer and the list's ETag; None when nothing has changed since `etag`."""
        answer = self._call("GET", "/packs", headers={"If-None-Match": etag} if etag else {})
        if answer.status == 304:
            return None
        return self._decode(answer, msgspec.json.Decoder(PackList).decode), answer.headers.get("ETag", "")

    def pack_part(self, sha256: str, start: int, length: int) -> bytes:
        """At most `length` bytes of a pack, from byte `start` on."""
        part = {"Range": f"bytes={start}-{start + length - 1}", "Accept-Encoding": "identity"}
        answer = self._call("GET", f"/packs/{sha256}", headers=part, most=length, cut=True)
        if answer.status != 206 and start:
            raise foreign(answer, "the whole instead of a part")
        if not answer.content:
            raise foreign(answer, "an empty part")
        return answer.content

    def proxy(self) -> str | None:
        """The system's proxy on the way to the server, without user and password; None: there is none."""
        if not self._session.trust_env:
            return None
        found = requests.utils.select_proxy(self._base, requests.utils.get_environ_proxies(self._base))
        return None if found is None else found.rpartition("@")[2].rpartition("//")[2].rstrip("/")

    def interrupt(self) -> None:
        """End a held call at once, from another thread; it raises OFFLINE there."""
        self._interrupter.interrupt()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _receipt(self, answer: Answer) -> Receipt:
        return self._decode(answer, msgspec.json.Decoder(Receipt).decode)

    def _decode(self, answer: Answer, decode: Callable[[bytes], T]) -> T:
        try:
            return decode(answer.content)
        except ValueError as error:
            raise foreign(answer, str(error)) from error

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        media_type: str = "application/json",
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: float = READ_TIMEOUT,
        most: int = answers.MOST,
        cut: bool = False,
        tell: Callable[[int], None] = answers.untold,
    ) -> Answer:
        """`most` bytes of an answer are read, `tell` hears of them; a longer one is foreign, unless `cut`."""
        sent = dict(headers or {})
        if body is not None:
            sent["Content-Type"] = media_type
        wire = self._interrupter
        wire.left = False
        try:
            with translated(lambda: wire.left):
                response = self._session.request(
                    method,
                    self._base + path,
                    params=params,
                    data=body,
                    headers=sent,
                    timeout=(CONNECT_TIMEOUT, timeout),
                    allow_redirects=False,
                    stream=True,
                )
                answer = answers.read(response, most, cut=cut, tell=tell)
            if answer.status not in answers.GOOD:
                raise failure_of(answer)
        except SendError as error:
            if error.code is Problem.OFFLINE and self._proxy_is_wrong():
                raise SendError(Problem.PROXY_FAILED, _NO_PROXY, reached=False) from None
            if self.behind_portal and error.code in _PORTAL_MADE:
                raise SendError(Problem.CAPTIVE_PORTAL, error.detail, reached=error.reached) from error
            raise
        except TypeError:  # of a proxy's address with a user and no host
            if not self._proxy_is_wrong():
                raise
            raise SendError(Problem.PROXY_FAILED, _NO_PROXY, reached=False) from None
        return answer

    def _proxy_is_wrong(self) -> bool:
        proxy = self.proxy()
        return proxy is not None and not is_place(proxy)

    def _authorise(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self.token is not None:
            request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def _offset(answer: Answer, unsaid: int | None = None) -> int:
    """What Upload-Offset says. Raises SendError where it says nothing, unless that means `unsaid`."""
    value = answer.headers.get("Upload-Offset", "")
    if value.isascii() and value.isdecimal() and len(value) < _DIGITS:
        return int(value)
    if unsaid is None:
        raise SendError(Problem.FOREIGN_ANSWER, f"Upload-Offset: {value}")
    return unsaid
