"""What the user is looking at."""

from __future__ import annotations

from enum import StrEnum


class Attention(StrEnum):
    """Decides how often news are fetched."""

    CONVERSATION = "conversation"
    VISIBLE = "visible"
    HIDDEN = "hidden"
