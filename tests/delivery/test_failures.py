"""Each way a call can fail is told apart, over real sockets."""

from __future__ import annotations

import logging
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from helppanel.contract.problems import NO_WAY, Kind, Problem
from helppanel.contract.service_info import ServiceInfo
from helppanel.delivery import client as client_module
from helppanel.delivery import failures
from helppanel.delivery.client import Client
from helppanel.delivery.courier import SendError
from tests.delivery.certificates import Authority
from tests.delivery.listener import Listener, says, tunnel

INFO = msgspec.json.encode(ServiceInfo(name={"en": "Support"}))
OURS = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(INFO) + INFO
NAME = "help.test"  # reserved: no resolver knows it

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy, and no certificates but the system's."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def client() -> Iterator[Callable[[str], Client]]:
    made: list[Client] = []

    def make(url: str) -> Client:
        made.append(Client(url))
        return made[-1]

    yield make
    for one in made:
        one.close()


Make = Callable[[str], Client]


def failure(client: Client) -> SendError:
    """How a call of `client` fails."""
    with pytest.raises(SendError) as caught:
        client.service_info(None)
    return caught.value


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


# no way


def test_a_name_nobody_knows(client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a network the name is at fault, without one the network is; nothing has left either way."""
    monkeypatch.setattr(failures, "has_route", lambda: True)
    found = failure(client(f"https://{uuid4().hex}.invalid"))
    assert (found.code, found.reached) == (Problem.NAME_NOT_FOUND, False)
    monkeypatch.setattr(failures, "has_route", lambda: False)
    assert failure(client(f"https://{uuid4().hex}.invalid")).code is Problem.OFFLINE


@pytest.mark.skipif(sys.platform == "win32", reason="raises the error numbers of POSIX")
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(101, "Network is unreachable"), Problem.OFFLINE),
        (OSError(113, "No route to host"), Problem.OFFLINE),
        (TimeoutError(110, "Connection timed out"), Problem.TIMEOUT),
        (ConnectionRefusedError(111, "Connection refused"), Problem.SERVER_DOWN),
    ],
)
def test_no_connection(client: Make, monkeypatch: pytest.MonkeyPatch, error: OSError, code: Problem) -> None:
    """No network, no route, nobody who answers and nobody who listens each have their code."""

    def connect(*_: object, **__: object) -> socket.socket:
        raise error

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    found = failure(client("https://192.0.2.77"))
    assert (found.code, found.reached) == (code, False)


def test_nobody_accepts(client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that takes no further connection is one that does not answer in time."""
    monkeypatch.setattr(client_module, "CONNECT_TIMEOUT", 0.2)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = []
        try:
            for _ in range(4):  # until the queue is full
                one = socket.socket()
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", port))
                waiting.append(one)
            found = failure(client(f"http://127.0.0.1:{port}"))
        finally:
            for one in waiting:
                one.close()
    assert (found.code, found.reached) == (Problem.TIMEOUT, False)


def test_no_answer_in_time(client: Make) -> None:
    """A server that hears and says nothing has got the bytes."""
    with Listener(lambda connection: (connection.recv(65536), connection.recv(1), None)[2]) as silent:
        asked = client(f"http://127.0.0.1:{silent.port}")
        with pytest.raises(SendError) as caught:
            asked._call("GET", "/service", timeout=0.2)
        asked.close()
    assert (caught.value.code, caught.value.reached) == (Problem.TIMEOUT, True)


# whom to trust


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a test adds nothing to those stores")
@needs_openssl
def test_a_certificate_that_the_system_trusts(
    client: Make, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an administrator adds to the system's store is trusted without a setting of ours."""
    with Listener(says(OURS), authority.context("127.0.0.1")) as server:
        url = f"https://127.0.0.1:{server.port}"
        assert failure(client(url)).code is Problem.TLS_FAILED
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
        found = client(url).service_info(None)
    assert found is not None
    assert found[1] == INFO


@needs_openssl
@pytest.mark.parametrize("wrong", ["self-signed", "expired", "not yet", "of another name", "no TLS"])
def test_a_certificate_that_is_wrong(
    client: Make, authority: Authority, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    """No byte of a request leaves for a server that cannot show who it is."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    shown = {
        "self-signed": partial(authority.self_signed, "127.0.0.1"),
        "expired": partial(authority.context, "127.0.0.1", days=(-9, -2)),
        "not yet": partial(authority.context, "127.0.0.1", days=(2, 9)),
        "of another name": partial(authority.context, "portal.example"),
    }
    told: list[bytes] = []

    def talk(connection: socket.socket) -> None:
        told.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 302 Sign in\r\nLocation: http://portal.example\r\n\r\n")

    with Listener(talk, shown[wrong]() if wrong in shown else None) as server:
        found = failure(client(f"https://127.0.0.1:{server.port}"))
    assert (found.code, found.reached) == (Problem.TLS_FAILED, False)
    assert not any(b"HTTP" in words for words in told)


def test_the_hosts_own_tls_is_left_alone(client: Make) -> None:
    """The host's `ssl` and its other sessions trust what they trusted before."""
    import ssl

    import requests
    import urllib3.util.ssl_

    before = ssl.SSLContext, urllib3.util.ssl_.SSLContext
    client("https://help.example.com")
    assert (ssl.SSLContext, urllib3.util.ssl_.SSLContext) == before
    assert type(requests.Session().get_adapter("https://x")).__module__ == "requests.adapters"


def test_a_bundle_that_is_not_there(client: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment that names a missing file of certificates is a failure to tell, not a crash."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "gone.pem"))
    assert failure(client("https://help.example.com")).code is Problem.TLS_FAILED


# a proxy between


@needs_openssl
def test_the_systems_proxy_is_taken(
    client: Make, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that only the proxy finds answers through it; hosts that need none are asked directly."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    with (
        Listener(says(OURS), authority.context(NAME)) as server,
        Listener(tunnel(server.port)) as proxy,
    ):
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        through = client(f"https://{NAME}")
        assert through.service_info(None) is not None
        assert proxy.callers == 1
        monkeypatch.setenv("NO_PROXY", NAME)
        assert failure(client(f"https://{NAME}")).code in (Problem.NAME_NOT_FOUND, Problem.OFFLINE)
        assert proxy.callers == 1
        through.close()


@needs_openssl
def test_a_call_through_a_proxy_ends_when_interrupted(
    client: Make, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A held call is cut short also where a proxy is between, and its bytes count as left."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    asked: list[Client] = []

    def hold(connection: socket.socket) -> None:
        connection.recv(65536)
        asked[0].interrupt()
        connection.recv(1)

    with (
        Listener(hold, authority.context(NAME)) as server,
        Listener(tunnel(server.port)) as proxy,
    ):
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        asked.append(client(f"https://{NAME}"))
        found = failure(asked[0])
    assert (found.code, found.reached) == (Problem.OFFLINE, True)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", Problem.PROXY_LOGIN),
        (b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", Problem.PROXY_FAILED),
        (b"HTTP/1.1 503 Nobody\r\nContent-Length: 0\r\n\r\n", Problem.PROXY_FAILED),
        (b"", Problem.OFFLINE),
        (None, Problem.PROXY_FAILED),
    ],
)
def test_a_proxy_that_does_not_let_through(
    client: Make,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    answer: bytes | None,
    code: Problem,
) -> None:
    """The proxy is named as the culprit; its password is in no message and no log."""
    caplog.set_level(logging.DEBUG)
    with Listener(says(answer or b"")) as proxy:
        port = proxy.port if answer is not None else closed_port()
        monkeypatch.setenv("HTTPS_PROXY", f"http://somebody:s3cr3t@127.0.0.1:{port}")
        asked = client(f"https://{NAME}")
        assert asked.proxy() == f"127.0.0.1:{port}"
        found = failure(asked)
    assert (found.code, found.reached) == (code, False)
    assert "s3cr3t" not in f"{found!r} {found} {found.detail} {caplog.text}"


@pytest.mark.parametrize(
    "proxy",
    [
        "http://somebody:s3cr3t@:8080",
        "http://somebody:s3cr3t@",
        "somebody:s3cr3t@",
        "http://somebody:s3cr3t@proxy.invalid:99999",
        "http://somebody:s3cr3t@proxy.invalid:abc",
        "http://somebody:s3cr3t@[::1",
        f"http://somebody:s3cr3t@{'p' * 70}.invalid:8080",
        "socks5h://somebody:s3cr3t@127.0.0.1:9",
    ],
)
def test_a_proxy_setting_that_is_none(client: Make, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """A broken setting is a failure to tell; the password in it is not told."""
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    found = failure(client(f"https://{NAME}"))
    assert (found.code, found.reached) == (Problem.PROXY_FAILED, False)
    assert "s3cr3t" not in f"{found!r} {found.detail}"


@pytest.mark.parametrize("server", [f"https://{'a' * 70}.example", "https://*.example"])
def test_a_good_proxy_is_not_blamed(client: Make, monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    """A server's name that cannot be one is no fault of the proxy's, before it was asked for anything."""
    monkeypatch.setenv("NO_PROXY", "a" * 70 + ".example")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert failure(client(server)).code is Problem.OFFLINE


def test_a_netrc_does_not_speak_for_us(client: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What ~/.netrc holds for any host is never sent in the place of our token."""
    (tmp_path / "netrc").write_text("default login somebody password s3cr3t\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setattr(client_module, "is_loopback", lambda _host: False)  # so that the environment counts
    told: list[bytes] = []
    with Listener(lambda connection: told.append(connection.recv(65536))) as server:
        asked = client(f"http://127.0.0.1:{server.port}")
        asked.token = "ours"
        failure(asked)
        asked.token = None
        failure(asked)
    assert b"Authorization: Bearer ours\r\n" in told[0]
    assert b"Authorization" not in told[1]


def test_every_missing_way_is_tried_again() -> None:
    """Whatever stands between us and the server, what the user wrote waits, it is not refused."""
    assert {problem.kind for problem in NO_WAY} == {Kind.TEMPORARY}
