"""Whether the system lets this app record the screen: macOS asks its user once, the others do not."""

from __future__ import annotations

import ctypes
import platform

_GRAPHICS = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics"


def granted() -> bool:
    """Whether a picture of the screen would show more than the wallpaper and our own windows."""
    return _ask("CGPreflightScreenCaptureAccess")


def request() -> bool:
    """Let the system ask its user, which it does once per app; whether it is granted already."""
    return _ask("CGRequestScreenCaptureAccess")


def _ask(question: str) -> bool:
    """What CoreGraphics answers; yes where there is nothing to ask, as before macOS 10.15."""
    if platform.system() != "Darwin":
        return True
    try:
        function = getattr(ctypes.CDLL(_GRAPHICS), question)
    except (OSError, AttributeError):
        return True
    function.argtypes, function.restype = [], ctypes.c_bool
    return bool(function())
