"""The opened pack."""

from __future__ import annotations

import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles.pack import Pack
from helppanel.contract.problems import HelpError, Problem

from .samples import ids, packed, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small pack."""
    folder = tmp_path_factory.mktemp("pack")
    write(
        folder, "print", "打印文档。", title="打印", section="打印", popular=5, related="[only-en, gone, pdf]"
    )
    write(folder, "pdf", "导出。", title="导出", section="导出", popular=9)
    write(folder, "save", "保存。", title="保存", section="打印")
    write(folder, "print", "Print it.", locale="en", title="Print", section="Print")
    write(folder, "only-en", "Here.", locale="en", title="Only", section="Print")
    packed(folder).close()
    return folder / "made.pack"


def problem(path: Path) -> Problem:
    """The problem that opening `path` raises."""
    with pytest.raises(HelpError) as caught:
        Pack.open(path)
    return caught.value.code


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_noticed(made: Path, tmp_path: Path, data: st.DataObject) -> None:
    """A pack with one byte changed is refused, as damaged or as no pack at all."""
    good = made.read_bytes()
    place = data.draw(st.integers(0, len(good) - 1))
    value = data.draw(st.integers(1, 255))
    path = tmp_path / "changed.pack"
    path.write_bytes(good[:place] + bytes([good[place] ^ value]) + good[place + 1 :])
    assert problem(path) in (Problem.PACK_DAMAGED, Problem.PACK_FOREIGN)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(data=st.data())
def test_any_missing_end_is_noticed(made: Path, tmp_path: Path, data: st.DataObject) -> None:
    """A pack that was cut off is refused as damaged."""
    good = made.read_bytes()
    path = tmp_path / "cut.pack"
    path.write_bytes(good[: data.draw(st.integers(1, len(good) - 1))])
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


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    """A pack that is not there is a problem with a code."""
    assert problem(tmp_path / "none.pack") is Problem.FILE_UNREADABLE


def test_an_article_falls_back_to_the_other_locale(made: Path) -> None:
    """What one locale lacks is given in the other, and says so; what none has is not found."""
    pack = Pack.open(made)
    assert pack.article("print", "en").locale == "en"
    assert pack.article("only-en", "zh-CN").locale == "en"
    assert pack.article("pdf", "fr").locale == "zh-CN"
    with pytest.raises(HelpError) as caught:
        pack.article("gone")
    assert caught.value.code is Problem.ARTICLE_NOT_FOUND


def test_lists(made: Path) -> None:
    """Titles come by popularity, sections by size, and related articles as far as they exist."""
    pack = Pack.open(made)
    assert pack.locales == ("en", "zh-CN")
    assert [title.id for title in pack.popular("zh-CN", 2)] == ["pdf", "print"]
    assert [title.id for title in pack.titles("zh-CN", "打印")] == ["print", "save"]
    assert list(pack.sections("zh-CN").items()) == [("打印", 2), ("导出", 1)]
    assert [(t.id, t.locale) for t in pack.related("print")] == [("only-en", "en"), ("pdf", "zh-CN")]
    assert (pack.titles("fr"), pack.sections("fr"), pack.related("gone")) == ((), {}, ())


def test_results_come_only_from_the_asked_locale(made: Path) -> None:
    """A search never answers in another language."""
    pack = Pack.open(made)
    assert ids(pack, "print", "en") == ["print"]
    assert ids(pack, "print", "zh-CN") == []
    assert ids(pack, "print", "fr") == []


def test_many_threads_may_search_at_once(made: Path) -> None:
    """A fresh pack gives each of many threads the same answer."""
    pack = Pack.open(made)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: ids(pack, "打印"), range(64)))
    assert found == [["print"]] * 64


def test_reading_needs_no_building_library(made: Path) -> None:
    """Without the extra's libraries a pack still opens, searches and reads."""
    code = (
        "import sys; sys.modules['yaml'] = sys.modules['markdown_it'] = None\n"
        "from pathlib import Path; from helppanel.articles.pack import Pack\n"
        "pack = Pack.open(Path(sys.argv[1]))\n"
        "print(pack.article(pack.search('打印').hits[0].id).id)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(made)], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "print"
