"""Packs that bear the right checksum and are none for us, and damage that is met only while reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles import layout
from helppanel.articles.layout import Mapped, Part, Writer
from helppanel.articles.pack import Pack
from helppanel.articles.parts import PARTS, check_shapes
from helppanel.contract.problems import HelpError, Problem

from .helps import PIXEL
from .remade import remade, without
from .samples import packed, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small pack of two locales, with a picture."""
    folder = tmp_path_factory.mktemp("damage")
    (folder / "zh-CN").mkdir()
    (folder / "zh-CN" / "dot.png").write_bytes(PIXEL)
    write(folder, "print", "打印文档。![点](dot.png)", title="打印", related="[pdf]")
    write(folder, "pdf", "导出文件。\n\n## 格式\n\nE-2107 export", title="导出")
    write(folder, "print", "Print it on paper.", title="Print", locale="en")
    packed(folder).close()
    return folder / "made.pack"


@pytest.fixture
def big(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pack counts as too large to be read when it is opened."""
    monkeypatch.setattr(layout, "VERIFIED_AT_ONCE", 0)


def problem(path: Path) -> HelpError:
    with pytest.raises(HelpError) as caught:
        Pack.open(path)
    return caught.value


def test_a_pack_has_just_the_parts_that_are_asked_for(made: Path) -> None:
    """What `PARTS` declares and what a build writes are the same, so that neither changes alone."""
    mapped = Mapped(made)
    for shelf in mapped.catalogue.shelves:
        assert shelf.parts.keys() == PARTS.keys()
        check_shapes(shelf)
    mapped.close()


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_missing_part_is_foreign(made: Path, tmp_path: Path, name: str) -> None:
    """A pack that lacks a part was made by another version, whatever its format says."""
    error = problem(remade(made, tmp_path / "other.pack", without(name)))
    assert error.code is Problem.PACK_FOREIGN
    assert name in error.detail


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_of_another_type_is_foreign(made: Path, tmp_path: Path, name: str) -> None:
    """So was one that keeps a part in another type or shape."""

    def change(parts: dict[str, Part], writer: Writer) -> None:
        parts[name] = Part("|i1", (parts[name].at[1],), parts[name].at)

    error = problem(remade(made, tmp_path / "other.pack", change))
    assert error.code is Problem.PACK_FOREIGN
    assert name in error.detail


@pytest.mark.parametrize("name", sorted(PARTS.keys() - {"phrases", "synonyms"}))  # those fit any others
def test_a_part_of_another_length_is_refused(made: Path, tmp_path: Path, name: str) -> None:
    """Parts that do not fit each other are refused when the pack is opened, not when somebody searches."""

    def change(parts: dict[str, Part], writer: Writer) -> None:
        part, columns = parts[name], parts[name].shape[1:]
        length = 0 if part.shape[0] else 3
        size = length * 20 if columns else length * int(part.type[2:])
        parts[name] = Part(part.type, (length, *columns), writer.put(bytes(size)))

    assert problem(remade(made, tmp_path / "other.pack", change)).code in (
        Problem.PACK_FOREIGN,
        Problem.PACK_DAMAGED,
    )


def everything(pack: Pack) -> None:
    """Ask all that can be asked."""
    for locale in ("zh-CN", "en", "fr"):
        for query in ("打印", "dayin", "dy", "daocu", "prnit", "E-2107", "print pap"):
            pack.search(query, locale)
            pack.complete(query, locale)
            pack.highlight("打印文档 print", query, locale)
        for title in (*pack.titles(locale), *pack.popular(locale)):
            pack.article(title.id, locale)
            pack.related(title.id, locale)
            pack.explain("打印", title.id, locale)
        pack.sections(locale)
    for name in pack._mapped.catalogue.images:
        pack.image(name)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # numpy's, of numbers that cannot be
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_one_problem_wherever_it_is_met(
    made: Path, tmp_path: Path, big: None, data: st.DataObject
) -> None:
    """In a pack that nobody has verified, changed bytes change answers or raise one problem that names it."""
    good = bytearray(made.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(layout._HEADER.size, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "changed.pack"
    path.write_bytes(good)
    problem = ""
    try:
        everything(Pack.open(path))
    except HelpError as error:
        problem = str(error)
    known = (f"pack_damaged: {path}: ", f"pack_foreign: {path}: ", "article_not_found: ")
    assert not problem or problem.startswith(known)


def test_a_damaged_picture_is_no_picture(made: Path, tmp_path: Path, big: None) -> None:
    """A picture is named by its hash, so that not one wrong byte of it is ever shown."""
    content = bytearray(made.read_bytes())
    content[content.index(PIXEL) + len(PIXEL) - 1] ^= 1
    path = tmp_path / "changed.pack"
    path.write_bytes(content)
    pack = Pack.open(path)
    [name] = pack._mapped.catalogue.images
    with pytest.raises(HelpError) as caught:
        pack.image(name)
    assert caught.value.code is Problem.PACK_DAMAGED


def test_who_verifies_may_change_their_mind(made: Path, big: None) -> None:
    """A verification that is cancelled says nothing of the pack; one that ends says that it is whole."""
    pack = Pack.open(made)
    pack.verify(lambda: True)
    assert not pack.is_verified
    pack.verify()
    assert pack.is_verified


def test_writing_into_a_file_is_told_from_replacing_it(made: Path, tmp_path: Path, big: None) -> None:
    """A file that another replaces is whole for its readers; one that is written into is no pack any more."""
    path, content = tmp_path / "one.pack", made.read_bytes()
    path.write_bytes(content)
    replaced = Pack.open(path)
    (tmp_path / "two").write_bytes(b"another")
    (tmp_path / "two").replace(path)
    assert not replaced.is_touched()
    replaced.verify()
    path.write_bytes(content)
    touched = Pack.open(path)
    path.write_bytes(content + b"\0")
    assert touched.is_touched()
    with pytest.raises(HelpError) as caught:
        touched.verify()
    assert caught.value.code is Problem.PACK_DAMAGED
