"""Help → Online Support for Qt desktop applications.

>>> import helppanel
>>> panel = helppanel.install(window, helppanel.HelpConfig(app_name="Writer", app_version="12.4"))

Names are resolved when first used, so that importing this package costs nothing and imports no Qt.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helppanel.config import HelpConfig
    from helppanel.service import HelpService
    from helppanel.ui.panel import HelpPanel, install
    from helppanel.version import __version__

__all__ = ["HelpConfig", "HelpPanel", "HelpService", "__version__", "install"]

_HOMES = {
    "HelpConfig": "helppanel.config",
    "HelpPanel": "helppanel.ui.panel",
    "HelpService": "helppanel.service",
    "__version__": "helppanel.version",
    "install": "helppanel.ui.panel",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
