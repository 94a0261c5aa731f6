"""`helppanel articles`, through its functions."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path

import pytest

from helppanel.commands.articles import add_parser
from helppanel.contract.problems import HelpError, Problem

from .samples import packed, write


def run(*words: str | Path) -> int:
    """The exit code of `helppanel articles` with `words`."""
    parser = argparse.ArgumentParser(prog="helppanel")
    add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["articles", *map(str, words)])
    code = args.run(args)
    assert isinstance(code, int)
    return code


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of two articles in each of two locales."""
    write(tmp_path, "print", "打印文档。", title="打印")
    write(tmp_path, "pdf", "导出，再打印。", title="导出")
    write(tmp_path, "print", "Print it.", title="Print", locale="en")
    write(tmp_path, "mark", "A watermark.", title="Watermark", locale="en")
    packed(tmp_path).close()
    return tmp_path / "made.pack"


def test_build_says_what_it_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`build` writes the pack and prints its pages, with --json for scripts."""
    write(tmp_path, "a")
    assert run("build", tmp_path, "-o", tmp_path / "x.pack") == 0
    told = capsys.readouterr()
    assert "zh-CN: 1" in told.out
    assert "bytes, index " in told.out
    assert told.err == ""
    assert run("build", tmp_path, "-o", tmp_path / "y.pack", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == {"zh-CN": 1}
    assert 0 < told["index_size"] < told["size"] == (tmp_path / "y.pack").stat().st_size
    assert (tmp_path / "x.pack").read_bytes() == (tmp_path / "y.pack").read_bytes()


def test_a_terminal_shows_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar fills, batch by batch, and ends with its line."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    write(tmp_path, "a")
    write(tmp_path, "a", locale="en")
    assert run("build", tmp_path, "-o", tmp_path / "x.pack") == 0
    half, whole = terminal.getvalue().removeprefix("\r").split("\r")
    assert half == f"[{'#' * 15}{' ' * 15}] 1/2"
    assert whole == f"[{'#' * 30}] 2/2\n"


def test_search_prints_for_people_and_scripts(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`search` prints titles with marked highlights, and with --json every member of the result."""
    assert run("search", pack, "打印", "--limit", "1") == 0
    printed = capsys.readouterr().out
    assert "[打印]" in printed
    assert "(print; 节)" in printed
    assert "meant" not in printed
    assert run("search", pack, "print", "--locale", "en_US", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert [hit["id"] for hit in result["hits"]] == ["print"]
    assert result["hits"][0]["title_spans"] == [[0, 5]]
    assert result["total"] == 1


def test_search_says_how_far_the_answer_fits(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was meant, another locale's article, and articles that only come near are told as such."""
    assert run("search", pack, "dayin") == 0
    assert "meant: 打印\n" in capsys.readouterr().out
    assert run("search", pack, "watermark") == 0
    assert "(mark; 节; en)" in capsys.readouterr().out
    assert run("search", pack, "打印魑魅魍魉") == 0
    assert "none answers the query; the nearest are\n" in capsys.readouterr().out
    assert run("search", pack, "魑魅魍魉") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("0 articles, ")
    assert "none answers the query; the nearest are\n" in printed
    assert run("search", pack, "。") == 0
    assert "nearest" not in capsys.readouterr().out


def test_batch_answers_line_by_line(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--batch` prints one object of ids and time for each query, in order, in each line's locale."""
    queries = tmp_path / "q.jsonl"
    queries.write_text(
        '{"query": "打印", "kind": "x"}\n{"query": ""}\n{"query": "print", "locale": "en-US"}\n',
        encoding="utf-8",
    )
    assert run("search", pack, "--batch", queries, "--locale", "zh") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["ids"] for line in lines] == [["print", "pdf"], [], ["print"]]
    assert all(set(line) == {"ids", "ms"} and line["ms"] >= 0 for line in lines)


def test_a_bad_batch_line_is_named(pack: Path, tmp_path: Path) -> None:
    """A line that is no query, or of a locale that the pack lacks, is a bad source with its number."""
    queries = tmp_path / "q.jsonl"
    queries.write_text('{"query": "a"}\n{"quer": "b"}\n', encoding="utf-8")
    with pytest.raises(HelpError) as caught:
        run("search", pack, "--batch", queries)
    assert caught.value.code is Problem.BAD_SOURCE
    assert caught.value.detail.startswith(f"{queries}:2: ")
    queries.write_text('{"query": "a"}\n\n{"query": "b", "locale": "fr"}\n', encoding="utf-8")
    with pytest.raises(HelpError) as caught:
        run("search", pack, "--batch", queries)
    assert (caught.value.code, caught.value.detail) == (Problem.BAD_SOURCE, f"{queries}:3: no articles in fr")
    with pytest.raises(HelpError) as caught:
        run("search", pack, "--batch", tmp_path / "none")
    assert caught.value.code is Problem.FILE_UNREADABLE


@pytest.mark.parametrize(
    "words",
    [["search", "p"], ["search", "p", "q", "--batch", "b"], ["search", "p", "q", "--limit", "0"],
     ["search", "p", "q", "--locale", "?"], ["explain", "p", "q"], ["build", "s"], []],
)  # fmt: skip
def test_wrong_usage_exits_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Missing, contradicting and impossible arguments are usage errors."""
    with pytest.raises(SystemExit) as caught:
        run(*words)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_an_empty_folder_builds_nothing(tmp_path: Path) -> None:
    """Sources without a single article are a bad source, and no pack is written."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(HelpError) as caught:
        run("build", tmp_path / "empty", "-o", tmp_path / "x.pack")
    assert caught.value.code is Problem.BAD_SOURCE
    assert caught.value.detail == f"no articles in {tmp_path / 'empty'}"
    assert not (tmp_path / "x.pack").exists()


def test_a_locale_without_articles_is_wrong_usage(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pack is asked only in its own locales; the message lists them."""
    with pytest.raises(SystemExit) as caught:
        run("search", pack, "打印", "--locale", "xx")
    assert caught.value.code == 2
    assert "en, zh-CN" in capsys.readouterr().err


def test_check_prints_faults_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` exits 0 in silence, or 1 with one fault a line."""
    write(tmp_path, "a")
    assert run("check", tmp_path) == 0
    assert capsys.readouterr().out == ""
    file = write(tmp_path, "b", "")
    assert run("check", tmp_path) == 1
    assert capsys.readouterr().out == f"{file}:6: is an empty page\n"
