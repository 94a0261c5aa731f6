"""What the wheel carries, and that it works without the source tree."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, Installed, build

pytestmark = pytest.mark.xdist_group("packaging")  # one build and one installation for all


def contents(wheel: Path) -> set[str]:
    """The files of the package in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if name.startswith("helppanel/")}


def test_the_wheel_carries_every_file_of_package_and_resources(wheel: Path) -> None:
    """Code, templates, migrations and resources are all in it, and nothing else."""
    code = {file.relative_to(ROOT).as_posix() for file in (ROOT / "helppanel").rglob("*") if _counts(file)}
    resources = {
        f"helppanel/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "resources").rglob("*")
        if _counts(file)
    }
    assert {"helppanel/resources/articles.pack", "helppanel/resources/theme/tokens.json"} < resources
    assert contents(wheel) == code | resources


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Whoever builds from the source archive gets the same files."""
    archive = build("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    again = build("wheel", source, tmp_path / "wheel")
    assert contents(again) == contents(wheel)


def test_an_installed_wheel_opens_an_article(installed: Installed) -> None:
    """`helppanel articles search` finds an article in the pack that was installed with it."""
    found = installed.run(
        "python", "-c", "import helppanel.assets as a, sys; sys.stdout.write(str(a.path('articles.pack')))"
    )
    assert found.returncode == 0, found.stderr
    pack = Path(found.stdout)
    assert installed.folder in pack.parents
    answer = installed.run(
        "helppanel", "articles", "search", str(pack), "导出", "--locale", "zh-CN", "--limit", "1"
    )
    assert answer.returncode == 0, answer.stderr
    assert "PDF" in answer.stdout


def test_an_installed_wheel_delivers_to_an_installed_server(installed: Installed, tmp_path: Path) -> None:
    """Server, migrations and desk of the wheel work: a report gets its number, the desk shows its door."""
    script = ROOT / "tests" / "packaging" / "round_trip.py"
    done = installed.run("python", str(script), str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "200"


def _counts(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts and file.suffix != ".pyc"
