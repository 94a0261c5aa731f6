"""What tests and files do not do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("helppanel", "resources", "tests", ".ci", ".github")
WRITTEN = {".py", ".css", ".html", ".toml", ".qss", ".sh", ".spec", ".yml", ".md", ".json", ""}
LIMITED = {".css", ".html", ".toml", ".qss", ".sh", ".spec", ""}  # .py has a rule of its own

# Here a thread is held up on purpose: stalls are what the test is about; past answers have a time between.
HELD_UP = {"tests/demo/test_tour_parts.py", "tests/pictures/past.py"}
SLEEPS = {"sleep", "qWait", "qSleep"}

HOMES = re.compile("/(?:wo" + r"rk|ro" + r"ot)/|/ho" + r"me/[\w.-]+/|[A-Za-z]:\\{1,2}Use" + r"rs\\{1,2}\w")
HOMES_ARE_MEANT = ("tests/report/", "tests/privacy_set/")  # the scrubber's tests need homes to scrub


def files(kinds: set[str]) -> Iterator[Path]:
    """The files of the repository that people write, by the ends of their names."""
    found = [file for file in ROOT.iterdir() if not file.name.startswith(".")]
    for folder in FOLDERS:
        found += (ROOT / folder).rglob("*")
    for file in sorted(found):
        if file.is_file() and file.suffix in kinds and "__pycache__" not in file.parts:
            yield file


def name(file: Path) -> str:
    """The path inside the repository."""
    return file.relative_to(ROOT).as_posix()


def sleeps(code: str) -> list[int]:
    """The lines that wait for time to pass, not for something to happen."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.rpartition(".")[2] in SLEEPS or called == "qtbot.wait":
                found.append(node.lineno)
    return found


def too_long(text: str) -> bool:
    """Whether a file has more lines than one reason to exist needs."""
    return len(text.splitlines()) > 400


def test_no_test_sleeps() -> None:
    """Tests wait for a signal or a condition."""
    tests = {name(file): file for file in files({".py"}) if name(file).startswith("tests/")}
    found = {at: sleeps(file.read_text("utf-8")) for at, file in tests.items() if at not in HELD_UP}
    assert {at: lines for at, lines in found.items() if lines} == {}
    assert tests.keys() >= HELD_UP


def test_styles_templates_and_settings_are_short_too() -> None:
    """No style sheet, template, setting or script has over 400 lines."""
    assert [name(file) for file in files(LIMITED) if too_long(file.read_text("utf-8"))] == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    """No path of anybody's computer stands in the repository."""
    found = []
    for file in files(WRITTEN):
        if not name(file).startswith(HOMES_ARE_MEANT):
            found += [(name(file), path) for path in HOMES.findall(file.read_text("utf-8"))]
    assert found == []


def test_the_rules_see_what_is_planted() -> None:
    """Each rule above fails when it should, and only then."""
    assert sleeps("time.sleep(1)\nQTest.qWait(5)\nqtbot.wait(9)\nwork.wait(3)\nqtbot.waitUntil(f)") == [
        1,
        2,
        3,
    ]
    assert too_long("a {}\n" * 401)
    assert not too_long("a {}\n" * 400)
    for path in ("/wo" + "rk/x", "/ho" + "me/lin/x", "C:\\Us" + "ers\\lin", "C:\\\\Us" + "ers\\\\lin"):
        assert HOMES.search(path), path
    assert not HOMES.search("https://example.com/network/x ~/home/")
    assert {"helppanel/server/desk/desk.css", "Makefile", "pyproject.toml"} <= set(map(name, files(LIMITED)))
