"""The errand for packs: whole or not at all, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256 as sha256_of
from pathlib import Path
from random import Random

import pytest
from msgspec import structs

from helppanel.contract.packs import HeldPack, PackList, PackOffer
from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery import packs
from helppanel.delivery.courier import SendError
from helppanel.delivery.pack_folder import PackFolder
from helppanel.delivery.packs import PackErrand

FORMAT, APP = 2, "writer"


def content(seed: int, size: int = 2_500_000) -> bytes:
    """A pack, as far as the tests' `check` is concerned; three parts long."""
    return b"pack" + Random(seed).randbytes(size - 4)


@dataclass
class Offering:
    """Fits `PackSender`. `failures` are raised by the next calls, one each; `garble` changes every part."""

    packs_here: dict[str, tuple[PackOffer, bytes]] = field(default_factory=dict)
    held: tuple[HeldPack, ...] = ()
    failures: list[SendError] = field(default_factory=list)
    garble: bool = False
    calls: list[tuple[str, int]] = field(default_factory=list)

    def offer(self, data: bytes, *, app: str = "", pack_format: int = FORMAT, day: int = 1) -> str:
        sha256 = sha256_of(data).hexdigest()
        made = PackOffer(
            name=f"{sha256[:4]}.pack",
            sha256=sha256,
            size=len(data),
            format=pack_format,
            app=app,
            updated_at=datetime(2026, 11, day, tzinfo=UTC),
        )
        self.packs_here[sha256] = made, data
        return sha256

    def packs(self, etag: str) -> tuple[PackList, str] | None:
        self._enter("list", 0)
        offers = tuple(offer for offer, _ in self.packs_here.values())
        now = f'"{hash((offers, self.held))}"'
        return None if etag == now else (PackList(packs=offers, held=self.held), now)

    def hold(self, sha256: str) -> None:
        """What was offered breaks in its place."""
        offer, _ = self.packs_here.pop(sha256)
        self.held = (HeldPack(name=offer.name, app=offer.app),)

    def pack_part(self, sha256: str, start: int, length: int) -> bytes:
        self._enter(sha256, start)
        part = self.packs_here[sha256][1][start : start + length]
        return bytes(reversed(part)) if self.garble else part

    def _enter(self, call: str, start: int) -> None:
        self.calls.append((call, start))
        if self.failures:
            raise self.failures.pop(0)


def check(path: Path) -> None:
    if not path.read_bytes().startswith(b"pack"):
        raise HelpError(Problem.PACK_FOREIGN, str(path))


def errand(folder: PackFolder) -> PackErrand:
    return PackErrand(folder, APP, FORMAT, check)


def run(work: PackErrand, server: Offering) -> None:
    """Until the errand has nothing more to do."""
    while work.step(server) is not None:
        pass


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    return PackFolder(tmp_path / "packs", "here")


@pytest.fixture
def server() -> Offering:
    return Offering()


def serving(folder: PackFolder) -> bytes | None:
    current = folder.current()
    return None if current is None else current.read_bytes()


def names(folder: PackFolder) -> list[str]:
    return sorted(file.name for file in folder.folder.iterdir())


def test_a_pack_is_fetched_in_parts_and_serves(folder: PackFolder, server: Offering) -> None:
    """Each step is one call; what serves is the whole pack, and afterwards one call finds nothing new."""
    data = content(1)
    sha256 = server.offer(data)
    work = errand(folder)
    run(work, server)
    assert serving(folder) == data
    starts = [start for call, start in server.calls if call == sha256]
    assert starts == [0, packs.PART, 2 * packs.PART]
    assert names(folder) == [f"articles-{sha256[:12]}.pack", "current.json"]
    before = len(server.calls)
    run(errand(folder), server)
    assert len(server.calls) == before + 1


def test_the_right_pack_is_chosen(folder: PackFolder, server: Offering) -> None:
    """One for this app before one for all, the newest of them, and never one of another app or format."""
    server.offer(content(1), day=9)
    server.offer(content(2), app=APP, day=2)
    wanted = server.offer(content(3), app=APP, day=3)
    server.offer(content(4), app="other", day=9)
    server.offer(content(5), app=APP, pack_format=FORMAT + 1, day=9)
    run(errand(folder), server)
    assert serving(folder) == server.packs_here[wanted][1]


