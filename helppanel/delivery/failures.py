"""How a call failed, as a problem code: each class has its own sentence and its own next step."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
import requests
import urllib3.exceptions
import urllib3.util

from helppanel.contract.problems import Problem, code_of
from helppanel.delivery.answers import Answer
from helppanel.delivery.sender import SendError

# An answer to HEAD has no body to name the problem in.
_OF_HEAD = {
    401: Problem.UNAUTHORIZED,
    403: Problem.NOT_FOUND,
    404: Problem.NOT_FOUND,
    410: Problem.NOT_FOUND,
    422: Problem.BLOB_MISMATCH,
}
_BY_STATUS = {
    407: Problem.PROXY_LOGIN,
    408: Problem.TIMEOUT,
    425: Problem.UNAVAILABLE,
    429: Problem.RATE_LIMITED,
    511: Problem.CAPTIVE_PORTAL,  # RFC 6585: network authentication required
}
_TOO_LARGE = 413
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
_USER = re.compile(r"//[^\s'\"]*@")
# Reserved for documentation: nothing is ever sent there, they only need a route.
_ELSEWHERE = ((socket.AF_INET, "198.51.100.1"), (socket.AF_INET6, "2001:db8::1"))


@contextmanager
def translated(left: Callable[[], bool]) -> Iterator[None]:
    """Turn what a call raises into SendError; `left` says whether bytes of the request may have left."""
    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        reached = left()
        raise SendError(problem_of(error, reached=reached), plain(error), reached=reached) from error


def problem_of(error: BaseException, *, reached: bool) -> Problem:
    """The class of an exception of `requests`; `reached`: the request was leaving."""
    causes = list(_causes(error))
    tunnel = next(filter(None, (_TUNNEL.search(str(cause)) for cause in causes)), None)
    if tunnel is not None:
        return Problem.PROXY_LOGIN if tunnel[1] == "407" else Problem.PROXY_FAILED

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    # What is wrong with a proxy's address is said of its scheme: only a proxy can have another than http(s).
    # Once the request was leaving, the proxy had let it through, whatever urllib3 calls what came then.
    if not reached and has(
        requests.exceptions.ProxyError,
        urllib3.exceptions.ProxyError,
        requests.exceptions.InvalidProxyURL,
        requests.exceptions.InvalidSchema,
    ):
        return Problem.PROXY_FAILED
    if has(requests.exceptions.ContentDecodingError, requests.exceptions.InvalidHeader):
        return Problem.FOREIGN_ANSWER
    if has(TimeoutError, requests.exceptions.Timeout, urllib3.exceptions.ReadTimeoutError):
        return Problem.TIMEOUT
    if reached or has(ssl.SSLEOFError):
        return Problem.OFFLINE
    # An OSError of no number is about the file of certificates that the environment names.
    if has(requests.exceptions.SSLError, ssl.SSLError) or (type(error) is OSError and error.errno is None):
        return Problem.TLS_FAILED
    if has(socket.gaierror, urllib3.exceptions.NameResolutionError):
        return Problem.NAME_NOT_FOUND if has_route() else Problem.OFFLINE
    return Problem.SERVER_DOWN if has(ConnectionRefusedError) else Problem.OFFLINE


def failure_of(answer: Answer) -> SendError:
    """What an answer that is no success says."""
    status = answer.status
    detail = f"{status} {answer.reason}"
    if 300 <= status < 400:
        return SendError(_elsewhere(answer), detail)
    after = retry_after(answer.headers.get("Retry-After"))
    if status in _BY_STATUS or status >= 500:
        return SendError(_BY_STATUS.get(status, Problem.UNAVAILABLE), detail, retry_after=after)
    if answer.method == "HEAD" and "Tus-Resumable" in answer.headers and status in _OF_HEAD:
        return SendError(_OF_HEAD[status], detail)
    try:
        problem = msgspec.json.decode(answer.content, type=dict[str, Any])
        code = code_of(str(problem["code"]))
        detail = str(problem.get("detail") or detail)
    except (ValueError, KeyError):
        # Not our server's voice: a proxy or another program on that port.
        if status == _TOO_LARGE:
            return SendError(Problem.TOO_LARGE_ON_WAY, detail, reached=False, left=True)
        return SendError(Problem.FOREIGN_ANSWER, detail)
    return SendError(code, detail, retry_after=after, reached=False, left=True)


def foreign(answer: Answer, detail: str) -> SendError:
    """What a success that is none of ours says: a page is a sign-in, which answers 200 to everything."""
    return SendError(Problem.CAPTIVE_PORTAL if answer.is_html else Problem.FOREIGN_ANSWER, detail)


def has_route() -> bool:
    """Whether this machine has a way to any other network. Sends nothing."""
    for family, address in _ELSEWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.connect((address, 9))
        except OSError:
            continue
        return True
    return False


def is_place(address: str) -> bool:
    """Whether `host` or `host:port` can be one at all. Asks nobody."""
    try:
        host = urllib3.util.parse_url(f"//{address}").host
        return bool(host and host.encode("idna"))
    except (urllib3.exceptions.LocationParseError, UnicodeError):
        return False


def plain(error: BaseException) -> str:
    """What an exception says, without the name and password of a proxy."""
    return _USER.sub("//", str(error))


def retry_after(value: str | None) -> float | None:
    """Seconds from a Retry-After header, which is a number or an HTTP date (RFC 9110 §10.2.3)."""
    if value is None:
        return None
    if value.strip().isdecimal():  # `isdigit` is true of "²", too, which is no number
        return float(value.strip()[:12])
    at = moment(value)
    return None if at is None else max(0.0, at - time.time())


def moment(date: str) -> float | None:
    """Seconds since 1970 of an HTTP date; None for what is none."""
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(date).astimezone(UTC).timestamp()
    except (ValueError, OverflowError):
        return None


def _elsewhere(answer: Answer) -> Problem:
    """A server of ours sends nobody away; who sends to another place wants to be signed in to first."""
    try:
        there = urlsplit(urljoin(answer.url, answer.headers.get("Location", ""))).hostname
    except ValueError:
        return Problem.FOREIGN_ANSWER
    here = urlsplit(answer.url).hostname
    return Problem.FOREIGN_ANSWER if there in (here, None) else Problem.CAPTIVE_PORTAL


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that it says it came from."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
