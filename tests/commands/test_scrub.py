"""`helppanel scrub` on files, standard input and batches."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from helppanel.cli import main

KEY = """-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA1234567890abcdef
abcdEFGH==
-----END RSA PRIVATE KEY-----
"""


class Stream(io.TextIOWrapper):
    """Standard input or output of bytes that are kept."""

    def __init__(self, content: bytes = b"") -> None:
        self.kept = io.BytesIO(content)
        super().__init__(self.kept, encoding="utf-8")


def scrubbed(monkeypatch: pytest.MonkeyPatch, content: bytes, *words: str) -> bytes:
    """What the command writes when it reads `content`, speaking English."""
    out = Stream()
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setattr(sys, "stdin", Stream(content))
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["scrub", *words]) == 0
    out.flush()
    return out.kept.getvalue()


def test_standard_input_is_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finding becomes its mark; everything else and the line ends stay."""
    out = scrubbed(monkeypatch, "电话 13800138000\r\nmail joe@example.com end".encode())
    assert out.decode() == "电话 ‹phone number›\r\nmail ‹e-mail› end"


def test_a_private_key_goes_as_a_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A key that spans lines leaves one mark, and what follows it is still cleaned."""
    file = tmp_path / "a.log"
    file.write_text(f"before\n{KEY}call 13800138000\n", "utf-8")
    out = scrubbed(monkeypatch, b"", str(file)).decode()
    assert out == "before\n‹secret›\ncall ‹phone number›\n"


@pytest.mark.parametrize("encoding", ["gb18030", "latin-1"])
def test_other_encodings_survive(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """Bytes that are no UTF-8 are cleaned too and come out as they were."""
    before = "电话：" if encoding == "gb18030" else "\xe9\xff tel "
    out = scrubbed(monkeypatch, f"{before}13800138000\n".encode(encoding))
    assert out.startswith(before.encode(encoding))
    assert b"13800138000" not in out


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_what_windows_writes_is_cleaned(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """Text of two or four bytes a character, marked or not, leaves as such, without what is private."""
    out = scrubbed(monkeypatch, "一号电话 13800138000\r\nmail joe@example.com 😀".encode(encoding))
    assert out == "一号电话 ‹phone number›\r\nmail ‹e-mail› 😀".encode(encoding)


def test_zeros_are_no_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes with zeros among them are cleaned as they are."""
    out = scrubbed(monkeypatch, b"a\0b\0c\0tel 13800138000\0\0\0mail joe@example.com\0")
    assert out == "a\0b\0c\0tel ‹phone number›\0\0\0mail ‹e-mail›\0".encode()


def test_a_batch_tells_where_things_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A line in, a line out, in order; places are code points, also behind what takes two UTF-16 units."""
    file = tmp_path / "lines.jsonl"
    asked = [
        {"id": 7, "text": "😀 joe@example.com"},
        {"id": "x", "text": "nothing"},
        {"id": None, "text": "\ud800"},
    ]
    file.write_text("".join(json.dumps(line) + "\n\n" for line in asked), "utf-8")
    out = scrubbed(monkeypatch, b"", "--batch", str(file)).decode()
    assert [json.loads(line) for line in out.splitlines()] == [
        {"id": 7, "spans": [{"start": 2, "end": 17, "kind": "email"}]},
        {"id": "x", "spans": []},
        {"id": None, "spans": []},
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("{", '{"id": 1}', '{"id": 1, "text": 2}', "[]", '{"text": "a"}'),
        pytest.param(f'{{"id": {"[" * 100_000}{"]" * 100_000}, "text": "a"}}', id="deep"),
        *('{"id": NaN, "text": "a"}', '{"id": 1e400, "text": "a"}'),  # an answer could not name them
    ],
)
def test_a_bad_line_is_named(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no object with id and text ends the batch with the number of its line."""
    file = tmp_path / "lines.jsonl"
    file.write_text('{"id": 1, "text": "a"}\n' + line, "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["scrub", "--batch", str(file)])
    assert ended.value.code == 2
    assert f"{file}:2: " in capsys.readouterr().err


def test_an_unreadable_file_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there, or a folder, ends with code 1 and says so."""
    for path in (tmp_path / "none", tmp_path):
        assert main(["scrub", str(path)]) == 1
        assert capsys.readouterr().err.startswith("file_unreadable: ")


def test_the_command_loads_neither_windows_nor_server() -> None:
    """`scrub` starts without Qt, the network or the server."""
    code = "import sys; from helppanel.cli import main; main(['scrub']); print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], input="", capture_output=True, text=True, check=True)
    heavy = (
        "PySide6",
        "requests",
        "litestar",
        "sqlalchemy",
        "numpy",
        "helppanel.server",
        "helppanel.service",
    )
    assert [name for name in done.stdout.split() if name.startswith(heavy)] == []


def test_much_comes_out_as_little_by_little(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A large file that several processes clean, or answer, comes out as its lines do one by one."""
    filler = "com.acme.Invoice : processing took a while and was done; " * 4
    lines = [
        f"{n} {filler}call 1380013{n % 10_000:04} from 10.0.{n % 7}.{n % 250}, 电话 {n}" for n in range(5000)
    ]
    file, batch = tmp_path / "a.log", tmp_path / "lines.jsonl"
    file.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    batch.write_text("".join(json.dumps({"id": line, "text": line}) + "\n" for line in lines), "utf-8")
    marks = scrubbed(monkeypatch, b"", str(file)).decode().splitlines()
    few = [0, 1, 777, 2500, 4999]
    alone = scrubbed(monkeypatch, "\n".join(lines[n] for n in few).encode()).decode().splitlines()
    assert len(marks) == len(lines)
    assert [marks[n] for n in few] == alone
    answers = [json.loads(line) for line in scrubbed(monkeypatch, b"", "--batch", str(batch)).splitlines()]
    assert [each["id"] for each in answers] == lines
    assert all(len(each["spans"]) == 2 for each in answers)
    batch.write_bytes(batch.read_bytes() + b"[]\n")
    with pytest.raises(SystemExit) as ended:
        main(["scrub", "--batch", str(batch)])
    assert ended.value.code == 2
