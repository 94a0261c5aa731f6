"""Facts about what draws the screen, where the system tells them at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

CARDS = Path("/sys/class/drm")
ADAPTERS = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"


def desktop() -> str:
    """The desktop and its kind of session (`GNOME, wayland`); "" where there is none."""
    said = (os.environ.get(name, "").strip() for name in ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE"))
    return ", ".join(filter(None, said))


def graphics(cards: Path = CARDS) -> str:
    """The kernel driver and PCI id of each graphics card (`i915 (8086:9A49)`); "" where none is told."""
    found = []
    for file in sorted(cards.glob("card[0-9]*/device/uevent")):
        said = dict(line.partition("=")[::2] for line in file.read_text("utf-8", "replace").splitlines())
        card = f"{said.get('DRIVER', '?')} ({said['PCI_ID']})" if "PCI_ID" in said else said.get("DRIVER", "")
        if card and card not in found:  # each of a card's outputs names it
            found.append(card)
    return "; ".join(found)


def adapters() -> str:
    """Name and driver version of each graphics adapter, as Windows has them; "" where it tells none."""
    found: list[str] = []
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, ADAPTERS) as adapters:
            for number in range(winreg.QueryInfoKey(adapters)[0]):
                name = winreg.EnumKey(adapters, number)
                if not name.isdigit():
                    continue  # its settings, which not every user may read
                with winreg.OpenKey(adapters, name) as adapter:
                    found.append(
                        f"{winreg.QueryValueEx(adapter, 'DriverDesc')[0]} "
                        f"({winreg.QueryValueEx(adapter, 'DriverVersion')[0]})"
                    )
    return "; ".join(found)


_BY_SYSTEM: Mapping[str, Mapping[str, Callable[[], object]]] = {
    "win32": {"graphics": adapters},
    "darwin": {},
    "linux": {"desktop": desktop, "graphics": graphics},
}
ASKS = _BY_SYSTEM.get(sys.platform, {"desktop": desktop})
