"""What the help page asks, and what it shows for an answer. Knows no widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helppanel.ui.help.hit_model import Row
from helppanel.ui.latest import Cancelled
from helppanel.ui.ports import PanelService
from helppanel.ui.texts import Texts

if TYPE_CHECKING:
    from helppanel.service import Completion

POPULAR = 6  # shown while nothing is searched
COMPLETIONS = 6


@dataclass(frozen=True)
class Question:
    """A search; without `query` the articles of `section`; without both, what there is to browse.

    `limit` hits are fetched, and completions where the user `is_typing`.
    """

    query: str = ""
    section: str | None = None
    platform: str | None = None
    limit: int = 20
    is_typing: bool = False


@dataclass(frozen=True)
class Answer:
    """`rows` of `total`; `sections` counts what a chip would leave."""

    asked: Question = field(default_factory=Question)
    rows: Sequence[Row] = ()
    total: int = 0
    sections: Mapping[str, int] = field(default_factory=dict)
    ms: float = 0.0
    suggestion: str = ""
    is_nearest: bool = False
    completions: Sequence[Completion] = ()

    @property
    def is_browsing(self) -> bool:
        """Neither searched nor in a section."""
        return not self.asked.query and self.asked.section is None


def ask(question: Question, service: PanelService, locale: str, cancelled: Cancelled) -> Answer:
    """Find it; touches the disk. Raises HelpError."""
    if not question.query:
        section = question.section
        rows = service.popular(locale, POPULAR) if section is None else service.titles(locale, section)
        return Answer(question, rows, len(rows), service.sections(locale))
    found = service.search(
        question.query,
        locale=locale,
        section=question.section,
        platform=question.platform,
        limit=question.limit,
        cancelled=cancelled,
    )
    typing = question.is_typing and not cancelled()
    return Answer(
        question,
        found.hits,
        found.total,
        found.sections,
        found.ms,
        found.suggestion,
        found.is_nearest,
        service.complete(question.query, locale, COMPLETIONS) if typing else (),
    )


def words(answer: Answer, texts: Texts) -> str:
    """The line over the rows."""
    asked = answer.asked
    if asked.query:
        seconds = f"{max(answer.ms, 10) / 1000:.2f}"
        key = "help.found_1" if answer.total == 1 else "help.found"
        return texts.t(key, count=answer.total, seconds=seconds)
    return texts.t("help.in_section", section=asked.section, count=answer.total)
