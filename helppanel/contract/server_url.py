"""Which server addresses are allowed. Imports little: every host's start passes here."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine by its very name, without asking a resolver."""
    if host == "localhost":
        return True
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def flaw(url: str) -> str | None:
    """What is wrong with `url`: `no https address…` or `http…` to another machine; None if it is allowed."""
    return _flaw(url)[0]


def server_identity(url: str) -> str:
    """What tells this server from another: its origin and path; all ports of this machine are one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return "this machine" if is_loopback(host) else f"{host}:{parts.port or ''}{parts.path.rstrip('/')}"


def check_server_url(url: str) -> str:
    """`url` without a trailing slash.

    Raises HelpError BAD_SETTING for what is no web address, INSECURE_URL for http to another machine.
    """
    wrong, insecure = _flaw(url)
    if wrong is not None:
        from helppanel.contract.problems import HelpError, Problem

        raise HelpError(Problem.INSECURE_URL if insecure else Problem.BAD_SETTING, wrong)
    return url.strip().rstrip("/")


def _flaw(url: str) -> tuple[str | None, bool]:
    """The flaw, and whether it is one of safety."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"server: {url!r}: {error}", False
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or parts.username:
        return f"server: {url!r} is no https address", False
    if parts.scheme == "http" and not is_loopback(host):
        return f"server: {url!r} is http to another machine", True
    return None, False
