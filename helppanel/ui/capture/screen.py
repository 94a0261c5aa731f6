"""Pictures of the screen."""

from __future__ import annotations

import os
import platform

from PySide6.QtGui import QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture.pixels import is_blank


def grab_screen() -> QImage:
    """All screens in physical pixels, from any thread; hide the panel before.

    Raises HelpError CAPTURE_FAILED where the system does not let us, CAPTURE_BLANK when the picture is one
    flat colour, which is what some systems hand out without permission.
    """
    if not screen_can_be_read():
        raise HelpError(Problem.CAPTURE_FAILED, "no X11 screen")
    import mss  # here: a host that never takes a screen picture never pays

    try:
        with mss.MSS() as screens:
            shot = screens.grab(screens.monitors[0])
            image = QImage(shot.bgra, shot.width, shot.height, shot.width * 4, QImage.Format.Format_RGB32)
            image = image.copy()  # its bytes are the shot's
    except Exception as error:  # each system's own, from refused permission to a display that went away
        raise HelpError(Problem.CAPTURE_FAILED, f"{type(error).__name__}: {error}") from error
    if is_blank(image):
        raise HelpError(Problem.CAPTURE_BLANK)
    return image


def screen_can_be_read() -> bool:
    """Whether a screen picture is worth trying: not without a display, and not under Wayland."""
    if platform.system() != "Linux":
        return True
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
