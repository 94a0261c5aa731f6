"""The stories there are, by the name `--story` knows them by. Qt is loaded only when one is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helppanel.demo.tour.story import StoryMaker


def _feedback() -> StoryMaker:
    from helppanel.demo.tour.story_feedback import FeedbackStory

    return FeedbackStory


def _privacy() -> StoryMaker:
    from helppanel.demo.tour.story_privacy import PrivacyStory

    return PrivacyStory


def _offline() -> StoryMaker:
    from helppanel.demo.tour.story_offline import OfflineStory

    return OfflineStory


def _answered() -> StoryMaker:
    from helppanel.demo.tour.answered.story import AnsweredStory

    return AnsweredStory


STORIES: dict[str, Callable[[], StoryMaker]] = {
    "feedback": _feedback,
    "privacy": _privacy,
    "offline": _offline,
    "answered": _answered,
}
