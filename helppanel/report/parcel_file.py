"""A parcel saved as one file where the user wants it."""

from __future__ import annotations

from pathlib import Path

from helppanel.contract import parcel_file
from helppanel.contract.parcel_file import Tell
from helppanel.contract.report import Parcel
from helppanel.report.disk import disk_errors, replacing


def save(parcel: Parcel, path: Path, tell: Tell = lambda _bytes: None) -> None:
    """Write all of it or nothing; what was at `path` before stays until then.

    `tell` hears of the bytes that are done, and may raise to stop it. Raises HelpError DISK_FULL,
    DATA_UNWRITABLE, or FILE_UNREADABLE for a blob that is gone.
    """
    with disk_errors(), replacing(path) as stream:
        parcel_file.write(parcel, stream, tell)
