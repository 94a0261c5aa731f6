"""The packs that were fetched: one file a version, and a note of which one serves.

A version's file is never replaced, because it may be mapped by this process or another: the note is.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from uuid import uuid4

import msgspec

from helppanel.contract.packs import PackOffer
from helppanel.delivery.trouble import translated
from helppanel.durable import sync_folder

FOLDER = "packs"  # in the data folder
_NOTE = "current.json"
_SWEEP_AGE = 3600.0  # seconds; a younger file may be on its way into another instance's note


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What the last answer of `source` came to.

    `etag` of the list; `file` serves, "" for none, and was offered as `offer`; `refused` is the SHA-256 of
    one that is not to be fetched again, for the problem `problem`; without it, `problem` is why the one that
    served does so no more.
    """

    source: str = ""
    etag: str = ""
    file: str = ""
    sha256: str = ""
    offer: PackOffer | None = None
    refused: str = ""
    problem: str = ""


def read_note(folder: Path) -> Note:
    """The note in `folder`, of whatever source; an empty one where none can be read."""
    try:
        return msgspec.json.decode((folder / _NOTE).read_bytes(), type=Note)
    except (OSError, ValueError):
        return Note()


class PackFolder:
    """Shared by all instances of the host; what was kept for another `source` is not looked at.

    Making one touches no disk.
    """

    def __init__(self, folder: Path, source: str) -> None:
        self.folder = folder
        self._source = source

    def note(self) -> Note:
        """The note; an empty one where there is none, or it is of another source or damaged."""
        note = read_note(self.folder)
        if note.source != self._source or Path(note.file).name != note.file:
            return Note(source=self._source)
        if note.file and not (self.folder / note.file).is_file():
            return Note(source=self._source, refused=note.refused, problem=note.problem)
        return note

    def current(self) -> Path | None:
        """The fetched pack that serves, if any."""
        note = self.note()
        return self.folder / note.file if note.file else None

    def write(self, note: Note) -> None:
        """Replace the note, durably and in one step. Raises HelpError DISK_FULL or DATA_UNWRITABLE."""
        with translated():
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f"{uuid4().hex}.note"
            try:
                with part.open("wb") as file:
                    file.write(msgspec.json.encode(note))
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(self.folder / _NOTE)
            finally:
                part.unlink(missing_ok=True)
            sync_folder(self.folder)

    def drop(self, pack: Path, problem: str = "") -> None:
        """`pack` turned out unusable, for `problem`: it serves no more, and the list is asked for anew."""
        note = self.note()
        if note.file == pack.name:
            self.write(Note(source=self._source, problem=problem))

    def path(self, sha256: str) -> Path:
        """Where the pack with this hash lies, or would lie."""
        return self.folder / f"articles-{sha256[:12]}.pack"

    def sweep(self) -> None:
        """Remove what serves no more; what another instance still has mapped may stay until the next time."""
        kept = {_NOTE, self.note().file}
        for file in self.folder.glob("*"):
            try:
                if file.name not in kept and time.time() - file.stat().st_mtime > _SWEEP_AGE:
                    file.unlink()
            except OSError:
                continue
