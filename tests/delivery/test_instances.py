"""Several instances of the host over one folder, of one version or of two."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import Parcel, Receipt
from helppanel.delivery.outbox import LEASE
from helppanel.delivery.presence import Holder
from helppanel.delivery.slots import Slots
from tests.delivery.conftest import Client

Make = Callable[..., Parcel]

_OPEN = """
import sys
from pathlib import Path
from helppanel.delivery.database import Database
sys.stdin.readline()
database = Database(Path(sys.argv[1]))
database.set_meta("opened " + sys.argv[2], "yes")
print(database.path.name, database.rows("PRAGMA journal_mode")[0][0])
database.close()
"""


def elsewhere(holder: str) -> str:
    """The same holder on another machine."""
    fields = holder.split(":")
    fields[3] = "another-machine/start/1"
    return ":".join(fields)


def test_many_begin_at_once(tmp_path: Path) -> None:
    """Eight processes that open an empty folder in the same moment all use one database."""
    several = [
        subprocess.Popen(
            [sys.executable, "-c", _OPEN, str(tmp_path), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(8)
    ]
    for one in several:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    assert [one.communicate()[0].split() for one in several] == [["outbox.sqlite3", "wal"]] * 8
    assert [one.returncode for one in several] == [0] * 8


_CLAIM = """
import sys
from pathlib import Path
from helppanel.contract.problems import Problem
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.database import Database
from helppanel.delivery.outbox import Outbox
folder = Path(sys.argv[1])
outbox = Outbox(Database(folder), BlobStore(folder / "blobs"))
sys.stdin.readline()
while (claim := outbox.claim()) is not None:
    print(claim.uuid)
    outbox.refuse(claim.uuid, Problem.FORBIDDEN)
print("done", flush=True)
"""


def test_no_parcel_is_claimed_twice(client: Client, parcel: Make) -> None:
    """Four processes that take whatever is due at the same time share all parcels out among them."""
    sent = [parcel(str(number)) for number in range(60)]
    client.clock.now = 1.0
    for one in sent:
        client.outbox.put(one)
    several = [
        subprocess.Popen(
            [sys.executable, "-c", _CLAIM, str(client.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    claimed: list[str] = []
    for process in several:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in several:
        assert process.stdout is not None
        claimed += [line.strip() for line in iter(process.stdout.readline, "done\n")]
    for process in several:
        process.communicate()
    assert sorted(claimed) == sorted(str(one.uuid) for one in sent)


def test_who_lost_the_lease_changes_nothing(client: Client, parcel: Make) -> None:
    """A call that hung longer than its lease and fails at last does not undo what another instance did."""
    sent = parcel()
    client.outbox.put(sent)
    assert client.outbox.claim() is not None
    client.clock.now += LEASE + 1
    other = client.again()
    with closing(other.database):
        assert other.outbox.claim() is not None
        assert client.outbox.renew(sent.uuid) is False
        receipt = Receipt(uuid=sent.uuid, number="HP-1", received_at=datetime.now(UTC), missing=())
        other.outbox.keep_receipt(sent.uuid, receipt)
        other.outbox.settle(sent.uuid)
        client.outbox.retry(sent.uuid, Problem.TIMEOUT, after=0, asked=0, reached=True)
        client.outbox.refuse(sent.uuid, Problem.FORBIDDEN)
    assert client.conversations.one(sent.uuid).state is ParcelState.DELIVERED


def test_what_was_left_for_something_more_urgent_is_due(client: Client, parcel: Make) -> None:
    """A parcel this instance holds and does not work on is its own to go on with, now; others wait."""
    client.outbox.put(parcel(files=(b"large",)))
    assert client.outbox.claim() is not None
    other = client.again()
    with closing(other.database):
        assert client.outbox.next_due() == 0
        assert other.outbox.next_due() == LEASE


def test_another_machines_lease_holds_until_it_ends(client: Client, parcel: Make) -> None:
    """On a shared drive nobody sees the other machine's processes: only time frees what it holds."""
    client.outbox.put(parcel())
    other = client.again()
    with closing(other.database):
        assert other.outbox.claim() is not None
        with client.database.transaction() as connection:
            [held] = connection.execute("SELECT lease_owner FROM parcels").fetchone()
            connection.execute("UPDATE parcels SET lease_owner = ?", (elsewhere(held),))
        assert client.outbox.claim() is None
        client.clock.now += LEASE + 1
        assert client.outbox.claim() is not None


def test_another_machines_draft_is_left_alone_for_a_day(client: Client) -> None:
    """A slot held on another machine is not given away while somebody writes there, nor kept for ever."""
    client.database.set_meta("holder of draft", elsewhere(Holder().name))
    draft = client.folder / "draft" / "draft.json"
    draft.parent.mkdir()
    draft.write_text("{}")
    assert Slots(client.database).take().name == "draft-2"
    draft.unlink()
    assert Slots(client.database).take().name == "draft"


def test_what_only_a_newer_version_can_send_waits_for_it(client: Client, parcel: Make) -> None:
    """A parcel of a kind this version does not know is neither claimed, nor shown, nor waited for."""
    sent = parcel()
    client.outbox.put(sent)
    with client.database.transaction() as connection:
        connection.execute("UPDATE parcels SET kind = 'hologram', problem = 'too_holographic'")
    assert client.outbox.claim() is None
    assert client.outbox.next_due() is None
    assert client.conversations.all() == ()


def test_a_problem_only_a_newer_version_knows_is_shown(client: Client, parcel: Make) -> None:
    """A code from a newer version beside this one does not keep the conversations from being read."""
    sent = parcel()
    client.outbox.put(sent)
    with client.database.transaction() as connection:
        connection.execute("UPDATE parcels SET state = 'refused', problem = 'too_holographic'")
    assert client.conversations.one(sent.uuid).problem is Problem.BUG
