"""Which server addresses are allowed."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from helppanel.contract.problems import HelpError, Problem


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine by its very name, without asking a resolver."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_server_url(url: str) -> str:
    """`url` without a trailing slash.

    Raises HelpError BAD_SETTING for what is no web address, INSECURE_URL for http to another machine.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise HelpError(Problem.BAD_SETTING, f"server: {url!r}: {error}") from error
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or parts.username:
        raise HelpError(Problem.BAD_SETTING, f"server: {url!r} is no https address")
    if parts.scheme == "http" and not is_loopback(host):
        raise HelpError(Problem.INSECURE_URL, url)
    return url.strip().rstrip("/")
