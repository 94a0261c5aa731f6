"""What the server confirms after it has erased all that an installation sent."""

from __future__ import annotations

import msgspec

from helppanel.contract.report import Moment, Size


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to `DELETE /me`, the same however often it is asked.

    What was erased at `erased_at`: `reports`, all `messages` of their tickets, those of the desk included,
    `files`, and article `votes`.
    """

    erased_at: Moment
    reports: Size
    messages: Size
    files: Size
    votes: Size
