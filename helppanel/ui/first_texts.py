"""What the panel speaks before the user's own choice is known."""

from __future__ import annotations

from helppanel.config import HelpConfig
from helppanel.ui.texts import Texts


def first_texts(config: HelpConfig) -> Texts:
    """In the host's language, else the system's."""
    if config.locale is not None:
        return Texts(config.locale)
    from PySide6.QtCore import QLocale  # here, as all that a host need not load to start

    return Texts(QLocale.system().uiLanguages()[0])