def test_a_withdrawn_pack_serves_no_more(folder: PackFolder, server: Offering) -> None:
    """When the operator takes it away, the app's own serves again; a rollback brings the one before back."""
    first = server.offer(content(1), day=1)
    run(errand(folder), server)
    second = server.offer(content(2), day=2)
    run(errand(folder), server)
    assert serving(folder) == content(2)
    del server.packs_here[second]
    run(errand(folder), server)
    assert serving(folder) == content(1)
    del server.packs_here[first]
    run(errand(folder), server)
    assert folder.current() is None


def test_a_pack_that_breaks_on_the_server_goes_on_serving(folder: PackFolder, server: Offering) -> None:
    """While its file is held, neither nothing nor what it outranks takes its place; a newer one does."""
    server.offer(content(1), app=APP, day=1)
    server.offer(content(2), day=9)
    best = server.offer(content(3), app=APP, day=3)
    run(errand(folder), server)
    server.hold(best)
    run(errand(folder), server)
    assert serving(folder) == content(3)
    server.packs_here.clear()
    run(errand(folder), server)
    assert serving(folder) == content(3)
    server.offer(content(4), app=APP, day=4)
    run(errand(folder), server)
    assert serving(folder) == content(4)


def test_what_is_held_and_goes_is_withdrawn(folder: PackFolder, server: Offering) -> None:
    """Another file that is held keeps nothing; the own one does only until it is removed."""
    first = server.offer(content(1))
    run(errand(folder), server)
    server.hold(first)
    run(errand(folder), server)
    assert serving(folder) == content(1)
    server.held = (HeldPack(name="other.pack"),)
    run(errand(folder), server)
    assert folder.current() is None


def test_a_pack_for_other_versions_in_its_place_withdraws_nothing(
    folder: PackFolder, server: Offering
) -> None:
    """When the operator's file becomes one of a newer format, this panel keeps the last it can read."""
    first = server.offer(content(1))
    run(errand(folder), server)
    offer, data = server.packs_here.pop(first)
    server.packs_here["0" * 64] = structs.replace(offer, sha256="0" * 64, format=FORMAT + 1), data
    run(errand(folder), server)
    assert serving(folder) == content(1)


@pytest.mark.parametrize("at", range(4))
def test_a_cut_call_goes_on_where_it_was(folder: PackFolder, server: Offering, at: int) -> None:
    """Whichever call is cut, the old pack goes on serving, and no byte that is here is fetched again."""
    server.offer(content(1), day=1)
    run(errand(folder), server)
    sha256 = server.offer(content(2), day=2)
    work = errand(folder)
    for _ in range(at):
        work.step(server)
    server.failures = [SendError(Problem.OFFLINE)]
    with pytest.raises(SendError):
        work.step(server)
    assert serving(folder) == content(1)
    server.calls.clear()
    run(errand(folder), server)
    assert serving(folder) == content(2)
    assert [start for call, start in server.calls if call == sha256] == [
        part * packs.PART for part in range(max(0, at - 1), 3)
    ]


def test_what_changed_on_its_way_is_thrown_away(folder: PackFolder, server: Offering) -> None:
    """Other bytes than the list promised never serve; the next try begins anew and may succeed."""
    server.offer(content(1))
    server.garble = True
    with pytest.raises(HelpError) as caught:
        run(errand(folder), server)
    assert caught.value.code is Problem.PACK_DAMAGED
    assert folder.current() is None
    server.garble = False
    run(errand(folder), server)
    assert serving(folder) == content(1)


def test_a_foreign_pack_is_refused_once(folder: PackFolder, server: Offering) -> None:
    """A file that is no pack is refused with its problem, not fetched again, and the last good one serves."""
    server.offer(content(1), day=1)
    run(errand(folder), server)
    bad = server.offer(b"no pack" + content(2), day=2)
    with pytest.raises(HelpError) as caught:
        run(errand(folder), server)
    assert caught.value.code is Problem.PACK_FOREIGN
    assert (folder.note().refused, folder.note().problem) == (bad, "pack_foreign")
    server.calls.clear()
    run(errand(folder), server)
    assert {call for call, _ in server.calls} == {"list"}
    assert serving(folder) == content(1)
    server.offer(content(3), day=3)
    run(errand(folder), server)
    assert serving(folder) == content(3)
    assert folder.note().refused == ""


