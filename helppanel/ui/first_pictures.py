"""Pictures that come to the form with the user: taken before the panel covers the host, or handed over."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from helppanel.contract.problems import HelpError
from helppanel.ui.capture.taken import Picture, Taken, given
from helppanel.ui.capture.windows import take_windows

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from helppanel.config import HelpConfig
    from helppanel.policy import Policy

log = logging.getLogger("helppanel")


def taken(config: HelpConfig, policy: Policy, panel: QWidget | None) -> list[Picture]:
    """The host's windows as they are now, without `panel`; none where they must not be taken, or cannot."""
    if not policy.screenshots:
        return []
    try:
        return [shot.read for shot in take_windows(panel, config.private)]
    except HelpError as error:
        log.warning("no picture of the host: %s", error)
        return []


def handed(policy: Policy, picture: QImage | None) -> list[Picture]:
    """The picture the host hands over, as it is; none where none may be attached."""
    if picture is None or not policy.screenshots:
        return []
    own = picture.copy()  # the host may paint on its own, or free what it lies in
    return [given(Taken(image=own, source="window"))]
