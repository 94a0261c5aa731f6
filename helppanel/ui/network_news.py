"""Tells the service when the system's network has become another one."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation

    from helppanel.service import HelpService

SETTLE = 500  # milliseconds; a change of network is told in several pieces


def system() -> QNetworkInformation | None:
    """What Qt knows of the network; None where it has no way to know. On the UI thread."""
    from PySide6.QtNetwork import QNetworkInformation

    # The host may have loaded it already: there is one in a process.
    if QNetworkInformation.instance() is None and not QNetworkInformation.loadDefaultBackend():
        return None
    return QNetworkInformation.instance()


class NetworkNews(QObject):
    """Lives as long as its parent. Says nothing where Qt has no QtNetwork, or no backend for this system."""

    def __init__(
        self,
        service: HelpService,
        parent: QObject,
        system: Callable[[], QNetworkInformation | None] = system,
    ) -> None:
        super().__init__(parent)
        self._service, self._system = service, system
        self._information: QNetworkInformation | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self._tell)
        # The library takes a while to load, and a host that was frozen without it does not have it.
        service.run(_has_library, self._begin)

    def _begin(self, there: bool) -> None:
        found = self._information = self._system() if there else None
        if found is None:
            return
        found.reachabilityChanged.connect(self._settled.start)
        found.transportMediumChanged.connect(self._settled.start)
        found.isBehindCaptivePortalChanged.connect(self._settled.start)
        if found.isBehindCaptivePortal():
            self._tell()

    def _tell(self) -> None:
        found = self._information
        if found is not None:
            self._service.network_changed(
                reachable=found.reachability() is not found.Reachability.Disconnected,
                behind_portal=found.isBehindCaptivePortal(),
            )


def _has_library() -> bool:
    try:
        import_module("PySide6.QtNetwork")
    except ImportError:
        return False
    return True