def test_a_full_disk_keeps_the_last_good_pack(
    folder: PackFolder, server: Offering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no room, nothing is begun; where it runs out, what was begun is given back."""
    server.offer(content(1), day=1)
    run(errand(folder), server)
    server.offer(content(2), day=2)
    usage = shutil.disk_usage(folder.folder)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
        with pytest.raises(HelpError) as caught:
            run(errand(folder), server)
        assert caught.value.code is Problem.DISK_FULL
    work = errand(folder)
    work.step(server)
    work.step(server)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", _full)
        with pytest.raises(HelpError) as caught:
            work.step(server)
    assert caught.value.code is Problem.DISK_FULL
    assert not list(folder.folder.glob("*.part"))
    assert serving(folder) == content(1)


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_two_instances_share_the_work(folder: PackFolder, server: Offering) -> None:
    """While one fetches a part the other waits; together they fetch every part once."""
    sha256 = server.offer(content(1))
    first, second = errand(folder), errand(PackFolder(folder.folder, "here"))
    for work in (first, second, first):
        work.step(server)
    waiting = folder.path(sha256).with_suffix(".part")
    held = waiting.rename(waiting.with_suffix(".another.part"))
    assert second.step(server) == packs._BUSY
    long_ago = time.time() - packs._ABANDONED - 1  # its instance was killed
    os.utime(held, (long_ago, long_ago))
    second.step(server)
    first.step(server)
    assert second.step(server) is None
    assert serving(folder) == content(1)
    assert [start for call, start in server.calls if call == sha256] == [0, packs.PART, 2 * packs.PART]


def test_two_instances_at_once_never_break_it(folder: PackFolder) -> None:
    """Two threads with errands of their own end with the newest pack whole, round after round."""
    server = Offering()

    def work() -> None:
        own = errand(PackFolder(folder.folder, "here"))
        with suppress(HelpError):
            run_patiently(own)

    def run_patiently(own: PackErrand) -> None:
        while (pause := own.step(server)) is not None:
            if pause:
                return

    for day in range(1, 13):
        data = content(day, 1_500_000)
        server.offer(data, day=day)
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        run(errand(folder), server)
        assert serving(folder) == data


def test_what_serves_no_more_is_swept(folder: PackFolder, server: Offering) -> None:
    """Old versions go at the next start, but neither what serves nor what is young."""
    server.offer(content(1), day=1)
    run(errand(folder), server)
    old = folder.current()
    assert old is not None
    server.offer(content(2), day=2)
    run(errand(folder), server)
    folder.sweep()
    assert old.exists()
    for file in folder.folder.iterdir():
        os.utime(file, (1_700_000_000,) * 2)
    folder.sweep()
    assert not old.exists()
    assert serving(folder) == content(2)
    assert PackFolder(folder.folder, "elsewhere").current() is None


@pytest.mark.parametrize(
    "note", ["", "{", "[]", '{"source":"here","file":"../x"}', '{"source":"here","file":"x"}']
)
def test_a_damaged_note_is_none(folder: PackFolder, server: Offering, note: str) -> None:
    """A note that cannot be read, names no file or one outside costs one fetch and nothing else."""
    folder.folder.mkdir()
    (folder.folder / "current.json").write_text(note, "utf-8")
    (folder.folder.parent / "x").write_bytes(b"pack")
    assert folder.current() is None
    server.offer(content(1))
    run(errand(folder), server)
    assert serving(folder) == content(1)


def test_a_pack_that_turns_out_unusable_is_fetched_anew(folder: PackFolder, server: Offering) -> None:
    """After `drop` nothing serves, and the same version is asked for and put in place again."""
    server.offer(content(1))
    run(errand(folder), server)
    current = folder.current()
    assert current is not None
    current.write_bytes(b"bit rot")
    folder.drop(current)
    assert folder.current() is None
    run(errand(folder), server)
    assert serving(folder) == content(1)
