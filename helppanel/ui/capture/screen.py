"""Pictures of screens by `mss`: X11, Windows and macOS. For worker threads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import permission
from helppanel.ui.capture.mapping import Rect, Seen
from helppanel.ui.capture.matching import places
from helppanel.ui.capture.pixels import is_blank
from helppanel.ui.capture.shots import Desktop, check_blank, shot_of

if TYPE_CHECKING:
    import mss

OPAQUE = np.uint32(0xFF000000)  # what systems leave in the fourth byte is anything; Qt wants it full


def grab(seen: Sequence[Seen], only: int | None = None) -> Desktop:
    """All screens, or the one with the number `only`, each in its physical pixels.

    Raises HelpError CAPTURE_NO_DISPLAY, CAPTURE_PERMISSION, CAPTURE_FAILED where the system does not let us,
    and CAPTURE_BLANK when all it gives is one flat colour.
    """
    with _system() as system:
        found = places(seen, [_rect(monitor) for monitor in system.monitors[1:]])
        wanted = found if only is None else found[only : only + 1]
        shots = tuple(shot_of(place.native, _grab(system, place.native)) for place in wanted)
    check_blank(shots)
    return Desktop(found, shots)


def grab_screen() -> QImage:
    """The whole desktop as the system lays it out. Raises HelpError as `grab` does."""
    with _system() as system:
        image = _grab(system, _rect(system.monitors[0]))
    if is_blank(image):
        raise HelpError(Problem.CAPTURE_BLANK)
    return image


@contextmanager
def _system() -> Iterator[mss.MSS]:
    if not permission.granted():
        permission.request()
        raise HelpError(Problem.CAPTURE_PERMISSION, "no permission to record the screen")
    if sys.platform == "linux" and (not os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise HelpError(Problem.CAPTURE_NO_DISPLAY, "no X11 screen")  # of Wayland, X11 sees only black
    import mss  # here: a host that never takes a screen picture never pays

    if sys.platform == "darwin":
        import mss.darwin

        mss.darwin.IMAGE_OPTIONS &= ~mss.darwin.kCGWindowImageNominalResolution  # pixels, not points
    try:
        with mss.MSS() as system:
            yield system
    except HelpError:
        raise
    except Exception as error:  # each system's own, from refused permission to a display that went away
        raise HelpError(Problem.CAPTURE_FAILED, f"{type(error).__name__}: {error}") from error


def _grab(system: mss.MSS, native: Rect) -> QImage:
    left, top, width, height = (int(value) for value in native)
    shot = system.grab({"left": left, "top": top, "width": width, "height": height})
    pixels = np.frombuffer(shot.raw, np.uint32)
    pixels |= OPAQUE
    form = QImage.Format.Format_RGB32
    return QImage(shot.raw, shot.width, shot.height, shot.width * 4, form).copy()  # its bytes are the shot's


def _rect(monitor: dict[str, int]) -> Rect:
    return Rect(monitor["left"], monitor["top"], monitor["width"], monitor["height"])
