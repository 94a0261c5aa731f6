"""The pack's file."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles import layout
from helppanel.articles.build import build
from helppanel.articles.layout import Catalogue, Mapped, Part, Shelf, Writer
from helppanel.articles.pack import Pack
from helppanel.contract.problems import HelpError, Problem

from .helps import PIXEL
from .samples import ids, jsonl, packed, write

_ONE_FILE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small pack."""
    folder = tmp_path_factory.mktemp("layout")
    write(folder, "print", "打印文档。", title="打印")
    write(folder, "print", "Print it.", title="Print", locale="en")
    packed(folder).close()
    return folder / "made.pack"


def problem(path: Path) -> Problem:
    """The problem that opening `path` raises."""
    with pytest.raises(HelpError) as caught:
        Pack.open(path)
    return caught.value.code


@_ONE_FILE
@given(data=st.data())
def test_any_changed_byte_is_noticed(made: Path, tmp_path: Path, data: st.DataObject) -> None:
    """A pack with one byte changed is refused, as damaged or as no pack at all."""
    good = made.read_bytes()
    place = data.draw(st.integers(0, len(good) - 1) | st.integers(0, 120))
    value = data.draw(st.integers(1, 255))
    path = tmp_path / "changed.pack"
    path.write_bytes(good[:place] + bytes([good[place] ^ value]) + good[place + 1 :])
    assert problem(path) in (Problem.PACK_DAMAGED, Problem.PACK_FOREIGN)


def test_every_byte_of_the_header_is_noticed(made: Path, tmp_path: Path) -> None:
    """What magic and format say is foreign if it differs; everything else in the header is damage."""
    good, path = made.read_bytes(), tmp_path / "changed.pack"
    for place in range(layout._HEADER.size):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert problem(path) is (Problem.PACK_FOREIGN if place < 12 else Problem.PACK_DAMAGED), place


@_ONE_FILE
@given(data=st.data())
def test_any_missing_end_is_noticed(made: Path, tmp_path: Path, data: st.DataObject) -> None:
    """A pack that was cut off is refused as damaged."""
    good = made.read_bytes()
    path = tmp_path / "cut.pack"
    path.write_bytes(good[: data.draw(st.integers(1, len(good) - 1))])
    assert problem(path) is Problem.PACK_DAMAGED


def test_a_longer_file_is_damaged(made: Path, tmp_path: Path) -> None:
    """What follows the end of a pack is not ignored."""
    path = tmp_path / "longer.pack"
    path.write_bytes(made.read_bytes() + b"\0")
    assert problem(path) is Problem.PACK_DAMAGED


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04" * 50, b"\x89PNG\r\n\x1a\n" + b"\0" * 100])
def test_other_files_are_foreign(tmp_path: Path, content: bytes) -> None:
    """A file that is no pack is refused as foreign."""
    path = tmp_path / "other"
    path.write_bytes(content)
    assert problem(path) is Problem.PACK_FOREIGN


def test_another_format_is_foreign(made: Path, tmp_path: Path) -> None:
    """A whole pack of a format to come is refused as foreign, not as damaged."""
    data = bytearray(made.read_bytes())
    data[8:12] = struct.pack("<I", 99)
    path = tmp_path / "newer.pack"
    path.write_bytes(data)
    assert problem(path) is Problem.PACK_FOREIGN


@pytest.mark.parametrize("name", ["none.pack", "."])
def test_what_is_no_file_is_unreadable(tmp_path: Path, name: str) -> None:
    """A pack that is not there, or a folder in its place, is a problem with a code."""
    assert problem(tmp_path / name) is Problem.FILE_UNREADABLE


