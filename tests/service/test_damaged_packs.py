"""A pack that turns out damaged while it serves gives way, and whoever asks gets an answer."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helppanel.articles import layout
from helppanel.articles.build import build
from helppanel.articles.pack import Pack
from helppanel.commands import checkup
from helppanel.config import HelpConfig
from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.pack_folder import Note, PackFolder
from helppanel.service import HelpService
from helppanel.service.articles_shelf import _check
from tests.articles.remade import remade, without
from tests.articles.samples import write
from tests.service.conftest import Desk

Own = Callable[[Callable[[str], None]], HelpService]

SHIPPED = "print-document"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A host's pack of one article, `news`."""
    write(tmp_path / "sources", "news", "打印机的新闻。", title="新闻")
    build([tmp_path / "sources"], tmp_path / "own.pack")
    return tmp_path / "own.pack"


@pytest.fixture
def big(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pack counts as too large to be read when it is opened."""
    monkeypatch.setattr(layout, "VERIFIED_AT_ONCE", 0)


@pytest.fixture
def serve(file: Path, tmp_path: Path, desk: Desk) -> Iterator[Own]:
    """Makes a service of the host's pack; closed at the end, with no thread left."""
    before = set(threading.enumerate())
    made: list[HelpService] = []

    def build_one(on_change: Callable[[str], None]) -> HelpService:
        config = HelpConfig(app_name="x", app_version="1", data_dir=tmp_path / "data", pack=file)
        made.append(HelpService(config, post=desk.post, on_change=on_change))
        return made[-1]

    yield build_one
    for service in made:
        assert service.close()
    assert set(threading.enumerate()) <= before


def flip(file: Path, place: int) -> None:
    """Change one byte, and nothing that a look at the folder would show."""
    data = bytearray(file.read_bytes())
    data[place] ^= 0x55
    file.write_bytes(data)


def words_of(file: Path) -> int:
    """Where the article's words lie in the file."""
    pack = Pack.open(file)
    return pack._shelves["zh-CN"].record(0).words[0] + 4


def found(service: HelpService, query: str = "打印") -> list[str]:
    return [hit.id for hit in service.search(query, locale="zh-CN").hits]


def test_a_big_pack_is_read_to_its_end_in_the_background(
    file: Path, serve: Own, desk: Desk, big: None, caplog: pytest.LogCaptureFixture
) -> None:
    """The first answer does not wait; then damage no query met is found, told, and the shipped one serves."""
    flip(file, words_of(file))
    heard: list[str] = []
    service = serve(heard.append)
    assert service.titles("zh-CN")[0].id == "news"
    desk.run_until(lambda: "articles" in heard)
    assert found(service)[0] == SHIPPED
    assert f"{file} is not used: pack_damaged" in caplog.text


def test_a_whole_big_pack_is_verified_once_and_serves_on(
    serve: Own, big: None, caplog: pytest.LogCaptureFixture
) -> None:
    """A good pack stays, and is known to be good."""
    caplog.set_level(logging.WARNING)
    service = serve(lambda _: None)
    assert found(service) == ["news"]
    thread = service._shelf._check._thread
    assert thread is not None
    thread.join(10)
    assert service._articles().is_verified
    assert found(service) == ["news"]
    assert service._shelf._check._thread is thread
    assert caplog.text == ""


def test_damage_that_a_reader_meets_is_answered_by_the_next_pack(
    file: Path, serve: Own, desk: Desk, big: None
) -> None:
    """The same call that runs into damage is answered from the shipped articles."""
    flip(file, words_of(file))
    heard: list[str] = []
    service = serve(heard.append)
    assert found(service)[0] == SHIPPED
    assert service.article(SHIPPED, "zh-CN").text
    desk.run_until(lambda: "articles" in heard)


def test_a_damaged_fetched_pack_is_noted_no_more_and_told_by_doctor(
    file: Path, tmp_path: Path, desk: Desk, big: None
) -> None:
    """What was fetched and is damaged is to be fetched anew, and `doctor` says that it was dropped."""
    url = "https://support.example.com"
    config = HelpConfig(app_name="x", app_version="1", data_dir=tmp_path / "data", server=url)
    service = HelpService(config, post=desk.post)
    folder: PackFolder = service._shelf._fetched
    folder.write(Note(source=folder._source, etag="old", file="articles-1.pack", sha256="1"))
    place = words_of(file)
    file.replace(folder.folder / "articles-1.pack")
    flip(folder.folder / "articles-1.pack", place)
    assert found(service)[0] == SHIPPED
    assert service.close()
    assert folder.note() == Note(source=folder._source, problem="pack_damaged")
    states = {check.id: (check.state, check.detail) for check in checkup.articles(tmp_path / "data")}
    assert states["dropped"] == ("note", "pack_damaged")


def test_the_last_pack_is_kept_for_what_it_can_answer(
    file: Path, serve: Own, big: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With no other pack, damage in one place is a problem of that call, until the checksum condemns it."""
    monkeypatch.setattr("helppanel.assets.path", lambda name: tmp_path / name)
    flip(file, words_of(file))
    service = serve(lambda _: None)
    monkeypatch.setattr(service._shelf._check, "begin", lambda pack: None)
    for _ in range(2):
        with pytest.raises(HelpError) as caught:
            service.article("news", "zh-CN")
        assert caught.value.code is Problem.PACK_DAMAGED
        assert service.titles("zh-CN")[0].id == "news"
    monkeypatch.undo()
    monkeypatch.setattr("helppanel.assets.path", lambda name: tmp_path / name)
    service.titles("zh-CN")
    thread = service._shelf._check._thread
    assert thread is not None
    thread.join(10)
    with pytest.raises(HelpError) as caught:
        service.titles("zh-CN")
    assert caught.value.code is Problem.PACK_DAMAGED


def test_a_pack_with_parts_of_another_version_serves_nowhere(
    file: Path, serve: Own, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is refused before a swap, and as the host's own it gives way to the shipped one at once."""
    other = remade(file, tmp_path / "other.pack", without("marks"))
    with pytest.raises(HelpError) as caught:
        _check(other)
    assert caught.value.code is Problem.PACK_FOREIGN
    other.replace(file)
    assert found(serve(lambda _: None))[0] == SHIPPED
    assert f"{file} is not used: pack_foreign" in caplog.text


def test_a_pack_that_is_mended_serves_again(file: Path, serve: Own, desk: Desk) -> None:
    """A host's pack that was refused is taken as soon as a good file lies in its place."""
    good = file.read_bytes()
    file.write_bytes(b"no pack")
    heard: list[str] = []
    service = serve(heard.append)
    assert found(service)[0] == SHIPPED
    file.write_bytes(good)
    assert found(service) == ["news"]
    desk.run_until(lambda: "articles" in heard)


_OVERWRITE = """
import sys
from pathlib import Path
from helppanel.config import HelpConfig
from helppanel.service import HelpService
folder = Path(sys.argv[1])
own = folder / "own.pack"
service = HelpService(HelpConfig(app_name="x", app_version="1", data_dir=folder / "data", pack=own))
ask = lambda: service.search("打印", locale="zh-CN").hits[0].id
print(ask())
whole = own.read_bytes()
own.write_bytes(whole[: len(whole) // 2])
print(ask())
own.write_bytes(whole)
print(ask())
"""


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows lets no mapped file be cut off")
def test_a_pack_that_is_copied_over_ends_no_process(file: Path) -> None:
    """While a host's pack is cut off and written anew in place, the shipped one serves, then the new one."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _OVERWRITE, str(file.parent)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.split()) == (0, ["news", SHIPPED, "news"])
