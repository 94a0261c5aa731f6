"""The verbs of what is carried by hand: parcels out as a file, answers in from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from helppanel.contract import answers, parcel_file
from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.delivery.by_hand import Kept
from helppanel.report.disk import disk_errors, replacing
from helppanel.service.looking import Looking


class ByHand(Looking):
    """Part of HelpService."""

    def save_parcel(self, uuid: UUID, path: Path) -> None:
        """Save a parcel that waits or was refused as a file to be handed in; it goes on waiting.

        Raises HelpError: NOT_FOUND, and as `export_parcels`.
        """
        self.export_parcels(path, (uuid,))

    def export_parcels(
        self, path: Path, uuids: Sequence[UUID] = (), *, everything: bool = False
    ) -> tuple[Parcel, ...]:
        """Save the parcels named, else those that wait, or all, as one file; which they are.

        All of it or nothing; what was at `path` before stays until then. Nothing counts as sent: the desk's
        answers say so. Raises HelpError: NOT_FOUND, BUNDLE_EMPTY, BUNDLE_TOO_LARGE, FILE_UNREADABLE for a
        blob that is gone, DISK_FULL, DATA_UNWRITABLE.
        """
        by_hand = self._opened().by_hand
        parcels = by_hand.parcels(uuids, everything=everything)
        info = self.service_info()
        limits = info.limits if info is not None else Limits()
        with disk_errors(), replacing(path) as stream:
            parcel_file.write_all(parcels, by_hand.reports(), stream)
            if stream.tell() > limits.bundle:
                raise HelpError(Problem.BUNDLE_TOO_LARGE)
            by_hand.note(parcels)  # before the file can be taken away
        self._changed("parcels")
        return parcels

    def import_answers(self, path: Path) -> Kept:
        """Keep the desk's answers to what was handed in; the same file again changes nothing.

        Raises HelpError: FILE_UNREADABLE, BUNDLE_FOREIGN, BUNDLE_DAMAGED, BUNDLE_TOO_LARGE, WIRE_UNSUPPORTED,
        ANSWERS_FOREIGN when nothing in it concerns this machine; nothing is kept then.
        """
        try:
            with path.open("rb") as stream:
                found = answers.read(stream)
        except OSError as error:
            raise HelpError(Problem.FILE_UNREADABLE, str(error), name=path.name) from error
        kept = self._opened().by_hand.keep(found)
        self._changed("news")
        self._queued()
        return kept
