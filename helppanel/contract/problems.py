"""Problem codes: what can go wrong, as codes; sentences are looked up where they are shown.

A code travels in the `code` member of an RFC 9457 problem document and in `HelpError.code`.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Who can do something about a problem."""

    USER = "user"  # the user can mend it
    TEMPORARY = "temporary"  # waiting or trying again mends it
    REFUSED = "refused"  # the other side will not take this, however often it is sent
    BUG = "bug"  # ours


class Problem(StrEnum):
    """Every problem code. `str(code)` is what travels."""

    # input
    TEXT_EMPTY = "text_empty"
    TEXT_TOO_LONG = "text_too_long"
    EMAIL_INVALID = "email_invalid"
    FILE_TOO_LARGE = "file_too_large"
    REPORT_TOO_LARGE = "report_too_large"
    FILE_UNREADABLE = "file_unreadable"
    BAD_SETTING = "bad_setting"
    # the administrator's policy
    FORM_OFF = "form_off"
    SCREENSHOTS_OFF = "screenshots_off"
    FILES_OFF = "files_off"
    EMAIL_OFF = "email_off"
    # the machine
    CAPTURE_FAILED = "capture_failed"
    CAPTURE_BLANK = "capture_blank"
    CAPTURE_NO_DISPLAY = "capture_no_display"
    CAPTURE_PERMISSION = "capture_permission"  # macOS records no screen for an app without it
    CAPTURE_NO_PORTAL = "capture_no_portal"  # Wayland shows an app no screen but through the desktop portal
    CAPTURE_REFUSED = "capture_refused"
    CAPTURE_CANCELLED = "capture_cancelled"
    CAPTURE_NO_ANSWER = "capture_no_answer"
    PICTURE_UNUSABLE = "picture_unusable"  # that the user brought: none we can read, or far too large
    DISK_FULL = "disk_full"
    DATA_UNWRITABLE = "data_unwritable"
    DATA_DAMAGED = "data_damaged"
    DATA_NEWER = "data_newer"
    DATA_LOCKED = "data_locked"
    DATA_IN_USE = "data_in_use"
    EXTRA_MISSING = "extra_missing"
    PORT_IN_USE = "port_in_use"
    # articles
    PACK_DAMAGED = "pack_damaged"
    PACK_FOREIGN = "pack_foreign"
    ARTICLE_NOT_FOUND = "article_not_found"
    BAD_SOURCE = "bad_source"
    # by hand
    BUNDLE_EMPTY = "bundle_empty"  # nothing waits to be handed in
    BUNDLE_FOREIGN = "bundle_foreign"  # no file of ours, or not the one that belongs here
    BUNDLE_DAMAGED = "bundle_damaged"
    BUNDLE_TOO_LARGE = "bundle_too_large"
    ANSWERS_FOREIGN = "answers_foreign"  # to nothing that was written here
    # the way to the server
    NO_SERVER = "no_server"
    INSECURE_URL = "insecure_url"
    OFFLINE = "offline"  # no network, or the connection broke
    NAME_NOT_FOUND = "name_not_found"  # there is a network, but no address for the server's name
    SERVER_DOWN = "server_down"  # its machine answers, but nothing listens there
    TIMEOUT = "timeout"
    TLS_FAILED = "tls_failed"
    PROXY_FAILED = "proxy_failed"  # the system's proxy is not there, or does not get through
    PROXY_LOGIN = "proxy_login"  # it wants to know who asks
    CAPTIVE_PORTAL = "captive_portal"  # the network wants a sign-in in the browser first
    FOREIGN_ANSWER = "foreign_answer"
    TOO_LARGE_ON_WAY = "too_large_on_way"  # something before the server lets no body of this size through
    # the server's answers
    BAD_REQUEST = "bad_request"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    UUID_CONFLICT = "uuid_conflict"
    ERASED = "erased"  # the user had it erased; it does not come back
    TOO_LARGE = "too_large"
    BLOB_MISMATCH = "blob_mismatch"
    BLOB_UNKNOWN = "blob_unknown"
    UPLOAD_MOVED = "upload_moved"  # an upload is at another byte than the client thought
    PIECE_MISMATCH = "piece_mismatch"  # a piece of an upload changed on the way
    WIRE_UNSUPPORTED = "wire_unsupported"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    AGENT_EXISTS = "agent_exists"
    AGENT_UNKNOWN = "agent_unknown"
    PASSWORD_WEAK = "password_weak"  # noqa: S105  a code, not a secret
    ACCOUNT_TOKEN_INVALID = "account_token_invalid"  # noqa: S105  a code, not a secret
    NOT_SOLVED = "not_solved"  # only what is, or was, solved is rated
    REOPEN_OVER = "reopen_over"  # the time in which it could be reopened
    MERGE_REFUSED = "merge_refused"  # two tickets that cannot be one
    MAYBE_SENT = "maybe_sent"
    ERASE_WAITS = "erase_waits"  # the server has still to confirm that it erased
    DRAFT_IN_USE = "draft_in_use"
    BUG = "bug"

    @property
    def kind(self) -> Kind:
        """Who can do something about it."""
        return _KINDS.get(self, Kind.USER)


