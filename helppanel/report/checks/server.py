"""Is the server there, and does its clock agree with this one?"""

from __future__ import annotations

from collections.abc import Callable

from helppanel.contract.problems import NO_WAY, HelpError, Problem
from helppanel.report.checks import clock
from helppanel.report.checks.model import Trouble

UNREACHABLE = Trouble("server", action="try_again")
# Without a right clock no certificate is valid; a hotel's login page answers everything.
_SAID = {
    Problem.TLS_FAILED: ("server_tls", "clock"),
    Problem.CAPTIVE_PORTAL: ("server_foreign", "try_again"),
    Problem.FOREIGN_ANSWER: ("server_foreign", "try_again"),
    Problem.PROXY_FAILED: ("server_proxy", "try_again"),
    Problem.PROXY_LOGIN: ("server_proxy", "try_again"),
}
_SILENT = NO_WAY | {Problem.UNAVAILABLE}


def look(ask: Callable[[], float | None]) -> Trouble | None:
    """`ask` says by how many seconds the server's clock is ahead, or raises HelpError as the client does."""
    try:
        ahead = ask()
    except HelpError as error:
        if error.code in _SAID:
            found, action = _SAID[error.code]
            return Trouble(found, action=action)
        if error.code in _SILENT:
            return UNREACHABLE
        return None  # it answers, whatever it says
    return clock.judge(ahead)
