"""The form where the administrator of the machine has switched something off."""

from __future__ import annotations

from helppanel.config import HelpConfig
from helppanel.demo.app import Host
from helppanel.policy import Policy
from helppanel.ui.panel import HelpPanel
from tests.pictures.studio import Studio

POLICIES = {
    "form-limited": Policy(screenshots=False, files=False, email=False, by="IT", contact="it@example.com"),
    "form-off": Policy(form=False, by="IT", contact="it@example.com"),
    "form-unread": Policy(screenshots=False, files=False, email=False, problem="damaged"),
}
LOOKS = ("narrow", "wide")


def forbidding(host: Host, policy: Policy) -> Host:
    """`host` with another panel in place of its own, which must not have been opened yet."""
    config: HelpConfig = host.panel._config
    return Host(host.window, HelpPanel(host.window, config, policy=policy))


def shoot(studio: Studio, name: str) -> None:
    """The form under one policy, in both looks."""
    studio.open("report", "report")
    for look in LOOKS:
        studio.turn(look)
        studio.shoot(name)
