"""Files that were handed in by people nobody knows."""

from __future__ import annotations

import hashlib
import struct
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.contract.bundle import MOST, attachments_of, open_bundle
from helppanel.contract.limits import MB, Limits
from helppanel.contract.parcel_file import write_all
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ParcelKind

BLOB = b"log line\n" * 500
SHA = hashlib.sha256(BLOB).hexdigest()
LIMITS = Limits(manifest=64 * 1024, bundle=4 * MB)
KINDS = {Problem.BUNDLE_FOREIGN, Problem.BUNDLE_DAMAGED, Problem.BUNDLE_TOO_LARGE, Problem.WIRE_UNSUPPORTED}


def manifest(number: int) -> bytes:
    file = {"sha256": SHA, "name": "a.log", "media_type": "text/plain", "size": len(BLOB)}
    return msgspec.json.encode({"uuid": str(UUID(int=number)), "text": "导出", "attachments": [file]})


def written(folder: Path, count: int) -> bytes:
    """A bundle of `count` parcels that share a blob; the last is a reply."""
    path = folder / "blob"
    path.write_bytes(BLOB)
    parcels = [
        Parcel(uuid=UUID(int=number), manifest=manifest(number), blobs={SHA: path})
        for number in range(1, count)
    ]
    kind = ParcelKind.REPLY if count > 1 else ParcelKind.REPORT
    ticket = "HP-1" if count > 1 else None
    last = Parcel(uuid=UUID(int=count), manifest=manifest(count), blobs={SHA: path}, kind=kind, ticket=ticket)
    stream = BytesIO()
    write_all([*parcels, last], {"HP-1": SHA}, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good bundle of three."""
    return written(tmp_path_factory.mktemp("bundle"), 3)


def zipped(entries: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """An archive with these entries."""
    stream = BytesIO()
    with ZipFile(stream, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def head(number: int, **more: object) -> bytes:
    return msgspec.json.encode({"format": 1, "uuid": str(UUID(int=number)), "kind": "report", **more})


def read(data: bytes, limits: Limits = LIMITS) -> list[bytes]:
    """All that a reader of the whole file gets to see."""
    bundle = open_bundle(BytesIO(data), limits)
    seen = [packed.manifest for packed in bundle.parcels]
    for packed in bundle.parcels:
        for sha256, size in attachments_of(packed.manifest).items():
            if bundle.holds(sha256):
                seen.append(b"".join(bundle.blob(sha256, size)))
    return seen


def problem(data: bytes) -> Problem:
    with pytest.raises(HelpError) as caught:
        read(data)
    return caught.value.code


@pytest.mark.parametrize("count", [1, 3, MOST])
def test_what_was_written_is_read(tmp_path: Path, count: int) -> None:
    """One parcel or several come out in their order, byte for byte, with what their heads say."""
    bundle = open_bundle(BytesIO(written(tmp_path, count)), LIMITS)
    assert [packed.manifest for packed in bundle.parcels] == [manifest(n) for n in range(1, count + 1)]
    assert [packed.head.uuid.int for packed in bundle.parcels] == list(range(1, count + 1))
    last = bundle.parcels[-1].head
    assert (last.ticket, last.report) == (("HP-1", SHA) if count > 1 else (None, msgspec.UNSET))
    assert b"".join(bundle.blob(SHA, len(BLOB))) == BLOB


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_damage_is_a_problem_and_never_other_bytes(whole: bytes, data: st.DataObject) -> None:
    """Cut, flipped or overwritten anywhere, a file gives a known problem, or exactly what was in it."""
    good = read(whole)
    at = data.draw(st.integers(0, len(whole) - 1))
    how = data.draw(st.sampled_from(("cut", "flip", "write", "insert")))
    if how == "cut":
        broken = whole[:at]
    elif how == "flip":
        broken = whole[:at] + bytes([whole[at] ^ (1 << data.draw(st.integers(0, 7)))]) + whole[at + 1 :]
    else:
        new = data.draw(st.binary(min_size=1, max_size=40))
        broken = whole[:at] + new + whole[at + (len(new) if how == "write" else 0) :]
    try:
        seen = read(broken)
    except HelpError as error:
        seen = []
        known = error.code in KINDS
    else:
        known = True
    assert known
    # A blob that lost its name is not in it; a head may have changed, as its writer could have made it.
    assert all(part in good for part in seen)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_noise_is_a_problem(noise: bytes, is_zip_like: bool) -> None:
    """Any bytes, with or without the beginning of an archive, give a known problem."""
    assert problem(b"PK\x03\x04" * is_zip_like + noise) in KINDS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Problem.BUNDLE_FOREIGN),
        (b"%PDF-1.7", Problem.BUNDLE_FOREIGN),
        (zipped({}), Problem.BUNDLE_FOREIGN),
        (zipped({"readme.txt": b"hello"}), Problem.BUNDLE_FOREIGN),
        (zipped({"answers.json": b"{}"}), Problem.BUNDLE_FOREIGN),
        (zipped({"../parcel.json": head(1), "../manifest.json": manifest(1)}), Problem.BUNDLE_FOREIGN),
        (zipped({"parcels/../../parcel.json": head(1)}), Problem.BUNDLE_FOREIGN),
        (zipped({"parcel.json": head(1)}), Problem.BUNDLE_DAMAGED),
        (zipped({"parcel.json": b"[]", "manifest.json": b"{}"}), Problem.BUNDLE_FOREIGN),
        (zipped({"parcel.json": b"[" * 60_000, "manifest.json": b"{}"}), Problem.BUNDLE_FOREIGN),
        (zipped({"parcel.json": b"\xff", "manifest.json": b"{}"}), Problem.BUNDLE_FOREIGN),
        (zipped({"parcel.json": head(1, kind="wish"), "manifest.json": b"{}"}), Problem.BUNDLE_FOREIGN),
        (zipped({"parcel.json": head(1, format=2), "manifest.json": b"{}"}), Problem.WIRE_UNSUPPORTED),
        (zipped({"parcel.json": head(1), "manifest.json": bytes(MB)}), Problem.BUNDLE_TOO_LARGE),
        (zipped({"parcel.json": bytes(MB), "manifest.json": b"{}"}), Problem.BUNDLE_TOO_LARGE),
        (
            zipped({"parcel.json": head(1), "manifest.json": manifest(1), f"blobs/{SHA}": b"other"}),
            Problem.BUNDLE_DAMAGED,
        ),
        (
            zipped({"parcel.json": head(1), "manifest.json": manifest(1), f"blobs/{SHA}": bytes(9 * MB)}),
            Problem.BUNDLE_TOO_LARGE,
        ),
    ],
)
def test_wrong_files_are_told_apart(data: bytes, code: Problem) -> None:
    """What is no bundle, one of a newer program, and one with too much in it each have their code."""
    assert problem(data) is code


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_other_packings_are_not_unpacked(method: int) -> None:
    """Methods that unpack without a bound are refused before they begin."""
    data = zipped({"parcel.json": head(1), "manifest.json": bytes(64 * 1024)}, method)
    assert problem(data) is Problem.BUNDLE_FOREIGN


def test_one_uuid_and_one_name_are_one_thing(whole: bytes) -> None:
    """Two parcels of one UUID, or two entries of one name, could be read in two ways: refused."""
    one = {f"parcels/{name}/{file}": data for name in "ab" for file, data in
           (("parcel.json", head(1)), ("manifest.json", manifest(1)))}  # fmt: skip
    assert problem(zipped(one)) is Problem.BUNDLE_FOREIGN
    stream = BytesIO(whole)
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(stream, "a") as archive:
        archive.writestr(f"blobs/{SHA}", b"another")
    assert problem(stream.getvalue()) is Problem.BUNDLE_FOREIGN


def test_too_many_parcels() -> None:
    """A file has at most so many."""
    entries: dict[str, bytes] = {}
    for number in range(MOST + 1):
        folder = f"parcels/{number}/"
        entries |= {f"{folder}parcel.json": head(number), f"{folder}manifest.json": manifest(number)}
    assert problem(zipped(entries)) is Problem.BUNDLE_TOO_LARGE


def test_one_budget_for_the_whole_file() -> None:
    """However many blobs a file names, no more is unpacked than `limits.bundle` allows."""
    blobs = {hashlib.sha256(data).hexdigest(): data for data in (bytes([n]) * MB for n in range(6))}
    files = [{"sha256": s, "name": "a", "media_type": "", "size": MB} for s in blobs]
    entries = {"parcel.json": head(1), "manifest.json": msgspec.json.encode({"attachments": files})}
    data = zipped(entries | {f"blobs/{sha256}": blob for sha256, blob in blobs.items()})
    assert len(data) < 20_000
    assert problem(data) is Problem.BUNDLE_TOO_LARGE
    assert len(read(data, Limits(bundle=7 * MB))) == 7


def test_a_list_of_entries_that_would_fill_the_memory(whole: bytes) -> None:
    """A list longer than any of ours, or in the large form, is refused by what the end says, unread."""

    def patched(offset: int, value: int, form: str) -> bytes:
        data = bytearray(whole)
        struct.pack_into(form, data, len(data) - 22 + offset, value)
        return bytes(data)

    assert problem(patched(12, 0x7FFFFFFF, "<L")) is Problem.BUNDLE_TOO_LARGE
    large = whole[:-22] + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + whole[-22:]
    assert problem(large) is Problem.BUNDLE_TOO_LARGE
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number:0>40}", b"")
    listed = stream.getvalue()
    tracemalloc.start()
    try:
        assert problem(listed) is Problem.BUNDLE_TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < MB
    finally:
        tracemalloc.stop()


def test_an_encrypted_entry(whole: bytes) -> None:
    """Nobody has its key: refused, not asked for."""
    data = bytearray(whole)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert problem(bytes(data)) is Problem.BUNDLE_FOREIGN


@pytest.mark.parametrize("seek", [lambda path: path.open("rb"), lambda path: BytesIO(path.read_bytes())])
def test_an_offset_before_the_file(whole: bytes, tmp_path: Path, seek: Callable[[Path], BytesIO]) -> None:
    """A list that says to begin before the file does is damage, from a disk as from memory."""
    data = bytearray(whole)
    struct.pack_into("<L", data, len(data) - 22 + 16, 0x7FFFFFFF)
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    with seek(path) as stream, pytest.raises(HelpError) as caught:
        open_bundle(stream, LIMITS)
    assert caught.value.code is Problem.BUNDLE_DAMAGED
