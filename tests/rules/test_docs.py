from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from helppanel.cli import WORDS, parser

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every picture and file a page of the repository points to exists."""
    targets = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    assert [t for t in targets if "://" not in t and not (page.parent / t).exists()] == []


def test_the_readme_names_every_command() -> None:
    """The README's list of commands is the one the program has."""
    for word in WORDS:
        assert re.search(rf"^helppanel {word}\b", README, re.MULTILINE), word


def test_every_make_target_of_the_docs_exists() -> None:
    """What the docs tell people to type, make knows."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"\bmake ([a-z-]+)\b`", page.read_text("utf-8"))}
    assert named <= targets
    assert {"demo", "test"} <= targets


def test_every_phony_target_has_a_rule() -> None:
    """Make promises nothing it has no rule for, and a plain `make` sets up."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    rules = re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE)
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert sorted(phony.split()) == sorted(rules)
    assert "\nall: setup help\n" in makefile
    assert rules[0] == "all"


def test_the_source_archive_can_run_make() -> None:
    """What the Makefile needs is in the sdist."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    included = build["targets"]["sdist"]["include"]
    assert {"Makefile", ".ci", "build.spec", "resources", "tests"} <= set(included)


def test_the_readmes_ten_lines_run() -> None:
    """The embedding example runs as it stands, up to the event loop."""
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    code = code.replace("app.exec()", "print(window.menuBar().actions()[-1].menu().objectName())")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "helppanel_menu"


@pytest.mark.parametrize("word", WORDS)
def test_every_command_has_a_help_text(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`helppanel WORD --help` describes the command and exits 0."""
    with pytest.raises(SystemExit) as ended:
        parser((word,)).parse_args([word, "--help"])
    assert ended.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 3
