"""Makes pictures of the draft out of what was taken, and anew when their marks change. For worker threads."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import structs
from PySide6.QtGui import QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.draft import DraftFile
from helppanel.report.marks import Mark
from helppanel.ui import raster
from helppanel.ui.annotator.flatten import flatten, plain
from helppanel.ui.capture.pixels import encode, is_blank

if TYPE_CHECKING:
    from helppanel.ui.capture.taken import Taken


class Album(Protocol):
    """Keeps pictures: the service for the form's draft, `ReplyFiles` for a reply."""

    def keep_picture(self, png: bytes, *, name: str, source: str, original: bytes | None = None) -> DraftFile:
        """Keep an encoded picture; `original` is the one without the marks in it."""

    def remark_picture(self, file: DraftFile, png: bytes, marks: tuple[Mark, ...]) -> DraftFile:
        """A kept picture with other `marks`, which are flattened into `png`."""


def develop(album: Album, taken: Taken, name: str) -> DraftFile:
    """Keep a picture, with what looks private in it covered.

    Raises HelpError CAPTURE_BLANK, CAPTURE_FAILED and what `keep_picture` raises.
    """
    # A screen was looked at before places were covered in it; a window may be covered all over.
    if taken.source == "window" and not taken.covered and is_blank(taken.image):
        raise HelpError(Problem.CAPTURE_BLANK)
    picture = plain(taken.image)
    png = encode(picture)
    if taken.private:
        flat = encode(flatten(picture, taken.private))
        file = album.keep_picture(flat, name=name, source=taken.source, original=png)
    else:
        file = album.keep_picture(png, name=name, source=taken.source)
    return structs.replace(
        file,
        marks=taken.private,
        covered=taken.covered,
        unseen=taken.unseen,
        taken_at=datetime.now().astimezone(),
    )


def unmarked(file: DraftFile) -> QImage:
    """The picture without its marks. Raises HelpError FILE_UNREADABLE."""
    path = file.original or file.path
    image = raster.load(path)
    if image.isNull():
        raise HelpError(Problem.FILE_UNREADABLE, f"{path}: no picture", name=file.name)
    return plain(image)


def develop_again(album: Album, file: DraftFile, marks: tuple[Mark, ...]) -> DraftFile:
    """Keep `file` with other marks. Raises HelpError FILE_UNREADABLE and what `remark_picture` raises."""
    drawn_on = structs.replace(file, automatic=False)  # what the user drew gives way to no other picture
    return album.remark_picture(drawn_on, encode(flatten(unmarked(file), marks)), marks)
