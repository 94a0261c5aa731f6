from __future__ import annotations

import ast
import re
import statistics
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted((ROOT / "helppanel").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# What only Unix has; the standard library raises ImportError for these on Windows.
UNIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}


def lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def test_no_file_is_over_400_lines() -> None:
    """Every file, tests included, stays small enough to have one reason to exist."""
    assert [f"{file}: {lines(file)}" for file in CODE + TESTS if lines(file) > 400] == []


def test_half_of_the_files_are_short() -> None:
    """The median file of the package stays near 130 lines."""
    assert statistics.median(lines(file) for file in CODE if lines(file) > 1) <= 150


@pytest.mark.parametrize("name", ["ui/panel.py", "service/service.py", "cli.py"])
def test_composition_roots_are_under_250_lines(name: str) -> None:
    """The files where everything meets do not become the place where everything happens."""
    assert lines(ROOT / "helppanel" / name) < 250


def test_the_top_level_holds_what_was_agreed() -> None:
    """Nothing but the agreed files lies at the top level of the repository."""
    agreed = {"helppanel", "resources", "tests", "pyproject.toml", "build.spec", "README.md"}
    agreed |= {"LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile"}
    built = {"build", "dist", "out"}
    found = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")}
    assert found - built <= agreed


def _unguarded_imports(tree: ast.Module) -> set[str]:
    """Modules imported at the top of a file, outside any `if`, `try` or function."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_unix_only_modules_are_guarded() -> None:
    """No file of the package imports at its top what Windows lacks."""
    for file in CODE:
        unguarded = _unguarded_imports(ast.parse(file.read_text("utf-8"))) & UNIX_ONLY
        assert not unguarded, f"{file} imports {unguarded}"


def test_the_guard_rule_sees_an_unguarded_import() -> None:
    """The rule above fails when it should."""
    assert _unguarded_imports(ast.parse("import fcntl\nfrom pwd import getpwuid\n")) == {"fcntl", "pwd"}
    assert _unguarded_imports(ast.parse("import sys\nif sys.platform != 'win32':\n    import fcntl\n")) == {
        "sys"
    }


def test_nothing_is_left_behind() -> None:
    """No marker of unfinished work stays in the code."""
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|NotImplemented" + "Error")
    for file in CODE + TESTS:
        assert not marks.search(file.read_text("utf-8")), file


def test_every_test_says_what_it_proves() -> None:
    """Each test has a docstring."""
    for file in TESTS:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert ast.get_docstring(node), f"{file}:{node.lineno} {node.name}"


def test_type_checking_has_no_exemptions() -> None:
    """Strict typing holds for every module: no overrides, no excludes."""
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert mypy["strict"] is True
    assert not {"overrides", "exclude", "ignore_errors", "ignore_missing_imports"} & set(mypy)
