"""What the last calls said about the way to the server."""

from __future__ import annotations

from helppanel.contract.problems import NO_WAY, HelpError, Kind, Problem
from helppanel.delivery.sender import SendError

# Only our server says these, and that it refuses something; the rest may be anybody's, or this machine's.
_ITS_WORDS = (Problem.UNAUTHORIZED, Problem.RATE_LIMITED, Problem.UPLOAD_MOVED, Problem.PIECE_MISMATCH)


class LinkState:
    """`online`: whether there is a way to the server; None until something has said so."""

    def __init__(self) -> None:
        self.online: bool | None = None
        self.last_failure: HelpError | None = None

    def told(self, error: SendError | None) -> bool:
        """A call ended, with `error` if it failed; whether `online` changed by that, or why it is False.

        A busy server, a foreign answer or a file that cannot be read say nothing about the way.
        """
        was, before, self.last_failure = self.online, self.last_failure, error
        if error is None or error.code in _ITS_WORDS or error.code.kind is Kind.REFUSED:
            self.online = True
        elif error.code in NO_WAY:
            self.online = False
        if self.online is not was:
            return True
        return (
            self.online is False and error is not None and (before is None or before.code is not error.code)
        )
