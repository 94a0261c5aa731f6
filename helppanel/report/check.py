"""Whether a draft can be sent, and what is still to be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment
from helppanel.report.clean import clean_text, says_something
from helppanel.report.draft import Draft

MOST_FILES = 50  # attachments a manifest allows
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+")


def fields(draft: Draft, limits: Limits) -> Iterator[HelpError]:
    """What is wrong in the fields, top to bottom: TEXT_EMPTY or TEXT_TOO_LONG, EMAIL_INVALID.

    TEXT_TOO_LONG is also said of the steps tried, then with the parameter `field`. Reads no file: it may run
    while the user types.
    """
    text = clean_text(draft.text).strip()
    if not says_something(text):
        yield HelpError(Problem.TEXT_EMPTY)
    elif len(text) > limits.text:
        yield too_long(text, limits)
    tried = clean_text(draft.tried).strip()
    if len(tried) > limits.text:
        yield HelpError(Problem.TEXT_TOO_LONG, count=len(tried), limit=limits.text, field="tried")
    if draft.email.strip() and not is_email(draft.email):
        yield HelpError(Problem.EMAIL_INVALID)


def too_long(text: str, limits: Limits) -> HelpError:
    """TEXT_TOO_LONG with how long it is."""
    return HelpError(Problem.TEXT_TOO_LONG, count=len(text), limit=limits.text)


def is_email(text: str) -> bool:
    """Whether `text` looks like a complete address; only an answer to it could prove more."""
    address = text.strip()
    fits = len(address) <= 254 and address.isprintable() and ".." not in address
    return fits and _EMAIL.fullmatch(address) is not None


def size(manifest: bytes, attachments: tuple[Attachment, ...], limits: Limits) -> None:
    """Raise HelpError REPORT_TOO_LARGE when the whole would not be taken."""
    total = len(manifest) + sum({blob.sha256: blob.size for blob in attachments}.values())
    if total > limits.report or len(manifest) > limits.manifest:
        raise HelpError(Problem.REPORT_TOO_LARGE, f"{total} bytes", limit=limits.report // 1024**2)
