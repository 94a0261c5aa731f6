"""The rooms that keep things on disk, opened together when first needed, never on the UI thread."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from helppanel.contract.problems import HelpError
from helppanel.contract.server_url import server_identity
from helppanel.delivery import files
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.by_hand import ByHand
from helppanel.delivery.conversations import Conversations
from helppanel.delivery.database import Database
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.ledger import Ledger
from helppanel.delivery.members import Members
from helppanel.delivery.outbox import Outbox
from helppanel.delivery.pack_folder import FOLDER
from helppanel.delivery.slots import NAMES, REPLIES, Slots
from helppanel.delivery.trouble import translated
from helppanel.service import local_use

FETCHED = "fetched"  # the folder of what others attached


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """Everything under one data folder."""

    database: Database
    outbox: Outbox
    inbox: Inbox
    members: Members
    conversations: Conversations
    by_hand: ByHand
    ledger: Ledger
    slots: Slots

    @classmethod
    def open(cls, folder: Path, server: str | None) -> Rooms:
        """Open or create, for the news of `server`. Raises HelpError as `Database` does."""
        database = Database(folder)
        blobs = BlobStore(folder / "blobs")
        identity = server_identity(server) if server is not None else ""
        inbox = Inbox(database, identity)
        return cls(
            database=database,
            outbox=Outbox(database, blobs, server=identity),
            inbox=inbox,
            members=Members(database, identity),
            conversations=Conversations(database, inbox, blobs),
            by_hand=ByHand(database, blobs),
            ledger=Ledger(database, blobs),
            slots=Slots(database),
        )

    def close(self) -> None:
        """Give leases back and close the file; where that fails they end with this process."""
        self.database.hurry()
        with suppress(HelpError):
            self.outbox.release()
            self.slots.release()
        self.database.close()


def remove(folder: Path) -> None:
    """Delete what `Rooms` and the drafts keep in `folder`, and nothing else there. Raises HelpError."""
    with translated():
        for file in (*files.all_files(folder), *folder.glob(f"{local_use.NAME}*")):
            file.unlink(missing_ok=True)
        shutil.rmtree(folder / FOLDER, ignore_errors=True)  # nothing of the user's; another instance may read
        for name in ("blobs", FETCHED, REPLIES, *NAMES):
            if (folder / name).exists():
                shutil.rmtree(folder / name)
