from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from inspect import signature
from pathlib import Path

import msgspec
import pytest

from helppanel import policy
from helppanel.cli import WORDS, parser
from helppanel.config import HelpConfig
from helppanel.contract.service_info import ServiceInfo
from helppanel.demo.app import APP_ID, VERSION
from helppanel.report.checks import version
from helppanel.ui.capture.private_columns import PRIVATE, PRIVATE_ROLE
from helppanel.ui.context.topic import PROPERTY

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


def test_the_settings_of_the_docs_exist() -> None:
    """What the docs set in a HelpConfig, it has."""
    known = set(signature(HelpConfig).parameters)
    calls = [call for page in PAGES for call in re.findall(r"`HelpConfig\((.*?)\)`", page.read_text("utf-8"))]
    named = {name for call in calls for name in re.findall(r"(?:^|, )(\w+)=", call)}
    assert {"facts", "private"} <= named <= known


def test_the_properties_of_the_docs_exist() -> None:
    """What the docs set on widgets, views and models, the panel reads."""
    named = {
        name for page in PAGES for name in re.findall(r'setProperty\("([^"]*)"', page.read_text("utf-8"))
    }
    assert named == {PROPERTY, PRIVATE, PRIVATE_ROLE}


def toml_with(words: str) -> str:
    """The one example of the README that has `words`."""
    [example] = [block for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if words in block]
    return str(example)


def test_the_policy_of_the_docs_is_read(tmp_path: Path) -> None:
    """The administrator's example means what it says, for the demo and for other apps."""
    example = toml_with("by = ")
    file = tmp_path / "policy.toml"
    file.write_text(example, "utf-8")
    file.chmod(0o644)
    owner = file.stat().st_uid
    assert policy.read(APP_ID, file, owner=owner).off == ("screenshots", "files")
    others = policy.read("another", file, owner=owner)
    assert (others.off, others.problem, others.by) == (("screenshots",), "", "IT security")


def test_the_releases_of_the_docs_are_read() -> None:
    """The example for `service.toml` names the demo's newest version."""
    example = tomllib.loads(toml_with("latest."))
    info = msgspec.convert({"name": {"en": "Support"}, **example}, ServiceInfo)
    assert version.is_newer(info.latest[APP_ID].version, VERSION)


@pytest.mark.parametrize("word", WORDS)
def test_every_command_has_a_help_text(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`helppanel WORD --help` describes the command and exits 0."""
    with pytest.raises(SystemExit) as ended:
        parser((word,)).parse_args([word, "--help"])
    assert ended.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 3
