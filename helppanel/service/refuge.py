"""Where the user's words go when the data folder takes nothing: the disk is full, read only, or locked."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from uuid import UUID

from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.presence import Holder, is_alive
from helppanel.durable import make_folder
from helppanel.report.disk import disk_errors, write_bytes
from helppanel.report.draft import Draft
from helppanel.report.draft_store import DraftStore

DISK = frozenset(
    {
        Problem.DISK_FULL,
        Problem.DATA_UNWRITABLE,
        Problem.DATA_DAMAGED,
        Problem.DATA_NEWER,
        Problem.DATA_LOCKED,
    }
)
_WORDS = "feedback.txt"  # what a person reads, and is told of
_HOLDER = "holder"


def places(folder: Path, identity: str) -> list[Path]:
    """Where to try, in this order: the data folder, the user's cache, the folder for temporary files."""
    from platformdirs import user_cache_path  # here: a host that never opens the panel never pays

    # What another data folder of the same app could not keep is none of this one's business.
    whose = hashlib.sha256(str(folder.absolute()).encode("utf-8", "replace")).hexdigest()[:8]
    return [
        folder / "unsaved",
        user_cache_path("helppanel", appauthor=False) / identity / f"unsaved-{whose}",
        Path(tempfile.gettempdir()) / f"helppanel-unsaved-{whose}",
    ]


class Refuge:
    """One folder for each draft or note in the first of `places` that takes it."""

    def __init__(self, places: Callable[[], list[Path]]) -> None:
        self._places = places
        self._holder = Holder()
        self._held: set[Path] = set()

    def keep(self, draft: Draft, uuid: UUID) -> Path:
        """Keep a draft, its files as far as there is room; the file with its words. Raises HelpError."""
        folder = self.keep_words(short(uuid), "\n\n".join(filter(None, (draft.text, draft.tried)))).parent
        store = DraftStore(folder)
        store.save(draft)
        with suppress(HelpError):  # words come first
            store.bring(draft.files)
        return folder / _WORDS

    def keep_words(self, name: str, text: str) -> Path:
        """Keep a text; the file it is in. Raises HelpError where no place takes it."""
        folder = self._folder(name)
        with disk_errors():
            write_bytes(folder / _WORDS, text.encode("utf-8", "replace"))
        return folder / _WORDS

    def words(self, name: str) -> str | None:
        """The text that was kept."""
        for place in self._places():
            with suppress(OSError):
                return (place / name / _WORDS).read_text("utf-8", "replace")
        return None

    def store(self, uuid: UUID) -> DraftStore:
        """Where files of a draft may be kept. Raises HelpError."""
        return DraftStore(self._folder(short(uuid)))

    def find(self) -> Draft | None:
        """The newest draft that no living form holds, with its files as they lie here."""
        found = []
        for folder in self._folders():
            with suppress(HelpError, OSError):
                if self._is_free(folder) and (draft := DraftStore(folder).load()) is not None:
                    found.append(draft)
        return max(found, key=lambda one: one.saved_at.timestamp() if one.saved_at else 0.0, default=None)

    def forget(self, name: str) -> None:
        """The draft is kept where it belongs; its files may still be asked for from here."""
        for place in self._places():
            for file in (_WORDS, "draft.json"):
                with suppress(OSError):
                    (place / name / file).unlink(missing_ok=True)

    def drop(self, name: str) -> None:
        """It is kept where it belongs by now, or no longer wanted."""
        for place in self._places():
            rmtree(place / name, ignore_errors=True)

    def release(self) -> None:
        """This form ends: another may go on with what it kept."""
        for folder in self._held:
            with suppress(OSError):
                (folder / _HOLDER).unlink(missing_ok=True)

    def empty(self) -> None:
        """Delete everything. Raises OSError."""
        for place in self._places():
            if place.is_dir():
                rmtree(place)

    def _folder(self, name: str) -> Path:
        """The first place that takes a file, with this form's mark in it."""
        problem = HelpError(Problem.DATA_UNWRITABLE)
        for place in self._places():
            try:
                with disk_errors():
                    make_folder(place, mode=0o700)
                    _check_own(place)
                    write_bytes(place / name / _HOLDER, self._holder.name.encode())
            except HelpError as error:
                problem = error
            else:
                self._held.add(place / name)
                return place / name
        raise problem

    def _folders(self) -> Iterator[Path]:
        for place in self._places():
            with suppress(OSError):
                _check_own(place)
                yield from [folder for folder in place.iterdir() if (folder / "draft.json").exists()]

    def _is_free(self, folder: Path) -> bool:
        try:
            holder = (folder / _HOLDER).read_text("ascii", "replace")
        except FileNotFoundError:
            return True
        return holder == self._holder.name or not is_alive(holder)


def short(uuid: UUID) -> str:
    """A draft's folder: its path is shown to people."""
    return uuid.hex[:8]


def _check_own(place: Path) -> None:
    """Others may write where temporary files lie: what they prepared there is not used. Raises OSError."""
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(str(place))
    if sys.platform != "win32" and (found.st_uid != os.getuid() or found.st_mode & 0o022):
        raise PermissionError(f"{place} is somebody else's")
