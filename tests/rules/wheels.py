"""`python -m tests.rules.wheels`: every dependency has wheels for Windows and macOS.

Walks what the extras need on each system, as installed here, and asks the package index, through pip, for a
wheel of that version or newer. Nothing is downloaded but metadata. Exit 1 names what has none.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement

EXTRAS = ("articles", "server")
SYSTEMS = {
    "Windows": ({"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}, ("win_amd64",)),
    "macOS": (
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
        ("macosx_13_0_arm64", "macosx_12_0_universal2", "macosx_11_0_arm64", "macosx_10_13_universal2"),
    ),
}


def needed(name: str, environment: dict[str, str], extras: tuple[str, ...], seen: set[str]) -> Iterator[str]:
    """The names of everything `name` needs on a system, itself left out."""
    try:
        requires = distribution(name).requires or []
    except PackageNotFoundError:
        return  # needed there, not here: its own needs cannot be read, itself was already asked for
    for text in requires:
        requirement = Requirement(text)
        marker = requirement.marker
        wanted = marker is None or any(
            marker.evaluate({**environment, "extra": extra}) for extra in (*extras, "")
        )
        if wanted and requirement.name.lower() not in seen:
            seen.add(requirement.name.lower())
            yield requirement.name
            yield from needed(requirement.name, environment, tuple(requirement.extras), seen)


def has_wheel(name: str, platforms: tuple[str, ...]) -> bool:
    """Whether the index has a wheel that installs there."""
    try:
        wanted = f"{name}=={distribution(name).version}"
    except PackageNotFoundError:
        wanted = name
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    with tempfile.TemporaryDirectory() as target:
        command = [
            *(
                sys.executable,
                "-m",
                "pip",
                "install",
                "--dry-run",
                "--quiet",
                "--no-deps",
                "--ignore-installed",
            ),
            *("--only-binary=:all:", "--python-version", version, "--target", target),
            *(word for platform in platforms for word in ("--platform", platform)),
            wanted,
        ]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main() -> int:
    """Check all systems; the exit code."""
    missing = []
    for system, (environment, platforms) in SYSTEMS.items():
        names = sorted(needed("helppanel", environment, EXTRAS, {"helppanel"}))
        if not names:
            sys.exit("helppanel is not installed here: pip install -e '.[dev]'")
        without = [name for name in names if not has_wheel(name, platforms)]
        print(f"{system}: {len(names)} packages, {len(without)} without a wheel")
        missing += [f"{name} has no wheel for {system}" for name in without]
    print("\n".join(missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