_KINDS: dict[Problem, Kind] = {
    Problem.OFFLINE: Kind.TEMPORARY,
    Problem.NAME_NOT_FOUND: Kind.TEMPORARY,
    Problem.SERVER_DOWN: Kind.TEMPORARY,
    Problem.TIMEOUT: Kind.TEMPORARY,
    Problem.TLS_FAILED: Kind.TEMPORARY,
    Problem.PROXY_FAILED: Kind.TEMPORARY,
    Problem.PROXY_LOGIN: Kind.TEMPORARY,
    Problem.CAPTIVE_PORTAL: Kind.TEMPORARY,
    Problem.FOREIGN_ANSWER: Kind.TEMPORARY,
    Problem.TOO_LARGE_ON_WAY: Kind.TEMPORARY,  # another network may let it through
    Problem.RATE_LIMITED: Kind.TEMPORARY,
    Problem.UNAVAILABLE: Kind.TEMPORARY,
    Problem.UNAUTHORIZED: Kind.TEMPORARY,
    Problem.UPLOAD_MOVED: Kind.TEMPORARY,
    Problem.PIECE_MISMATCH: Kind.TEMPORARY,
    Problem.BAD_REQUEST: Kind.REFUSED,
    Problem.FORBIDDEN: Kind.REFUSED,
    Problem.NOT_FOUND: Kind.REFUSED,
    Problem.UUID_CONFLICT: Kind.REFUSED,
    Problem.ERASED: Kind.REFUSED,
    Problem.TOO_LARGE: Kind.REFUSED,
    Problem.BLOB_MISMATCH: Kind.REFUSED,
    Problem.BLOB_UNKNOWN: Kind.REFUSED,
    Problem.WIRE_UNSUPPORTED: Kind.REFUSED,
    Problem.ACCOUNT_TOKEN_INVALID: Kind.REFUSED,
    Problem.NOT_SOLVED: Kind.REFUSED,
    Problem.REOPEN_OVER: Kind.REFUSED,
    Problem.MERGE_REFUSED: Kind.REFUSED,
    Problem.BUG: Kind.BUG,
}

# There was no way to the server: once there is one again, what waited for it need wait no longer.
NO_WAY = frozenset(
    {
        Problem.OFFLINE,
        Problem.NAME_NOT_FOUND,
        Problem.SERVER_DOWN,
        Problem.TIMEOUT,
        Problem.TLS_FAILED,
        Problem.PROXY_FAILED,
        Problem.PROXY_LOGIN,
        Problem.CAPTIVE_PORTAL,
    }
)


class HelpError(Exception):
    """A known problem.

    `detail` is technical and untranslated, for logs; `params` fill the sentence that people read.
    """

    def __init__(self, code: Problem, detail: str = "", **params: str | int | float) -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail
        self.params = params


def code_of(value: str) -> Problem:
    """The code named `value`; one a newer peer invented becomes `Problem.BUG`."""
    try:
        return Problem(value)
    except ValueError:
        return Problem.BUG
