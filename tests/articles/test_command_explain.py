"""`helppanel articles explain`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helppanel.articles import layout, ranking
from helppanel.articles.pack import Pack
from helppanel.articles.search import rank
from helppanel.commands.articles_explain import FEATURES, lines, meaning
from helppanel.contract.problems import HelpError, Problem

from .samples import packed, write
from .test_command import run


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of three articles."""
    write(tmp_path, "print", "打印文档。", title="打印")
    write(tmp_path, "pdf", "导出，再打印。", title="导出")
    write(tmp_path, "print", "Print it.", title="Print", locale="en")
    packed(tmp_path).close()
    return tmp_path / "made.pack"


def test_an_author_sees_why(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rank, what was looked up, and each feature with what it adds and what it means, largest first."""
    assert run("explain", pack, "dayin", "print") == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("print: rank 1, score ")
    assert printed[1:3] == ["query:    dayin", "meant:    打印"]
    assert any(line.split() == ["1.00", "打印", "typed"] for line in printed)
    added = [line.split(maxsplit=3) for line in printed if line.lstrip()[:1] in ("+", "-")]
    sizes = [abs(float(cells[0])) for cells in added]
    assert sizes == sorted(sizes, reverse=True)
    assert all(meaning(cells[2]) == cells[3] for cells in added)


def test_scripts_get_every_figure(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json the parts of the score add up to it."""
    assert run("explain", pack, "print", "print", "--locale", "en-GB", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["rank"]) == ("print", 1)
    assert told["score"] == pytest.approx(sum(adds for _, _, adds in told["features"]))
    assert ["print", "typed", 1.0] in told["terms"]


def test_what_is_not_found_is_said(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article without anything of the query is not ranked; an unknown id is a problem with a code."""
    assert run("explain", pack, "魑魅", "pdf") == 0
    assert capsys.readouterr().out.startswith("pdf: not ranked")
    with pytest.raises(HelpError) as caught:
        run("explain", pack, "打印", "gone")
    assert caught.value.code is Problem.ARTICLE_NOT_FOUND


@pytest.mark.parametrize("words", [["search", "打印"], ["explain", "打印", "print"]])
def test_a_big_damaged_pack_is_refused(pack: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a pack too big to be read when it is opened answers no command if a byte of it is wrong."""
    monkeypatch.setattr(layout, "VERIFIED_AT_ONCE", 0)
    data = bytearray(pack.read_bytes())
    data[150] ^= 1
    pack.write_bytes(data)
    with pytest.raises(HelpError) as caught:
        run(words[0], pack, *words[1:])
    assert caught.value.code is Problem.PACK_DAMAGED


def test_every_feature_has_a_meaning(pack: Path) -> None:
    """All that is weighed, and all that can be, has its line of explanation, and nothing else has one.

    What only says whether an article answers at all adds to no score, so nothing explains it.
    """
    opened = Pack.open(pack)
    finder = opened._finder("zh-CN")
    own = finder._own
    assert own is not None
    computed = rank(finder._understood("打印", own), own, finder._other).features
    weighed = {**ranking.weights(True), **ranking.weights(False)}
    assert {name for name in {**computed, **weighed} if not meaning(name)} == {
        "endings_held",
        "synonyms_held",
    }
    assert weighed.keys() <= computed.keys()
    assert FEATURES.keys() <= computed.keys()
    assert meaning("unheard of") == meaning("other_unheard of") == ""
    assert list(lines(opened.explain("", "print")))[-1] == "  nothing: the articles know no word of it"