def test_a_big_pack_is_verified_when_asked(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the size that is read at once, damage is found by `verify`; a good pack passes it."""
    monkeypatch.setattr(layout, "VERIFIED_AT_ONCE", 100)
    good = made.read_bytes()
    path = tmp_path / "big.pack"
    path.write_bytes(good[:200] + bytes([good[200] ^ 1]) + good[201:])
    Pack.open(made).verify()
    pack = Pack.open(path)
    with pytest.raises(HelpError) as caught:
        pack.verify()
    assert caught.value.code is Problem.PACK_DAMAGED


def test_the_version_tells_contents_apart(tmp_path: Path) -> None:
    """Another content has another version, the same content the same one."""
    versions = []
    for body in ("一。", "二。", "一。"):
        write(tmp_path, "a", body)
        pack = packed(tmp_path)
        versions.append(pack.version)
        pack.close()
    assert versions[0] == versions[2] != versions[1]


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    """One process and two make the same pack of the same pages."""
    pages = [{"title": f"第{n}页 page {n}", "body": f"打印 {n % 7}。see {n}"} for n in range(1300)]
    source = jsonl(tmp_path, *pages)
    for workers in (1, 2):
        build([source], tmp_path / f"{workers}.pack", workers=workers)
    assert (tmp_path / "1.pack").read_bytes() == (tmp_path / "2.pack").read_bytes()


def test_a_picture_is_kept_once_and_read_back(tmp_path: Path) -> None:
    """The same picture in many articles has one name and one place; unknown names are a problem."""
    for name in "ab":
        write(tmp_path, name, f"![图]({name}.png)")
        (tmp_path / "zh-CN" / f"{name}.png").write_bytes(PIXEL)
    pack = packed(tmp_path)
    names = {pack.article(name).html.partition("image:")[2].partition('"')[0] for name in "ab"}
    assert [pack.image(name) for name in names] == [PIXEL]
    assert (tmp_path / "made.pack").read_bytes().count(PIXEL) == 1
    with pytest.raises(HelpError) as caught:
        pack.image("0" * 32 + ".png")
    assert caught.value.code is Problem.NOT_FOUND


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows lets no open file be replaced")
def test_readers_go_on_while_the_file_is_replaced(tmp_path: Path) -> None:
    """Who has opened a pack reads and verifies the old one to the end; who opens it then gets the new one."""
    write(tmp_path, "old", "打印。")
    old = packed(tmp_path)
    write(tmp_path, "old", "导出。")
    write(tmp_path, "new", "打印。")
    new = packed(tmp_path)
    assert (ids(old, "打印"), old.article("old").text) == (["old"], "打印。")
    old.verify()
    assert ids(new, "打印") == ["new"]
    assert old.version != new.version


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.binary(max_size=20), max_size=6),
    st.lists(st.integers(0, 2**32 - 1), max_size=9),
    st.sampled_from(["u1", "u2", "u4", "u8"]),
)
def test_what_is_put_in_comes_out(tmp_path: Path, pieces: list[bytes], numbers: list[int], kind: str) -> None:
    """Bytes and arrays of numbers are read back as they were written, whatever their sizes."""
    path = tmp_path / "any.pack"
    array = np.array(numbers, np.uint64).astype(kind)
    writer = Writer(path)
    places = [writer.put(piece) for piece in pieces]
    part = writer.put_array(array)
    size = writer.finish(Catalogue((Shelf("en", 0, (), (), {"numbers": part}),), {}))
    mapped = Mapped(path)
    assert size == path.stat().st_size
    assert [mapped.read(place) for place in places] == pieces
    parts = mapped.catalogue.shelves[0].parts
    assert mapped.arrays(parts)["numbers"].tolist() == array.tolist()
    mapped.close()


@pytest.mark.parametrize(
    "part",
    [
        Part("<u4", (3,), (104, 8)),
        Part("<u4", (1000,), (104, 4000)),
        Part("nonsense", (2,), (104, 8)),
        Part("|O", (1,), (104, 8)),
    ],
)
def test_arrays_that_cannot_be_are_damage(tmp_path: Path, part: Part) -> None:
    """A catalogue that lies of its arrays is refused, not followed out of the file."""
    path = tmp_path / "lies.pack"
    writer = Writer(path)
    writer.put(bytes(8))
    writer.finish(Catalogue((), {}))
    with pytest.raises(HelpError) as caught:
        Mapped(path).arrays({"part": part})
    assert caught.value.code is Problem.PACK_DAMAGED


def test_an_abandoned_file_leaves_nothing(tmp_path: Path) -> None:
    """A build that gives up leaves neither a pack nor a temporary file."""
    writer = Writer(tmp_path / "none.pack")
    writer.put(b"abc")
    writer.abandon()
    assert list(tmp_path.iterdir()) == []
