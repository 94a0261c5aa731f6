"""How a panel ends: with the host's window or with the app, whichever comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helppanel.ui import own_failures

if TYPE_CHECKING:
    from helppanel.service import HelpService
    from helppanel.ui.bridge import Bridge


class End:
    """Closes the service when the window or the app ends; holds nothing of Qt that ends before it."""

    def __init__(self) -> None:
        self.bridge: Bridge | None = None
        self.service: HelpService | None = None

    def tell(self) -> None:
        """Something of a panel failed while Qt called it: let the one with a page on screen say so, soon."""
        bridge = self.bridge
        if bridge is not None:
            bridge.post(lambda: bridge.failed.emit())

    def end_service(self) -> None:
        """Close the service without waiting for it; the bridge stays for another try."""
        service, self.service = self.service, None
        if self.bridge is not None and service is not None:
            self.bridge.fetch(service.close, lambda _ended: None, lambda: None)

    def come(self) -> None:
        """End the threads, within two seconds."""
        own_failures.unwatch(self.tell)
        bridge, self.bridge = self.bridge, None
        service, self.service = self.service, None
        if bridge is not None:
            bridge.close()
        if service is not None:
            service.close()
