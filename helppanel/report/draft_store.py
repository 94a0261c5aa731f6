"""Keeps the draft on disk: one JSON file and the draft's own copies of pictures and files."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import uuid4

import msgspec

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AttachmentRole
from helppanel.report import rescue
from helppanel.report.clean import clean_name, clean_text, valid
from helppanel.report.disk import copy_file, disk_errors, write_bytes
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.marks import Mark, covered
from helppanel.report.media import media_type

_HALF = ".tmp"  # how a file ends that is still being written
GRACE = 3600.0  # seconds; another window of the app may be about to name a file it just kept

_ENCODER = msgspec.json.Encoder(order="deterministic", enc_hook=str)  # the one foreign type is Path
_DECODER = msgspec.json.Decoder(Draft, dec_hook=lambda _, name: Path(name))


class DraftStore:
    """The draft in `folder`, which is made when first needed. Methods may be called from any thread."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._draft = folder / "draft.json"
        self._files = folder / "files"
        self._lock = threading.Lock()
        self._kept: set[str] = set()

    @property
    def path(self) -> Path:
        """The file in which the draft is."""
        return self._draft

    def load(self) -> Draft | None:
        """The saved draft, None if there is none.

        A damaged file is set aside beside it as `draft-damaged-….json`, and what can still be read of the
        user's text is returned. Files that are gone are dropped; copies nobody names are swept.
        Raises HelpError DATA_UNWRITABLE.
        """
        with self._lock, disk_errors():
            draft = self._read()
            self._sweep(draft)
        return draft

    def save(self, draft: Draft) -> None:
        """Replace the saved draft in one step. Its files must be ones this store kept.

        Raises HelpError DISK_FULL or DATA_UNWRITABLE; the draft saved before is then untouched.
        """
        plain = msgspec.structs.replace(
            draft,
            text=valid(draft.text),
            email=valid(draft.email),
            error_code=valid(draft.error_code),
            tried=valid(draft.tried),
            account=valid(draft.account),
            query=None if draft.query is None else valid(draft.query),
            article=None if draft.article is None else valid(draft.article),
            files=tuple(_at(f, lambda path: Path(path.name)) for f in draft.files),
        )
        with self._lock, disk_errors():
            write_bytes(self._draft, _ENCODER.encode(plain))

    def keep_file(
        self,
        path: Path,
        name: str | None = None,
        *,
        role: AttachmentRole = AttachmentRole.FILE,
        source: str = "file",
    ) -> DraftFile:
        """Copy a file into the draft; the size is checked first. `name` is shown instead of the path's.

        Raises HelpError FILE_TOO_LARGE, FILE_UNREADABLE, DISK_FULL or DATA_UNWRITABLE.
        """
        shown = clean_name(name or path.name)
        place = self._place()
        size = copy_file(path, place, shown, self.limits.file)
        return DraftFile(
            path=place, name=shown, media_type=media_type(shown), size=size, role=role, source=source
        )

    def keep_picture(self, png: bytes, name: str, source: str, original: bytes | None = None) -> DraftFile:
        """Keep an encoded picture, as it will be sent; `original` is the one without the marks in it.

        Raises as `keep_file`.
        """
        shown = clean_name(name)
        if len(png) > self.limits.file:
            raise HelpError(Problem.FILE_TOO_LARGE, name=shown, limit=self.limits.file // 1024**2)
        return DraftFile(
            path=self._keep(png),
            name=shown,
            media_type="image/png",
            size=len(png),
            role=AttachmentRole.SCREENSHOT,
            source=source,
            original=None if original is None else self._keep(original),
        )

    def remark_picture(self, file: DraftFile, png: bytes, marks: tuple[Mark, ...]) -> DraftFile:
        """`file` with other `marks`, which are flattened into `png`. Raises as `keep_file`."""
        if len(png) > self.limits.file:
            raise HelpError(Problem.FILE_TOO_LARGE, name=file.name, limit=self.limits.file // 1024**2)
        return msgspec.structs.replace(
            file, path=self._keep(png), size=len(png), original=file.original or file.path, marks=marks
        )

    def bring(self, files: Iterable[DraftFile]) -> tuple[DraftFile, ...]:
        """Copy what another store kept into this one, under the same names. Raises as `keep_file`."""

        def here(path: Path) -> Path:
            place = self._files / path.name
            if path != place:
                with self._lock:
                    self._kept.add(place.name)
                if not place.exists():
                    copy_file(path, place, path.name, self.limits.file)
            return place

        return tuple(_at(file, here) for file in files)

    def discard(self) -> None:
        """Remove the draft and its files. Raises HelpError DATA_UNWRITABLE."""
        with self._lock, disk_errors():
            self._read()  # a damaged one is set aside, with its files
            self._draft.unlink(missing_ok=True)
            self._kept.clear()
            # Also what was replaced or removed before a restart: nobody names it any more.
            self._remove(lambda path: path.suffix != _HALF or _is_old(path))

    def _place(self) -> Path:
        """A new path of our own: what the user's file is called never touches the disk."""
        name = uuid4().hex
        with self._lock:
            self._kept.add(name)
        return self._files / name

    def _keep(self, data: bytes) -> Path:
        place = self._place()
        with disk_errors():
            write_bytes(place, data)
        return place

    def _read(self) -> Draft | None:
        try:
            data = self._draft.read_bytes()
        except FileNotFoundError:
            return None
        try:
            draft = _DECODER.decode(data)
        except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
            self._set_aside()
            text = rescue.text_of(data)
            return Draft(text=clean_text(text)) if text else None
        places = (_at(f, lambda path: self._files / path.name) for f in draft.files)
        return msgspec.structs.replace(draft, files=tuple(_whole(f) for f in places if f.path.is_file()))

    def _set_aside(self) -> None:
        stamp = f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid4().hex[:4]}"
        self._draft.replace(self._draft.with_name(f"draft-damaged-{stamp}.json"))

    def _sweep(self, draft: Draft | None) -> None:
        for half in self._draft.parent.glob(f"{self._draft.name}.*.tmp"):  # of a save that was killed
            if _is_old(half):
                half.unlink(missing_ok=True)
        named = self._kept | _names(draft)
        self._remove(lambda path: path.name not in named and _is_old(path))

    def _remove(self, is_forgotten: Callable[[Path], bool]) -> None:
        """Remove copies, but none that a draft set aside names."""
        if not self._files.is_dir():
            return
        aside = [p.read_bytes() for p in self._draft.parent.glob("draft-damaged-*.json")]
        for path in _files_in(self._files):
            if is_forgotten(path) and not any(path.name.encode() in data for data in aside):
                path.unlink(missing_ok=True)


def _at(file: DraftFile, place: Callable[[Path], Path]) -> DraftFile:
    original = None if file.original is None else place(file.original)
    return msgspec.structs.replace(file, path=place(file.path), original=original)


def _whole(file: DraftFile) -> DraftFile:
    """A picture whose original is gone stays as it is: what is flattened into it can be edited no more."""
    if file.original is None or file.original.is_file():
        return file
    gone = covered(file.marks)
    return msgspec.structs.replace(file, original=None, marks=(), covered=file.covered + gone)


def _names(draft: Draft | None) -> set[str]:
    """What the draft's own copies are called."""
    files = draft.files if draft is not None else ()
    return {path.name for file in files for path in (file.path, file.original) if path is not None}


def _is_old(path: Path) -> bool:
    """Whether no window of the app can still be about to name it."""
    try:
        return path.stat().st_mtime < time.time() - GRACE
    except FileNotFoundError:  # another process swept it first
        return False


def _files_in(folder: Path) -> Iterable[Path]:
    with os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if entry.is_file(follow_symlinks=False)]
